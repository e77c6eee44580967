"""Handing over: what waits for it, writing it down, one delivery with its photos, the school's word."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.support.actions.delivering import MOST_PHOTOS, add_photo, confirm_delivery, refuse_delivery
from chungtay.support.enums import ACTS, DeliveryStatus
from chungtay.support.handing import works_with
from chungtay.support.models import Delivery, DeliveryLine, DeliveryPhoto
from chungtay.support.queries import delivering
from chungtay.support.rules import called, said_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt, posted, sent
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.attached import FACES_WHY, FilesField, picture_answer
from chungtay.web.shell.fields import words
from chungtay.web.shell.listing import Tab, address, may_here, names_of, pager
from chungtay.web.support.handed import Crumbs, attachment_answer, crumbs

both = require_http_methods(["GET", "POST"])
PAGE: Final = 40
TONES: Final = {DeliveryStatus.HANDED_OVER: "wait", DeliveryStatus.CONFIRMED: "ok", DeliveryStatus.REFUSED: "stop"}
_STATES: Final = (("", DeliveryStatus.HANDED_OVER), ("da-xac-nhan", DeliveryStatus.CONFIRMED), ("tra-lai", DeliveryStatus.REFUSED))


class RefuseForm(forms.Form):
    reason = words(gettext_lazy("Không đúng ở chỗ nào"), length=500, rows=3, hint=gettext_lazy("Ví dụ: biên bản ghi 50 chăn, chỉ có 40."))


class PhotosForm(forms.Form):
    photos = FilesField(label=gettext_lazy("Ảnh chụp"))
    may_show_faces = forms.BooleanField(label=gettext_lazy("Có thể nhận ra mặt người trong ảnh"), required=False, help_text=FACES_WHY)
    consent = words(
        gettext_lazy("Những người trong ảnh đã đồng ý thế nào"),
        length=300,
        required=False,
        hint=gettext_lazy("Ví dụ: cha mẹ ký giấy đồng ý ngày 01/4. Để trống thì ảnh rõ mặt không bao giờ được đăng."),
    )
    caption = words(gettext_lazy("Chú thích"), required=False, hint=gettext_lazy("Không ghi tên trẻ."))


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """By state; what waits for the school's word first."""
    viewer, today = person(request), clock.today()
    state = request.GET.get("muc", "")
    status = dict(_STATES).get(state, DeliveryStatus.HANDED_OVER)
    rows = delivering.in_sight(viewer, on=today).filter(status=status)
    page = key_page(rows, by=("-delivered_on", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    context = {
        "rows": _rows(list(page.rows)),
        "page": pager(request, page),
        "tabs": [Tab(str(each.label), address(request, muc=name, sau=""), each == status) for name, each in _STATES],
        "area_tabs": area_tabs(request),
        "may_hand_over": may_here(request, Can.RECORD_SUPPORT),
    }
    return render(request, "support/deliveries.html", context)


def _rows(rows: list[Delivery]) -> list[dict[str, Any]]:
    lines, names = delivering.lines_of(rows), names_of({row.unit_id for row in rows})
    return [{"row": row, "unit": names[row.unit_id], "what": what_words(lines.get(row.pk, []))} for row in rows]


def what_words(lines: list[DeliveryLine]) -> str:
    """'50 chiếc chăn ấm; 6.000.000 đồng'."""
    return "; ".join(_line_words(line) for line in lines)


def _line_words(line: DeliveryLine) -> str:
    gift = line.allocation.contribution
    amount = said_amount(gift, line.amount)
    return amount if gift.is_money else f"{amount} {called(gift)}"


# ── One delivery ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def delivery_in_sight(request: HttpRequest, pk: int) -> Delivery:
    rows = delivering.in_sight(person(request), on=clock.today()).select_related("minutes")
    return get_object_or_404(rows, pk=pk)


def _crumbs(row: Delivery | None = None) -> Crumbs:
    first = (_("Bàn giao"), reverse("support:deliveries"))
    return crumbs(first, (row.code, reverse("support:delivery", args=[row.pk]))) if row is not None else crumbs(first)


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over, by whom, with which minutes; and, while it waits, the two big buttons of the school."""
    row, viewer, today = delivery_in_sight(request, pk), person(request), clock.today()
    lines = delivering.lines_of([row]).get(row.pk, [])
    names = names_of({row.unit_id, *(line.store_id for line in lines if line.store_id is not None)})
    is_open, works = row.status == DeliveryStatus.HANDED_OVER, works_with(row, by=viewer, on=today)
    context = {
        "row": row,
        "unit": names[row.unit_id],
        "tone": TONES[DeliveryStatus(row.status)],
        "lines": [{"line": line, "words": _line_words(line), "store": names.get(line.store_id or 0, "")} for line in lines],
        "photos": list(row.photos.select_related("photo").order_by("pk")),
        "may_confirm": is_open and delivering.to_confirm(viewer, on=today).filter(pk=row.pk).exists(),
        "may_refuse": is_open and works,
        "may_draft": row.status != DeliveryStatus.REFUSED and may_here(request, Can.DRAFT_PAPERS),
        "may_add": row.status != DeliveryStatus.REFUSED and works,
        "is_mine": is_open and row.recorded_by_id == viewer.pk,
        "events": _events(row),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/delivery.html", context)


def _events(row: Delivery) -> list[dict[str, Any]]:
    found = AuditEntry.objects.filter(subject_kind=row._meta.label, subject_key=str(row.pk)).order_by("pk")[:30]
    return [{"on": one.recorded_at, "title": ACTS.get(one.act, one.act), "text": one.actor_name} for one in found]


@both
@requires(Can.RECORD_NEEDS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """“Đã nhận đủ”: said by a second person."""
    row, user = delivery_in_sight(request, pk), person(request)
    form = forms.Form(sent(request))
    if posted(request, form, lambda: confirm_delivery(row, by=user, on=clock.today())):
        messages.success(request, _("Đã xác nhận nhận đủ. Cảm ơn bạn."))
        return redirect("support:delivery", pk=pk)
    text = _("Bạn xác nhận đơn vị đã nhận đủ những thứ dưới đây. Xác nhận rồi không rút lại được.")
    return _asked(request, row, form, title=_("Đã nhận đủ"), text=text, tone="info")


@both
@requires(Can.SEE_NEEDS)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """“Không đúng”: everything goes back."""
    row, user = delivery_in_sight(request, pk), person(request)
    form = RefuseForm(sent(request))
    if posted(request, form, lambda: refuse_delivery(row, by=user, on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã ghi là không đúng; hiện vật, tiền trở lại nơi cũ. Người bàn giao được báo."))
        return redirect("support:delivery", pk=pk)
    text = _("Lần bàn giao này không tính nữa: hiện vật trở lại kho, phần phân bổ vẫn giữ cho đơn vị.")
    return _asked(request, row, form, title=_("Không đúng"), text=text, tone="")


def _asked(request: HttpRequest, row: Delivery, form: forms.Form, *, title: str, text: str, tone: str) -> HttpResponse:
    lines = delivering.lines_of([row]).get(row.pk, [])
    facts = [(_("Đơn vị nhận"), names_of([row.unit_id])[row.unit_id]), *((_("Bàn giao"), _line_words(line)) for line in lines)]
    context = {"form": form, "title": title, "text": text, "tone": tone, "facts": facts, "submit_label": title}
    extra = {"cancel_url": reverse("support:delivery", args=[row.pk]), "breadcrumbs": _crumbs(row)}
    return render(request, "support/confirm.html", context | extra)


# ── Photos and paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.SEE_NEEDS)
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """More photos of the handing over; one bad file does not cost the good ones."""
    row, user = delivery_in_sight(request, pk), person(request)
    form = PhotosForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        kept = [file for file in given.pop("photos")[:MOST_PHOTOS] if _kept(form, row, user, file, given)]
        if kept:
            messages.success(request, _("Đã lưu %(n)d ảnh.") % {"n": len(kept)})
        if form.is_valid():
            return redirect("support:delivery", pk=pk)
    context = {"form": form, "title": _("Ảnh bàn giao"), "lead": row.code, "submit_label": _("Lưu ảnh")}
    return render(
        request, "support/step.html", context | {"cancel_url": reverse("support:delivery", args=[pk]), "breadcrumbs": _crumbs(row)}
    )


def _kept(form: PhotosForm, row: Delivery, user: User, file: Any, given: dict[str, Any]) -> bool:
    return attempt(form, lambda: add_photo(row, by=user, on=clock.today(), upload=file, **given)) is not None


@require_safe
@requires(Can.SEE_NEEDS)
def picture(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """Only to whom the delivery is shown."""
    row = delivery_in_sight(request, pk)
    shown = get_object_or_404(DeliveryPhoto.objects.select_related("photo"), pk=photo_pk, delivery=row)
    return picture_answer(request, shown.photo, is_small="nho" in request.GET)


@require_safe
@requires(Can.SEE_NEEDS)
def minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    return attachment_answer(delivery_in_sight(request, pk).minutes)
