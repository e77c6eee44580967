"""People in scope: the list, one person, inviting, and what an officer may do for somebody."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.actions import Invitation, deactivate_user, edit_profile, invite_user, reactivate_user, reset_password
from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import Role, User
from chungtay.accounts.queries import entries_about, people_found, people_in_scope, roles_of, unit_names
from chungtay.accounts.rules import may_command, stands_over
from chungtay.accounts.scope import may, units_for
from chungtay.core import clock
from chungtay.core.paging import KeyPage, key_page
from chungtay.web.access import person, requires
from chungtay.web.accounts.adapter import unlock
from chungtay.web.accounts.forms import STATES, STRANDED, InviteForm, PeopleFilter, ProfileForm, ReasonForm
from chungtay.web.accounts.lines import AuditLine, RoleLine
from chungtay.web.accounts.steps import Steps
from chungtay.web.shell.acting import attempt, posted

_PAGE = 30


@dataclass(frozen=True, slots=True)
class Pager:
    next_url: str
    first_url: str
    count_label: str = ""


def someone_in_scope(request: HttpRequest, pk: int, can: Can) -> User:
    """The person, or 404 outside the scope of the role one acts in."""
    return get_object_or_404(people_in_scope(person(request), can, on=clock.today()), pk=pk)


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Người dùng"), reverse("people:list")), *more]


@require_safe
@requires(Can.SEE_PEOPLE)
def people_list(request: HttpRequest) -> HttpResponse:
    viewer, today = person(request), clock.today()
    form = PeopleFilter(request.GET or None, among=units_for(viewer, Can.SEE_PEOPLE, on=today), on=today)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    text = request.GET.get("q", "")[:200]
    found = people_found(
        viewer,
        on=today,
        text=text,
        kind=RoleKind(chosen["vai_tro"]) if chosen.get("vai_tro") else None,
        unit=chosen.get("don_vi"),
        is_former=chosen.get("tinh_trang") == "da-thoi",
        is_stranded=chosen.get("tinh_trang") == STRANDED,
    )
    page = key_page(found, by=("sort_key", "pk"), after=request.GET.get("sau", ""), size=_PAGE)
    held = roles_of(page.rows, on=today)
    names = unit_names([role for roles in held.values() for role in roles], on=today)
    context = {
        "rows": [(row, [RoleLine.of(role, names, today) for role in held[row.pk]]) for row in page.rows],
        "form": form,
        "text": text,
        "kept": _kept(request),
        "chips": _chips(request, form),
        "page": _pager(request, page),
        "is_filtered": bool(text or _chips(request, form)),
        "may_invite": may(viewer, Can.INVITE_PEOPLE, on=today),
    }
    return render(request, "accounts/people.html", context)


def _pager(request: HttpRequest, page: KeyPage[User]) -> Pager:
    return Pager(
        next_url=_address(request, sau=page.next_key) if page.next_key else "",
        first_url="" if page.is_first else _address(request, sau=""),
    )


def _kept(request: HttpRequest) -> QueryDict:
    """The filters that a new search keeps."""
    kept = request.GET.copy()
    for name in ("q", "sau"):
        kept.pop(name, None)
    return kept


def _chips(request: HttpRequest, form: PeopleFilter) -> list[tuple[str, str]]:
    """What is filtered by, each with the address without it."""
    kinds = dict(RoleKind.choices)
    given = {field.name: request.GET.get(field.name, "").strip() for field in form.visible_fields()}
    labels = {
        "vai_tro": str(kinds.get(given["vai_tro"], "")),
        "don_vi": given["don_vi"][:80],
        "tinh_trang": str(dict(STATES).get(given["tinh_trang"], "")) if given["tinh_trang"] else "",
    }
    return [(label, _address(request, **{name: ""}, sau="")) for name, label in labels.items() if label]


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@require_safe
@requires(Can.SEE_PEOPLE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    viewer, today = person(request), clock.today()
    someone = someone_in_scope(request, pk, Can.SEE_PEOPLE)
    roles = list(Role.objects.filter(user=someone).select_related("unit").order_by("-valid_to", "-valid_from", "-pk"))
    names = unit_names(roles, on=today)
    lines = [RoleLine.of(role, names, today) for role in roles]
    is_over = stands_over(viewer, someone, on=today)
    context = {
        "someone": someone,
        "roles": [(line, may_command(viewer, line.role, on=today)) for line in lines if line.state != "over"],
        "past": [line for line in lines if line.state == "over"],
        "is_over": is_over,
        "is_me": viewer.pk == someone.pk,
        "may_give": someone.is_active and may(viewer, Can.INVITE_PEOPLE, on=today),
        "entries": [AuditLine.of(entry) for entry in entries_about(someone)] if may(viewer, Can.READ_AUDIT, on=today) else [],
        "breadcrumbs": crumbs(),
    }
    return render(request, "accounts/person.html", context)


@requires(Can.INVITE_PEOPLE)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Unit, then role, then who it is; each on a page of its own, the answers so far in the address."""
    steps = Steps.read(request, "accounts/invite_step.html", title=_("Mời người dùng"), back=reverse("people:list"), breadcrumbs=crumbs())
    if steps.page is not None:
        return steps.page
    unit, kind = steps.answers()
    form = InviteForm(request.POST or None, kind=kind, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("full_name", "username", "email", "phone", "on")}
        invited = attempt(form, lambda: invite_user(unit, by=person(request), kind=kind, levels=form.levels_chosen, **given))
        if invited is not None:
            return _hand_over(request, invited.user, invited.password, invited=invited)
    return steps.last(form, submit_label=_("Mời"))


