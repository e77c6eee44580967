"""The records behind a figure, page by page: only those that the person may see; how many there are is no secret, the figure says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.activities.models import Activity
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.paging import key_page
from chungtay.figures.counting import ids_sql, record_ids
from chungtay.figures.counting_others import directive_ids
from chungtay.figures.counting_rows import rows_of
from chungtay.figures.made import Figure, estimated, money
from chungtay.figures.questions import UnknownFigure
from chungtay.figures.questions_asked import Asked
from chungtay.needs.models import Need
from chungtay.places.models import Designation, OrgUnit
from chungtay.places.queries import paths
from chungtay.programmes.models import Directive, FocalPoint, Plan
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.support.models import Contribution

Kept = Mapping[str, Sequence[Any]]
_SUBMISSIONS: Final = ("submission", "missing_submission", "missing_answer")
_UNITS: Final = ("school", "site", "place", "missing_school", "missing_unit")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `kind` and `pk` say which; `code` is what an address of a unit takes; `name`, `where` and `note` are for reading."""

    kind: str
    pk: int | str
    code: str
    name: str
    where: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """A page. `total`: all records behind the figure; `seen`: those of them that one may see; `next_key`: empty at the end."""

    kind: str
    rows: tuple[Record, ...]
    total: int
    seen: int
    next_key: str


def kinds_of(figure: Figure) -> tuple[str, ...]:
    """The kinds of record that can be listed, what the figure counts first."""
    own = figure.asked.question.record
    if own == "directive":
        return ("directive",)
    return (own, *(kind for kind in rows_of(figure.asked).records if kind != own))


def records(figure: Figure, user: User | None, *, kind: str = "", after: str = "", limit: int = 50, kept: Kept | None = None) -> Records:
    """The records behind the figure that the person may see; None: the system, which sees all. Units by name, everything else by age.

    `kept`: those that a report kept of the figure, by kind, in the place of those on record now.
    """
    kinds = kinds_of(figure) if kept is None else tuple(kept)
    kind = kind or kinds[0]
    if kind not in kinds:
        raise UnknownFigure(_("Con số này không có danh sách “%(kind)s”.") % {"kind": kind}, field="kind")
    if kind == "kind":
        return _resource_kinds(figure, kept)
    whole = _whole(figure.asked, kind, kept)
    visible = whole if user is None else _visible(whole, user)
    seen = visible.count()
    total = seen if user is None else whole.count()
    page = key_page(visible, by=("sort_key", "pk") if kind in _UNITS else ("pk",), after=after, size=limit)
    told = _UNIT_TELLER if kind in _UNITS else _TELLERS[kind]
    return Records(kind, tuple(told(kind, list(page.rows), figure.asked)), total, seen, page.next_key)


def _whole(asked: Asked, kind: str, kept: Kept | None) -> QuerySet[Any]:
    if kind == "directive":
        return Directive.objects.filter(pk__in=directive_ids(asked) if kept is None else kept[kind])
    among: Any = RawSQL(*ids_sql(rows_of(asked), kind)) if kept is None else kept[kind]  # noqa: S611 — our own statement, its values apart
    if kind in _UNITS:
        return OrgUnit.objects.called_on(asked.setting.day).filter(pk__in=among)
    return _MODELS[kind].filter(pk__in=among)


_MODELS: Final[dict[str, QuerySet[Any]]] = {
    "need": Need.objects.all(),
    "plan": Plan.objects.select_related("directive"),
    "focal_point": FocalPoint.objects.all(),
    "contribution": Contribution.objects.all(),
    "activity": Activity.objects.all(),
    **dict.fromkeys(_SUBMISSIONS, Submission.objects.all()),
}


def _visible(whole: QuerySet[Any], user: User) -> QuerySet[Any]:
    """What lies in the person's reach today; the chain of directives, its plans and its focal points are for everyone who works here."""
    today = clock.today()
    if whole.model is OrgUnit:
        return whole.filter(pk__in=units_answered_for(user, Can.SEE_NEEDS, on=today).order_by().values("pk"))
    if whole.model in (Need, Contribution, Activity, Submission):
        return whole.filter(pk__in=whole.model.objects.for_user(user, Can.SEE_NEEDS, on=today).order_by().values("pk"))
    return whole


