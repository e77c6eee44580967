"""The dashboard of a programme without needs: the round's rates, every indicator, each a figure; no charts of needs."""

import re
from html import unescape

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.activities.rules import Counted
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Reading
from tests.make.activities import make_activity
from tests.make.gifts import make_cash
from tests.make.people import make_user
from tests.make.submissions import SLUG, Asked, at, make_accepted, make_asked
from tests.web.reports.conftest import signed_in, text_of

BOARD = f"/bang/{SLUG}/?dot=2026"


@pytest.fixture(autouse=True)
def _in_july(_today: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at("02/7/2026"))


@pytest.fixture
def asked(db: None) -> Asked:
    asked = make_asked()
    make_activity(asked.province.there.unit, programme=asked.round.programme, on=asked.round.starts_on)
    make_accepted(asked.here, screened_children=Reading(20, estimate=Estimate.AT_LEAST), launch_event=1)
    return asked


def test_rates_indicators_and_what_is_on_record_besides(asked: Asked) -> None:
    browser = signed_in(asked.collector)
    page = unescape(text_of(browser.get(BOARD)))
    for words in (
        "1/2",
        "báo cáo đã nộp",
        "Chăm sóc sức khỏe",
        "<b>hơn 20</b> lượt",
        "hoạt động đã ghi: hơn 300 lượt",
        "Đơn vị nào chưa gửi?",
    ):
        assert words in page, words
    assert "Nhu cầu đang ở đâu" not in page
    for url in re.findall(r'href="(/con-so/[^"#]+)', page):
        assert browser.get(url).status_code == 200, url


def test_money_is_compared_with_the_books_else_with_activities(asked: Asked) -> None:
    there, programme, on = asked.province.there.unit, asked.round.programme, asked.round.starts_on
    make_activity(there, programme=programme, on=on, money={"mobilised": Counted(15_000_000)})
    browser = signed_in(asked.collector)
    assert "hoạt động đã ghi: 15.000.000 đồng" in unescape(text_of(browser.get(BOARD)))
    make_cash(there, 14_500_000, programme=programme, on=on)
    page = unescape(text_of(browser.get(BOARD)))
    assert "nguồn lực đã ghi: 14.500.000 đồng" in page
    assert "15.000.000" not in page


def test_before_anybody_is_asked_what_was_done_is_shown(asked: Asked) -> None:
    page = text_of(signed_in(make_user(RoleKind.COMMUNE_OFFICER, asked.province.there.office)).get(f"/bang/{SLUG}/?dot=2026"))
    assert "hơn 300" in page
    school = text_of(signed_in(make_user(RoleKind.CLERK, asked.province.there.school)).get(BOARD))
    assert "báo cáo đã nộp" not in school


def test_queries(asked: Asked, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = signed_in(asked.collector)
    with django_assert_max_num_queries(32):
        browser.get(BOARD)
