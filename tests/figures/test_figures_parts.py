"""The parts of a figure are the whole, or the page says why not: at any date, across a merger of communes and of schools."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.figures.ask import (
    QUESTIONS,
    Desk,
    Figure,
    UnknownFigure,
    breakdown,
    breakdowns,
    figure,
    ids,
    kinds_of,
    records,
    table,
)
from chungtay.figures.enums import FigureKind
from chungtay.needs.actions.succession import follow_successions
from chungtay.needs.enums import NeedStatus
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.support.actions import record_contribution
from tests.figures.world import ON, TODAY, World, asked, make_world, needed
from tests.make.people import make_user

Counting = Callable[..., AbstractContextManager[Any]]
BEFORE: Final = date(2025, 10, 1)
MERGED: Final = date(2025, 12, 1)
CATEGORIES: Final = ("toilet", "lunch", "facility")
NEEDS: Final = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from(CATEGORIES),
        st.sampled_from([status for status in NeedStatus if status != NeedStatus.DRAFT]),
        st.booleans(),
    ),
    min_size=3,
    max_size=7,
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def check_promises(told: Figure, desk: Desk) -> None:
    question = QUESTIONS[told.question]
    behind = ids(told)
    if question.kind in (FigureKind.DISTINCT_UNITS, FigureKind.COUNT, FigureKind.RATIO):
        assert told.value == len(set(behind[question.record])), told
    if told.of is not None:
        missing = next(kind for kind in behind if kind.startswith("missing_"))
        assert told.of == told.value + len(behind[missing])
    for by in breakdowns(told):
        parts = breakdown(told, by)
        pairs = [(part.figure.value, part.figure.of or 0) for part in parts.rows]
        adds_up = (sum(value for value, _of in pairs), sum(of for _value, of in pairs)) == (told.value, told.of or 0)
        assert (parts.adds_up, bool(parts.why_not)) == (adds_up, not adds_up), (told, parts)
        for part in parts.rows:
            alone = figure(part.figure.question, part.figure.filters, desk=desk)
            assert (alone.value, alone.of, alone.text) == (part.figure.value, part.figure.of, part.figure.text), (told, by, part)


def check_table(unit: str, day: date, rows: str, desk: Desk) -> None:
    """Every cell and every margin opened alone counts the same."""
    seen = table(asked(unit=unit, on=day), rows)
    levels = ("",) if rows == "unit" else ("", *(head.key for head in seen.levels))
    states = ("",) if rows == "unit" else ("", "all", "aged", "met")
    for row, level, status in product(("", *(head.key for head in seen.rows)), levels, states):
        cell = seen.cell(row, level, status)
        for one in (cell.needs, cell.schools, cell.sites):
            assert figure(one.question, one.filters, desk=desk).value == one.value, one


@dataclass(frozen=True, slots=True)
class Story:
    """Needs before and after a merger of two communes or of two schools, and of what, when and how one asks."""

    needs: list[tuple[int, str, NeedStatus, bool]]
    merges_schools: bool
    keeps_one: bool
    day: date
    unit: str
    status: str
    rows: str


STORIES: Final = st.builds(
    Story,
    needs=NEEDS,
    merges_schools=st.booleans(),
    keeps_one=st.booleans(),
    day=st.dates(BEFORE, TODAY),
    unit=st.sampled_from(["03316", "03349", "hop-nhat", "ththcs-hua-na", "03316-mn"]),
    status=st.sampled_from(["", "all", "met"]),
    rows=st.sampled_from(["group", "category", "unit"]),
)


def happen(story: Story) -> None:
    world = make_world()
    here, there = world.province.here, world.province.there
    for place, category, status, is_early in story.needs:
        if is_early:
            world.need(world.places[place], status, category=category, on=BEFORE)
    given: dict[str, Any] = {"by": None, "programme": world.programme, "quantity": 5, "received_on": BEFORE, "on": ON}
    for school, kind in ((here.school, "blankets"), (there.school, "mats")):
        record_contribution(school, kind=kind, **given)
    joined = [here.school, there.school] if story.merges_schools else [here.unit, there.unit]
    levels = SchoolLevel.MN if story.merges_schools else 0
    new = NewUnit(title="Trường" if story.merges_schools else "Xã", name="Mầm non Hợp Nhất", code="hop-nhat", levels=levels)
    merge_units(joined, by=None, on=MERGED, decision=None, into=joined[0] if story.keeps_one else new)
    follow_successions(on=MERGED)
    alive = list(OrgUnit.objects.on(ON).filter(type__gte=UnitType.SCHOOL).order_by("pk"))
    for place, category, status, is_early in story.needs:
        if not is_early:
            world.need(alive[place % len(alive)], status, category=category)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=STORIES)
def test_parts_and_wholes_across_a_merger(db: None, story: Story) -> None:
    with transaction.atomic(), patch.object(clock, "today", lambda: TODAY):
        happen(story)
        desk = Desk()
        for day, unit in ((MERGED - timedelta(days=1), "11"), (MERGED, "11"), (story.day, story.unit)):
            if not OrgUnit.objects.on(day).filter(code=unit).exists():
                continue
            for name, question in QUESTIONS.items():
                status = story.status if "status" in question.filters else ""
                check_promises(figure(name, asked(unit=unit, on=day, status=status, **needed(question)), desk=desk), desk)
        check_table("11", story.day, story.rows, desk)
        transaction.set_rollback(True)


def test_a_school_of_two_levels_counts_in_both_once_in_all(world: World) -> None:
    world.need(world.both)
    parts = breakdown(figure("needs.schools", asked()), "level")
    assert [(part.label, part.figure.value) for part in parts.rows] == [("Mầm non", 0), ("Tiểu học", 1), ("Trung học cơ sở", 1)]
    assert not parts.adds_up
    assert "TH&THCS" in parts.why_not
    assert breakdown(figure("needs.schools", asked()), "unit").adds_up


def test_needs_of_the_main_campus_lie_at_no_site(world: World) -> None:
    world.need(world.both)
    world.need(world.sites[0])
    parts = breakdown(figure("needs.count", asked(unit=world.both.code)), "unit")
    assert [(part.label, part.figure.value) for part in parts.rows] == [("Điểm trường Bản Lứa", 0), ("Điểm trường Bản Mển", 1)]
    assert "điểm chính của trường" in parts.why_not


def test_what_a_merged_school_received_is_its_heirs(world: World) -> None:
    here, there = world.province.here, world.province.there
    record_contribution(there.school, by=None, programme=world.programme, kind="blankets", quantity=7, received_on=BEFORE, on=ON)
    merge_units([here.school, there.school], by=None, on=MERGED, decision=None, into=here.school)
    counted = [
        figure("resources.quantity", asked(unit=unit, on=day, round="", kind="blankets")).value
        for unit, day in (("03349", BEFORE), ("03349", ON), ("03316", BEFORE), ("03316", ON), (here.school.code, ON), ("11", ON))
    ]
    assert counted == [7, 0, 0, 7, 7, 7]


def test_what_cannot_be_parted_is_refused_in_words(world: World) -> None:
    for told, by in (
        (figure("needs.count", asked(level="TH")), "level"),
        (figure("needs.count", asked(status="met")), "status"),
        (figure("needs.count", asked(unit=world.sites[0].code)), "unit"),
        (figure("units.schools", asked()), "group"),
        (figure("directives.count", asked()), "unit"),
    ):
        with pytest.raises(UnknownFigure, match="không tách được theo"):
            breakdown(told, by)
    with pytest.raises(UnknownFigure, match="Không có bảng theo"):
        table(asked(), "colour")
    with pytest.raises(UnknownFigure, match="cần chọn chương trình"):
        table(asked(programme="", round=""))


def test_the_table_says_why_its_cells_do_not_add_up(world: World) -> None:
    for place, category in ((world.both, "toilet"), (world.both, "lunch"), (world.province.there.site, "toilet")):
        world.need(place, category=category)
    seen = table(asked())
    assert [(head.key, seen.cell(head.key).schools.value) for head in seen.rows] == [
        ("electricity_water", 0),
        ("toilet", 2),
        ("recurring", 1),
        ("facility", 0),
    ]
    assert seen.cell().schools.value == 2
    assert [seen.cell("toilet", level).sites.value for level in ("MN", "TH", "THCS")] == [1, 0, 0]
    assert len(seen.notes) == 2
    assert seen.cell("toilet", "TH", "waiting").schools.filters == asked(group="toilet", level="TH", status="waiting")


def test_records_that_one_may_see(world: World) -> None:
    for place in (world.both, world.province.here.school, world.province.there.school):
        world.need(place)
    told = figure("needs.schools", asked())
    officer = make_user(RoleKind.COMMUNE_OFFICER, world.province.there.office)
    seen = records(told, officer)
    assert (seen.total, seen.seen, [row.code for row in seen.rows]) == (3, 1, ["03349-mn"])
    assert seen.rows[0].where == "Xã Sam Mứn, Tỉnh Điện Biên"
    first = records(told, None, limit=2)
    rest = records(told, None, limit=2, after=first.next_key)
    names = [row.name for page in (first, rest) for row in page.rows]
    assert names == ["Trường Mầm non Sam Mứn", "Trường Mầm non Thanh An", "Trường TH&THCS Hua Nà"]
    assert (rest.next_key, records(told, officer, kind="need").rows[0].where) == ("", "Trường Mầm non Sam Mứn")
    with pytest.raises(UnknownFigure, match="không có danh sách"):
        records(told, None, kind="plan")


def test_every_kind_of_record_is_told(world: World) -> None:
    world.need(world.sites[0])
    for name, question in QUESTIONS.items():
        told = figure(name, asked(**needed(question)))
        for listed in (records(told, None, kind=one) for one in kinds_of(told)):
            assert listed.total == listed.seen == len(ids(told)[listed.kind])


def test_queries(world: World, django_assert_num_queries: Counting) -> None:
    for place in world.places:
        world.need(place)
    told = figure("needs.schools", asked())
    for by, queries in (("level", 1), ("group", 1), ("category", 1), ("status", 1), ("unit", 2)):
        with django_assert_num_queries(queries):
            breakdown(told, by)
    for rows, queries in (("group", 3), ("category", 3), ("unit", 4)):
        with django_assert_num_queries(queries):  # unit, round, and one count; for units their names
            seen = table(asked(), rows)
            [seen.cell(head.key) for head in seen.rows]
    with django_assert_num_queries(4):
        records(told, None)
