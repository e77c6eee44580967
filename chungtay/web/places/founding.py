"""A school, a site or an agency begins."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.places.actions.units import found_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import Decision, OrgUnit
from chungtay.places.offices import committee_of
from chungtay.web.access import person, requires
from chungtay.web.places.changing import change_page, decided, founded_in, reached
from chungtay.web.places.forms import FoundForm
from chungtay.web.shell.acting import attempt

# The word in the address, what the choice says, its icon, the title of the form.
_KINDS: Final[dict[UnitType, tuple[str, Any, str, Any]]] = {
    UnitType.SCHOOL: ("truong", gettext_lazy("Trường học"), "school", gettext_lazy("Thêm trường")),
    UnitType.SITE: ("diem-truong", gettext_lazy("Điểm trường"), "site", gettext_lazy("Thêm điểm trường")),
    UnitType.AGENCY: ("co-quan", gettext_lazy("Cơ quan"), "unit", gettext_lazy("Thêm cơ quan")),
}


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, code: str) -> HttpResponse:
    """First what it is (asked only where there is a choice), then what it is called."""
    parent = reached(request, Can.EDIT_SCHOOLS).filter(code=code).first()
    possible = founded_in(parent.type) if parent else []
    if parent is None or not possible:
        raise Http404
    asked = next((kind for kind in possible if _KINDS[kind][0] == request.GET.get("loai")), None)
    kind = possible[0] if len(possible) == 1 else asked
    if kind is None:
        return _ask_kind(request, parent, possible)
    form = FoundForm(request.POST or None, kind=kind, parent=parent, initial=_initial(parent, kind))
    if request.method == "POST" and form.is_valid():
        unit = attempt(form, decided(form, partial(_found, request, form, parent)))
        if unit is not None:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": form.new.full_name})
            return redirect(_where_seen(unit))
    lead = _("Thuộc %(name)s.") % {"name": parent.full_name}
    return change_page(request, parent, form, title=_KINDS[kind][3], lead=lead, submit_label=_KINDS[kind][3])


def _found(request: HttpRequest, form: FoundForm, parent: OrgUnit, decision: Decision | None) -> OrgUnit:
    given = form.cleaned_data
    return found_unit(
        parent, by=person(request), type=form.kind, new=form.new, on=given["on"], decision=decision, manager=given.get("manager")
    )


def _initial(parent: OrgUnit, kind: UnitType) -> dict[str, Any]:
    committee = committee_of(parent, on=clock.today()) if kind == UnitType.SCHOOL else None
    return {"manager": committee} if committee else {}


def _ask_kind(request: HttpRequest, parent: OrgUnit, possible: list[UnitType]) -> HttpResponse:
    here = reverse("places:found", args=[parent.code])
    choices = [(f"{here}?loai={word}", label, icon) for word, label, icon, _title in (_KINDS[kind] for kind in possible)]
    return change_page(request, parent, FoundForm(kind=possible[0], parent=parent), template="places/found_kind.html", choices=choices)


def _where_seen(unit: OrgUnit) -> str:
    """The unit's page, on its first day if that is still to come."""
    url = reverse("places:unit", args=[unit.code])
    return url if unit.valid_from <= clock.today() else f"{url}?ngay={unit.valid_from.isoformat()}"
