"""A round is asked: who must answer, to whom and until when is frozen."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.accounts.scope import reach
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import valid_on
from chungtay.notifications.actions import notify
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Designation, Lineage, OrgUnit, Placement
from chungtay.places.rules import check_alive
from chungtay.programmes.actions import correct_round
from chungtay.programmes.models import Round
from chungtay.programmes.rules import check_may
from chungtay.submissions import notices, rules
from chungtay.submissions.models import Submission

MOST_TOLD: Final = 300  # more are told by the calendar's reminders
_BATCH: Final = 1_000
_ANY_LAND: Final = (UnitType.COMMUNE, UnitType.DISTRICT, UnitType.PROVINCE)  # to whom a school answers whose manager is not on record


class _Line(NamedTuple):
    """A unit and those in which it lies that day."""

    unit: int
    type: int
    province: int | None
    district: int | None
    commune: int | None
    school: int | None


@transaction.atomic
def ask_round(asked: Round, *, by: User | None, top: OrgUnit, on: date) -> int:
    """Every unit alive that day in `top` whose type the pack asks must answer the round: how many are asked anew.

    Asked again, only units that are new since are added; what was frozen stays. An agency asks for its territory.
    """
    asked = locked(asked)
    check_may(by, Can.RUN_PROGRAMMES, top, on=clock.today(), field="top")
    check_alive(top, on=on, field="top")
    if not asked.pack.tiers:
        raise RuleBroken(_("Chương trình này chưa quy định đơn vị nào phải báo cáo theo đợt."), field="round")
    lines = _lines(asked, reach(top, on=on), on)
    known = set(Submission.objects.filter(round=asked).values_list("unit", flat=True))
    new = [line for line in lines if line.unit not in known]
    if not new:
        return 0
    rows = list(_made(asked, new, on))
    with refused():
        Submission.objects.bulk_create(rows, batch_size=_BATCH)
    record("round.asked", asked, by=by, name=asked.name, place_id=top.pk, round=asked.code, units=len(rows), top=top.code, on=on)
    if len(rows) <= MOST_TOLD:
        _tell(asked, rows, by)
    return len(rows)


@transaction.atomic
def correct_asked_round(row: Round, *, by: User | None, code: str, starts_on: date, ends_on: date, **others: Any) -> Round:
    """As programmes.correct_round; once units were asked code and period stay, and a new due instant is theirs too as far as they have not
    sent yet and nobody gave them one of their own."""
    row = locked(row)  # asking more units holds it too, so that none of them gets the instant of before
    asked = Submission.objects.filter(round=row)
    given = {"code": code.strip().lower(), "starts_on": starts_on, "ends_on": ends_on}
    changed = [name for name, value in given.items() if value != getattr(row, name)]
    if changed and asked.exists():
        raise RuleBroken(
            _("Đợt đã giao cho các đơn vị nên mã đợt và kỳ không đổi được nữa; chỉ còn sửa được tên và hạn."), field=changed[0]
        )
    row = correct_round(row, by=by, code=code, starts_on=starts_on, ends_on=ends_on, **others)
    for tier in row.pack.tiers:
        waiting = asked.filter(tier=tier.unit, sent_at__isnull=True, extended_reason="")
        waiting.update(due_at=rules.tier_due_at(row, tier))
    return row


def _lines(asked: Round, top: OrgUnit, on: date) -> list[_Line]:
    """One query for all units of the tiers; of schools only those that teach a level of the pack."""
    rows = _below(top, on).filter(unit__type__in=rules.units_of_tiers(asked.pack)).order_by("unit")
    columns = ("unit", "unit__type", "province", "district", "commune", "school")
    lines = [_Line(*row) for row in rows.values_list(*columns)]
    if any(line.type == UnitType.SCHOOL for line in lines):
        called = Designation.objects.filter(valid_on(on), unit__type=UnitType.SCHOOL)
        taught = called.annotate(taught=F("levels").bitand(int(asked.pack.levels)))
        teaching = set(taught.filter(taught__gt=0).values_list("unit", flat=True))
        lines = [line for line in lines if line.type != UnitType.SCHOOL or line.unit in teaching]
    return lines


def _below(top: OrgUnit, on: date) -> QuerySet[Lineage]:
    rows = Lineage.objects.filter(valid_on(on))
    return rows if top.type == UnitType.COUNTRY else rows.filter(**{LINEAGE_COLUMNS[UnitType(top.type)]: top.pk})


def _made(asked: Round, lines: Iterable[_Line], on: date) -> Iterable[Submission]:
    """Each with its frozen units, whom it answers to, and the instant of its tier."""
    due = {tier.unit: rules.tier_due_at(asked, tier) for tier in asked.pack.tiers}
    managing = _managing(on) if UnitType.SCHOOL in due else {}
    for line in lines:
        yield Submission(
            round=asked,
            unit_id=line.unit,
            tier=line.type,
            answers_to_id=managing.get(line.unit) or _above(line, due.keys() if line.type != UnitType.SCHOOL else _ANY_LAND),
            province_id=line.province,
            district_id=line.district,
            commune_id=line.commune,
            school_id=line.school,
            due_at=due[UnitType(line.type)],
        )


def _above(line: _Line, tiers: Collection[int]) -> int | None:
    """The nearest unit above of these types."""
    above = ((UnitType.COMMUNE, line.commune), (UnitType.DISTRICT, line.district), (UnitType.PROVINCE, line.province))
    return next((pk for kind, pk in above if kind in tiers and pk is not None and pk != line.unit), None)


def _managing(on: date) -> dict[int, int]:
    """By school: the territory that its managing agency serves that day."""
    managed = Placement.objects.filter(valid_on(on), kind=PlacementKind.MANAGEMENT, unit__type=UnitType.SCHOOL)
    agencies = Placement.objects.filter(valid_on(on), kind=PlacementKind.TERRITORY, unit__type=UnitType.AGENCY)
    serves = dict(agencies.values_list("unit", "parent"))
    return {school: serves[agency] for school, agency in managed.values_list("unit", "parent") if agency in serves}


def _tell(asked: Round, rows: Collection[Submission], by: User | None) -> None:
    """Whoever answers for many of them is told once, of the earliest instant."""
    found = people_acting_for([row.unit_id for row in rows], Can.ANSWER_ROUNDS, on=clock.today())
    for due_at in sorted({row.due_at for row in rows}):
        units = [row.unit_id for row in rows if row.due_at == due_at]
        people = {person.pk: person for unit in units for person in found[unit] if by is None or person.pk != by.pk}
        words = notices.asked(asked, due_at)
        notify(people.values(), key=f"round.asked/{asked.pk}", subject=words.subject, text=words.text, path=words.path, zalo=words.zalo)
