"""Late data after acceptance: what changed, from what, by whom, why; the totals follow."""

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.indicators.reading import Cell, Reading
from chungtay.notifications.models import Notice
from chungtay.submissions.actions import Given, GivenText, restate
from chungtay.submissions.models import Restatement
from chungtay.submissions.totals import totals
from tests.make.submissions import Asked, make_accepted, make_sent, typed

BICYCLES = Cell("bicycles")


def total_of(asked: Asked, cell: Cell = BICYCLES) -> int | None:
    return totals(asked.round, cells=[cell])[None][cell].value


def test_it_says_what_changed_and_the_totals_follow(asked: Asked) -> None:
    make_accepted(asked.here, bicycles=5)
    form = {"bicycles": Given(Reading(7), was=Reading(5))}
    saved = restate(asked.here, by=asked.officer, given=form, texts={"limits": GivenText("Xe về muộn")}, reason="Hai xe về muộn")
    row = Restatement.objects.get()
    assert (row.made_by, row.reason) == (asked.officer, "Hai xe về muộn")
    assert row.changes == [
        {
            "field": "bicycles",
            "was": {"value": 5, "of": None, "estimate": "exact", "reason": ""},
            "now": {"value": 7, "of": None, "estimate": "exact", "reason": ""},
        },
        {"field": "text.limits", "was": "", "now": "Xe về muộn"},
    ]
    assert saved.conflicts == []
    assert total_of(asked) == 7
    assert Notice.objects.filter(person=asked.collector, key__startswith="submission.restated").exists()
    assert not restate(asked.here, by=asked.officer, given=form, reason="Hai xe về muộn").changes  # the same form once more
    assert Restatement.objects.count() == 1


def test_the_level_above_may_too_a_neighbour_may_not(asked: Asked) -> None:
    make_accepted(asked.here, bicycles=5)
    restate(asked.here, by=asked.collector, given={"bicycles": Given(Reading(6), was=Reading(5))}, reason="Theo biên bản")
    assert Notice.objects.filter(person=asked.officer, key__startswith="submission.restated").count() == 1
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        restate(asked.here, by=asked.neighbour, given=typed(banners=1), reason="Thêm")


def test_what_stops_a_restatement(asked: Asked) -> None:
    make_sent(asked.there)
    with pytest.raises(RuleBroken, match="đã được nhận"):
        restate(asked.there, by=asked.neighbour, given=typed(bicycles=1), reason="Thêm")
    make_accepted(asked.here, bicycles=5, screened_children=10)
    with pytest.raises(RuleBroken) as refusal:
        restate(asked.here, by=asked.officer, given=typed(banners=1), reason="")
    assert refusal.value.field == "reason"
    with pytest.raises(RuleBroken, match="Chưa có"):
        restate(asked.here, by=asked.officer, given={"bicycles": Given(Reading(5), was=Reading(5))}, reason="Thêm")
    with pytest.raises(RuleBroken) as refusal:
        restate(asked.here, by=asked.officer, given=typed(screened_children__girls=11), reason="Thêm")
    assert refusal.value.field == "screened_children.girls"
    assert not Restatement.objects.exists()


def test_somebody_elses_restatement_is_not_overwritten(asked: Asked) -> None:
    make_accepted(asked.here, bicycles=5)
    restate(asked.here, by=asked.collector, given={"bicycles": Given(Reading(6), was=Reading(5))}, reason="Theo biên bản")
    saved = restate(asked.here, by=asked.officer, given={"bicycles": Given(Reading(9), was=Reading(5))}, reason="Đếm lại")
    assert [(one.field, one.theirs) for one in saved.conflicts] == [("bicycles", Reading(6))]
    assert total_of(asked) == 6


def test_a_whole_is_not_restated_below_its_parts(asked: Asked) -> None:
    make_accepted(asked.here, screened_children=10, screened_children__girls=6)
    with pytest.raises(RuleBroken, match="lớn hơn số chung") as refusal:
        restate(asked.here, by=asked.officer, given={"screened_children": Given(Reading(5), was=Reading(10))}, reason="Đếm lại")
    assert refusal.value.field == "screened_children.girls"
    assert total_of(asked, Cell("screened_children")) == 10
