"""The list, its files, and what waits on the first page."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.places.enums import SchoolLevel, UnitType
from tests.make.needs import urgent
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.web.needs.conftest import TODAY, recent, streamed, text_of

LIST = "/nhu-cau/"


def _codes(browser: Client, **asked: str) -> set[str]:
    """Which needs the CSV of the same address holds: the page and the file are one answer."""
    page = text_of(browser.get(LIST, asked))
    rows = list(csv.reader(io.StringIO(streamed(browser.get(f"{LIST}nhu-cau.csv", asked)).decode("utf-8-sig"))))[1:]
    for row in rows:
        assert row[0] in page
    assert page.count('class="row" href="/nhu-cau/') == len(rows)
    return {row[0] for row in rows}


def test_the_list_is_narrowed(province: Province, clerk: Client, officer: Client) -> None:
    school = make_unit(province.here.unit, UnitType.SCHOOL, "Tiểu học Noong Hẹt", levels=SchoolLevel.TH)
    toilet = recent(province.here.site, status=NeedStatus.PUBLISHED, **urgent())
    meals = recent(school, category="lunch", item="meals", what="", quantity=1200, status=NeedStatus.SUBMITTED)
    books = recent(school, category="learning", item="textbooks", what="", status=NeedStatus.RETURNED)
    old = recent(province.here.school, status=NeedStatus.PUBLISHED, on=TODAY - timedelta(days=200), what="Bể nước cũ")
    done = recent(province.here.school, status=NeedStatus.MET, what="Bếp đã xây")
    asked: list[tuple[dict[str, str], set[Need]]] = [
        ({}, {toilet, meals, books, old, done}),
        ({"q": "noong het"}, {meals, books}),
        ({"q": "NOONG HẸT sach"}, {books}),
        ({"q": toilet.code}, {toilet}),
        ({"q": "khong co dau"}, set()),
        ({"muc": "con-thieu"}, {toilet, old}),
        ({"muc": "cho"}, {meals}),
        ({"muc": "dang-ghi"}, {books}),
        ({"muc": "da-dap-ung"}, {done}),
        ({"muc": "da-rut"}, set()),
        ({"loai": "nhom:recurring"}, {meals, books}),
        ({"loai": "lunch"}, {meals}),
        ({"cap": "TH"}, {meals, books}),
        ({"cap": "THPT"}, set()),
        ({"tinh_trang": "returned"}, {books}),
        ({"muc_do": "urgent"}, {toilet}),
        ({"viec": "con-can"}, {old}),
        ({"viec": "da-nhan"}, {done}),
        ({"don_vi": school.code}, {meals, books}),
        ({"don_vi": province.here.site.code}, {toilet}),
        ({"muc": "lạ", "sau": "hỏng"}, {toilet, meals, books, old, done}),
    ]
    for address, found in asked:
        assert _codes(officer, **address) == {need.code for need in found}, address
    assert _codes(clerk) == {toilet.code, old.code, done.code}


@pytest.mark.parametrize(
    "asked", [{"tinh_trang": "x"}, {"loai": "x"}, {"cap": "9"}, {"don_vi": "Hà Nội"}, {"viec": "x"}, {"q": "a\0" * 300}, {"muc_do": "\0"}]
)
def test_an_address_that_asks_nonsense(province: Province, officer: Client, asked: dict[str, str]) -> None:
    recent(province.here.site)
    for path in (LIST, f"{LIST}nhu-cau.csv", f"{LIST}nhu-cau.xlsx", f"{LIST}cho-xac-minh/"):
        answer = officer.get(path, asked)
        assert answer.status_code == 200, path
        if answer.streaming:
            streamed(answer)


def test_drafts_of_a_school_are_not_shown_to_those_who_do_not_record(province: Province, leader: Client, clerk: Client) -> None:
    draft = recent(province.here.site, status=NeedStatus.DRAFT)
    assert draft.code in text_of(clerk.get(LIST))
    assert draft.code not in text_of(leader.get(LIST))


def test_empty_lists_help(province: Province, clerk: Client, leader: Client) -> None:
    assert "mất chừng hai phút" in text_of(clerk.get(LIST))
    assert "khi trường trong phạm vi của bạn ghi" in text_of(leader.get(LIST))
    assert "Thử bớt từ" in text_of(clerk.get(LIST, {"q": "không có"}))


def test_the_neighbour_and_the_stranger(province: Province, neighbour: Client, client: Client) -> None:
    need = recent(province.here.site)
    for path in (LIST, f"{LIST}nhu-cau.csv", f"{LIST}nhu-cau.xlsx", f"{LIST}cho-xac-minh/", f"{LIST}khong-thieu/", f"{LIST}ghi/"):
        assert client.get(path).headers["Location"].startswith("/dang-nhap/?next="), path
    assert need.code not in text_of(neighbour.get(LIST))
    assert need.code not in streamed(neighbour.get(f"{LIST}nhu-cau.csv")).decode()


def test_pages_by_key(province: Province, officer: Client) -> None:
    made = [recent(province.here.site).code for _ in range(35)]
    first = text_of(officer.get(LIST))
    assert made[-1] in first
    assert f"{made[0]}<" not in first
    url = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = text_of(officer.get(url.replace("?", f"{LIST}?", 1) if url.startswith("?") else url))
    assert f"{made[0]}<" in second
    assert "Về đầu" in second


def test_thirty_rows_cost_no_more_queries_than_three(
    province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(31):
        recent([province.here.site, province.here.school][number % 2], status=NeedStatus.SUBMITTED)
    for path, most in ((LIST, 18), (f"{LIST}cho-xac-minh/", 16), (f"{LIST}nhu-cau.xlsx", 14), ("/", 24)):
        with django_assert_max_num_queries(most):
            answer = officer.get(path)
            if answer.streaming:
                streamed(answer)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_cell_is_a_formula(province: Province, officer: Client) -> None:
    recent(province.here.site, what="=HYPERLINK(1)", story="@SUM(1)", cost_vnd=60_000_000, distance_km="9.5")
    recent(province.here.site, what="-1+1 cái bàn", beneficiaries_estimate="at_least")
    rows = list(csv.DictReader(io.StringIO(streamed(officer.get(f"{LIST}nhu-cau.csv")).decode("utf-8-sig"))))
    assert [row["Cần gì"] for row in rows] == ["'-1+1 cái bàn", "'=HYPERLINK(1)"]
    assert rows[1]["Kể thêm"] == "'@SUM(1)"
    assert (rows[1]["Chi phí ước tính (đồng)"], rows[1]["Cách trung tâm xã (km)"]) == ("60000000", "9,5")
    assert (rows[0]["Số trẻ được hưởng"], rows[0]["Xã"], rows[0]["Cấp học"]) == ("hơn 30 trẻ", "Xã Thanh An", "Mầm non")
    answer = officer.get(f"{LIST}nhu-cau.xlsx")
    assert "nhu-cau-" in answer.headers["Content-Disposition"]
    sheet = zipfile.ZipFile(io.BytesIO(streamed(answer))).read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(1)" in sheet
    assert "<f>" not in sheet


def test_a_file_holds_the_whole_list_or_nothing(province: Province, officer: Client) -> None:
    for _ in range(3):
        recent(province.here.site)
    with patch("chungtay.web.needs.exports.MOST_ROWS", 2):
        for kind in ("csv", "xlsx"):
            page = text_of(officer.get(f"{LIST}nhu-cau.{kind}?muc=con-thieu", follow=True))
            assert "Xin lọc bớt" in page
            assert 'aria-current="page">Còn thiếu' in page


# ── The first page ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_waits_leads_to_what_waits(province: Province, as_: Callable[..., Client], publisher: Client) -> None:
    wrote = make_user(RoleKind.CLERK, province.here.school)
    for status in NeedStatus:
        recent(province.here.site, status=status, by=wrote)
    recent(province.here.site, status=NeedStatus.PUBLISHED, on=TODAY - timedelta(days=200))
    clerk = as_(RoleKind.CLERK, province.here.school, wrote)
    home = text_of(clerk.get("/"))
    for words, url in (
        ("bị trả lại", "?tinh_trang=returned"),
        ("xác nhận lại", "?viec=con-can"),
        ("chờ trường xác nhận", "?viec=da-nhan"),
        ("chưa gửi", "?tinh_trang=draft"),
    ):
        assert words in home
        assert f"{LIST}{url}" in home
        assert text_of(clerk.get(f"{LIST}{url}")).count('class="row" href="/nhu-cau/') == 1, url
    assert "chờ bạn xác minh" not in home
    desk = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    recent(province.here.site, status=NeedStatus.RETURNED, by=desk)
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office, desk)
    home = text_of(officer.get("/"))
    assert "chờ bạn xác minh" in home
    assert f"{LIST}?tinh_trang=returned&amp;ai_ghi=toi" in home
    assert text_of(officer.get(f"{LIST}?tinh_trang=returned&ai_ghi=toi")).count('class="row" href="/nhu-cau/') == 1
    home = text_of(publisher.get("/"))
    for words, url in (("chờ đưa lên bảng", "?tinh_trang=verified"), ("chờ kết thúc", "?tinh_trang=confirmed")):
        assert words in home
        assert text_of(publisher.get(f"{LIST}{url}")).count('class="row" href="/nhu-cau/') == 1, url
