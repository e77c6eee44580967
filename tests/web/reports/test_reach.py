"""Where support goes: each number is a figure that opens, the forgotten places come first, nobody else's province is shown."""

import re

import pytest
from django.core.cache import cache

from chungtay.core import keeping
from chungtay.support.actions.allocating import allocate
from chungtay.support.actions.receiving import record_contribution
from tests.make.gifts import make_cash
from tests.make.reports import Reporting
from tests.web.reports.conftest import JAN, SLUG, Desks, text_of
from tests.web.reports.test_figure_page import value_of

PAGE = f"/bang/{SLUG}/nguon-luc/"
STAT = re.compile(r'<a class="stat" href="([^"]+)"><span class="stat-value[^"]*">(.*?)</span><span class="stat-label">([^<]*)<')


def test_empty(desks: Desks) -> None:
    assert "Chưa ghi nguồn lực nào" in text_of(desks.officer.get(PAGE))


def test_every_number_opens(world: Reporting, desks: Desks) -> None:
    here = world.province.here
    gift = make_cash(here.unit, 9_000_000, programme=world.programme, on=JAN)
    allocate(gift, by=None, on=JAN, unit=here.school, amount=4_000_000)
    record_contribution(
        here.school, by=None, programme=world.programme, kind="blankets", quantity=5, value_vnd=1_000_000, received_on=JAN, on=JAN
    )
    page = text_of(desks.officer.get(PAGE))
    found = STAT.findall(page)
    assert [(value, label) for _url, value, label in found] == [
        ("10.000.000", "đồng đã huy động"),
        ("5.000.000", "đồng đã phân bổ"),
        ("1.000.000", "đồng đã bàn giao"),
        ("5.000.000", "đồng chưa phân bổ"),
    ]
    for url, value, _label in found:
        assert value_of(text_of(desks.officer.get(url.replace("&amp;", "&")))).split()[0] == value.split()[0]


def test_what_took_long_to_count_says_when(world: Reporting, desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    assert "Tính lúc" not in text_of(desks.officer.get(PAGE))
    monkeypatch.setattr(keeping, "LONG_S", 0)
    assert "Tính lúc" not in text_of(desks.officer.get(PAGE))
    make_cash(world.province.here.unit, 9_000_000, programme=world.programme, on=JAN)
    page = text_of(desks.officer.get(PAGE))
    assert "Tính lúc" in page
    assert "9.000.000" not in page
    cache.clear()
    assert "9.000.000" in text_of(desks.officer.get(PAGE))


def test_guarded(desks: Desks, world: Reporting) -> None:
    assert desks.officer.get(f"{PAGE}?don-vi=khong-co").status_code == 404
    assert desks.officer.get("/bang/khong-co/nguon-luc/").status_code == 404
    assert desks.officer.get(f"{PAGE}?ngay=31/02/2026").status_code == 404
