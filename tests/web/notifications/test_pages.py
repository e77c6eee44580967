"""My notices: the bell, the list, opening one, reading all; and how they reach me."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.notifications.actions import notify, switch_channel
from chungtay.notifications.enums import Channel
from chungtay.notifications.models import Notice
from chungtay.notifications.queries import switched_off, unread_count
from tests.make.people import make_user
from tests.make.places import Province

AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def me(province: Province) -> User:
    return make_user(RoleKind.CLERK, province.here.school, email="lan@example.vn")


@pytest.fixture
def mine(me: User, as_: AsRole, province: Province) -> Client:
    return as_(RoleKind.CLERK, province.here.school, me)


def tell(person: User, key: str = "k", *, subject: str = "Nhu cầu bị trả lại", path: str = "/nhu-cau/") -> Notice:
    notify([person], key=key, subject=subject, text="Xin xem lại số lượng.", path=path)
    return Notice.objects.get(person=person, key=key)


def test_the_bell_counts_what_is_unread(me: User, mine: Client) -> None:
    assert 'aria-label="Thông báo"' in text_of(mine.get("/"))
    tell(me)
    assert "Thông báo: 1 tin chưa đọc" in text_of(mine.get("/"))
    assert "Thông báo" not in text_of(Client().get("/dang-nhap/"))


def test_more_than_the_bell_can_say(me: User, mine: Client) -> None:
    for number in range(101):
        tell(me, f"k{number}")
    page = text_of(mine.get("/thong-bao/"))
    assert "99+" in page
    assert "Thông báo: hơn 99 tin chưa đọc" in page


def test_opening_one_marks_it_read_and_leads_on(me: User, mine: Client) -> None:
    first, second = tell(me, "a", subject="Một"), tell(me, "b", subject="Hai")
    page = text_of(mine.get("/thong-bao/"))
    assert page.index("Hai") < page.index("Một")
    answer = mine.post(f"/thong-bao/{second.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/nhu-cau/")
    page = text_of(mine.get("/thong-bao/"))
    assert page.index("Một") < page.index("Hai")  # unread ones stand above
    assert unread_count(me.pk) == 1
    assert mine.get(f"/thong-bao/{first.pk}/")["Location"] == "/thong-bao/"  # a GET marks nothing
    assert unread_count(me.pk) == 1


@pytest.mark.parametrize("path", ["", "https://example.com/", "//example.com/"])
def test_a_notice_leads_nowhere_else(me: User, mine: Client, path: str) -> None:
    assert mine.post(f"/thong-bao/{tell(me, path=path).pk}/")["Location"] == "/thong-bao/"


def test_reading_all_leaves_what_came_after_the_list_was_opened(me: User, mine: Client) -> None:
    seen = tell(me, "a")
    assert f'value="{seen.pk}"' in text_of(mine.get("/thong-bao/"))
    tell(me, "b")
    page = text_of(mine.post("/thong-bao/da-doc/", {"up_to": str(seen.pk)}, follow=True))
    assert "Đã đánh dấu đọc 1 thông báo." in page
    assert unread_count(me.pk) == 1
    assert mine.post("/thong-bao/da-doc/", {"up_to": "9" * 30}).status_code == 404


def test_nobody_sees_or_opens_anothers(me: User, province: Province, as_: AsRole) -> None:
    notice = tell(me)
    neighbour = as_(RoleKind.CLERK, province.there.school)
    assert "Chưa có thông báo nào" in text_of(neighbour.get("/thong-bao/"))
    assert neighbour.post(f"/thong-bao/{notice.pk}/").status_code == 404
    assert neighbour.post("/thong-bao/da-doc/", {"up_to": str(notice.pk)}).status_code == 302
    assert unread_count(me.pk) == 1
    for address in ("/thong-bao/", "/tai-khoan/thong-bao/"):
        assert Client().get(address)["Location"].startswith("/dang-nhap/")


def test_a_long_list_has_pages(me: User, mine: Client) -> None:
    for number in range(31):
        tell(me, f"k{number}", subject=f"Tin số {number}.")
    first = mine.get("/thong-bao/")
    assert "Tin số 30." in text_of(first)
    assert "Tin số 0." not in text_of(first)
    assert "Tin số 0." in text_of(mine.get(first.context["page"]["next_url"]))


def test_channels_are_switched_and_say_where_they_lead(me: User, mine: Client, settings: Settings) -> None:
    page = text_of(mine.get("/tai-khoan/thong-bao/"))
    assert "Tới lan@example.vn." in page
    assert "Zalo" not in page
    assert "Đã lưu cách nhận thông báo." in text_of(mine.post("/tai-khoan/thong-bao/", {}, follow=True))
    assert switched_off(me.pk) == {Channel.EMAIL}
    settings.ZALO = settings.ZALO | {"app_id": "1", "secret": "s"}
    assert "Zalo cần một số di động Việt Nam" in text_of(mine.get("/tai-khoan/thong-bao/"))
    mine.post("/tai-khoan/thong-bao/", {"email": "on"})
    assert switched_off(me.pk) == {Channel.ZALO}
    refused = text_of(mine.post("/tai-khoan/thong-bao/", {"zalo": "on"}))
    assert 'aria-invalid="true"' in refused
    assert switched_off(me.pk) == {Channel.ZALO}  # nothing of a refused form is kept
    User.objects.filter(pk=me.pk).update(phone="0912345678")
    mine.post("/tai-khoan/thong-bao/", {"email": "on", "zalo": "on"})
    assert switched_off(me.pk) == set()


def test_query_count(me: User, mine: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        tell(me, f"k{number}")
    switch_channel(me, Channel.EMAIL, is_on=False)
    for address, most in (("/thong-bao/", 7), ("/tai-khoan/thong-bao/", 6)):
        with django_assert_max_num_queries(most):
            mine.get(address)
