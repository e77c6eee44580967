"""What was received fills a round's form; where nothing was put on the books, what activities say; never the sum of both."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from chungtay.activities.rules import Counted
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import Filters, figure, ids
from chungtay.figures.on_record import on_record
from chungtay.indicators.reading import Cell
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.programmes.pack import Followed
from chungtay.programmes.packsource import PackBroken
from chungtay.reports.paper_check import check_paper
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord
from chungtay.support.actions import reverse_contribution
from chungtay.support.models import Contribution
from tests.make.activities import make_activity
from tests.make.gifts import make_cash, make_goods
from tests.make.programmes import make_programme
from tests.make.submissions import Asked, at, make_asked

Counting = Callable[..., AbstractContextManager[Any]]
JUNE: Final = date(2026, 6, 12)
MONEY: Final = ("local_budget_vnd", "mobilised_vnd", "in_kind_vnd")


@pytest.fixture(autouse=True)
def _after_the_round() -> Iterator[None]:
    with clock.standing_at(at("02/7/2026")):
        yield


@pytest.fixture
def asked(db: None) -> Asked:
    """Both communes did something with money of every source."""
    asked = make_asked()
    sources = {"local_budget": Counted(2_000_000), "mobilised": Counted(15_000_000, Estimate.ABOUT), "in_kind": Counted(3_000_000)}
    for commune in (asked.province.here.unit, asked.province.there.unit):
        make_activity(commune, programme=asked.round.programme, on=JUNE, money=sources)
    return asked


def cash(asked: Asked, amount: int, *, on: date = JUNE, **more: Any) -> Contribution:
    given: dict[str, Any] = {"programme": asked.round.programme, "on": on}
    return make_cash(asked.province.here.unit, amount, **(given | more))


def goods(asked: Asked, **more: Any) -> Contribution:
    given: dict[str, Any] = {"kind": "bicycles", "programme": asked.round.programme, "on": JUNE}
    return make_goods(asked.province.here.unit, 10, **(given | more))


def known(submission: Submission) -> dict[str, OnRecord]:
    """What is on record of money, as a page asks."""
    row = Submission.objects.select_related("unit", "round__programme__version", "round__version").get(pk=submission.pk)
    return {cell.name: one for cell, one in on_record(row).items() if cell.name in MONEY}


def values(submission: Submission) -> dict[str, tuple[int, str]]:
    return {name: (one.value, str(one.estimate)) for name, one in known(submission).items()}


OF_ACTIVITIES: Final = {
    "local_budget_vnd": (2_000_000, "exact"),
    "mobilised_vnd": (15_000_000, "about"),
    "in_kind_vnd": (3_000_000, "exact"),
}


def test_without_receipts_activities_say_it(asked: Asked) -> None:
    cash(asked, 4_000_000, on=date(2026, 5, 31))  # before the round
    cash(asked, 4_000_000, programme=make_programme())  # for something else
    assert values(asked.here) == OF_ACTIVITIES
    assert {one.question for one in known(asked.here).values()} == {"activities.money"}


def test_receipts_win_and_are_not_added(asked: Asked) -> None:
    gift, bicycles = cash(asked, 14_500_000), goods(asked, value_vnd=9_000_000)
    found = known(asked.here)
    assert values(asked.here) == {
        "local_budget_vnd": (2_000_000, "exact"),
        "mobilised_vnd": (14_500_000, "exact"),
        "in_kind_vnd": (9_000_000, "exact"),
    }
    assert found["local_budget_vnd"].question == "activities.money"
    for name, row in (("mobilised_vnd", gift), ("in_kind_vnd", bicycles)):
        opened = figure(found[name].question, Filters.taken_out(found[name].filters))
        assert (opened.value, ids(opened)["contribution"]) == (found[name].value, [row.pk])
    assert values(asked.there) == OF_ACTIVITIES  # the neighbour has none


def test_goods_on_the_books_are_not_money_of_the_activity_too(asked: Asked) -> None:
    """The bicycles were bought with the 15 million that the activity calls mobilised: told twice, the month had 24 million."""
    goods(asked, value_vnd=9_000_000)
    assert values(asked.here) == {"local_budget_vnd": (2_000_000, "exact"), "in_kind_vnd": (9_000_000, "exact")}


def test_a_receipt_taken_back_does_not_count(asked: Asked) -> None:
    reverse_contribution(cash(asked, 14_500_000), by=None, on=date(2026, 6, 20), reason="Ghi nhầm")
    assert values(asked.here) == OF_ACTIVITIES


def test_goods_of_no_known_value(asked: Asked) -> None:
    """Alone they say nothing in đồng, not even 0; beside others that have one, the sum is more than that."""
    goods(asked)
    assert values(asked.here) == OF_ACTIVITIES
    goods(asked, value_vnd=9_000_000)
    assert values(asked.here)["in_kind_vnd"] == (9_000_000, "at_least")


def test_goods_of_no_known_value_beside_money(asked: Asked) -> None:
    goods(asked)
    cash(asked, 1_000_000)
    assert values(asked.here) == {"local_budget_vnd": (2_000_000, "exact"), "mobilised_vnd": (1_000_000, "exact")}


def test_what_a_school_received_is_of_its_commune_s_part(asked: Asked) -> None:
    make_cash(asked.province.here.school, 600_000, programme=asked.round.programme, on=JUNE)
    assert values(asked.here)["mobilised_vnd"] == (600_000, "exact")
    assert values(asked.above) == {}


def test_a_merged_unit_tells_what_it_received_until_then(asked: Asked) -> None:
    cash(asked, 500_000)
    units = [asked.province.here.unit, asked.province.there.unit]
    merge_units(units, by=None, on=date(2026, 6, 20), decision=None, into=NewUnit(title="Xã", name="Mới", code="moi"))
    assert values(asked.here)["mobilised_vnd"] == (500_000, "exact")
    assert values(asked.there) == OF_ACTIVITIES
    opened = figure("resources.value", Filters(asked.round.programme.slug, "moi", "2026", date(2026, 6, 30), money="mobilised", own="1"))
    assert opened.value == 500_000


def test_one_count_still(asked: Asked, django_assert_max_num_queries: Counting) -> None:
    cash(asked, 500_000)
    row = Submission.objects.select_related("unit", "round__programme__version", "round__version").get(pk=asked.here.pk)
    with django_assert_max_num_queries(4):  # unit, round, who followed whom, and one count
        assert on_record(row)[Cell("mobilised_vnd")].value == 500_000


@pytest.mark.parametrize(
    ("otherwise", "said"),
    [
        (Followed("activities.money", (("output", "bicycles"),)), "mobilised_vnd: con số .* không có điều kiện"),
        (Followed("activities.money", (("money", "gold"),)), "mobilised_vnd: không có nguồn kinh phí “gold”"),
        (Followed("activities.people"), "phải đo cùng một thứ"),
        (Followed("resources.value", (("money", "local_budget"),)), "không có nguồn kinh phí “local_budget”"),
    ],
)
def test_a_second_figure_that_cannot_be_asked_is_refused(asked: Asked, otherwise: Followed, said: str) -> None:
    pack = asked.round.pack
    wrong = replace(pack.by_indicator["mobilised_vnd"], otherwise=otherwise)
    with pytest.raises(PackBroken, match=said):
        check_paper(replace(pack, indicators=(wrong,)))
