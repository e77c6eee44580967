"""The steps of a pledge, each a page that says what will happen: recorded, agreed, changed, assigned, declined, cancelled."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import reach_of, units_for
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.donors.models import Donor
from chungtay.donors.queries import found as donors_found
from chungtay.needs.models import Need
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.queries import running
from chungtay.support.actions import agree_pledge, amend_pledge, assign_officer, cancel_pledge, decline_pledge, offer_pledge
from chungtay.support.enums import PledgeStatus, Side
from chungtay.support.models import Pledge
from chungtay.support.queries.pledges import lines_of, names_needed, who_may_follow
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.listing import asked_text, names_of
from chungtay.web.support.pledge_forms import AmendForm, AssignForm, NewPledgeForm, WhyForm
from chungtay.web.support.pledge_wording import line_shown, what_for
from chungtay.web.support.pledges import crumbs, pledge_in_scope

both = require_http_methods(["GET", "POST"])
_MOST_DONORS = 20


def _step(
    request: HttpRequest, pledge: Pledge, form: forms.Form, action: Callable[[], object], *, done: str, page: str = "confirm", **shown: Any
) -> HttpResponse:
    """One page of a step; when the action went through, back to the pledge with a word."""
    url = reverse("support:pledge", args=[pledge.pk])
    if posted(request, form, action):
        messages.success(request, done)
        return redirect(url)
    lines = lines_of([pledge])[pledge.pk]
    names = names_of(names_needed(lines))
    facts = [(_("Nhà tài trợ"), pledge.donor.name)]
    facts += [(shown.amount, shown.what_for) for shown in (line_shown(line, pledge, names) for line in lines)]
    context = {"form": form, "facts": facts, "cancel_url": url, "breadcrumbs": crumbs(pledge), "submit_label": shown["title"], **shown}
    return render(request, f"support/{page}.html", context)


@both
@requires(Can.AGREE_PLEDGES)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's yes; or the donor's, told on the telephone."""
    pledge, by, today = pledge_in_scope(request, pk), person(request), clock.today()
    is_donors = pledge.status == PledgeStatus.PROPOSED
    side = Side.DONOR if is_donors else Side.OFFICER
    text = _("Chỗ của họ được giữ đến 30 ngày sau ngày dự kiến. Nhà tài trợ thấy điều này trên trang riêng của họ.")
    return _step(
        request,
        pledge,
        forms.Form(sent(request)),
        lambda: agree_pledge(pledge, by=by, on=today, side=side),
        done=_("Đã thống nhất cam kết."),
        title=_("Nhà tài trợ đồng ý qua điện thoại") if is_donors else _("Thống nhất cam kết"),
        text=_("Bạn đã nói chuyện với nhà tài trợ và họ đồng ý với thay đổi này.") if is_donors else text,
        tone="info",
    )


@both
@requires(Can.AGREE_PLEDGES)
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    pledge, by, today = pledge_in_scope(request, pk), person(request), clock.today()
    lines = lines_of([pledge])[pledge.pk]
    names = names_of(names_needed(lines))
    called = [what_for(line, pledge, names) for line in lines]
    form = AmendForm(sent(request), lines=lines, called=called, initial={"plan": pledge.plan, "planned_on": pledge.planned_on})

    def action() -> Pledge:
        given = {name: form.cleaned_data[name] for name in ("plan", "planned_on", "reason")}
        try:
            return amend_pledge(pledge, by=by, on=today, lines=form.asked(), **given)
        except RuleBroken as refusal:
            raise RuleBroken(refusal.sentence, field=form.field_of(refusal.field)) from refusal

    return _step(
        request,
        pledge,
        form,
        action,
        done=_("Đã đổi. Nhà tài trợ được hỏi lại."),
        page="form",
        title=_("Đổi cam kết"),
        lead=_("Thay đổi giữ chỗ ngay; nhà tài trợ xem và đồng ý trên trang riêng của họ."),
    )


@both
@requires(Can.AGREE_PLEDGES)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    pledge, by, today = pledge_in_scope(request, pk), person(request), clock.today()
    people = {str(one.pk): one for one in who_may_follow(pledge, on=today)} | {str(by.pk): by}
    form = AssignForm(sent(request), people=people.values(), initial={"officer": str(pledge.officer_id or by.pk)})
    return _step(
        request,
        pledge,
        form,
        lambda: assign_officer(pledge, by=by, officer=people[form.cleaned_data["officer"]], on=today),
        done=_("Đã giao người theo dõi."),
        page="form",
        title=_("Giao người theo dõi"),
        lead=_("Người này nhận thông báo về cam kết."),
    )


