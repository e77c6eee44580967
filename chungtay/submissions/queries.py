"""Questions about submissions: what a unit says, who has sent, who is to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from django.db.models import Count, F, FilteredRelation, Model, Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, reach, reach_of
from chungtay.core import clock
from chungtay.core.periods import valid_on
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.enums import UnitType
from chungtay.places.models import Designation, OrgUnit, Succession
from chungtay.programmes.models import Round
from chungtay.submissions.enums import AWAITED, SENT, SubmissionStatus
from chungtay.submissions.models import Answer, Submission
from chungtay.submissions.rules import reading_of

_S = SubmissionStatus
M = TypeVar("M", bound=Model)
BY_NAME: Final = ("sort_key", "pk")  # of rows of live_table()
_COLUMNS: Final = {
    UnitType.PROVINCE: "province",
    UnitType.DISTRICT: "district",
    UnitType.COMMUNE: "commune",
}  # of any other type the unit itself


# ── What a unit says ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def answers(submission: Submission) -> dict[Cell, Answer]:
    """Every cell that was ever written, also those left blank since."""
    return {row.cell: row for row in submission.answers.select_related("written_by").order_by("pk")}


def readings(submission: Submission) -> dict[Cell, Reading]:
    """What it says now, without what is blank."""
    found = {row.cell: reading_of(row) for row in submission.answers.order_by("pk")}
    return {cell: reading for cell, reading in found.items() if reading is not None}


def texts(submission: Submission) -> dict[str, str]:
    """By code, without what is empty."""
    return dict(submission.narratives.exclude(text="").order_by("pk").values_list("code", "text"))


def previous(submission: Submission) -> Submission | None:
    """The last accepted submission of the unit in an earlier round of the programme; where it took over from one other, also of that.

    Where several units were merged, no single one of them is what the new unit was before.
    """
    asked = submission.round
    earlier = Submission.objects.filter(
        round__programme=asked.programme_id, round__starts_on__lt=asked.starts_on, status=_S.ACCEPTED
    ).select_related("round")
    unit: int | None = submission.unit_id
    while unit is not None:
        found = earlier.filter(unit=unit).order_by("-round__starts_on").first()
        if found is not None:
            return found
        before = list(Succession.objects.filter(successor=unit, is_main=True).values_list("predecessor", flat=True)[:2])
        unit = before[0] if len(before) == 1 else None
    return None


def unit_name(submission: Submission) -> str:
    """What the unit was called on the round's last day, or last before it."""
    return unit_names([submission.unit_id], on=submission.round.ends_on)[submission.unit_id]


def unit_names(units: Collection[int], *, on: date) -> dict[int, str]:
    """By id the full name of that day; of a unit not alive then the nearest earlier one, else its first."""
    found: dict[int, str] = {}
    for row in Designation.objects.filter(unit__in=units).order_by("valid_from"):
        if row.valid_from <= on or row.unit_id not in found:
            found[row.unit_id] = row.full_name
    return found


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def to_answer(user: User, *, on: date) -> QuerySet[Submission]:
    """Awaited from the units for which the person acts, the first due first."""
    rows = Submission.objects.for_user(user, Can.ANSWER_ROUNDS, on=on).filter(status__in=AWAITED)
    return rows.select_related("round__programme", "round__version", "unit").order_by("due_at", "pk")


def own_units(user: User, *, on: date) -> list[int]:
    """The units in whose very place the person acts, and those that these succeeded."""
    tops = [reach_of(role, on=on).pk for role in acting_roles(user, on)]
    return [*tops, *Succession.objects.filter(is_main=True, successor__in=tops).values_list("predecessor", flat=True)]


def to_accept(user: User, *, on: date) -> QuerySet[Submission]:
    """Sent by others and waiting for this person to read them, the longest waiting first."""
    rows = Submission.objects.for_user(user, Can.COLLECT_ROUNDS, on=on).filter(status=_S.SUBMITTED)
    return rows.exclude(sent_by=user).select_related("round__programme", "round__version", "unit").order_by("last_sent_at", "pk")


def late_units(user: User, *, on: date) -> QuerySet[Submission]:
    """Awaited of those from whom the person collects although their instant has passed."""
    rows = Submission.objects.for_user(user, Can.COLLECT_ROUNDS, on=on)
    return rows.filter(status__in=[_S.DUE, _S.DRAFT], due_at__lt=clock.now()).order_by()


