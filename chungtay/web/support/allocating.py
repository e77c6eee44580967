"""Where gifts go: what is idle, the needs that it may meet, the gifts that may meet a need, and what was allocated taken back."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.core.paging import key_page
from chungtay.needs.models import Need
from chungtay.support import wishes
from chungtay.support.actions.allocating import Part, allocate, allocate_all, release_allocation, substitute
from chungtay.support.minutes import Wish
from chungtay.support.models import Allocation, Contribution
from chungtay.support.promised import promised_amount
from chungtay.support.queries.lines import idle_gifts
from chungtay.support.rules import said_amount
from chungtay.support.suggesting import gifts_for, suggested
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import names_of, pager
from chungtay.web.support.allocate_forms import PartsForm, SubstitutionForm, ToUnitForm
from chungtay.web.support.forms import ReasonForm
from chungtay.web.support.shown import kind_name

both = require_http_methods(["GET", "POST"])
PAGE: Final = 40


@require_safe
@requires(Can.ALLOCATE)
def idle(request: HttpRequest) -> HttpResponse:
    """What came and has no aim yet, the oldest first: nobody's gift is forgotten."""
    user, today = person(request), clock.today()
    found = idle_gifts(user, Can.ALLOCATE, on=today)
    found = found.select_related("programme__version", "earmark_need", "earmark_unit").defer("programme__version__content")
    page = key_page(found, by=("received_on", "pk"), after=request.GET.get("sau", ""), size=PAGE)
    names = names_of({row.unit_id for row in page.rows})
    rows = [
        {
            "gift": row,
            "what": kind_name(row.programme, row.kind),
            "left": said_amount(row, row.idle),  # type: ignore[attr-defined]  # annotated by idle_gifts
            "whole": said_amount(row, row.amount),
            "days": (today - row.received_on).days,
            "unit": names[row.unit_id],
            "wish": wishes.said(row, wishes.wish_of(row)),
        }
        for row in page.rows
    ]
    context = {"rows": rows, "page": pager(request, page), "area_tabs": area_tabs(request)}
    return render(request, "support/idle.html", context)


def gift_in_scope(request: HttpRequest, pk: int, can: Can) -> Contribution:
    rows = Contribution.objects.for_user(person(request), can, on=clock.today()).filter(reverses__isnull=True)
    known = (
        "unit",
        "programme__version",
        "donor",
        "balance",
        "earmark_need__school",
        "earmark_need__site",
        "earmark_unit",
        "pledge_line__pledge",
    )
    return get_object_or_404(rows.select_related(*known), pk=pk)


@both
@requires(Can.ALLOCATE)
def allocate_gift(request: HttpRequest, pk: int) -> HttpResponse:
    """One gift, over one or several of the needs that it may meet; what is left of it stands above."""
    gift, user, today = gift_in_scope(request, pk, Can.ALLOCATE), person(request), clock.today()
    found = {one.need.pk: one for one in suggested(gift, user, on=today)}
    places = names_of({one.need.place_id for one in found.values()})
    labels = {pk: f"{one.need.what}, {places[one.need.place_id]}" for pk, one in found.items()}
    form = PartsForm(sent(request), money=dict.fromkeys(found, gift.is_money), labels=labels, initial=_as_promised(gift))

    def action() -> object:
        parts = [
            Part(gift, amount, need=found[key].need, need_quantity=units, need_vnd=vnd, substitution=found[key].substitution,
                 pledge_line=_kept(gift, found[key].need), note=form.cleaned_data["note"])
            for key, amount, units, vnd in form.parts()
        ]  # fmt: skip
        return allocate_all(parts, by=user, on=today)

    if posted(request, form, action):
        return _said(request, len(form.parts()), "support:gift", pk)
    rows = [_row(form, key, one.need, labels[key], "; ".join(one.why)) for key, one in found.items()]
    context = _context(gift, form) | {"rows": rows, "is_money": gift.is_money}
    return render(request, "support/allocate.html", context)