def _resource_kinds(figure: Figure, kept: Kept | None) -> Records:
    pack = figure.asked.setting.pack
    codes: Sequence[Any] = (record_ids(rows_of(figure.asked)) if kept is None else kept)["kind"]
    names: dict[Any, str] = {kind.code: kind.name for kind in pack.resource_kinds} if pack is not None else {}
    rows = tuple(Record("kind", code, code, names.get(code, code)) for code in codes)
    return Records("kind", rows, len(rows), len(rows), "")


# ── In words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Teller = Callable[[str, list[Any], Asked], list[Record]]


def _told_units(kind: str, rows: list[OrgUnit], asked: Asked) -> list[Record]:
    lies = paths([unit.pk for unit in rows], on=asked.setting.day)
    return [Record(kind, unit.pk, unit.code, unit.full_name, ", ".join(lies.get(unit.pk, []))) for unit in rows]


def _names(rows: list[Any], asked: Asked, *fields: str) -> dict[int, str]:
    """What the units of the rows were called that day."""
    day = asked.setting.day
    units = {getattr(row, field) for row in rows for field in fields} - {None}
    called = Designation.objects.filter(unit__in=units, valid_from__lte=day).order_by("valid_from")
    return {one.unit_id: one.full_name for one in called}


def _told_needs(kind: str, rows: list[Need], asked: Asked) -> list[Record]:
    names = _names(rows, asked, "school_id", "site_id")
    return [
        Record(
            kind,
            need.pk,
            need.code,
            need.what,
            ", ".join(names.get(pk, "") for pk in (need.site_id, need.school_id) if pk is not None),
            f"{grouped(need.quantity)} {need.measure}",
        )
        for need in rows
    ]


def _told_plans(kind: str, rows: list[Plan], asked: Asked) -> list[Record]:
    names = _names(rows, asked, "unit_id")
    return [Record(kind, plan.pk, plan.number, plan.number, names.get(plan.unit_id, ""), format_day(plan.issued_on)) for plan in rows]


def _told_focal_points(kind: str, rows: list[FocalPoint], asked: Asked) -> list[Record]:
    names = _names(rows, asked, "unit_id")
    return [Record(kind, one.pk, "", one.name, names.get(one.unit_id, ""), one.level_label) for one in rows]


def _told_directives(kind: str, rows: list[Directive], _asked: Asked) -> list[Record]:
    return [Record(kind, one.pk, one.number, one.number, one.issuer, format_day(one.issued_on)) for one in rows]


def _told_contributions(kind: str, rows: list[Contribution], asked: Asked) -> list[Record]:
    names, pack = _names(rows, asked, "unit_id"), asked.setting.pack
    kinds = pack.by_resource if pack is not None else {}
    return [
        Record(
            kind,
            one.pk,
            "",
            kinds[one.kind].name if one.kind in kinds else one.kind,
            names.get(one.unit_id, ""),
            f"{grouped(one.quantity)} {one.measure}" if one.quantity else _dong(one),
        )
        for one in rows
    ]


def _dong(one: Contribution) -> str:
    estimate = Estimate(one.value_estimate)
    return estimated(f"{money(one.value_vnd or 0, estimate)} đồng", estimate)


def _told_activities(kind: str, rows: list[Activity], asked: Asked) -> list[Record]:
    names = _names(rows, asked, "unit_id")
    return [Record(kind, one.pk, one.code, one.title, names.get(one.unit_id, ""), format_day(one.started_on)) for one in rows]


def _told_submissions(kind: str, rows: list[Submission], asked: Asked) -> list[Record]:
    names = _names(rows, asked, "unit_id")
    told = []
    for one in rows:
        sent = format_day(clock.day_of(one.sent_at)) if one.sent_at is not None else ""
        told.append(Record(kind, one.pk, "", names.get(one.unit_id, ""), str(SubmissionStatus(one.status).label), sent))
    return told


_UNIT_TELLER: Final[Teller] = _told_units
_TELLERS: Final[dict[str, Teller]] = {
    "need": _told_needs,
    "plan": _told_plans,
    "focal_point": _told_focal_points,
    "directive": _told_directives,
    "contribution": _told_contributions,
    "activity": _told_activities,
    **dict.fromkeys(_SUBMISSIONS, _told_submissions),
}
