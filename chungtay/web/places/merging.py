"""Merger in three pages: with which units (in the address), into what and when, and the facts to agree to."""

import re
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.places import queries
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.enums import UnitType
from chungtay.places.models import Decision, OrgUnit, OrgUnitQuerySet
from chungtay.places.outcomes import Outcome, Receiver, outcome
from chungtay.web.access import person, requires
from chungtay.web.places.changing import change_page, confirmed, decided, document_facts, needs_follow, power_over, reached, unit_to_change
from chungtay.web.places.forms import words_of
from chungtay.web.places.restructuring_forms import MergeForm, MergeWithForm

_CODE: Final = re.compile(r"[-a-zA-Z0-9_]{1,60}")


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """The units of `voi` in the address together with this one; `chon` asks for them (again)."""
    unit = unit_to_change(request, code, "merge")
    among = reached(request, power_over(unit.type)).filter(type=unit.type).exclude(pk=unit.pk)
    if "chon" in request.GET or "voi" not in request.GET:
        return _ask_which(request, unit, among)
    codes = [asked for asked in dict.fromkeys(request.GET.getlist("voi")) if _CODE.fullmatch(asked)]
    others = list(among.filter(code__in=codes).order_by(*queries.BY_NAME))
    if not others or len(others) != len(set(request.GET.getlist("voi"))):
        raise Http404
    return _ask_how(request, [unit, *others])


def _ask_which(request: HttpRequest, unit: OrgUnit, among: OrgUnitQuerySet) -> HttpResponse:
    """Beside it in the same parent, or anywhere in the person's reach."""
    chosen = request.GET.getlist("voi")
    beside = among.filter(pk__in=queries.siblings(unit, on=clock.today()).values("pk"))
    listed = {one.code: one.full_name for one in beside.order_by(*queries.BY_NAME)}
    elsewhere = [asked for asked in chosen if asked not in listed and _CODE.fullmatch(asked)]
    listed |= {one.code: one.full_name for one in among.filter(code__in=elsewhere).order_by(*queries.BY_NAME)}
    asked = "khac" in request.GET or "khac_pick" in request.GET
    form = MergeWithForm(request.GET if asked else None, choices=list(listed.items()), kind=unit.type, among=among, initial={"voi": chosen})
    if asked and form.is_valid():
        return redirect(f"{request.path}?{urlencode([('voi', code) for code in form.codes])}")
    lead = _("Chọn những đơn vị nhập với %(name)s. Bước sau chọn thành đơn vị mới hay nhập vào một trong các đơn vị ấy.")
    words = {"title": _("Sáp nhập"), "lead": lead % {"name": unit.full_name}, "submit_label": _("Tiếp tục")}
    return change_page(request, unit, form, template="places/merge_with.html", **words)


def _ask_how(request: HttpRequest, units: list[OrgUnit]) -> HttpResponse:
    unit = units[0]
    form = MergeForm(request.POST or None, kind=unit.type, units=units, initial=_initial(units))
    seen: list[Outcome] = []
    run = decided(form, partial(_merge, request, form, units, seen))
    done, ask = confirmed(request, form, run)
    if done is not None:
        (receiver,) = seen[-1].receivers
        said = _("Đã sáp nhập: %(ended)s thành %(name)s từ ngày %(day)s.")
        day = form.cleaned_data["on"]
        messages.success(request, said % {"ended": ", ".join(seen[-1].ended), "name": receiver.full_name, "day": format_day(day)})
        url = reverse("places:unit", args=[done.code])
        return redirect(url if day <= clock.today() else f"{url}?ngay={day.isoformat()}")
    if ask:
        words = {"title": _("Sáp nhập %(n)d đơn vị?") % {"n": len(units)}, "submit_label": _("Sáp nhập")}
        facts = [(_("Từ ngày"), format_day(form.cleaned_data["on"])), *outcome_facts(seen[-1]), *document_facts(form)]
        return change_page(request, unit, form, template="places/confirm.html", facts=facts, text=last_day_text(), **words)
    again = f"{request.path}?chon=1&{urlencode([('voi', one.code) for one in units[1:]])}"
    title = _("Sáp nhập %(n)d đơn vị") % {"n": len(units)}
    return change_page(
        request, unit, form, template="places/merge.html", title=title, units=units, again_url=again, submit_label=_("Xem lại")
    )


def _merge(request: HttpRequest, form: MergeForm, units: list[OrgUnit], seen: list[Outcome], decision: Decision | None) -> OrgUnit:
    """Do as the form says, and add to `seen` what came of it."""
    given = form.cleaned_data
    merged = merge_units(
        units,
        by=person(request),
        on=given["on"],
        decision=decision,
        into=form.new if form.is_new else next(one for one in units if one.code == given["into"]),
        agencies_end=bool(given.get("agencies_end")),
        with_committee=bool(given.get("with_committee")),
    )
    needs_follow(request, units, on=given["on"])
    seen.append(outcome(units, [merged], on=given["on"]))
    return merged


def _initial(units: list[OrgUnit]) -> dict[str, Any]:
    """A new unit called as the first one; for communes the law's way: their agencies end, the new one gets its committee."""
    is_commune = units[0].type == UnitType.COMMUNE
    words = words_of(units[0])
    words["levels"] = sorted({level for unit in units for level in words_of(unit)["levels"]})
    return words | {"into": MergeForm.NEW, "agencies_end": is_commune, "with_committee": is_commune}


# ── What merger and split tell before they are done ──────────────────────────────────────────────────────────────────────────────────


def last_day_text() -> str:
    return _("Việc này được ghi vào lịch sử của các đơn vị và không xóa được. Trước ngày ấy mọi thứ vẫn như cũ.")


def outcome_facts(seen: Outcome) -> list[tuple[str, str]]:
    """What ends, what begins, what goes where, as (label, words)."""
    said = [
        (_("Kết thúc"), ", ".join(seen.ended)),
        *((_("Thành lập") if receiver.is_new else _("Tiếp tục"), _received(receiver)) for receiver in seen.receivers),
        (_("Cơ quan kết thúc"), ", ".join(seen.agencies_ended)),
    ]
    return [(label, words) for label, words in said if words]


def _received(receiver: Receiver) -> str:
    parts = [f"{count} {str(kind.label).lower()}" for kind, count in receiver.came]
    said = [_("%(name)s: nhận %(what)s") % {"name": receiver.full_name, "what": ", ".join(parts)} if parts else receiver.full_name]
    if receiver.committee:
        said.append(_("thành lập %(name)s") % {"name": receiver.committee})
    if receiver.newly_managed:
        said.append(_("quản lý thêm %(n)d trường") % {"n": receiver.newly_managed})
    return "; ".join(said)