def _as_promised(gift: Contribution) -> dict[str, int]:
    """What the boxes of the need hold for which the donor promised it, as long as nothing of the gift went anywhere."""
    line = gift.pledge_line
    if line is None or line.need_id is None or gift.balance.idle != gift.amount:
        return {}
    is_whole = gift.amount == promised_amount(line)
    return {f"so_{line.need_id}": gift.amount} | ({f"dap_{line.need_id}": line.need_quantity} if is_whole and line.need_quantity else {})


def _kept(gift: Contribution, need: Need) -> Any:
    """The promise that an allocation for this need keeps."""
    line = gift.pledge_line
    return line if line is not None and line.need_id == need.pk else None


def _row(form: PartsForm, key: int, need: Need, label: str, why: str) -> dict[str, Any]:
    left = f"{grouped(need.open_quantity)} {need.measure}"
    if need.open_vnd is not None:
        left = _("%(quantity)s (%(vnd)s đồng)") % {"quantity": left, "vnd": grouped(need.open_vnd)}
    return {"need": need, "label": label, "why": why, "left": left, "amount": form[f"so_{key}"], "units": form[f"dap_{key}"]}


def _said(request: HttpRequest, n: int, name: str, pk: int) -> HttpResponse:
    messages.success(request, ngettext("Đã phân bổ %(n)d phần.", "Đã phân bổ %(n)d phần.", n) % {"n": n})
    return redirect(name, pk)


def _context(gift: Contribution, form: Any) -> dict[str, Any]:
    wish = wishes.said(gift, wishes.wish_of(gift))
    facts = [
        (_("Đã nhận"), f"{capfirst(kind_name(gift.programme, gift.kind))}, {said_amount(gift, gift.amount)}"),
        (_("Còn chưa phân bổ"), said_amount(gift, gift.balance.idle)),
        (_("Người ủng hộ"), gift.giver),
        (_("Nhà tài trợ dành cho"), wish or _("nơi cần nhất")),
    ]
    return {
        "gift": gift,
        "form": form,
        "has_wish": bool(wish),
        "facts": [(label, value) for label, value in facts if value],
        "submit_label": _("Phân bổ"),
        "cancel_url": reverse("support:gift", args=[gift.pk]),
        "breadcrumbs": crumbs(),
    }


