"""What was received, parted into money and goods and by who gave: the parts add up to the whole, also across mergers."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.documents.template import TemplateBroken
from chungtay.donors.actions import merge_donors
from chungtay.donors.enums import DonorKind
from chungtay.figures.ask import Figure, Filters, UnknownFigure, breakdown, breakdowns, figure, ids
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.programmes.models import Programme
from chungtay.reports.paper_figures import expect_figure
from chungtay.support.actions import reverse_contribution
from chungtay.support.models import Contribution
from tests.make.donors import make_donor, make_nameless
from tests.make.gifts import make_cash, make_goods
from tests.make.places import Province, make_province
from tests.make.programmes import make_programme

TODAY: Final = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class World:
    """In `here` a company's money, what came from a nameless person and from nobody on record; in `there` goods of an association."""

    province: Province
    programme: Programme
    unknown: Contribution
    blankets: Contribution


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(db: None) -> World:
    province, programme = make_province(), make_programme()
    here, there = province.here.unit, province.there.unit
    make_cash(here, 5_000_000, programme=programme, donor=make_donor(here))
    make_cash(here, 300_000, programme=programme, donor=make_nameless(here))
    unknown = make_cash(here, 70_000, programme=programme)
    association = make_donor(there, kind=DonorKind.ORGANISATION, name="Hội Đồng hương")
    blankets = make_goods(there, 40, programme=programme, donor=association, value_vnd=8_000_000)
    return World(province, programme, unknown, blankets)


def told(world: World, unit: str = "11", question: str = "resources.value", on: date = TODAY, **filters: Any) -> Figure:
    return figure(question, Filters(world.programme.slug, unit, "", on, **filters))


def parts(told: Figure, by: str) -> dict[str, int]:
    """Each part with some; opened alone it counts the same, and together they are the whole."""
    found = breakdown(told, by)
    assert (found.adds_up, found.why_not) == (True, "")
    for part in found.rows:
        alone = figure(part.figure.question, part.figure.filters)
        assert (alone.value, alone.text) == (part.figure.value, part.figure.text)
    named = {getattr(part.figure.filters, by): part.figure.value for part in found.rows}
    assert sum(named.values()) == told.value
    return {code: value for code, value in named.items() if value}


def test_money_and_goods(world: World) -> None:
    assert parts(told(world), "money") == {"mobilised": 5_370_000, "in_kind": 8_000_000}
    assert parts(told(world, unit=world.province.here.unit.code), "money") == {"mobilised": 5_370_000}
    assert [part.label for part in breakdown(told(world), "money").rows] == ["Vận động", "Hiện vật (trị giá)"]
    assert ids(told(world, money="in_kind")) == {"kind": ["blankets"], "contribution": [world.blankets.pk]}
    assert "money" not in breakdowns(told(world, money="in_kind"))


def test_by_who_gave(world: World) -> None:
    assert parts(told(world), "donor") == {"company": 5_000_000, "person": 300_000, "not_on_record": 70_000, "organisation": 8_000_000}
    assert parts(told(world, money="mobilised"), "donor") == {"company": 5_000_000, "person": 300_000, "not_on_record": 70_000}
    assert parts(told(world, donor="company"), "money") == {"mobilised": 5_000_000}
    nobody = told(world, donor="not_on_record")
    assert ids(nobody)["contribution"] == [world.unknown.pk]
    assert nobody.title == "Trị giá nguồn lực đã huy động: Chưa ghi nhà tài trợ"
    assert nobody.mark == "resources.value/donor:not_on_record"


def test_one_donor_put_on_record_twice_is_what_it_turned_out_to_be(world: World) -> None:
    here = world.province.here.unit
    kept, gone = make_donor(here, kind=DonorKind.GROUP, name="Nhóm Áo ấm"), make_donor(here, kind=DonorKind.PERSON, name="Nhóm Áo Ấm")
    make_cash(here, 900_000, programme=world.programme, donor=gone)
    assert parts(told(world), "donor")["person"] == 1_200_000
    merge_donors(kept, gone, by=None, on=TODAY, reason="cùng một nhóm")
    found = parts(told(world), "donor")
    assert (found["person"], found["group"]) == (300_000, 900_000)
    assert told(world, donor="group").value == 900_000


def test_taken_back_it_counts_nowhere(world: World) -> None:
    reverse_contribution(world.unknown, by=None, on=TODAY, reason="Ghi nhầm")
    assert parts(told(world), "donor") == {"company": 5_000_000, "person": 300_000, "organisation": 8_000_000}
    assert parts(told(world), "money") == {"mobilised": 5_300_000, "in_kind": 8_000_000}


def test_goods_of_no_known_value_make_their_part_more(world: World) -> None:
    make_goods(world.province.there.unit, 7, kind="mats", programme=world.programme)
    assert (told(world, money="in_kind").estimate, told(world, money="mobilised").estimate) == (Estimate.AT_LEAST, Estimate.EXACT)
    rows = {part.figure.filters.money: part.figure.text for part in breakdown(told(world), "money").rows}
    assert rows["in_kind"] == "hơn 8 triệu đồng"


def test_after_a_merger_of_communes(world: World) -> None:
    communes = [world.province.here.unit, world.province.there.unit]
    merge_units(communes, by=None, on=date(2026, 3, 20), decision=None, into=NewUnit(title="Xã", name="Mới", code="moi"))
    whole = told(world, unit="moi")
    assert parts(whole, "money") == {"mobilised": 5_370_000, "in_kind": 8_000_000}
    assert sum(parts(whole, "donor").values()) == 13_370_000
    assert told(world, unit="moi", money="mobilised", donor="company").value == 5_000_000


def test_the_budget_is_nobody_s_gift(world: World) -> None:
    said = r"“Trị giá nguồn lực đã huy động” không có nguồn “Ngân sách địa phương”; xin xem con số “Kinh phí hoạt động”"
    with pytest.raises(UnknownFigure, match=said) as refusal:
        told(world, money="local_budget")
    assert refusal.value.field == "money"
    with pytest.raises(UnknownFigure, match="Không có loại nhà tài trợ “bank”"):
        told(world, donor="bank")
    assert told(world, question="activities.money", money="local_budget").value == 0
    with pytest.raises(UnknownFigure, match="không lọc được theo loại nhà tài trợ"):
        told(world, question="activities.money", donor="company")


def test_a_paper_asks_the_same_words(world: World) -> None:
    pack = world.programme.pack
    expect_figure(pack, "resources.value", {"nguon_tien": "in_kind", "nha_tai_tro": "company"})
    for wrong in ({"nguon_tien": "local_budget"}, {"nha_tai_tro": "bank"}):
        with pytest.raises(TemplateBroken, match="trong chương trình"):
            expect_figure(pack, "resources.value", wrong)
    expect_figure(pack, "activities.money", {"nguon_tien": "local_budget"})
