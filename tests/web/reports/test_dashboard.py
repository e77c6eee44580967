"""The dashboard: its numbers are figures, of any unit in reach, of the rounds that were; one step is offered."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.needs.enums import NeedStatus
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import take_part
from chungtay.programmes.models import Participation
from chungtay.web.reports.board import month_ends
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import make_unit
from tests.make.programmes import make_round
from tests.make.reports import Reporting
from tests.web.reports.conftest import JAN, SLUG, TODAY, Desks, signed_in, text_of
from tests.web.reports.test_figure_page import value_of

BOARD = f"/bang/{SLUG}/"
STAT = re.compile(r'<a class="stat" href="([^"]+)"><span class="stat-value">([^<]*)</span><span class="stat-label">([^<]*)<')


def test_the_only_programme_opens_at_once(desks: Desks) -> None:
    assert desks.officer.get("/bang/").headers["Location"] == BOARD
    assert desks.officer.get("/bang/?dot=2025").headers["Location"] == f"{BOARD}?dot=2025"


def test_every_big_number_is_a_figure_that_says_the_same(desks: Desks) -> None:
    found = STAT.findall(text_of(desks.officer.get(BOARD)))
    assert [(value, label) for _url, value, label in found] == [
        ("3", "nhu cầu còn thiếu"),
        ("2", "trường còn thiếu"),
        ("2", "điểm trường còn thiếu"),
        ("1", "chờ xác minh"),
        ("0", "lâu chưa xác nhận lại"),
    ]
    for url, value, _label in found:
        assert value_of(text_of(desks.officer.get(url.replace("&amp;", "&")))).split()[0] == value


@pytest.mark.parametrize("state", ["", "submitted", "all"])
def test_the_table_in_each_state_opens_to_the_same_numbers(desks: Desks, state: str) -> None:
    page = text_of(desks.officer.get(f"{BOARD}?tinh-trang={state}"))
    table = page[page.index("<caption") : page.index("</table>")]
    cells = re.findall(r'href="(/con-so/[^"]+)">([0-9.]+) (trường|điểm trường|nhu cầu)</a>', table)
    assert len(cells) > 4
    for url, value, unit in cells:
        assert value_of(text_of(desks.officer.get(url.replace("&amp;", "&")))) == f"{value} {unit}"


def test_units_below_that_lack_most_come_first(world: Reporting, desks: Desks) -> None:
    make_need(world.province.there.school, category="lunch", on=JAN)
    make_unit(world.province.unit, UnitType.COMMUNE, "Na Ư", code="03370")
    page = text_of(desks.province.get(BOARD))
    here, there, quiet = (page.index(f">{name}</a>") for name in ("Xã Thanh An", "Xã Sam Mứn", "Xã Na Ư"))
    assert here < there < page.index("1 đơn vị khác chưa có gì") < quiet


def test_who_takes_part(world: Reporting, desks: Desks) -> None:
    assert "<b>2/2</b>" in text_of(desks.officer.get(BOARD))
    page = text_of(desks.province.get(BOARD))
    assert "<b>2/3</b>" in page
    missing = re.search(r'href="([^"]+)">Trường nào chưa tham gia', page)
    assert missing
    assert "Trường Mầm non Sam Mứn" in text_of(desks.province.get(missing[1].replace("&amp;", "&").split("#")[0]))
    take_part(world.round, by=None, unit=world.province.there.school, on=TODAY, is_nil=True)
    assert "<b>3/3</b>" in text_of(desks.province.get(BOARD))


def test_one_step_by_role(world: Reporting, desks: Desks, clerk: Callable[[OrgUnit], Client]) -> None:
    assert "1 nhu cầu chờ xác minh" in text_of(desks.officer.get(BOARD))
    assert "next-step" not in text_of(desks.leader.get(BOARD))
    assert "next-step" not in text_of(desks.officer.get(f"{BOARD}?ngay=2026-02-01"))
    assert "1 trường chưa tham gia đợt này" in text_of(clerk(world.province.there.school).get(BOARD))
    focal = signed_in(make_user(RoleKind.FOCAL_POINT, world.province.there.unit))
    make_need(world.province.there.school, category="sport", on=JAN, status=NeedStatus.VERIFIED)
    assert "1 nhu cầu đã xác minh, chưa kêu gọi" in text_of(focal.get(BOARD))


@pytest.mark.parametrize("unit", ["vn", "11", "so-gddt-11", "03316", "03316-mn", "03316-mn-ten"])
def test_any_unit(world: Reporting, desks: Desks, unit: str) -> None:
    everywhere = signed_in(make_user(RoleKind.ADMINISTRATOR, world.province.country))
    assert everywhere.get(f"{BOARD}?don-vi={unit}").status_code == 200


def test_only_units_in_reach(world: Reporting, desks: Desks, clerk: Callable[[OrgUnit], Client]) -> None:
    for unit in ("03316", "11", "ubnd-thanh-an", "vn"):
        assert desks.neighbour.get(f"{BOARD}?don-vi={unit}").status_code == 404
    assert desks.province.get(f"{BOARD}?don-vi=03316").status_code == 200
    assert clerk(world.mn).get(f"{BOARD}?don-vi=03316").status_code == 404
    assert Client().get(BOARD).headers["Location"].startswith("/dang-nhap/")


def test_a_unit_may_be_named_in_words(desks: Desks) -> None:
    moved = desks.province.get(BOARD, {"don-vi": "xã thanh an"})
    assert moved.headers["Location"] == f"{BOARD}?don-vi=03316"
    page = text_of(desks.neighbour.get(BOARD, {"don-vi": "xã thanh an"}))
    assert "Không tìm thấy" in page
    assert "Xã Sam Mứn" in page


@pytest.mark.parametrize(
    ("query", "status"), [("dot=1999", 404), ("ngay=31/02/2026", 404), ("tinh-trang=vui", 404), ("don-vi=%00", 200), ("ngay=", 200)]
)
def test_bad_words(desks: Desks, query: str, status: int) -> None:
    assert desks.officer.get(f"{BOARD}?{query}").status_code == status
    assert desks.officer.get(f"/bang/khong-co/?{query}").status_code == 404


def test_a_round_before_the_unit_was_founded(world: Reporting, desks: Desks) -> None:
    make_round(world.programme, code="2021", starts_on=date(2021, 1, 15), ends_on=date(2021, 3, 1))
    page = text_of(desks.officer.get(f"{BOARD}?dot=2021"))
    assert "Ngày 01/3/2021, đơn vị này chưa có." in page


def test_a_programme_without_a_round(world: Reporting, desks: Desks) -> None:
    Participation.objects.all().delete()
    world.round.delete()
    page = text_of(desks.officer.get(BOARD))
    assert "nhu cầu còn thiếu" in page
    assert "Trường tham gia" not in page


def test_months_end_on_their_last_day() -> None:
    found = month_ends(date(2024, 3, 15))
    assert len(found) == 12
    assert found[-3:] == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 15)]


def test_query_count_does_not_grow(world: Reporting, desks: Desks, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        school = make_unit(world.province.here.unit, UnitType.SCHOOL, f"Mầm non số {number}")
        make_need(school, category="lunch", on=JAN)
        with django_assert_max_num_queries(30):
            desks.province.get(BOARD)
