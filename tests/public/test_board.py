"""What anybody sees without an account: needs that officers vouch for, and nothing that could point at a child."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chungtay.core import clock
from chungtay.needs.actions.moves import publish_need, take_down_need, verify_need, withdraw_need
from chungtay.needs.actions.photos import add_photo
from chungtay.needs.actions.record import submit_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import NeedPhoto
from chungtay.programmes.actions import appoint_focal_point
from tests.make.files import a_photo
from tests.make.needs import make_need
from tests.make.places import Province, make_province
from tests.make.programmes import make_programme

BOARD = "/bang-keu-goi/"
LATELY = date(2026, 9, 1)


@pytest.fixture
def province(db: None, monkeypatch: pytest.MonkeyPatch) -> Province:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 10, 1))
    return make_province()


def test_shows_what_is_published_and_nothing_else(client: Client, province: Province) -> None:
    shown = make_need(province.here.site, status=NeedStatus.PUBLISHED, on=LATELY, what="Nhà vệ sinh cho điểm trường")
    for status in (NeedStatus.DRAFT, NeedStatus.SUBMITTED, NeedStatus.VERIFIED, NeedStatus.MET, NeedStatus.WITHDRAWN):
        hidden = make_need(province.there.school, status=status, on=LATELY, what=f"Chuyện riêng {status}")
        assert client.get(f"{BOARD}{hidden.pk}/").status_code == 404
    page = client.get(BOARD).content.decode()
    assert "Nhà vệ sinh cho điểm trường" in page
    assert "Điểm trường Bản Ten Thanh An" in page
    assert "Chuyện riêng" not in page
    assert client.get(f"{BOARD}{shown.pk}/").status_code == 200


def test_a_need_that_leaves_the_board_is_gone(client: Client, province: Province) -> None:
    need = make_need(province.here.school, status=NeedStatus.PUBLISHED, on=LATELY)
    take_down_need(need, by=None, on=LATELY)
    answer = client.get(f"{BOARD}{need.pk}/")
    assert (answer.status_code, "không còn trên bảng" in answer.content.decode()) == (404, True)


def test_a_need_nobody_confirmed_for_seven_months_is_not_shown(client: Client, province: Province) -> None:
    make_need(province.here.school, status=NeedStatus.PUBLISHED, on=date(2026, 2, 1), what="Giếng khoan")
    assert "Giếng khoan" not in client.get(BOARD).content.decode()


def test_amounts_are_written_as_one_reads_them(client: Client, province: Province) -> None:
    need = make_need(
        province.here.site, status=NeedStatus.PUBLISHED, on=LATELY, category="electricity_water", item="water_line", quantity=1600
    )
    assert "<strong>1.600&nbsp;m</strong>" in client.get(BOARD).content.decode()
    assert "<strong>1.600 m</strong>" in client.get(f"{BOARD}{need.pk}/").content.decode()


def test_few_children_are_not_counted_out(client: Client, province: Province) -> None:
    need = make_need(province.here.site, status=NeedStatus.PUBLISHED, on=LATELY, beneficiaries=3)
    page = client.get(f"{BOARD}{need.pk}/").content.decode()
    assert "dưới 5" in page
    assert "<dd>3</dd>" not in page


def test_a_photo_with_a_face_is_never_handed_out(client: Client, province: Province) -> None:
    need = make_need(province.here.school, status=NeedStatus.DRAFT, on=LATELY)
    for may_show_faces in (True, False):
        add_photo(need, by=None, upload=a_photo(width=64 + may_show_faces), may_show_faces=may_show_faces)
    need = verify_need(submit_need(need, by=None, on=LATELY), by=None, on=LATELY)
    publish_need(need, by=None, on=LATELY)
    face, plain = NeedPhoto.objects.order_by("-photo__may_show_faces")
    assert client.get(f"{BOARD}anh/{face.pk}/").status_code == 404
    answer = client.get(f"{BOARD}anh/{plain.pk}/?nho=1")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    withdraw_need(need, by=None, on=LATELY, reason="Đã sửa xong")
    assert client.get(f"{BOARD}anh/{plain.pk}/").status_code == 404


def test_says_whom_to_ask(client: Client, province: Province) -> None:
    given = {"name": "Đầu mối Mầm non", "phone": "0215 3825 001", "email": "mn@so.example"}
    appoint_focal_point(make_programme(), by=None, unit=province.office, level=1, on=LATELY, **given)
    need = make_need(province.here.site, status=NeedStatus.PUBLISHED, on=LATELY)
    page = client.get(f"{BOARD}{need.pk}/").content.decode()
    assert "Đầu mối Mầm non" in page
    assert "mn@so.example" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ve+sinh", True),
        ("q=noong+het", False),
        ("loai=toilet", True),
        ("loai=lunch", False),
        ("cap=1", True),
        ("cap=8", False),
        ("noi=11", True),
    ],
)
def test_can_be_narrowed(client: Client, province: Province, query: str, found: bool) -> None:
    make_need(province.here.school, status=NeedStatus.PUBLISHED, on=LATELY, what="Nhà vệ sinh học sinh nữ")
    assert ("học sinh nữ" in client.get(f"{BOARD}?{query}").content.decode()) is found


@pytest.mark.parametrize("query", ["loai=khong-co", "cap=mot", "noi=99", "sau=xyz", "q=%00", "q=" + "a" * 300])
def test_a_made_up_address_is_no_error(client: Client, province: Province, query: str) -> None:
    assert client.get(f"{BOARD}?{query}").status_code == 200


def test_asks_as_much_for_thirty_as_for_one(client: Client, province: Province, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(30):
        make_need(province.here.site, status=NeedStatus.PUBLISHED, on=LATELY)
    with django_assert_num_queries(7):
        page = client.get(BOARD).content.decode()
    assert page.count('class="card board-need"') == 24
    assert "Trang sau" in page