def asked_of(unit: OrgUnit, *, programme: int | None = None) -> QuerySet[Submission]:
    """All that was ever asked of the unit, the newest round first."""
    rows = Submission.objects.filter(unit=unit)
    if programme is not None:
        rows = rows.filter(round__programme=programme)
    return rows.select_related("round__programme", "round__version").order_by("-round__starts_on", "-pk")


def live_table(
    asked: Round, *, collector: OrgUnit | None = None, territory: OrgUnit | None = None, among: QuerySet[Submission] | None = None
) -> QuerySet[Submission]:
    """Who has sent and who has not, each with the `title`, `name` and `sort_key` of its unit on the round's last day; key_page(by=BY_NAME).

    A unit that was asked but does not live that day has no name there; unit_names() has it.
    """
    among = Submission.objects.all() if among is None else among
    rows = narrowed(among.filter(round=asked), asked, collector, territory).select_related("unit", "sent_by", "accepted_by")
    called = FilteredRelation("unit__designations", condition=valid_on(asked.ends_on, "unit__designations__"))
    return rows.annotate(called=called, title=F("called__title"), name=F("called__name"), sort_key=F("called__sort_key"))


def narrowed(rows: QuerySet[M], asked: Round, collector: OrgUnit | None, territory: OrgUnit | None, *, prefix: str = "") -> QuerySet[M]:
    """Only what answers to `collector`, only what lay in `territory`; `prefix` walks to the submission."""
    if collector is not None:
        rows = rows.filter(**{f"{prefix}answers_to": reach(collector, on=asked.ends_on)})
    return rows.filter(**{prefix + column: unit for column, unit in lying_in(territory, asked).items()})


def lying_in(territory: OrgUnit | None, asked: Round) -> dict[str, int]:
    """The frozen column, and its value, of submissions and tallies of the unit and of all that lay in it when the round was asked.

    An agency stands for its territory; nothing for the country, and for None.
    """
    unit = reach(territory, on=asked.ends_on) if territory is not None else None
    if unit is None or unit.type == UnitType.COUNTRY:
        return {}
    return {_COLUMNS.get(UnitType(unit.type), "unit"): unit.pk}


# ── Who has sent ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of the units that must answer (`expected`: all but the excused ones): how many have sent, and how they stand.

    `sent` lie with the level above or are accepted; on time is whoever first sent by its instant. `missing` never sent or were asked
    again, `overdue` those of them whose instant has passed; `returned` were sent once and are awaited again. So expected = sent + returned
    + missing. Rates in percent as DHIS2 defines them: reports, or reports on time, over expected reports; None where nobody is expected.
    """

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    overdue: int = 0
    returned: int = 0
    accepted: int = 0
    excused: int = 0

    @property
    def rate(self) -> float | None:
        return 100 * self.sent / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        return 100 * self.on_time / self.expected if self.expected else None


def completeness(
    asked: Round, *, collector: OrgUnit | None = None, territory: OrgUnit | None = None, at: datetime | None = None
) -> Completeness:
    """One statement: of those that answer to `collector`, of all in `territory`, or of the whole round."""
    rows = narrowed(Submission.objects.filter(round=asked), asked, collector, territory)
    return Completeness(**rows.aggregate(**_counts(at or clock.now())))


def completeness_by(
    asked: Round, by: str, *, territory: OrgUnit | None = None, at: datetime | None = None
) -> dict[int | None, Completeness]:
    """As completeness, for each "province", "district", "commune" or "answers_to" by its id, in one statement."""
    rows = narrowed(Submission.objects.filter(round=asked), asked, None, territory).order_by()
    found = rows.values(by).annotate(**_counts(at or clock.now()))
    return {row.pop(by): Completeness(**row) for row in found}


def _counts(at: datetime) -> dict[str, Count]:
    sent, waiting = Q(status__in=SENT), Q(status__in=[_S.DUE, _S.DRAFT])
    conditions = {
        "expected": ~Q(status=_S.EXCUSED),
        "sent": sent,
        "on_time": sent & Q(sent_at__lte=F("sent_due_at")),
        "late": sent & Q(sent_at__gt=F("sent_due_at")),
        "missing": waiting,
        "overdue": waiting & Q(due_at__lt=at),
        "returned": Q(status=_S.RETURNED),
        "accepted": Q(status=_S.ACCEPTED),
        "excused": Q(status=_S.EXCUSED),
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}
