"""What the world sees of needs, and what it does not."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.core.estimates import Estimate
from chungtay.files.pictures import Picture
from chungtay.needs.actions import add_photo, reconfirm_need, take_down_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.published import BoardAsked, PublicNeed, board, children_told, one, photo, whom_to_ask
from chungtay.places.actions.units import close_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.actions import end_programme
from tests.make.needs import ON, make_need, urgent
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.make.programmes import make_programme
from tests.needs.conftest import TODAY

S = NeedStatus


def ids(asked: BoardAsked | None = None, *, on: date = TODAY) -> list[int]:
    return [need.id for need in board(asked or BoardAsked(), on=on).needs]


def told(need_id: int, *, on: date = TODAY) -> PublicNeed:
    found = one(need_id, on=on)
    assert found is not None
    return found


@pytest.mark.parametrize("status", NeedStatus)
def test_only_what_calls_for_help_is_on_the_board(province: Province, status: NeedStatus) -> None:
    need = make_need(province.here.school, status=status)
    shown = status in (S.PUBLISHED, S.PARTLY_MET)
    assert ids() == ([need.pk] if shown else [])
    assert (one(need.pk, on=TODAY) is not None) == shown


def test_off_the_board_when_the_school_no_longer_says_so(province: Province) -> None:
    need = make_need(province.here.school, status=S.PUBLISHED, on=date(2025, 9, 1))
    assert ids(on=date(2026, 3, 31)) == [need.pk]
    assert ids() == []
    assert one(need.pk, on=TODAY) is None
    reconfirm_need(need, by=None, on=TODAY)
    assert ids() == [need.pk]
    take_down_need(need, by=None, on=TODAY)
    assert ids() == []
    make_need(province.here.school, status=S.PUBLISHED)
    end_programme(make_programme(), by=None, on=TODAY)
    assert ids() == []


def test_a_school_that_is_no_more_calls_for_nothing(province: Province) -> None:
    school = make_unit(province.here.unit, UnitType.SCHOOL)
    need = make_need(school, status=S.PUBLISHED)
    assert whom_to_ask(told(need.pk), on=TODAY) == []
    close_unit(school, by=None, on=TODAY, decision=None, reason="Hết học sinh")
    assert ids() == []
    assert one(need.pk, on=TODAY) is None


def test_a_need_as_donors_read_it(province: Province) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    need = make_need(
        province.here.site, by=clerk, status=S.PARTLY_MET, quantity=5, met_quantity=2, cost_vnd=5_000_000, beneficiaries=40, story="Cô Lan"
    )
    shown = told(need.pk)
    assert (shown.code, shown.school, shown.site) == (need.code, "Trường Mầm non Thanh An", "Điểm trường Bản Ten Thanh An")
    assert (shown.commune, shown.province, shown.levels) == ("Xã Thanh An", "Tỉnh Điện Biên", ("Mầm non",))
    assert (shown.quantity, shown.quantity_in_all, shown.beneficiaries, shown.cost_vnd) == (3, 5, "40", 5_000_000)
    assert (shown.published_on, shown.standing_on) == (ON, ON)
    everything = str(asdict(shown))
    assert clerk.full_name not in everything
    assert "Cô Lan" not in everything


@pytest.mark.parametrize(
    ("count", "estimate", "words"),
    [
        (1, Estimate.EXACT, "dưới 5"),
        (4, Estimate.ABOUT, "dưới 5"),
        (5, Estimate.EXACT, "5"),
        (1_200, Estimate.AT_LEAST, "hơn 1.200"),
        (40, Estimate.ABOUT, "khoảng 40"),
    ],
)
def test_few_children_are_not_counted_in_public(count: int, estimate: Estimate, words: str) -> None:
    assert children_told(count, estimate) == words


def test_no_photo_on_which_somebody_could_be_recognised(province: Province) -> None:
    need, hidden = make_need(province.here.school, status=S.PUBLISHED), make_need(province.here.school)
    open_one = add_photo(need, by=None, upload=Picture(b"a", b"b", 8, 8))
    faces = add_photo(need, by=None, upload=Picture(b"c", b"d", 8, 8), may_show_faces=True)
    unpublished = add_photo(hidden, by=None, upload=Picture(b"e", b"f", 8, 8))
    assert told(need.pk).photos == (open_one.pk,)
    handed = photo(open_one.pk, on=TODAY, is_small=True)
    assert handed is not None
    assert handed.file.read() == b"b"
    assert photo(faces.pk, on=TODAY) is None
    assert photo(unpublished.pk, on=TODAY) is None


def test_what_is_looked_for_page_by_page(province: Province) -> None:
    here, there = province.here, province.there
    first = make_need(here.site, status=S.PUBLISHED)
    second = make_need(here.school, category="lunch", status=S.PUBLISHED, **urgent())
    third = make_need(there.school, status=S.PUBLISHED, on=ON + timedelta(days=1))
    with CaptureQueriesContext(connection) as captured:
        page = board(BoardAsked(), on=TODAY, size=2)
    assert len(captured) <= 6
    assert [need.id for need in page.needs] == [third.pk, second.pk]
    rest = board(BoardAsked(), on=TODAY, size=2, after=page.next_key)
    assert ([need.id for need in rest.needs], rest.next_key, rest.is_first) == ([first.pk], "", False)
    assert ids(BoardAsked(unit=here.unit.code)) == [second.pk, first.pk]
    assert ids(BoardAsked(unit="khong-co")) == []
    assert ids(BoardAsked(category="lunch")) == ids(BoardAsked(group="recurring")) == ids(BoardAsked(urgency="urgent")) == [second.pk]
    assert ids(BoardAsked(text="ban ten")) == [first.pk]
    assert ids(BoardAsked(level=SchoolLevel.TH)) == []
    assert ids(BoardAsked(programme="khac")) == []