@both
@requires(Can.ALLOCATE)
def allocate_to(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a gift for a unit as it is, or for a need by its code."""
    gift, user, today = gift_in_scope(request, pk, Can.ALLOCATE), person(request), clock.today()
    among = units_for(user, Can.ALLOCATE, on=today)
    needs = Need.objects.filter(school__in=among.order_by().values("pk"))
    form = ToUnitForm(sent(request), is_money=gift.is_money, among=among, needs=needs)

    def action() -> object:
        said = form.cleaned_data
        need, units = said["need"], said["need_quantity"] or 0
        vnd = said["amount"] if need is not None and gift.is_money and not units else 0
        line = _kept(gift, need) if need is not None else None
        aim: dict[str, Any] = {"unit": said["unit"], "need": need, "need_quantity": units, "need_vnd": vnd, "pledge_line": line}
        return allocate(gift, by=user, on=today, amount=said["amount"], note=said["note"], **aim)

    if posted(request, form, action):
        return _said(request, 1, "support:gift", pk)
    return render(request, "support/allocate_to.html", _context(gift, form) | {"title": _("Phân bổ cho một đơn vị")})


@both
@requires(Can.ALLOCATE)
def allocate_need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need, met by one or several of the gifts that may go there."""
    user, today = person(request), clock.today()
    scope = units_answered_for(user, Can.ALLOCATE, on=today).order_by().values("pk")
    need = get_object_or_404(Need.objects.filter(school__in=scope).select_related("school", "site", "programme__version"), pk=pk)
    found = {gift.pk: (gift, why) for gift, why in gifts_for(need, user, on=today)}
    labels = {key: f"{kind_name(gift.programme, gift.kind)}, {gift.giver or gift.trace_code}" for key, (gift, _why) in found.items()}
    form = PartsForm(sent(request), money={key: gift.is_money for key, (gift, _why) in found.items()}, labels=labels)

    def action() -> object:
        parts = [
            Part(found[key][0], amount, need=need, need_quantity=units, need_vnd=vnd, pledge_line=_kept(found[key][0], need),
                 note=form.cleaned_data["note"])
            for key, amount, units, vnd in form.parts()
        ]  # fmt: skip
        return allocate_all(parts, by=user, on=today)

    if posted(request, form, action):
        return _said(request, len(form.parts()), "needs:need", pk)
    rows = [
        {"gift": gift, "label": labels[key], "why": why, "amount": form[f"so_{key}"], "units": form[f"dap_{key}"],
         "left": said_amount(gift, gift.idle)}  # type: ignore[attr-defined]  # annotated
        for key, (gift, why) in found.items()
    ]  # fmt: skip
    left = f"{grouped(need.open_quantity)} {need.measure}"
    context = {"need": need, "rows": rows, "form": form, "left": left, "place": names_of([need.place_id])[need.place_id]}
    return render(request, "support/allocate_need.html", context | {"submit_label": _("Phân bổ"), "breadcrumbs": crumbs()})


# ── Taken back, and the donor's word ─────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.ALLOCATE)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = person(request), clock.today()
    rows = Allocation.objects.for_user(user, Can.ALLOCATE, on=today).filter(reverses__isnull=True)
    part = get_object_or_404(
        rows.select_related("contribution__unit", "contribution__programme__version", "need", "pledge_line__pledge"), pk=pk
    )
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: release_allocation(part, by=user, on=today, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã hủy phân bổ %(code)s; phần ấy lại chờ phân bổ.") % {"code": part.code})
        return redirect("support:gift", part.contribution_id)
    facts = [
        (_("Mã phân bổ"), part.code),
        (_("Bao nhiêu"), said_amount(part.contribution, part.amount)),
        (_("Cho"), part.need.what if part.need else names_of([part.unit_id])[part.unit_id]),
    ]
    words = _("Phần này trở lại chưa phân bổ, nhu cầu lại chờ người nhận. Dòng phân bổ vẫn còn trong hồ sơ, kèm lý do.")
    return _asked(request, form, _("Hủy phân bổ"), words, facts, _("Hủy phân bổ"), part.contribution_id)


def _asked(request: HttpRequest, form: Any, title: str, text: str, facts: list[tuple[str, str]], label: str, pk: int) -> HttpResponse:
    context = {"form": form, "title": title, "text": text, "facts": facts, "submit_label": label, "breadcrumbs": crumbs()}
    return render(request, "support/confirm.html", context | {"cancel_url": reverse("support:gift", args=[pk])})


@both
@requires(Can.ALLOCATE)
def substitution(request: HttpRequest, pk: int) -> HttpResponse:
    """The donor says that it may also go elsewhere: the first wish and the new aim stand beside each other."""
    gift, user, today = gift_in_scope(request, pk, Can.ALLOCATE), person(request), clock.today()
    among = units_for(user, Can.ALLOCATE, on=today)
    needs = Need.objects.filter(school__in=among.order_by().values("pk"))
    files = request.FILES or None
    form = SubstitutionForm(sent(request), files, programme=gift.programme, among=among, needs=needs, initial={"donor_said_on": today})
    if posted(request, form, _substituting(form, gift, user)):
        messages.success(request, _("Đã ghi lời đồng ý của nhà tài trợ."))
        return redirect("support:gift", pk)
    context = _context(gift, form) | {"title": _("Nhà tài trợ đồng ý đổi mục đích"), "submit_label": _("Ghi lời đồng ý")}
    return render(request, "support/allocate_to.html", context)


def _substituting(form: SubstitutionForm, gift: Contribution, user: Any) -> Callable[[], object]:
    def action() -> object:
        said = dict(form.cleaned_data)
        aim, file = Wish(said.pop("need"), said.pop("unit"), said.pop("category")), said.pop("upload")
        return substitute(gift, by=user, on=clock.today(), aim=aim, upload=file, upload_name=file.name if file else "", **said)

    return action


def crumbs() -> list[tuple[str, str | None]]:
    return [(_("Nguồn lực"), reverse("support:list")), (_("Phân bổ"), reverse("support:idle"))]
