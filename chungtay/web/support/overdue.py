"""What took too long, for the unit and for the level above: where it waits, and each thing that waits."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import reach
from chungtay.core import clock
from chungtay.core.db import id_set
from chungtay.core.periods import valid_on
from chungtay.places.enums import UnitType
from chungtay.places.models import Lineage
from chungtay.support import overdue
from chungtay.support.models import Allocation, Complaint, Contribution, Delivery, Pledge
from chungtay.support.notices.pledges import PLEDGE
from chungtay.support.overdue import LIMITS, Late, Stage
from chungtay.support.rules import called, said_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import address, names_of

MOST: Final = 100


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """A commune's people see its units, a province's its communes, the country's provinces; one stage opened shows what waits longest."""
    viewer, today = person(request), clock.today()
    kept = overdue.kept_counts(viewer, on=today)
    late = kept.found
    groups = _groups(request, {unit for found in late.values() for unit in found})
    stage = next((one for one in Stage if one.value == request.GET.get("viec")), None)
    rows = overdue.late_rows(stage, viewer, on=today, most=MOST) if stage else []
    names = names_of({*groups.values(), *(row.unit_id for row in rows)})
    context = {
        "stages": [(str(limit.said), sum(late[one].values()), address(request, viec=one.value)) for one, limit in LIMITS.items()],
        "units": _table(late, groups, names),
        "stage": LIMITS[stage].said if stage else "",
        "rows": [_row(row, names) for row in rows],
        "is_cut": len(rows) == MOST,
        "counted_at": kept.counted_at,
        "area_tabs": area_tabs(request),
    }
    return render(request, "support/overdue.html", context)


def _groups(request: HttpRequest, units: set[int]) -> dict[int, int]:
    """By unit: the line of the table in which it is counted."""
    role, themselves = person(request).acting_role, {unit: unit for unit in units}
    territory = reach(role.unit, on=clock.today()).type if role is not None else UnitType.COMMUNE
    if territory >= UnitType.COMMUNE:
        return themselves
    column = "commune" if territory >= UnitType.PROVINCE else "province"
    rows = Lineage.objects.filter(valid_on(clock.today()), unit__in=id_set(list(units)), **{f"{column}__isnull": False})
    return themselves | dict(rows.values_list("unit", column))


def _table(late: dict[Stage, dict[int, int]], groups: dict[int, int], names: dict[int, str]) -> list[dict[str, Any]]:
    """The most first; a column for each stage."""
    sums: dict[int, dict[Stage, int]] = {}
    for stage, found in late.items():
        for unit, n in found.items():
            line = sums.setdefault(groups[unit], dict.fromkeys(Stage, 0))
            line[stage] += n
    lines = sorted(sums.items(), key=lambda pair: (-sum(pair[1].values()), names[pair[0]]))
    return [{"name": names[unit], "parts": [(str(LIMITS[stage].said), n) for stage, n in line.items() if n]} for unit, line in lines]


def _row(late: Late, names: dict[int, str]) -> dict[str, Any]:
    return {"late": late, "unit": names[late.unit_id], **_said(late.row)}


def _said(row: Any) -> dict[str, str]:
    """What waits, and where one does something about it."""
    if isinstance(row, Delivery):
        return {"what": row.code, "url": reverse("support:delivery", args=[row.pk])}
    if isinstance(row, Complaint):
        return {"what": f"{row.code}: {row.text[:80]}", "url": reverse("support:complaint", args=[row.pk])}
    if isinstance(row, Allocation):
        gift = row.contribution
        left = said_amount(gift, row.balance.amount - row.balance.delivered)
        return {"what": f"{row.code}: {left} {called(gift)}", "url": reverse("support:hand_over", args=[row.unit.code])}
    if isinstance(row, Contribution):
        return {
            "what": f"{row.trace_code}: {said_amount(row, row.balance.idle)} {called(row)}",
            "url": reverse("support:gift", args=[row.pk]),
        }
    if isinstance(row, Pledge):
        return {"what": row.payment_code, "url": PLEDGE.format(pk=row.pk)}
    return {"what": str(row.description)[:120], "url": reverse("support:line", args=[row.pk])}
