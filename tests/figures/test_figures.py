"""A figure: its value, its words, what it refuses, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import QUESTIONS, Filters, UnknownFigure, figure, figures, ids, trend
from chungtay.figures.made import money
from chungtay.needs.actions.moves import reconfirm_need, withdraw_need
from chungtay.needs.actions.rounds import declare_nil
from chungtay.needs.enums import NeedStatus
from chungtay.programmes.actions import DirectiveForm, appoint_focal_point, assign_duty, record_directive, record_plan
from chungtay.support.actions import record_contribution, reverse_contribution
from tests.figures.world import ON, TODAY, World, asked, make_world, needed
from tests.make.places import FOUNDED

Counting = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def value(question: str, **filters: Any) -> int:
    return figure(question, asked(**filters)).value


def test_units_are_counted_once_whatever_they_need(world: World) -> None:
    men, lua = world.sites
    for place, category in ((men, "toilet"), (men, "lunch"), (lua, "toilet"), (world.both, "toilet")):
        world.need(place, category=category)
    world.need(world.province.there.school)
    counted = {name: value(f"needs.{name}", group="toilet") for name in ("count", "schools", "sites", "places")}
    assert counted == {"count": 4, "schools": 2, "sites": 2, "places": 4}
    assert [value("needs.schools", level=level) for level in ("MN", "TH", "THCS", "THPT")] == [1, 1, 1, 0]
    assert value("needs.sites", unit=world.both.code, category="lunch") == 1
    assert value("needs.count", unit=men.code) == 2


def test_an_agency_counts_for_the_territory_that_it_serves(world: World) -> None:
    world.need(world.province.here.site)
    world.need(world.province.there.school)
    assert [value("needs.count", unit=code) for code in ("vn", "11", "so-gddt-11", "03316-vhxh", "03349")] == [2, 2, 2, 1, 1]


def test_states_of_a_need(world: World) -> None:
    places = iter(world.places * 2)
    for status in NeedStatus:
        world.need(next(places), status, category="learning" if status == NeedStatus.PARTLY_MET else "toilet")
    assert value("needs.count") == 3  # verified, published, partly met
    assert value("needs.count", status="all") == 8  # without the draft and the withdrawn
    assert [value("needs.count", status=status) for status in ("waiting", "returned", "met", "withdrawn")] == [1, 1, 1, 1]


def test_what_nobody_confirmed_for_six_months_has_aged(world: World) -> None:
    published = world.need(world.both, NeedStatus.PUBLISHED, on=date(2025, 9, 1))
    world.need(world.sites[0], NeedStatus.PUBLISHED, on=date(2025, 9, 2))
    world.need(world.sites[1], NeedStatus.VERIFIED, on=date(2025, 7, 2))
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2))
    assert [value("needs.count", status="aged", on=day) for day in days] == [0, 1, 2]
    reconfirm_need(published, by=None, on=date(2026, 3, 1))
    assert [value("needs.count", status="aged", on=day) for day in days] == [0, 0, 1]


def test_a_past_day_is_counted_as_it_was(world: World) -> None:
    need = world.need(world.both, on=date(2025, 8, 1))
    withdraw_need(need, by=None, on=date(2026, 1, 5), reason="Đã tự sửa")
    days = (date(2025, 7, 31), date(2025, 8, 1), date(2026, 1, 4), date(2026, 1, 5), date(2030, 1, 1))
    assert [value("needs.count", on=day) for day in days] == [0, 1, 1, 0, 0]
    assert [one and one.value for one in trend("needs.count", asked(), [date(2024, 1, 1), *days])] == [None, 0, 1, 1, 0, 0]


def test_new_needs_are_those_first_sent_in_the_round(world: World) -> None:
    world.need(world.both, on=date(2025, 8, 1))
    world.need(world.sites[0], NeedStatus.MET, on=ON)
    world.need(world.sites[1], NeedStatus.DRAFT)
    assert value("needs.new") == 2
    assert value("needs.new", round="") == 1  # of 2026
    assert value("needs.new", on=date(2025, 12, 31), round="") == 1


def test_estimates_keep_their_word(world: World) -> None:
    world.need(world.both, beneficiaries=300, beneficiaries_estimate=Estimate.AT_LEAST, cost_vnd=1_150_000_000)
    world.need(world.sites[0], beneficiaries=20)
    children = figure("needs.beneficiaries", asked())
    assert (children.value, children.estimate, children.text) == (320, Estimate.AT_LEAST, "hơn 320 lượt trẻ")
    cost = figure("needs.cost", asked())
    assert (cost.value, cost.written()) == (1_150_000_000, "khoảng 1,2 tỷ")
    assert "Chưa gồm 1 dòng" in cost.meaning
    assert figure("needs.beneficiaries", asked(category="toilet", level="MN")).text == "0 lượt trẻ"
    world.need(world.sites[1], beneficiaries=5, beneficiaries_estimate=Estimate.ABOUT)
    assert figure("needs.beneficiaries", asked()).written() == "khoảng 325"


def test_money_in_words() -> None:
    written = [money(dong, Estimate.ABOUT) for dong in (80_000, 1_000_000, 350_400_000, 999_970_000, 1_000_000_000, 12_340_000_000)]
    assert written == ["80.000", "1 triệu", "350,4 triệu", "1 tỷ", "1 tỷ", "12,3 tỷ"]
    assert money(1_990_000_000, Estimate.AT_LEAST) == "1,9 tỷ"
    assert money(1_234_567_000, Estimate.EXACT) == "1.234.567.000"


def test_taking_part(world: World) -> None:
    world.need(world.both)
    declare_nil(world.round, by=None, unit=world.province.there.school, on=ON)
    part = figure("units.taking_part", asked())
    assert (part.value, part.of, part.text, part.written(two_digits=True)) == (2, 3, "2/3 trường", "02/03")
    behind = ids(part)
    assert behind["school"] == sorted([world.both.pk, world.province.there.school.pk])
    assert behind["missing_school"] == [world.province.here.school.pk]
    assert value("units.nil") == 1
    assert value("units.taking_part", on=date(2026, 3, 1)) == 0
    assert figure("units.taking_part", asked(level="THCS")).text == "1/1 trường"


def test_plans_and_directives(world: World) -> None:
    given = DirectiveForm(number="228/SGD&ĐT", issued_on=date(2025, 9, 4), subject="Triển khai Chương trình", issuer="Sở GD&ĐT")
    directive = record_directive(world.programme, by=None, unit=world.province.office, given=given)
    here, there = world.province.here, world.province.there
    assign_duty(directive, by=None, units=[here.unit, there.unit], due_on=None, on=date(2025, 9, 4))
    plan = record_plan(directive, by=None, unit=here.unit, number="210/KH-UBND", issued_on=date(2025, 9, 18))
    told = figure("plans.issued", asked(directive="228/SGD&ĐT"))
    assert (told.value, told.of) == (1, 2)
    assert ids(told) == {"plan": [plan.pk], "missing_unit": [there.unit.pk]}
    assert figure("plans.issued", asked(unit="03349")).text == "0/1 kế hoạch"
    assert [value("directives.count", unit=code) for code in ("vn", "03349", here.school.code)] == [1, 1, 1]
    assert value("directives.count", on=date(2025, 9, 3)) == 0
    with pytest.raises(UnknownFigure, match="số “9/X”"):
        figure("plans.issued", asked(directive="9/X"))


def test_focal_points(world: World) -> None:
    for level, unit in ((1, world.province.office), (2, world.province.here.office)):
        appoint_focal_point(world.programme, by=None, unit=unit, level=level, name="Hà Thị Hương", on=FOUNDED)
    assert [value("focal_points.count", unit=unit) for unit in ("11", "03316", "03349")] == [2, 1, 0]
    assert value("focal_points.count", level="TH") == 1


def test_what_came_to_help(world: World) -> None:
    given: dict[str, Any] = {"by": None, "programme": world.programme, "received_on": ON, "on": ON}
    school = world.province.here.school
    record_contribution(school, kind="blankets", quantity=40, value_vnd=8_000_000, **given)
    record_contribution(world.both, kind="warm_clothes", quantity=15, **given)
    wrong = record_contribution(world.both, kind="money", value_vnd=90_000_000, **given)
    assert value("resources.kinds") == 3
    reverse_contribution(wrong, by=None, on=ON, reason="Ghi nhầm")
    assert value("resources.kinds") == 2
    assert figure("resources.value", asked()).text == "hơn 8 triệu đồng"
    assert figure("resources.quantity", asked(kind="blankets")).value == 40
    with pytest.raises(UnknownFigure, match="Tiền không đếm"):
        figure("resources.quantity", asked(kind="money"))


@pytest.mark.parametrize(
    ("question", "filters", "field", "said"),
    [
        ("needs.children", {}, "question", "Không có con số nào tên"),
        ("needs.count", {"programme": "xyz", "round": ""}, "programme", "Không có chương trình"),
        ("needs.count", {"round": "1999"}, "round", "không có đợt"),
        ("needs.count", {"unit": "xyz"}, "unit", "Không có đơn vị"),
        ("needs.count", {"on": date(2025, 6, 30)}, "unit", "Ngày 30/6/2025, đơn vị “11” chưa có"),
        ("needs.count", {"group": "xyz"}, "group", "không có nhóm “xyz”"),
        ("needs.count", {"category": "xyz"}, "category", "loại nhu cầu “xyz”"),
        ("needs.count", {"group": "toilet", "category": "lunch"}, "category", "không thuộc nhóm"),
        ("needs.count", {"level": "PTTH"}, "level", "Không có cấp học"),
        ("needs.count", {"status": "lost"}, "status", "Không có tình trạng"),
        ("needs.count", {"kind": "blankets"}, "kind", "không lọc được theo"),
        ("units.schools", {"status": "met"}, "status", "không lọc được theo"),
        ("units.taking_part", {"round": ""}, "round", "cần chọn đợt"),
        ("resources.quantity", {}, "kind", "cần chọn loại nguồn lực"),
        ("resources.quantity", {"kind": "gold"}, "kind", "“gold”"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(world: World, question: str, filters: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(UnknownFigure, match=said) as refusal:
        figure(question, asked(**filters))
    assert refusal.value.field == field
    assert isinstance(refusal.value, RuleBroken | LookupError)


def test_filters_as_plain_text() -> None:
    filters = asked(level="TH", group="toilet")
    assert filters.kept() == {
        "programme": "dieu-uoc-cho-em",
        "unit": "11",
        "round": "2025",
        "as_of": "2026-03-02",
        "group": "toilet",
        "level": "TH",
    }
    assert Filters.taken_out(filters.kept()) == filters
    with pytest.raises(UnknownFigure, match="bộ lọc “price”"):
        Filters.taken_out({"price": "1"})
    with pytest.raises(UnknownFigure, match="Ngày của con số"):
        Filters.taken_out({"as_of": "hôm qua"})


def test_marks_are_short_and_differ(world: World) -> None:
    one = figure("needs.schools", asked(group="electricity_water", level="TH"))
    assert one.mark == "needs.schools/electricity_water/TH"
    several: list[dict[str, Any]] = [{"group": "toilet"}, {"category": "toilet"}, {"status": "met"}, {}]
    marks = [figure("needs.count", asked(**given)).mark for given in several]
    assert len(set(marks)) == 4
    long = figure("needs.beneficiaries", asked(group="electricity_water", category="electricity_water", level="THCS", status="partly_met"))
    assert len(long.mark) <= 64


def test_every_question_answers_everywhere_and_names_its_records(world: World) -> None:
    world.need(world.both)
    for name, question in QUESTIONS.items():
        for unit in ("vn", "11", "so-gddt-11", "03316", world.both.code, world.sites[0].code):
            told = figure(name, asked(unit=unit, **needed(question)))
            assert question.record in ids(told)
            assert told.text
            assert len(told.meaning) <= 500


def test_queries(world: World, django_assert_num_queries: Counting) -> None:
    world.need(world.both)
    with django_assert_num_queries(3):  # unit, round with programme and pack, count
        one = figure("needs.schools", asked())
    with django_assert_num_queries(1):
        ids(one)
    with django_assert_num_queries(2 + 12):
        figures(
            [(name, asked(level=level)) for level in ("MN", "TH", "THCS", "") for name in ("needs.count", "needs.schools", "needs.sites")]
        )
    with django_assert_num_queries(3):
        trend("needs.schools", asked(), [date(2025, month, 28) for month in range(7, 13)])
