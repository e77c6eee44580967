"""Where gifts went, by the day: allocated, handed over, idle, and how long it took; at the place that got them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from chungtay.core import clock
from chungtay.figures.ask import Figure, Filters, breakdown, figure, ids
from chungtay.programmes.models import Programme
from chungtay.support.actions.allocating import allocate, release_allocation
from chungtay.support.actions.delivering import hand_over
from chungtay.support.actions.receiving import record_contribution, refund
from chungtay.support.enums import Way
from chungtay.support.handing import Handed
from tests.make.gifts import make_cash, make_goods
from tests.make.places import Province, make_province
from tests.make.programmes import make_programme

TODAY: Final = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class World:
    province: Province
    programme: Programme


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def world(db: None) -> World:
    return World(make_province(), make_programme())


def told(world: World, question: str, *, unit: str = "11", on: date = TODAY, **filters: Any) -> Figure:
    given: dict[str, Any] = {"programme": world.programme.slug, "unit": unit, "round": "", "as_of": on}
    return figure(question, Filters(**(given | filters)))


def test_money_is_idle_until_it_has_an_aim(world: World) -> None:
    here = world.province.here
    gift = make_cash(here.unit, 10_000_000, programme=world.programme, on=date(2026, 3, 1))
    row = allocate(gift, by=None, on=date(2026, 3, 10), unit=here.school, amount=4_000_000)
    refund(gift, by=None, on=date(2026, 3, 20), amount_vnd=1_000_000, way=Way.CASH, reason="gửi nhầm")
    assert [told(world, "support.idle", on=date(2026, 3, day)).value for day in (1, 10, 20)] == [10_000_000, 6_000_000, 5_000_000]
    assert [told(world, "support.allocated", on=date(2026, 3, day)).value for day in (9, 10)] == [0, 4_000_000]
    assert told(world, "support.allocated", unit=here.school.code).value == 4_000_000
    release_allocation(row, by=None, on=date(2026, 3, 25), reason="trường đã có")
    assert told(world, "support.allocated").value == 0
    assert told(world, "support.allocated", on=date(2026, 3, 24)).value == 4_000_000
    assert told(world, "support.idle").value == 9_000_000
    assert [told(world, "support.idle", on=date(2026, 3, day)).value for day in (9, 24, 25)] == [10_000_000, 5_000_000, 9_000_000]


def test_goods_are_worth_their_share_and_only_about_so_much(world: World) -> None:
    here = world.province.here
    gift = make_goods(here.unit, 3, programme=world.programme, value_vnd=1_000_000, on=date(2026, 3, 1))
    allocate(gift, by=None, on=date(2026, 3, 2), unit=here.school, amount=1)
    found = told(world, "support.allocated")
    assert found.value == 333_333
    assert found.text.startswith("khoảng")
    assert ids(found) == {"contribution": [gift.pk]}
    assert told(world, "support.idle").value == 0  # goods are no money


def test_given_on_the_spot_is_allocated_and_delivered_at_once(world: World) -> None:
    there = world.province.there
    given: dict[str, Any] = {"programme": world.programme, "kind": "blankets", "quantity": 20, "value_vnd": 2_000_000}
    record_contribution(there.school, by=None, received_on=date(2026, 3, 5), on=date(2026, 3, 5), **given)
    for question in ("support.allocated", "support.delivered"):
        assert told(world, question, on=date(2026, 3, 4)).value == 0
        assert told(world, question).value == 2_000_000
        parts = {part.figure.filters.unit: part.figure.value for part in breakdown(told(world, question), "unit").rows}
        assert sum(parts.values()) == 2_000_000
        assert parts[there.unit.code] == 2_000_000
    assert told(world, "support.days").value == 0


def test_the_country_is_its_provinces(world: World) -> None:
    """Of the country it is added up for each unit before it is looked up where the units lie."""
    here, there, programme = world.province.here, world.province.there, world.programme
    gifts = [make_cash(unit.unit, 1_000_000, programme=programme, on=date(2026, 3, 1)) for unit in (here, there, there)]
    gifts.append(make_goods(there.unit, 3, programme=programme, value_vnd=1_000_000, on=date(2026, 3, 1)))
    gifts.append(make_goods(here.unit, 3, kind="warm_clothes", programme=programme, value_vnd=None, on=date(2026, 3, 1)))
    for gift, unit in zip(gifts, (here, here, there, there, there), strict=True):
        part = allocate(gift, by=None, on=date(2026, 3, 4), unit=unit.school, amount=1)
        line = Handed(part, 1, store=None if gift.is_money else gift.unit)
        hand_over(unit.school, by=None, on=date(2026, 3, 7), lines=[line], giver_name="Ông Lò Văn Ơn", receiver_name="Bà Mùa")
    for question in ("support.allocated", "support.delivered", "support.idle", "support.days"):
        country, province = (told(world, question, unit=unit) for unit in ("vn", "11"))
        assert (country.value, country.estimate, country.meaning) == (province.value, province.estimate, province.meaning)
        assert country.value
        assert [part.figure.value for part in breakdown(country, "unit").rows] == [province.value]
        assert ids(country) == ids(province)
    by_kind = breakdown(told(world, "support.delivered", unit="vn"), "kind")
    assert by_kind.adds_up
    assert [part.figure.value for part in by_kind.rows if part.figure.value] == [333_333, 3]


def test_parted_by_kind(world: World) -> None:
    gift = make_cash(world.province.here.unit, 5_000_000, programme=world.programme, on=date(2026, 3, 1))
    allocate(gift, by=None, on=date(2026, 3, 2), unit=world.province.here.school, amount=5_000_000)
    asked = told(world, "support.allocated")
    assert breakdown(asked, "kind").adds_up
