"""Where I am signed in."""

import pytest
from django.test import Client

from chungtay.accounts.actions import reset_password
from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.web.accounts.devices import device_words
from tests.make.people import PASSWORD, make_user
from tests.make.places import Province

OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile Safari/604.1"


def _signed_in(agent: str) -> Client:
    browser = Client(headers={"User-Agent": agent})
    browser.post("/dang-nhap/", {"login": "van-thu", "password": PASSWORD})
    assert browser.get("/tai-khoan/").status_code == 200
    return browser


def test_each_device_in_plain_words_and_the_others_can_be_ended(province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    office, phone = _signed_in(OFFICE), _signed_in(PHONE)
    page = phone.get("/phien-dang-nhap/").content.decode()
    assert page.index("Safari trên iPhone") < page.index("Máy này") < page.index("Chrome trên Windows")
    assert "Đã đăng xuất khỏi các thiết bị khác." in phone.post("/phien-dang-nhap/", follow=True).content.decode()
    assert office.get("/tai-khoan/").status_code == 302
    page = phone.get("/phien-dang-nhap/").content.decode()
    assert "Chrome trên Windows" not in page
    assert "chỉ đăng nhập ở máy này" in page
    assert AuditEntry.objects.filter(act="session.others_ended").count() == 1


def test_another_persons_sessions_are_neither_seen_nor_ended(province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    make_user(RoleKind.CLERK, province.there.school, username="lang-gieng")
    office = _signed_in(OFFICE)
    neighbour = Client(headers={"User-Agent": PHONE})
    neighbour.post("/dang-nhap/", {"login": "lang-gieng", "password": PASSWORD})
    assert "Chrome trên Windows" not in neighbour.get("/phien-dang-nhap/").content.decode()
    neighbour.post("/phien-dang-nhap/")
    assert office.get("/tai-khoan/").status_code == 200


def test_a_change_of_password_signs_out_the_other_devices(province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    office, phone = _signed_in(OFFICE), _signed_in(PHONE)
    phone.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": "một câu khác hẳn", "password2": "một câu khác hẳn"})
    assert office.get("/tai-khoan/").status_code == 302
    page = phone.get("/phien-dang-nhap/").content.decode()
    assert "Chrome trên Windows" not in page
    assert "Safari trên iPhone" in page


def test_a_password_given_by_an_officer_signs_out_every_device(province: Province) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    office = _signed_in(OFFICE)
    reset_password(user, by=None, on=clock.today())
    assert office.get("/tai-khoan/").status_code == 302


def test_looking_writes_nothing(province: Province, django_assert_max_num_queries: object) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    _signed_in(OFFICE)
    phone = _signed_in(PHONE)
    with django_assert_max_num_queries(12) as asked:  # type: ignore[operator]
        phone.get("/phien-dang-nhap/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_not_for_strangers(client: Client, db: None) -> None:
    assert client.get("/phien-dang-nhap/").headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (OFFICE, "Chrome trên Windows"),
        (OFFICE + " Edg/130.0", "Edge trên Windows"),
        (PHONE + " Zalo iOS/600", "Zalo trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox trên Linux"),
        ("curl/8", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
    ],
)
def test_device_words(agent: str, words: str) -> None:
    assert device_words(agent) == words
