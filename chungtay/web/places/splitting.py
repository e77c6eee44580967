"""Split in three pages: in which way (in the address), who is called what and goes where, and the facts to agree to."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.places import queries
from chungtay.places.actions.restructuring import Part, split_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import Decision, OrgUnit
from chungtay.places.outcomes import Outcome, outcome
from chungtay.web.access import person, requires
from chungtay.web.places.changing import change_page, confirmed, decided, document_facts, needs_follow, unit_to_change
from chungtay.web.places.forms import words_of
from chungtay.web.places.merging import last_day_text, outcome_facts
from chungtay.web.places.restructuring_forms import SplitForm, SplitPlanForm


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, code: str) -> HttpResponse:
    """`cach`, `so` and `tu_ngay` of the address say how; `chon` asks for them (again)."""
    unit = unit_to_change(request, code, "split")
    asked = "cach" in request.GET
    plan = SplitPlanForm(request.GET if asked else None, initial={"cach": "chia", "so": "2", "tu_ngay": clock.today()})
    if not asked or "chon" in request.GET or not plan.is_valid():
        lead = _("Bước sau đặt tên từng đơn vị mới và chọn trường nào về đâu.")
        return change_page(
            request, unit, plan, template="places/split_plan.html", title=_("Chia tách"), lead=lead, submit_label=_("Tiếp tục")
        )
    return _ask_parts(request, unit, plan.cleaned_data)


def _ask_parts(request: HttpRequest, unit: OrgUnit, plan: dict[str, Any]) -> HttpResponse:
    on, lives_on, is_commune = plan["tu_ngay"], plan["cach"] == SplitPlanForm.LIVES_ON, unit.type == UnitType.COMMUNE
    # Agencies end with a unit that ends and stay with one that lives on; all else is for the person to place.
    children = queries.children(unit, on=on).exclude(type=UnitType.AGENCY).order_by("type", *queries.BY_NAME)
    initial = {"main": "1", "agencies_end": is_commune, "with_committee": is_commune, **_initial(unit, int(plan["so"]))}
    form = SplitForm(request.POST or None, kind=unit.type, parts=int(plan["so"]), lives_on=lives_on, children=children, initial=initial)
    seen: list[Outcome] = []
    run = decided(form, partial(_split, request, form, unit, on, seen))
    done, ask = confirmed(request, form, run)
    if done is not None:
        names = ", ".join(receiver.full_name for receiver in seen[-1].receivers)
        said = _("Đã tách ra từ %(name)s: %(parts)s.") if lives_on else _("Đã chia %(name)s thành %(parts)s.")
        messages.success(request, said % {"name": unit.full_name, "parts": names})
        return redirect("places:history", code=unit.code)
    if ask:
        words = {"title": (_("Tách %(name)s?") if lives_on else _("Chia %(name)s?")) % {"name": unit.full_name}}
        facts = [(_("Từ ngày"), format_day(on)), *outcome_facts(seen[-1]), *document_facts(form)]
        label = _("Tách đơn vị") if lives_on else _("Chia đơn vị")
        return change_page(
            request, unit, form, template="places/confirm.html", facts=facts, text=last_day_text(), submit_label=label, **words
        )
    again = f"{request.path}?chon=1&{urlencode({'cach': plan['cach'], 'so': plan['so'], 'tu_ngay': format_day(on)})}"
    title = (_("Tách %(name)s") if lives_on else _("Chia %(name)s")) % {"name": unit.full_name}
    lead = _("Từ ngày %(day)s.") % {"day": format_day(on)}
    return change_page(
        request, unit, form, template="places/split.html", title=title, lead=lead, again_url=again, submit_label=_("Xem lại")
    )


def _split(request: HttpRequest, form: SplitForm, unit: OrgUnit, on: date, seen: list[Outcome], decision: Decision | None) -> list[OrgUnit]:
    """Do as the form says, and add to `seen` what came of it."""
    given = form.cleaned_data
    founded = split_unit(
        unit,
        by=person(request),
        on=on,
        decision=decision,
        parts=[Part(form.new(part), form.children_of(part), is_main=given.get("main") == str(part)) for part in form.parts],
        lives_on=form.lives_on,
        agencies_end=bool(given.get("agencies_end")),
        with_committees=bool(given.get("with_committee")),
    )
    needs_follow(request, [unit], on=on)
    seen.append(outcome([unit], founded, on=on))
    return founded


def _initial(unit: OrgUnit, parts: int) -> dict[str, Any]:
    """Each new unit has the title and levels of the old one to begin with."""
    words = words_of(unit)
    return {f"{name}_{part}": words[name] for part in range(1, parts + 1) for name in ("title", "levels")}
