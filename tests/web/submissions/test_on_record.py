"""What the unit recorded through the month stands in the boxes already, with its source; another number needs a word why."""

import re
from datetime import date
from html import unescape

from django.test import Client

from chungtay.activities.rules import Counted
from chungtay.indicators.reading import Cell, Reading
from chungtay.submissions.queries import readings
from tests.make.activities import make_activity
from tests.make.gifts import make_cash
from tests.make.submissions import Asked
from tests.web.submissions.conftest import text_of

JUNE = date(2026, 6, 12)


def test_confirmed_by_sending(asked: Asked, officer: Client) -> None:
    make_activity(asked.here.unit, on=JUNE)
    url = f"/dot-bao-cao/{asked.here.pk}/"
    page = text_of(officer.get(f"{url}tra-loi/"))
    for words in ('value="hơn 300"', "Từ hoạt động đã ghi", "số đã có từ những gì đơn vị ghi trong kỳ"):
        assert words in page
    source = re.search(r'href="(/con-so/activities[^"]+)"', page)
    assert source is not None
    assert "hơn 300" in text_of(officer.get(unescape(source[1])))
    officer.post(f"{url}tra-loi/", {"launch_event": "1"})
    page = text_of(officer.post(f"{url}gui/", follow=True))
    assert "Đã gửi cấp trên" in page
    assert "Từ hoạt động đã ghi" in page
    assert readings(asked.here)[Cell("screened_children")] == Reading(300, estimate="at_least")


def test_money_received_leads_to_the_books(asked: Asked, officer: Client) -> None:
    make_activity(asked.here.unit, on=JUNE, programme=asked.round.programme, money={"mobilised": Counted(15_000_000)})
    make_cash(asked.here.unit, 14_500_000, programme=asked.round.programme, on=JUNE)
    page = text_of(officer.get(f"/dot-bao-cao/{asked.here.pk}/tra-loi/"))
    for words in ('value="14.500.000"', "Từ nguồn lực đã ghi"):
        assert words in page
    source = re.search(r'href="(/con-so/resources[^"]+)"', page)
    assert source is not None
    opened = text_of(officer.get(unescape(source[1])))
    for words in ("14.500.000", "Khoản tiếp nhận"):
        assert words in opened
    by_giver = re.search(r'href="(/con-so/resources[^"]+tach=nha-tai-tro)"', opened)
    assert by_giver is not None
    assert "Chưa ghi nhà tài trợ" in text_of(officer.get(unescape(by_giver[1])))


def test_corrected_with_a_reason(asked: Asked, officer: Client) -> None:
    make_activity(asked.here.unit, on=JUNE)
    url = f"/dot-bao-cao/{asked.here.pk}/"
    was = '[300, null, "at_least", ""]'
    given = {"launch_event": "1", "screened_children": "320", "was:screened_children": was}
    officer.post(f"{url}tra-loi/", given)
    page = text_of(officer.get(f"{url}tra-loi/"))
    assert "Từ hoạt động đã ghi: hơn 300 lượt" in page
    assert "Xin ghi lý do" in page
    assert 'name="why:screened_children"' in text_of(officer.get(f"{url}gui/"))
    assert "Đã gửi cấp trên" in text_of(officer.post(f"{url}gui/", {"why:screened_children": "Trạm y tế gửi thêm danh sách"}, follow=True))
    page = text_of(officer.get(url))
    for words in ("320 lượt", "Trạm y tế gửi thêm danh sách", "Đã ghi trong hệ thống: hơn 300 lượt"):
        assert words in page


def test_emptied_stays_empty(asked: Asked, officer: Client) -> None:
    make_activity(asked.here.unit, on=JUNE)
    url = f"/dot-bao-cao/{asked.here.pk}/tra-loi/"
    officer.post(url, {"screened_children": "", "was:screened_children": '[300, null, "at_least", ""]'})
    assert Cell("screened_children") not in readings(asked.here)
    assert 'value="hơn 300"' not in text_of(officer.get(url))
