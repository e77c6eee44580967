"""What figures count besides needs: schools and sites, who takes part, plans, focal points, directives, what came to help."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from chungtay.activities.enums import MoneySource
from chungtay.figures.counting import DONOR, Measure, Rows, held, of_level, own_part, sql_of, twice, with_donors, within
from chungtay.figures.following import lines_there
from chungtay.figures.questions import UnknownFigure
from chungtay.figures.questions_asked import Asked
from chungtay.places.enums import SchoolLevel
from chungtay.places.models import Lineage
from chungtay.programmes.models import Directive
from chungtay.support.models import Contribution

_ANY_LEVEL: Final = SchoolLevel.MN | SchoolLevel.TH | SchoolLevel.THCS | SchoolLevel.THPT
_COLUMNS: Final = ("province", "district", "commune")


def unit_rows(asked: Asked) -> Rows:
    """The schools, or their sites, alive in the territory that day whose school teaches a level of the programme."""
    kind = "site" if asked.question.name == "units.sites" else "school"
    rows = Rows(
        "places_lineage l",
        f"l.unit_id = l.{kind}_id AND {held('l')}",
        twice(asked.setting.day),
        Measure(distinct="l.unit_id"),
        "l.unit_id",
        {kind: "l.unit_id"},
    )
    pack = asked.setting.pack
    return of_level(within(rows, asked), asked, otherwise=pack.levels if pack is not None else _ANY_LEVEL)


def taking_part_rows(asked: Asked) -> Rows:
    """The same schools, each with its answer to the round, if it gave one by that day."""
    schools, answers = unit_rows(asked), asked.setting.round
    assert answers is not None  # the question cannot be asked without one
    answered = "programmes_participation p ON p.unit_id = l.unit_id AND p.round_id = %s AND p.joined_on <= %s"
    given = (answers.pk, asked.setting.day.isoformat())
    is_nil = asked.question.name == "units.nil"
    joined = f"{schools.tables} LEFT JOIN {answered}"
    if is_nil:
        nil = Rows(
            joined, schools.condition, (*given, *schools.given), Measure(distinct="p.unit_id"), schools.home, {"school": "p.unit_id"}
        )
        return nil.where("p.is_nil")
    missing = "CASE WHEN p.unit_id IS NULL THEN l.unit_id END"
    records = {"school": "p.unit_id", "missing_school": missing}
    return Rows(joined, schools.condition, (*given, *schools.given), Measure("count(p.unit_id)", of="count(*)"), schools.home, records)


def plan_rows(asked: Asked) -> Rows:
    """Every duty to carry a directive on that was given to a unit of the territory, each with the plan issued by that day."""
    programme, day = asked.setting.programme, asked.setting.day.isoformat()
    assert programme is not None
    tables = (
        "programmes_duty y JOIN programmes_directive r ON r.id = y.directive_id "
        "JOIN places_lineage l ON l.unit_id = y.unit_id "
        "LEFT JOIN programmes_plan n ON n.directive_id = y.directive_id AND n.unit_id = y.unit_id AND n.issued_on <= %s"
    )
    rows = Rows(
        tables,
        f"r.programme_id = %s AND r.issued_on <= %s AND {held('l')}",
        (day, programme.pk, day, *twice(asked.setting.day)),
        Measure("count(n.id)", of="count(*)"),
        "l.unit_id",
        {"plan": "n.id", "missing_unit": "CASE WHEN n.id IS NULL THEN y.unit_id END"},
    )
    if number := asked.filters.directive:
        if not Directive.objects.filter(programme=programme, number=number).exists():
            raise UnknownFigure(_("Chương trình không có văn bản chỉ đạo số “%(number)s”.") % {"number": number}, field="directive")
        rows = rows.where("r.number = %s", number)
    return within(rows, asked)


def focal_point_rows(asked: Asked) -> Rows:
    """The focal points appointed that day at a unit of the territory."""
    programme = asked.setting.programme
    assert programme is not None
    rows = Rows(
        "programmes_focalpoint f JOIN places_lineage l ON l.unit_id = f.unit_id",
        f"f.programme_id = %s AND {held('f')} AND {held('l')}",
        (programme.pk, *twice(asked.setting.day), *twice(asked.setting.day)),
        Measure(),
        "l.unit_id",
        {"focal_point": "f.id"},
        level="f.level",
    )
    rows = within(rows, asked)
    return rows.where("f.level = %s", int(asked.level)) if asked.level is not None else rows


def directive_ids(asked: Asked) -> list[int]:
    """The directives issued by that day that concern the unit: put on record by itself, by a unit in which it lies or by one within it.

    A unit that has ended since is taken where it last lay.
    """
    setting = asked.setting
    found = Directive.objects.filter(programme=setting.programme, issued_on__lte=setting.day).order_by("pk")
    by_unit = dict(found.values_list("pk", "unit"))
    if setting.is_country:
        return list(by_unit)
    lines: dict[int, dict[str, int | None]] = {}
    rows = Lineage.objects.filter(Q(unit__in=set(by_unit.values())) | Q(unit=setting.territory), valid_from__lte=setting.day)
    for row in rows.order_by("unit", "valid_from").values("unit", *_COLUMNS):
        lines[row["unit"]] = row
    own = lines.get(setting.territory.pk, {})
    return [pk for pk, unit in by_unit.items() if _same_line(lines.get(unit, {}), own)]


def _same_line(one: dict[str, int | None], other: dict[str, int | None]) -> bool:
    """One lies within the other, or both stand on the same line upward."""
    pairs = [(one.get(column), other.get(column)) for column in _COLUMNS]
    return all(first is None or second is None or first == second for first, second in pairs)


_VALUE_RANK: Final = (
    "max(CASE WHEN c.value_estimate = 'about' THEN 2 WHEN c.value_estimate = 'at_least' OR c.value_vnd IS NULL THEN 1 ELSE 0 END)"
)
_MONEY_OR_GOODS: Final = f"CASE WHEN c.is_money THEN '{MoneySource.MOBILISED.value}' ELSE '{MoneySource.IN_KIND.value}' END"
_RESOURCE_MEASURES: Final = {
    "resources.kinds": Measure(distinct="c.kind"),
    "resources.value": Measure("sum(COALESCE(c.value_vnd, 0))", doubt=_VALUE_RANK, lacking="count(*) - count(c.value_vnd)"),
    "resources.quantity": Measure("sum(c.quantity)"),
}


def resource_rows(asked: Asked) -> Rows:
    """What the units of the territory, or those that they followed, had received by that day; of a round: in its days."""
    setting, kind = asked.setting, asked.filters.kind
    received = Contribution.objects.standing().given().filter(programme=setting.programme, received_on__lte=setting.day)
    if setting.round is not None:
        start, end = asked.window
        received = received.filter(received_on__gte=start, received_on__lte=end)
    if kind:
        received = received.filter(kind=kind)
    if source := asked.filters.money:
        received = received.filter(is_money=source == MoneySource.MOBILISED)
    inner, given = sql_of(received.values("id", "unit_id", "kind", "is_money", "quantity", "value_vnd", "value_estimate", "donor_id"))
    before, given_before = lines_there(setting)
    rows = Rows(
        f"({inner}) c JOIN there l ON l.of_id = c.unit_id",
        "1 = 1",
        given,
        _RESOURCE_MEASURES[asked.question.name],
        "l.unit_id",
        {"kind": "c.kind", "contribution": "c.id"},
        before,
        given_before,
        money=_MONEY_OR_GOODS,
    )
    if donor := asked.filters.donor:
        rows = with_donors(rows).where(f"{DONOR} = %s", donor)
    return own_part(rows, asked)
