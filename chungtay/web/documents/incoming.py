"""The incoming register: the list, one document, registering, giving it to somebody, settling."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import office_powers, offices_for
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.documents.actions.incoming import Arrival, correct_incoming, register_incoming, route_incoming, settle_incoming
from chungtay.documents.books import incoming_book
from chungtay.documents.enums import ACTS
from chungtay.documents.models import IncomingDocument
from chungtay.documents.queries import handlers_at, incoming
from chungtay.files.filetypes import XLSX
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, requires
from chungtay.web.documents.forms import CorrectForm, IncomingFilter, IncomingForm, RouteForm, SettleForm
from chungtay.web.documents.listing import PAGE, asked_of, crumbs, names_of, tabs
from chungtay.web.documents.outgoing import office_words, period_words
from chungtay.web.documents.paper import whole_file
from chungtay.web.shell.acting import attempt, posted
from chungtay.web.shell.listing import address, chips, kept, may_here, pager

both = require_http_methods(["GET", "POST"])


@require_safe
@requires(Can.SEE_PAPERS)
def register(request: HttpRequest) -> HttpResponse:
    """What arrived, the newest first."""
    viewer, today = person(request), clock.today()
    form = IncomingFilter(request.GET or None, among=offices_for(viewer, Can.SEE_PAPERS, on=today), on=today)
    asked = asked_of(request, form)
    found = incoming(viewer, asked, on=today).select_related("handler")
    page = key_page(found, by=("-year", "-number", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    names, filtered = names_of(page.rows), chips(request, form)
    context = {
        "tabs": tabs("incoming"),
        "rows": [(row, names.get(row.unit_id, ""), *_state(row)) for row in page.rows],
        "page": pager(request, page),
        "form": form,
        "text": asked.text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked.text or filtered or form.errors),
        "clear_url": address(request).split("?")[0],
        "may_register": may_here(request, Can.REGISTER_INCOMING),
        "may_set": may_here(request, Can.SET_OFFICES),
        "book_url": f"{reverse('documents:incoming_book')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/incoming.html", context)


def _state(row: IncomingDocument) -> tuple[str, str]:
    """(words, tone)."""
    if row.settled_on:
        return _("Đã xong"), "ok"
    if row.due_on and row.due_on < clock.today():
        return _("Quá hạn"), "stop"
    return (_("Đang xử lý"), "wait") if row.handler_id else (_("Chưa giao"), "plain")


@require_safe
@requires(Can.SEE_PAPERS)
def book(request: HttpRequest) -> FileResponse:
    viewer, today = person(request), clock.today()
    form = IncomingFilter(request.GET or None, among=offices_for(viewer, Can.SEE_PAPERS, on=today), on=today)
    asked = asked_of(request, form)
    rows = incoming(viewer, asked, on=today).select_related("handler").order_by("year", "number", "pk")
    made = incoming_book(rows.iterator(chunk_size=2000), office=office_words(request, asked), period=period_words(asked))
    return FileResponse(made, as_attachment=True, filename=f"so-van-ban-den-{today.isoformat()}.xlsx", content_type=XLSX.media_type)


@both
@requires(Can.REGISTER_INCOMING)
def arrive(request: HttpRequest) -> HttpResponse:
    """A paper has come: what stands on it, its file, and who settles it."""
    user, today = person(request), clock.today()
    offices = list(offices_for(user, Can.REGISTER_INCOMING, on=today).by_name())
    own = next((unit for unit in offices if user.acting_role and unit.pk == user.acting_role.unit_id), offices[0] if offices else None)
    if own is None:
        raise Http404
    form = IncomingForm(
        request.POST or None,
        request.FILES or None,
        units=[(unit.pk, unit.full_name) for unit in offices],
        people=_people(offices),
        initial={"unit": own.pk, "on": today},
    )
    if request.method == "POST" and form.is_valid():
        unit = next(unit for unit in offices if str(unit.pk) == form.cleaned_data["unit"])
        row = attempt(form, lambda: _register(unit, form.cleaned_data, by=user))
        if row is not None:
            messages.success(request, _("Đã vào sổ: số đến %(number)d.") % {"number": row.number})
            return redirect("documents:arrived", pk=row.pk)
    context = {"form": form, "title": _("Đăng ký văn bản đến"), "submit_label": _("Vào sổ"), "cancel_url": reverse("documents:incoming")}
    return render(request, "documents/form.html", context | {"breadcrumbs": _crumbs()})


def _people(offices: list[OrgUnit]) -> list[User]:
    found = {user.pk: user for unit in offices for user in handlers_at(unit, on=clock.today())[:200]}
    return sorted(found.values(), key=lambda user: user.sort_key)


def _register(unit: OrgUnit, given: dict[str, Any], *, by: User) -> IncomingDocument:
    upload = given["file"]
    return register_incoming(
        unit,
        by=by,
        arrival=_arrival(given),
        on=given["on"],
        file=upload.read() if upload else b"",
        file_name=upload.name if upload else "",
        handler=_handler(given),
        due_on=given["due_on"],
    )


def _arrival(given: dict[str, Any]) -> Arrival:
    return Arrival(**{name: given[name] for name in Arrival.__dataclass_fields__})


def _handler(given: dict[str, Any]) -> User | None:
    return User.objects.filter(pk=given["handler"]).first() if given["handler"] else None


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return crumbs((_("Văn bản đến"), reverse("documents:incoming")), *more)


def _in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_PAPERS) -> IncomingDocument:
    rows = IncomingDocument.objects.for_user(person(request), can, on=clock.today())
    return get_object_or_404(rows.select_related("unit", "handler", "registered_by"), pk=pk)


@require_safe
@requires(Can.SEE_PAPERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _in_scope(request, pk), person(request)
    label, tone = _state(row)
    entries = AuditEntry.objects.filter(subject_kind="documents.IncomingDocument", subject_key=str(pk)).order_by("-recorded_at", "-pk")
    keeps = Can.REGISTER_INCOMING in office_powers(user, row.unit, on=clock.today())
    context = {
        "row": row,
        "office": names_of([row]).get(row.unit_id, ""),
        "label": label,
        "tone": tone,
        "keeps": keeps,
        "may_settle": row.settled_on is None and (keeps or row.handler_id == user.pk),
        "entries": [(entry, ACTS.get(entry.act, entry.act)) for entry in entries[:50]],
        "breadcrumbs": _crumbs(),
    }
    return render(request, "documents/arrived.html", context)


@require_safe
@requires(Can.SEE_PAPERS)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _in_scope(request, pk)
    if not row.file:
        raise Http404
    answer = whole_file(row.file, row.sha256, row.file_name, row.file_name.rsplit(".", 1)[-1])
    if answer is None:
        messages.error(request, _("Tệp lưu không còn đúng như khi vào sổ nên không tải được. Xin báo người quản trị."))
        return redirect("documents:arrived", pk=pk)
    return answer


def _form_page(request: HttpRequest, row: IncomingDocument, form: Any, **words: Any) -> HttpResponse:
    url = reverse("documents:arrived", args=[row.pk])
    context = {"form": form, "cancel_url": url, "breadcrumbs": _crumbs((_("Số đến %(number)d") % {"number": row.number}, url)), **words}
    return render(request, "documents/form.html", context)


@both
@requires(Can.REGISTER_INCOMING)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    row = _in_scope(request, pk, Can.REGISTER_INCOMING)
    form = CorrectForm(request.POST or None, initial={name: getattr(row, name) for name in Arrival.__dataclass_fields__})
    if posted(request, form, lambda: correct_incoming(row, by=person(request), arrival=_arrival(form.cleaned_data))):
        messages.success(request, _("Đã sửa."))
        return redirect("documents:arrived", pk=pk)
    return _form_page(request, row, form, title=_("Sửa thông tin văn bản đến"), submit_label=_("Lưu"))


@both
@requires(Can.REGISTER_INCOMING)
def route(request: HttpRequest, pk: int) -> HttpResponse:
    row = _in_scope(request, pk, Can.REGISTER_INCOMING)
    initial = {"handler": row.handler_id or "", "due_on": row.due_on}
    form = RouteForm(request.POST or None, people=handlers_at(row.unit, on=clock.today())[:500], initial=initial)
    action = _routed(request, row, form)
    if posted(request, form, action):
        messages.success(request, _("Đã giao."))
        return redirect("documents:arrived", pk=pk)
    return _form_page(request, row, form, title=_("Giao xử lý"), submit_label=_("Giao"))


def _routed(request: HttpRequest, row: IncomingDocument, form: RouteForm) -> Any:
    return lambda: route_incoming(row, by=person(request), handler=_handler(form.cleaned_data), due_on=form.cleaned_data["due_on"])


@both
@requires(Can.SEE_PAPERS)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    row = _in_scope(request, pk)
    form = SettleForm(request.POST or None, initial={"on": clock.today()})
    if posted(request, form, lambda: settle_incoming(row, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã ghi giải quyết xong."))
        return redirect("documents:arrived", pk=pk)
    return _form_page(request, row, form, title=_("Giải quyết xong"), submit_label=_("Ghi"))
