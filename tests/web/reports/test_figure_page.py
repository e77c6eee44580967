"""A figure's page: value, meaning, parts, records; only of units in reach; nonsense is a sentence."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.figures.ask import QUESTIONS
from chungtay.places.models import OrgUnit
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.programmes import make_round
from tests.make.reports import Reporting
from tests.web.reports.conftest import JAN, SLUG, Desks, signed_in, text_of

_MORE = {"resources.quantity": "&nguon-luc=blankets", "activities.outputs": "&ket-qua=scholarships", "indicators.value": "&chi-tieu=pupils"}
HERE = f"chuong-trinh={SLUG}&dot=2025&don-vi=03316"


def value_of(page: str) -> str:
    found = re.search(r'class="figure-value"><b>([^<]*)</b><span>([^<]*)</span>', page)
    assert found
    return f"{found[1]} {found[2]}"


def test_value_meaning_parts_and_records(world: Reporting, desks: Desks) -> None:
    page = text_of(desks.officer.get(f"/con-so/needs.schools/?{HERE}&nhom=toilet"))
    assert value_of(page) == "2 trường"
    for words in ("Số trường có ít nhất một nhu cầu", "05/3/2026", "Nhà vệ sinh", "Trường Mầm non Thanh An", "Trường TH&amp;THCS Thanh An"):
        assert words in page, words
    assert "Cộng các dòng không bằng tổng" in page  # TH&THCS counts in both levels
    assert "chỉ một lần ở tổng" in page


def test_every_part_opens_alone_and_counts_the_same(desks: Desks) -> None:
    for tab in ("cap", "nhom", "don-vi", "tinh-trang", "chuong-trinh"):
        page = text_of(desks.officer.get(f"/con-so/needs.count/?{HERE.replace(f'chuong-trinh={SLUG}&dot=2025&', '')}&tach={tab}"))
        rows = re.findall(
            r'<a class="bar-row[^"]*" href="([^"]+)"><span class="bar-label">[^<]*</span><span class="bar-value">([^<]*)<', page
        )
        assert rows or tab in ("nhom", "cap"), tab
        for url, value in rows:
            assert value_of(text_of(desks.officer.get(url.replace("&amp;", "&")))) == f"{value} nhu cầu"


def test_parts_that_add_up_say_so(desks: Desks) -> None:
    page = text_of(desks.officer.get(f"/con-so/needs.count/?{HERE}&tach=nhom"))
    assert "Các dòng cộng lại bằng tổng: 3 nhu cầu." in page


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_question_has_a_page_and_data(desks: Desks, question: str) -> None:
    more = _MORE.get(question, "")
    for browser in (desks.officer, desks.province):
        answer = browser.get(f"/con-so/{question}/?{HERE}{more}")
        assert answer.status_code == 200, text_of(answer)[:300]
        assert value_of(text_of(answer))
    data = json.loads(desks.officer.get(f"/con-so/{question}/?{HERE}{more}&dang=json").content)
    assert {"key", "filters", "value", "unit", "estimate", "meaning", "breakdown", "ids"} <= set(data)


def test_the_same_as_data(world: Reporting, desks: Desks) -> None:
    data = json.loads(desks.officer.get(f"/con-so/needs.schools/?{HERE}&nhom=toilet&dang=json").content)
    assert (data["key"], data["value"], data["unit"], data["estimate"]) == ("needs.schools", 2, "trường", "exact")
    assert sorted(data["ids"]["school"]) == sorted([world.mn.pk, world.th.pk])
    assert data["filters"] == {"programme": SLUG, "unit": "03316", "round": "2025", "as_of": "2026-03-05", "group": "toilet"}
    level = next(part for part in data["breakdown"] if part["by"] == "level")
    assert not level["adds_up"]
    assert {part["label"]: part["value"] for part in level["parts"]}["Tiểu học"] == 1


def test_data_in_pages_and_lists_that_are_too_long(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"/con-so/needs.count/?{HERE}&dang=json"
    whole = json.loads(desks.officer.get(url).content)["ids"]["need"]
    monkeypatch.setattr("chungtay.web.reports.figures._JSON_PAGE", 1)
    assert json.loads(desks.officer.get(url).content)["ids"]["need"] == whole
    assert len(whole) == 3
    monkeypatch.setattr("chungtay.web.reports.figures.MOST_IDS", 2)
    data = json.loads(desks.officer.get(url).content)
    assert (data["too_many"]["need"], "need" in data["ids"]) == (3, False)


def test_ones_own_unit_and_today_without_a_word(world: Reporting, desks: Desks, clerk: Callable[[OrgUnit], Client]) -> None:
    assert value_of(text_of(desks.officer.get("/con-so/needs.count/"))) == "3 nhu cầu"
    assert value_of(text_of(clerk(world.mn).get("/con-so/needs.count/"))) == "2 nhu cầu"
    assert value_of(text_of(clerk(world.mn_site).get("/con-so/needs.count/"))) == "1 nhu cầu"


def test_another_day(desks: Desks) -> None:
    page = text_of(desks.officer.get("/con-so/needs.count/?ngay=31/12/2025"))
    assert value_of(page) == "0 nhu cầu"
    assert "Bạn đang xem ngày 31/12/2025" in page


def test_only_units_in_reach(world: Reporting, desks: Desks, clerk: Callable[[OrgUnit], Client]) -> None:
    url = f"/con-so/needs.count/?{HERE}"
    assert desks.neighbour.get(url).status_code == 404
    assert desks.neighbour.get(f"{url}&dang=json").status_code == 404
    assert desks.province.get(url).status_code == 200
    assert clerk(world.mn).get(url).status_code == 404
    assert clerk(world.mn).get(url.replace("03316", "11")).status_code == 404
    assert desks.neighbour.get(url.replace("03316", "ubnd-thanh-an")).status_code == 404
    assert Client().get(url).headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("needs.khong-co/", "Không có con số nào tên"),
        ("needs.count/?don-vi=khong-co", "Không có đơn vị nào mang mã"),
        ("needs.count/?don-vi=a%00b", "Không có đơn vị nào mang mã"),
        ("needs.count/?chuong-trinh=khong-co", "Không có chương trình nào"),
        ("needs.count/?chuong-trinh=dieu-uoc-cho-em&dot=1999", "không có đợt"),
        ("needs.count/?chuong-trinh=dieu-uoc-cho-em&nhom=khong-co", "Chương trình không có nhóm"),
        ("needs.count/?cap=DH", "Không có cấp học"),
        ("needs.count/?tinh-trang=vui", "Không có tình trạng"),
        ("needs.count/?ngay=31/02/2026", "Không có ngày"),
        ("needs.count/?ngay=hom-qua", "chưa đúng"),
        ("needs.count/?ngay=2019-01-01", "chưa có hoặc không còn nữa"),
        ("needs.count/?nguon-luc=blankets", "không lọc được theo"),
        ("units.taking_part/", "cần chọn"),
        ("plans.issued/?chuong-trinh=dieu-uoc-cho-em&van-ban=1/KH", "không có văn bản chỉ đạo"),
    ],
)
def test_what_does_not_exist_is_a_sentence(desks: Desks, path: str, says: str) -> None:
    for data in ("", "&dang=json"):
        answer = desks.officer.get(f"/con-so/{path}{data if '?' in path else ''}")
        assert answer.status_code == 404
        assert says in text_of(answer)


@pytest.mark.parametrize("query", ["tach=abc", "xem=abc", "sau=abc", "sau=%00", "tach=don-vi&xem=diem-truong&sau=1:2:3", "la=1"])
def test_words_that_mean_nothing_are_left_aside(desks: Desks, query: str) -> None:
    assert desks.officer.get(f"/con-so/needs.schools/?{HERE}&{query}").status_code == 200


def test_what_one_may_not_see_is_counted_and_not_named(world: Reporting) -> None:
    """A focal point of mầm non opens only the needs of that level."""
    focal = signed_in(make_user(RoleKind.FOCAL_POINT, world.province.here.unit))
    page = text_of(focal.get(f"/con-so/needs.count/?{HERE}&nhom=toilet"))
    assert value_of(page) == "2 nhu cầu"
    assert page.count("/nhu-cau/") == 2  # the menu, and the need of the mầm non
    assert "1 bản ghi ngoài phạm vi của bạn." in page
    assert len(json.loads(focal.get(f"/con-so/needs.count/?{HERE}&nhom=toilet&dang=json").content)["ids"]["need"]) == 1


def test_records_come_in_pages(world: Reporting, desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chungtay.web.reports.behind.PAGE", 1)
    page = text_of(desks.officer.get(f"/con-so/needs.schools/?{HERE}&nhom=toilet"))
    assert "Trường Mầm non Thanh An" in page
    assert "TH&amp;THCS Thanh An" not in page
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following
    second = text_of(desks.officer.get(following[1].replace("&amp;", "&").removesuffix("#ban-ghi")))
    assert "TH&amp;THCS Thanh An" in second
    assert "2 bản ghi" in second


def test_query_count_does_not_grow(world: Reporting, desks: Desks, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _more in range(4):
        make_need(world.mn, category="lunch", on=JAN)
        with django_assert_max_num_queries(24):
            desks.officer.get(f"/con-so/needs.count/?{HERE}&tach=don-vi")


def test_a_round_is_asked_as_of_its_last_day(desks: Desks) -> None:
    make_round(code="2020", starts_on=date(2021, 1, 20), ends_on=date(2021, 3, 1))
    answer = desks.officer.get(f"/con-so/needs.count/?chuong-trinh={SLUG}&dot=2020&don-vi=11")
    assert (answer.status_code, "01/3/2021" in answer.content.decode()) == (404, True)  # the small country was founded in 2025
