"""Forgotten password: a letter in Vietnamese, a link for one use, and nothing told to strangers."""

import re

import pytest
from django.core import mail
from django.test import Client

from chungtay.accounts.actions import edit_profile, invite_user
from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from tests.make.people import PASSWORD, make_user
from tests.make.places import Province

NEW = "một câu khác hẳn"


def _link(browser: Client, email: str = "may@truong.vn") -> str:
    response = browser.post("/quen-mat-khau/", {"email": email}, follow=True, headers={"Host": "127.0.0.1:6666"})
    assert "Hãy xem hộp thư" in response.content.decode()
    (letter,) = mail.outbox
    found = re.search(r"(http\S+)(/quen-mat-khau/\S+)", str(letter.body))
    assert found is not None
    assert found[1] == "http://127.0.0.1:8000"  # our address, whatever the request claimed
    return found[2]


def test_a_link_by_mail_sets_a_new_password_once(province: Province, browser: Client) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, username="van-thu", email="may@truong.vn")
    link = _link(browser)
    assert mail.outbox[0].subject == "Chung Tay: đặt lại mật khẩu"
    assert "Tên đăng nhập của bạn: van-thu" in str(mail.outbox[0].body)
    page = browser.get(link, follow=True)
    assert "Đặt mật khẩu mới" in page.content.decode()
    done = browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Đã đặt mật khẩu mới" in done.content.decode()
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert AuditEntry.objects.filter(act="password.chosen", actor=user).exists()
    assert mail.outbox[-1].subject == "Chung Tay: mật khẩu vừa được đổi"
    assert "không còn dùng được" in browser.get(link, follow=True).content.decode()


def test_it_also_replaces_a_temporary_password_and_opens_a_closed_door(province: Province, browser: Client) -> None:
    invited = invite_user(
        province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", email="may@truong.vn", on=clock.today()
    )
    for _ in range(5):
        browser.post("/dang-nhap/", {"login": "lo.thi.may", "password": "sai"})
    page = browser.get(_link(browser), follow=True)
    browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    invited.user.refresh_from_db()
    assert not invited.user.must_change_password
    browser.post("/dang-nhap/", {"login": "lo.thi.may", "password": NEW})
    assert browser.session["_auth_user_id"] == str(invited.user.pk)


def test_a_stranger_learns_nothing_and_gets_no_letter(db: None, browser: Client) -> None:
    response = browser.post("/quen-mat-khau/", {"email": "khong@co.ai"}, follow=True)
    assert "Nếu địa chỉ đó có trong hệ thống" in response.content.decode()
    assert mail.outbox == []


def test_an_address_given_up_opens_nothing(province: Province, browser: Client) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, email="may@truong.vn")
    link = _link(browser)
    edit_profile(user, by=user, on=clock.today(), full_name=user.full_name, email="moi@truong.vn", phone="")
    assert "không còn dùng được" in browser.get(link, follow=True).content.decode()
    mail.outbox.clear()
    browser.post("/quen-mat-khau/", {"email": "may@truong.vn"})
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["", "khong-phai-thu", "a" * 300 + "@b.vn", "a\0@b.vn"])
def test_no_address_is_said_in_words(db: None, browser: Client, typed: str) -> None:
    page = browser.post("/quen-mat-khau/", {"email": typed}).content.decode()
    assert "Cần sửa trước khi gửi" in page
    assert "characters" not in page


@pytest.mark.parametrize("path", ["x-y", "zzzzzzzzzzzzz-set-password", "1-set-password", "1-" + "y" * 200, "0-a%00b"])
def test_a_made_up_link_is_a_page_not_an_error(db: None, browser: Client, path: str) -> None:
    response = browser.get(f"/quen-mat-khau/{path}/", follow=True)
    assert response.status_code == 200
    assert "Xin liên kết mới" in response.content.decode()


def test_a_weak_new_password_is_refused(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, email="may@truong.vn")
    page = browser.get(_link(browser), follow=True)
    for weak in ("ngắn", PASSWORD):
        said = browser.post(page.redirect_chain[-1][0], {"password1": weak, "password2": weak}).content.decode()
        assert "ít nhất 10 ký tự" in said or "khác mật khẩu đang dùng" in said