def _hand_over(request: HttpRequest, someone: User, password: str, *, invited: Invitation | None = None) -> HttpResponse:
    """The password is on this one page and nowhere else: not in the database, not in a session, not in a log."""
    context = {
        "someone": someone,
        "password": password,
        "invited": invited,
        "sign_in_url": request.build_absolute_uri(reverse("account_login")),
        "breadcrumbs": crumbs((someone.full_name, reverse("people:person", args=[someone.pk]))),
    }
    return render(request, "accounts/hand_over.html", context)


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    someone = someone_in_scope(request, pk, Can.INVITE_PEOPLE)
    initial = {"full_name": someone.full_name, "email": someone.email, "phone": someone.phone}
    form = ProfileForm(request.POST or None, initial=initial)
    if posted(request, form, lambda: edit_profile(someone, by=person(request), on=clock.today(), **form.cleaned_data)):
        messages.success(request, _("Đã lưu thông tin của %(name)s.") % {"name": form.cleaned_data["full_name"]})
        return redirect("people:person", pk=pk)
    context = {
        "form": form,
        "title": _("Sửa thông tin"),
        "submit_label": _("Lưu"),
        "someone": someone,
        "cancel_url": reverse("people:person", args=[pk]),
        "breadcrumbs": crumbs((someone.full_name, reverse("people:person", args=[pk]))),
    }
    return render(request, "accounts/form.html", context)


@requires(Can.INVITE_PEOPLE)
@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new temporary password for somebody who cannot get one by e-mail."""
    someone = someone_in_scope(request, pk, Can.INVITE_PEOPLE)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        password = attempt(form, lambda: reset_password(someone, by=person(request), on=clock.today()))
        if password is not None:
            unlock(request, someone)
            return _hand_over(request, someone, password)
    text = _(
        "Mật khẩu đang dùng sẽ hết hiệu lực ngay, người này bị đăng xuất khỏi mọi thiết bị và phải đặt mật khẩu mới khi đăng nhập lại."
    )
    return _confirm(request, someone, form, title=_("Cấp mật khẩu tạm"), text=text, submit_label=_("Cấp mật khẩu tạm"))


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    someone = someone_in_scope(request, pk, Can.INVITE_PEOPLE)
    form = ReasonForm(request.POST or None)
    if posted(request, form, lambda: deactivate_user(someone, by=person(request), on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã khóa tài khoản của %(name)s.") % {"name": someone.full_name})
        return redirect("people:person", pk=pk)
    text = _("Người này không đăng nhập được nữa. Vai trò và những việc đã làm vẫn giữ nguyên; có thể mở lại bất cứ lúc nào.")
    return _confirm(request, someone, form, title=_("Khóa tài khoản"), text=text, submit_label=_("Khóa tài khoản"))


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    someone = someone_in_scope(request, pk, Can.INVITE_PEOPLE)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if posted(request, form, lambda: reactivate_user(someone, by=person(request), on=clock.today())):
        messages.success(request, _("Đã mở lại tài khoản của %(name)s.") % {"name": someone.full_name})
        return redirect("people:person", pk=pk)
    text = _("Người này đăng nhập lại được bằng mật khẩu cũ và dùng các vai trò còn hiệu lực.")
    return _confirm(request, someone, form, title=_("Mở lại tài khoản"), text=text, submit_label=_("Mở lại"), tone="info")


def _confirm(request: HttpRequest, someone: User, form: forms.Form, **words: str) -> HttpResponse:
    url = reverse("people:person", args=[someone.pk])
    facts = [(_("Người dùng"), someone.full_name), (_("Tên đăng nhập"), someone.username)]
    context = {"form": form, "facts": facts, "cancel_url": url, "breadcrumbs": crumbs((someone.full_name, url)), **words}
    return render(request, "accounts/confirm.html", context)
