"""The list, its file, one activity, its photos and papers; nobody sees the neighbour's."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.activities.actions import NewPaper, NewPhoto, add_paper, add_photo, withdraw_activity
from chungtay.activities.models import Activity
from chungtay.activities.rules import Counted
from chungtay.programmes.models import Programme
from tests.make.files import A_PDF, A_SCRIPT, a_photo
from tests.make.places import Province
from tests.web.activities.conftest import TODAY, recent, text_of, upload

LIST = "/hoat-dong/"
MOST_QUERIES = 20


def found(browser: Client, **asked: str) -> set[str]:
    page = text_of(browser.get(LIST, asked))
    return {activity.code for activity in Activity.objects.all() if f'href="{LIST}{activity.pk}/"' in page}


def book_of(browser: Client, **asked: str) -> str:
    """The words of the Excel book."""
    answer: Any = browser.get(f"{LIST}hoat-dong.xlsx", asked)
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_the_list_is_narrowed_and_so_is_its_file(province: Province, officer: Client) -> None:
    here = province.here
    old = recent(here.school, on=TODAY - timedelta(days=60), kind="gift", title="Tặng xe đạp", outputs={"bicycles": Counted(50)})
    new = recent(here.unit)
    gone = withdraw_activity(recent(here.unit, title="Ghi nhầm việc"), by=None, on=TODAY, reason="Ghi hai lần")
    other = recent(province.there.unit)
    first = (TODAY - timedelta(days=30)).strftime("%d/%m/%Y")
    asked: list[tuple[dict[str, str], set[Activity]]] = [
        ({}, {old, new}),
        ({"q": "xe dap"}, {old}),
        ({"q": new.code}, {new}),
        ({"loai": "gift"}, {old}),
        ({"don_vi": here.school.code}, {old}),
        ({"tu": first}, {new}),
        ({"den": first}, {old}),
        ({"muc": "da-rut"}, {gone}),
        ({"loai": "rocket", "tu": "hôm qua", "don_vi": "Hà Nội", "sau": "hỏng"}, {old, new}),
    ]
    for address, rows in asked:
        assert found(officer, **address) == {row.code for row in rows}, address
        book = book_of(officer, **address)
        assert all((row.code in book) == (row in rows) for row in (old, new, gone, other)), address
    page = text_of(officer.get(LIST))
    assert "Xe đạp: 50 chiếc" in page
    assert "Trường Mầm non Thanh An, Xã Thanh An" in page
    assert "hơn 300" in book_of(officer, q=new.code)


def test_empty_lists_help(province: Province, officer: Client, leader: Client) -> None:
    assert "Ghi ngay khi vừa làm xong" in text_of(officer.get(LIST))
    assert "Hoạt động hiện ở đây khi" in text_of(leader.get(LIST))
    assert "Không có hoạt động như vậy" in text_of(officer.get(LIST, {"q": "khong co"}))


def test_a_longer_list_asks_no_more_often(province: Province, officer: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    recent(province.here.unit)
    for _ in range(2):
        officer.get(LIST)
    with CaptureQueriesContext(connection) as before:
        officer.get(LIST)
    for unit in (province.here.school, province.here.site, province.here.office) * 3:
        recent(unit, parts={"girls": Counted(1)}, money={"mobilised": Counted(1_000_000)})
    with django_assert_num_queries(len(before)):
        officer.get(LIST)
    assert len(before) <= MOST_QUERIES


def test_one_activity_in_words(province: Province, leader: Client) -> None:
    activity = recent(
        province.here.school,
        ended_on=TODAY - timedelta(days=8),
        parts={"poor": Counted(20, "about")},
        money={"local_budget": Counted(14_000_000), "in_kind": Counted(0)},
        partners="Đoàn Thanh niên",
    )
    page = text_of(leader.get(f"{LIST}{activity.pk}/"))
    for words in (
        "hơn 300 người",
        "Hộ nghèo, cận nghèo",
        "khoảng 20",
        "hơn 300 lượt",
        "14.000.000 đồng",
        "0 đồng",
        "Đoàn Thanh niên",
        "từ ",
    ):
        assert words in page
    assert "/sua/" not in page
    assert "Ghi hoạt động khác" not in page


def test_nobody_sees_the_neighbours(province: Province, neighbour: Client, officer: Client) -> None:
    activity = recent(province.here.unit)
    shown = add_photo(activity, by=None, photo=NewPhoto(a_photo()))
    held = add_paper(activity, by=None, paper=NewPaper(A_PDF, "a.pdf"))
    one = f"{LIST}{activity.pk}/"
    paths = [one, f"{one}sua/", f"{one}rut/", f"{one}tep/", f"{one}anh/{shown.pk}/", f"{one}anh/{shown.pk}/nho/"]
    paths += [f"{one}anh/{shown.pk}/bo/", f"{one}giay-to/{held.pk}/", f"{one}giay-to/{held.pk}/bo/"]
    for path in paths:
        assert officer.get(path).status_code == 200, path
        assert neighbour.get(path).status_code == 404, path
        assert Client().get(path).headers["Location"].startswith("/dang-nhap/"), path
    other = recent(province.here.unit)
    assert officer.get(f"{LIST}{other.pk}/anh/{shown.pk}/").status_code == 404
    assert found(neighbour) == set()


def test_photos_and_papers_come_and_go(province: Province, officer: Client) -> None:
    activity = recent(province.here.unit)
    url = f"{LIST}{activity.pk}/tep/"
    assert "Xin chọn ít nhất" in text_of(officer.post(url))
    sent = {"photo": [upload(), upload(A_SCRIPT, "x.jpg")], "paper": [upload(A_PDF, "Biên bản.pdf")], "may_show_faces": "on"}
    page = text_of(officer.post(url, sent))
    assert "“x.jpg”: " in page
    assert (activity.photos.count(), activity.papers.count()) == (1, 1)
    page = text_of(officer.get(f"{LIST}{activity.pk}/"))
    assert "không đăng" in page
    assert "Biên bản.pdf" in page
    shown, held = activity.photos.get(), activity.papers.get()
    assert officer.get(f"{LIST}{activity.pk}/giay-to/{held.pk}/").headers["Content-Disposition"].startswith("attachment")
    etag = officer.get(f"{LIST}{activity.pk}/anh/{shown.pk}/nho/").headers["ETag"]
    assert officer.get(f"{LIST}{activity.pk}/anh/{shown.pk}/nho/", headers={"If-None-Match": etag}).status_code == 304
    officer.post(f"{LIST}{activity.pk}/anh/{shown.pk}/bo/")
    officer.post(f"{LIST}{activity.pk}/giay-to/{held.pk}/bo/")
    assert (activity.photos.count(), activity.papers.count()) == (0, 0)


def test_menu_and_first_page_lead_here(officer: Client, leader: Client, month: Programme) -> None:
    page = text_of(officer.get("/"))
    assert 'href="/hoat-dong/"' in page
    assert 'href="/hoat-dong/ghi/"' in page
    assert 'href="/hoat-dong/ghi/"' not in text_of(leader.get("/"))


@pytest.mark.parametrize("path", ["", "hoat-dong.xlsx"])
def test_strangers_are_sent_to_sign_in(province: Province, path: str) -> None:
    assert Client().get(f"{LIST}{path}").headers["Location"].startswith("/dang-nhap/")
