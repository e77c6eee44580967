"""One need: what, where, how it stands, its photos, its history, and what may be done."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.needs.enums import ACTS, STANDING, NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.rules import needs_reconfirmation, on_board
from chungtay.programmes.pack import Category
from chungtay.web.access import person, requires
from chungtay.web.needs.doable import steps_for
from chungtay.web.needs.tones import STATIONS, TONES, URGENT
from chungtay.web.needs.wording import amount_of, answers_of, category_of, children_of, money, places_of
from chungtay.web.shell.listing import may_here

_MOST_EVENTS: Final = 60


def need_in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_NEEDS) -> Need:
    """The need, its programme with its pack at hand; 404 where the role one acts in does not reach it."""
    rows = Need.objects.for_user(person(request), can, on=clock.today()).select_related(
        "programme__version", "school", "site", "recorded_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Nhu cầu"), reverse("needs:list")), *more]


def need_crumbs(need: Need) -> list[tuple[str, str | None]]:
    return crumbs((need.code, reverse("needs:need", args=[need.pk])))


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk), person(request), clock.today()
    category = category_of(need, {need.programme_id: need.programme})
    pack, place = need.programme.pack, places_of([need], on=today)[need.pk]
    primary, others = steps_for(need, user, pack, on=today)
    remarks = open_remarks(need)
    context = {
        "need": need,
        "place": place,
        "place_code": (need.site or need.school).code,
        "tone": TONES[NeedStatus(need.status)],
        "stations": stations(need),
        "facts": facts_of(need, category, remarks),
        "access": access_of(need),
        "whole_remark": remarks.get("", ""),
        "photo_remark": remarks.get("photos", ""),
        "photos": list(need.photos.select_related("photo").order_by("pk")),
        "events": events_of(need),
        "primary": primary,
        "others": others,
        "pledge_url": _pledge_url(request, need),
        "is_aged": needs_reconfirmation(need, pack, today),
        "is_on_board": on_board(need, pack, today),
        "urgent": (need.get_urgency_display(), URGENT[need.urgency]) if need.urgency in URGENT else None,  # type: ignore[index]
        "months": (pack.reconfirm_after_months, pack.off_board_after_months),
        "breadcrumbs": crumbs(),
    }
    return render(request, "needs/need.html", context)


def _pledge_url(request: HttpRequest, need: Need) -> str:
    """Where a promise is written down, by its address alone; empty where nothing of the need is open or the role may not."""
    is_open = need.status in STANDING and (need.open_quantity or need.open_vnd)
    return f"{reverse('support:pledge_record')}?nhu-cau={need.code}" if is_open and may_here(request, Can.AGREE_PLEDGES) else ""


@dataclass(frozen=True, slots=True)
class Station:
    label: str
    is_done: bool
    is_now: bool


def stations(need: Need) -> list[Station]:
    """The line from recorded to confirmed; a station where the need stands bears the state's own name. None for a withdrawn one."""
    if need.status == NeedStatus.WITHDRAWN:
        return []
    now = next(place for place, (_name, held) in enumerate(STATIONS) if need.status in held)
    ended = need.status in (NeedStatus.CLOSED, NeedStatus.CONFIRMED)
    return [
        Station(str(NeedStatus(need.status).label if place == now else name.label), place < now or (ended and place == now), place == now)
        for place, (name, _held) in enumerate(STATIONS)
    ]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what the need says; `field` names it in the form, `remark` is what was said of it when it was sent back."""

    field: str
    label: str
    value: str
    remark: str = ""


def facts_of(need: Need, category: Category, remarks: dict[str, str], *, keeps_empty: bool = False) -> list[Fact]:
    """What the need tells; empty lines are left out unless somebody remarked on them or they are asked for (`keeps_empty`)."""
    rows = [
        ("category", _("Loại nhu cầu"), category.name),
        ("what", _("Cần gì"), need.what),
        ("quantity", _("Số lượng"), amount_of(need)),
        ("cost_vnd", _("Chi phí ước tính"), money(need.cost_vnd)),
        ("beneficiaries", _("Số trẻ được hưởng"), children_of(need)),
        *answers_of(need, category),
        ("since_on", _("Thiếu từ ngày"), format_day(need.since_on) if need.since_on else ""),
        ("urgency", _("Mức độ cấp bách"), str(need.get_urgency_display())),
        ("urgency_reason", _("Lý do cấp bách"), need.urgency_reason),
        ("story", _("Kể thêm"), need.story),
    ]
    also = {"what": ("item",), "quantity": ("measure",), "beneficiaries": ("beneficiaries_estimate",)}
    found = []
    for field, label, value in rows:
        remark = " ".join(remarks[name] for name in (field, *also.get(field, ())) if name in remarks)
        if value or remark or keeps_empty:
            found.append(Fact(field, label, value or "—", remark))
    return found


def access_of(need: Need) -> list[tuple[str, str, str]]:
    """Field, label, value: how one gets there."""
    distance = f"{need.distance_km:f}".removesuffix(".0").replace(".", ",") if need.distance_km is not None else ""
    rows = [
        ("road", _("Đường vào"), need.get_road_display()),
        ("distance_km", _("Cách trung tâm xã"), _("%(n)s km") % {"n": distance} if distance else ""),
        ("grid", _("Điện"), need.get_grid_display()),
        ("signal", _("Sóng điện thoại"), need.get_signal_display()),
    ]
    return [(field, label, str(value)) for field, label, value in rows if value]


def open_remarks(need: Need) -> dict[str, str]:
    """Field → why it was sent back, until it is sent again; the whole under the empty field."""
    return {row.field: row.reason for row in need.remarks.filter(is_settled=False).order_by("pk")}


def events_of(need: Need) -> list[dict[str, Any]]:
    """What happened, the newest first, by the day that the act is about; the same act again and again (six photos) is one line."""
    rows = AuditEntry.objects.filter(subject_kind="needs.Need", subject_key=str(need.pk)).order_by("-recorded_at", "-pk")[:_MOST_EVENTS]
    found: list[dict[str, Any]] = []
    for key, same in groupby(rows, key=lambda row: (row.act, _day(row), _said(row))):
        act, on, said = key
        times = len(list(same))
        title = str(ACTS.get(act, act)) + (f" (×{times})" if times > 1 else "")
        found.append({"on": on, "title": title, "text": said, "tone": "" if found else "now"})
    return found


def _day(row: AuditEntry) -> date:
    try:
        return date.fromisoformat(str(row.details.get("on")))
    except ValueError:
        return clock.day_of(row.recorded_at)


def _said(row: AuditEntry) -> str:
    """Who, and what they said."""
    told = [str(row.details[name]) for name in ("reason", "note") if row.details.get(name)]
    told += [str(said) for said in (row.details.get("remarks") or {}).values()]
    if row.act == "need.met":
        told.insert(0, _("tổng cộng %(n)s") % {"n": grouped(int(row.details.get("met_quantity") or 0))})
    return " · ".join([row.actor_name or _("Hệ thống"), *told])


def head_facts(need: Need) -> list[tuple[str, str]]:
    """What the pages of a step show of it."""
    programmes = {need.programme_id: need.programme}
    place = places_of([need], on=clock.today())[need.pk]
    found = [
        (_("Nhu cầu"), f"{need.code}: {need.what}"),
        (_("Loại nhu cầu"), category_of(need, programmes).name),
        (_("Số lượng"), amount_of(need)),
        (_("Ở đâu"), place.full),
        (_("Số trẻ được hưởng"), children_of(need)),
    ]
    return found + ([(_("Chi phí ước tính"), money(need.cost_vnd))] if need.cost_vnd is not None else [])
