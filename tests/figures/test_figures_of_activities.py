"""What was done is counted where it was done, in the round, with its estimates; what a unit did itself apart from the units below."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from chungtay.activities.actions import withdraw_activity
from chungtay.activities.rules import Counted
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import Figure, Filters, UnknownFigure, breakdown, breakdowns, figure, ids, records
from chungtay.figures.enums import FigureKind
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.programmes.models import Programme
from tests.make.activities import MONTH, make_activity, make_month
from tests.make.places import Province, make_province
from tests.make.programmes import make_round

Counting = Callable[..., AbstractContextManager[Any]]
TODAY: Final = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class World:
    province: Province
    month: Programme


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(db: None) -> World:
    """A screening in each commune and two deeds of the province's own office."""
    world = World(make_province(), make_month())
    make_round(world.month, code="3", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    here, there = world.province.here, world.province.there
    make_activity(here.unit, outputs={"screened_children": Counted(300, Estimate.AT_LEAST), "congenital_heart_cases": Counted(1)})
    given: dict[str, Any] = {
        "parts": {"girls": Counted(20)},
        "money": {"local_budget": Counted(14_000_000), "in_kind": Counted(3_000_000, "about")},
    }
    make_activity(there.school, people=Counted(50), outputs={"screened_children": Counted(40)}, **given)
    make_activity(world.province.office, kind="communication", people=None, outputs={"reportages": Counted(3)})
    make_activity(world.province.office, kind="launch", people=None, outputs={}, on=date(2026, 2, 27))
    return world


def asked(unit: str = "11", on: date = TODAY, **filters: str) -> Filters:
    return Filters(**({"programme": MONTH, "unit": unit, "round": "3", "as_of": on} | filters))  # type: ignore[arg-type]


def told(question: str, **filters: Any) -> Figure:
    return figure(question, asked(**filters))


def test_of_the_round_or_of_the_year(world: World) -> None:
    assert (told("activities.count").value, told("activities.count", round="").value) == (3, 4)
    assert [told("activities.count", unit=unit).value for unit in ("vn", "11", "so-gddt-11", "03316", "03349", "03349-mn")] == [
        3,
        3,
        3,
        1,
        1,
        1,
    ]
    assert (told("activities.count", activity="launch").value, told("activities.count", activity="launch", round="").value) == (0, 1)


def test_outputs_people_and_money_keep_their_estimates(world: World) -> None:
    said = {
        "screened": told("activities.outputs", output="screened_children").text,
        "there": told("activities.outputs", output="screened_children", unit="03349").text,
        "films": told("activities.outputs", output="reportages").text,
        "people": told("activities.people").text,
        "girls": told("activities.people", by="girls").text,
        "budget": told("activities.money", money="local_budget").text,
        "all": told("activities.money").text,
        "nothing": told("activities.money", money="mobilised").text,
    }
    assert said == {
        "screened": "hơn 340 lượt",
        "there": "40 lượt",
        "films": "3 phóng sự",
        "people": "hơn 350 lượt người",
        "girls": "20 lượt người",
        "budget": "14.000.000 đồng",
        "all": "khoảng 17 triệu đồng",
        "nothing": "0 đồng",
    }
    assert told("activities.money").kind == FigureKind.MONEY
    assert told("activities.people", activity="gift").value == 0
    assert told("activities.outputs", output="bicycles").title == "Kết quả hoạt động: Xe đạp"


def test_what_was_withdrawn_is_counted_nowhere(world: World) -> None:
    wrong = make_activity(world.province.here.unit)
    withdraw_activity(wrong, by=None, on=TODAY, reason="Ghi hai lần")
    assert told("activities.count").value == 3
    assert wrong.pk not in ids(told("activities.count"))["activity"]


def test_a_units_own_part_is_what_no_unit_below_answers_for(world: World) -> None:
    own = told("activities.count", own="1")
    assert (own.value, told("activities.count", unit="vn", own="1").value) == (1, 0)
    assert told("activities.outputs", output="screened_children", unit="03349", own="1").value == 40  # schools are no tier
    assert "phần của chính đơn vị" in own.title
    assert "unit" not in breakdowns(own)
    with pytest.raises(UnknownFigure, match="không tách được"):
        breakdown(own, "unit")


def test_an_ended_unit_did_what_it_did_where_it_lay(world: World) -> None:
    here, there = world.province.here, world.province.there
    merge_units([here.unit, there.unit], by=None, on=date(2026, 3, 20), decision=None, into=NewUnit(title="Xã", name="Mới", code="moi"))
    make_activity(there.school, on=date(2026, 3, 25))
    assert told("activities.count").value == 4
    assert told("activities.count", unit="moi").value == 1
    assert told("activities.count", unit="03349", on=date(2026, 3, 19)).value == 1
    parts = breakdown(told("activities.count"), "unit")
    assert [(part.label, part.figure.value) for part in parts.rows] == [("Xã Mới", 1)]
    assert "nay không còn nữa" in parts.why_not


def test_parts(world: World) -> None:
    for question, by, expected in (
        ("activities.count", "unit", {"Xã Sam Mứn": 1, "Xã Thanh An": 1}),
        ("activities.count", "activity", {"Truyền thông": 1, "Khám sức khỏe, khám sàng lọc": 2}),
        ("activities.money", "money", {"Ngân sách địa phương": 14_000_000, "Hiện vật (trị giá)": 3_000_000}),
        ("activities.people", "by", {"Trong đó: nữ": 20}),
    ):
        whole = told(question)
        parts = breakdown(whole, by)
        assert {part.label: part.figure.value for part in parts.rows if part.figure.value} == expected, question
        assert parts.adds_up == (sum(expected.values()) == whole.value)
        for part in parts.rows:
            assert figure(question, part.figure.filters).text == part.figure.text
    assert "chồng lên nhau" in breakdown(told("activities.people"), "by").why_not


def test_records_open_and_names_are_of_the_programme(world: World) -> None:
    listed = records(told("activities.outputs", output="congenital_heart_cases"), None)
    assert [(row.kind, row.name, row.where, row.note) for row in listed.rows] == [
        ("activity", "Khám sức khỏe cho học sinh", "Xã Thanh An", "02/3/2026")
    ]
    for filters, said in (
        ({"output": "rockets"}, "“rockets”"),
        ({"activity": "gift"}, "cần chọn kết quả"),
        ({"output": "bicycles", "own": "2"}, "phần của chính đơn vị"),
        ({"output": "bicycles", "money": "mobilised"}, "không lọc được theo nguồn kinh phí"),
    ):
        with pytest.raises(UnknownFigure, match=said):
            told("activities.outputs", **filters)


def test_queries(world: World, django_assert_num_queries: Counting) -> None:
    with django_assert_num_queries(3):  # unit, round, and one count
        whole = told("activities.people")
    with django_assert_num_queries(2):
        breakdown(whole, "unit")
    with django_assert_num_queries(3):
        records(whole, None)