@both
@requires(Can.AGREE_PLEDGES)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    pledge, by, today = pledge_in_scope(request, pk), person(request), clock.today()
    form = WhyForm(sent(request))
    return _step(
        request,
        pledge,
        form,
        lambda: decline_pledge(pledge, by=by, on=today, reason=form.cleaned_data["reason"]),
        done=_("Đã ghi là không tiếp nhận."),
        title=_("Không tiếp nhận"),
        text=_("Chỗ đã giữ được mở lại cho người khác. Không khôi phục lại được; nhà tài trợ có thể cam kết lại."),
    )


@both
@requires(Can.AGREE_PLEDGES)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    pledge, by, today = pledge_in_scope(request, pk), person(request), clock.today()
    form = WhyForm(sent(request))
    return _step(
        request,
        pledge,
        form,
        lambda: cancel_pledge(pledge, by=by, on=today, reason=form.cleaned_data["reason"]),
        done=_("Đã hủy phần chưa nhận."),
        title=_("Hủy phần chưa nhận"),
        text=_("Những gì đã nhận vẫn giữ nguyên; phần còn lại được mở cho người khác."),
    )


# ── Recording ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.AGREE_PLEDGES)
def record(request: HttpRequest) -> HttpResponse:
    """What a donor said on the telephone: first which donor, then what."""
    donor = _chosen_donor(request)
    if donor is None:
        return _choose_donor(request)
    by, today = person(request), clock.today()
    programmes = list(running(today))
    among = units_for(by, Can.AGREE_PLEDGES, on=today)
    form = NewPledgeForm(sent(request), programmes=programmes, among=among, initial={"need": request.GET.get("nhu-cau", "")[:20]})
    made: list[Pledge] = []

    def action() -> Pledge:
        given = form.cleaned_data
        need_id = given["need"]
        if need_id is not None and not Need.objects.for_user(by, Can.SEE_NEEDS, on=today).filter(pk=need_id).exists():
            raise RuleBroken(_("Không có nhu cầu này trong phạm vi của bạn."), field="need")
        programme = next(one for one in programmes if given["kind"].startswith(f"{one.slug}:"))
        unit = None if need_id is not None or given["unit"] else _own_territory(request)
        more = {name: given[name] for name in ("plan", "planned_on", "once")}
        made.append(offer_pledge(donor, by=by, programme=programme, lines=[form.line()], on=today, unit=unit, **more))
        return made[0]

    if posted(request, form, action):
        messages.success(request, _("Đã ghi cam kết %(code)s.") % {"code": made[0].payment_code})
        return redirect("support:pledge", pk=made[0].pk)
    context = {
        "form": form,
        "title": _("Ghi cam kết"),
        "lead": donor.name,
        "submit_label": _("Ghi cam kết"),
        "cancel_url": reverse("support:pledges"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "support/form.html", context)


def _own_territory(request: HttpRequest) -> OrgUnit | None:
    role = person(request).acting_role
    unit = reach_of(role, on=clock.today()) if role is not None else None
    return unit if unit is not None and unit.type != UnitType.COUNTRY else None


def _chosen_donor(request: HttpRequest) -> Donor | None:
    asked = request.GET.get("nha-tai-tro", "")
    if not asked:
        return None
    rows = Donor.objects.for_user(person(request), Can.AGREE_PLEDGES, on=clock.today()).standing()
    donor = rows.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    if donor is None:
        raise Http404
    return donor


def _choose_donor(request: HttpRequest) -> HttpResponse:
    text = asked_text(request)
    rows = Donor.objects.for_user(person(request), Can.AGREE_PLEDGES, on=clock.today()).standing()
    context = {
        "donors": donors_found(rows, text, with_contacts=True).order_by("sort_key", "pk")[:_MOST_DONORS] if text else [],
        "text": text,
        "need": request.GET.get("nhu-cau", "")[:20],
        "kept": {"lists": [("nhu-cau", request.GET.getlist("nhu-cau"))]},
        "breadcrumbs": crumbs(),
    }
    return render(request, "support/pledge_donor.html", context)
