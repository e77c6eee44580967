"""Signing in and out, the first password, the door closed after wrong ones."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import NoReverseMatch, reverse

from chungtay.accounts.actions import deactivate_user, invite_user
from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from tests.make.people import PASSWORD, make_user
from tests.make.places import Province


def _sign_in(browser: Client, login: str, password: str = PASSWORD, **more: str) -> str:
    response = browser.post("/dang-nhap/", {"login": login, "password": password, **more}, follow=True)
    assert response.status_code == 200, response
    return response.content.decode()


@pytest.mark.parametrize("login", ["van-thu", "Van-Thu", " van-thu ", "may@truong.vn", "MAY@truong.vn"])
def test_by_login_name_or_address_whatever_the_capitals(province: Province, browser: Client, login: str) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, username="van-thu", email="may@truong.vn")
    _sign_in(browser, login)
    assert browser.session["_auth_user_id"] == str(user.pk)
    entry = AuditEntry.objects.get(act="session.began")
    assert (entry.actor, entry.ip, entry.place_id) == (user, "127.0.0.1", province.here.school.pk)
    assert not EmailAddress.objects.exists()  # one address only: the person's own


def test_the_page_is_ours_and_says_what_to_do(client: Client, db: None) -> None:
    page = client.get("/dang-nhap/").content.decode()
    assert "Tên đăng nhập hoặc thư điện tử" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


def test_after_signing_in_one_stands_where_one_wanted_to_go(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    assert browser.get("/tai-khoan/").headers["Location"] == "/dang-nhap/?next=/tai-khoan/"
    response = browser.post("/dang-nhap/?next=/tai-khoan/", {"login": "van-thu", "password": PASSWORD})
    assert response.headers["Location"] == "/tai-khoan/"


def test_never_to_another_host(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    response = browser.post("/dang-nhap/?next=https://example.com/", {"login": "van-thu", "password": PASSWORD})
    assert response.headers["Location"] == reverse("home:home")


@pytest.mark.parametrize("login", ["van-thu", "khong-co-ai", "khong@co.ai"])
def test_wrong_says_the_same_for_known_and_unknown(province: Province, browser: Client, login: str) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    page = _sign_in(browser, login, "sai mật khẩu")
    assert "mật khẩu chưa đúng" in page
    assert AuditEntry.objects.filter(act="session.refused").count() == (1 if login == "van-thu" else 0)


@pytest.mark.parametrize(
    ("login", "password"), [("a\0b", "x"), ("x" * 5000, "x"), ("x", "y" * 5000), ("", ""), ("\ud800", "x"), ("x", "a\0b")]
)
def test_nonsense_is_refused_in_words(db: None, browser: Client, login: str, password: str) -> None:
    page = _sign_in(browser, login.encode("utf-8", "replace").decode(), password)
    assert "Cần sửa trước khi gửi" in page
    assert "characters" not in page


def test_five_wrong_passwords_close_the_door_for_minutes(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu", email="may@truong.vn")
    for login in ("van-thu", "may@truong.vn", "VAN-THU", "van-thu", "van-thu"):
        _sign_in(browser, login, "sai mật khẩu")
    assert "xin chờ 5 phút" in _sign_in(browser, "van-thu")  # also with the right one
    assert "xin chờ 5 phút" in _sign_in(browser, "may@truong.vn")
    assert "_auth_user_id" not in browser.session
    assert AuditEntry.objects.filter(act="session.locked").count() == 1


def test_the_address_asked_for_does_not_open_it(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    for port in range(5):
        browser.post("/dang-nhap/", {"login": "van-thu", "password": "sai"}, headers={"Host": f"localhost:{9000 + port}"})
    assert "xin chờ 5 phút" in _sign_in(browser, "van-thu")


def test_the_neighbour_is_not_locked_out_with_them(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    make_user(RoleKind.CLERK, province.there.school, username="lang-gieng")
    for _ in range(6):
        _sign_in(browser, "van-thu", "sai")
    _sign_in(browser, "lang-gieng")
    assert "_auth_user_id" in browser.session


def test_too_many_from_one_network_get_a_page_that_says_so(db: None, browser: Client) -> None:
    for n in range(60):
        browser.post("/dang-nhap/", {"login": f"ai-do-{n}"})
    response = browser.post("/dang-nhap/", {"login": "ai-do"})
    assert response.status_code == 429
    assert "Xin chờ một phút" in response.content.decode()


def test_somebody_locked_by_an_officer_is_told_so(province: Province, browser: Client) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    deactivate_user(user, by=None, on=clock.today(), reason="nghỉ việc")
    assert "đang bị khóa" in _sign_in(browser, "van-thu")
    assert "_auth_user_id" not in browser.session


def test_signing_out_asks_first_and_needs_a_post(province: Province, browser: Client) -> None:
    user = make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    _sign_in(browser, "van-thu")
    assert "Đăng xuất?" in browser.get("/dang-xuat/").content.decode()
    assert "_auth_user_id" in browser.session
    assert "Bạn đã đăng xuất." in browser.post("/dang-xuat/", follow=True).content.decode()
    assert "_auth_user_id" not in browser.session
    assert AuditEntry.objects.get(act="session.ended").actor == user


def test_a_machine_of_ones_own_remembers(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    _sign_in(browser, "van-thu")
    assert browser.session.get_expire_at_browser_close()
    browser.post("/dang-xuat/")
    _sign_in(browser, "van-thu", remember="on")
    assert not browser.session.get_expire_at_browser_close()


# ── The first password ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_sign_in_asks_for_a_password_of_ones_own(province: Province, browser: Client) -> None:
    invited = invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", on=clock.today())
    page = _sign_in(browser, "lo.thi.may", invited.password)
    assert "Đặt mật khẩu của bạn" in page
    assert "Mật khẩu hiện tại" not in page
    for path in ("/", "/tai-khoan/", "/nguoi-dung/", "/phien-dang-nhap/", "/don-vi/"):
        assert browser.get(path).headers["Location"] == "/doi-mat-khau/"
    response = browser.post("/doi-mat-khau/", {"password1": PASSWORD, "password2": PASSWORD})
    assert response.headers["Location"] == reverse("home:home")
    invited.user.refresh_from_db()
    assert not invited.user.must_change_password
    assert invited.user.check_password(PASSWORD)
    assert AuditEntry.objects.get(act="password.chosen").actor == invited.user
    assert browser.get("/tai-khoan/").status_code == 200  # still signed in


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("ngắn quá", "ngắn quá", "ít nhất 10 ký tự"),
        ("12345678901", "12345678901", "chỉ có chữ số"),
        ("password123", "password123", "nhiều người dùng quá"),
        ("lo.thi.may1", "lo.thi.may1", "giống tên của bạn"),
        (PASSWORD, PASSWORD + "x", "chưa giống nhau"),
        ("", "", "Xin điền mục này"),
        ("x" * 300, "x" * 300, "tối đa 200"),
    ],
)
def test_a_weak_one_is_refused_in_words(province: Province, browser: Client, one: str, two: str, said: str) -> None:
    invited = invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", on=clock.today())
    _sign_in(browser, "lo.thi.may", invited.password)
    assert said in browser.post("/doi-mat-khau/", {"password1": one, "password2": two}).content.decode()
    invited.user.refresh_from_db()
    assert invited.user.must_change_password


def test_not_the_temporary_one_again(province: Province, browser: Client) -> None:
    invited = invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", on=clock.today())
    _sign_in(browser, "lo.thi.may", invited.password)
    page = browser.post("/doi-mat-khau/", {"password1": invited.password, "password2": invited.password}).content.decode()
    assert "khác mật khẩu đang dùng" in page


def test_a_later_change_asks_for_the_present_one(province: Province, browser: Client) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    _sign_in(browser, "van-thu")
    new = "một câu khác hẳn"
    page = browser.post("/doi-mat-khau/", {"oldpassword": "sai", "password1": new, "password2": new}).content.decode()
    assert "Mật khẩu hiện tại chưa đúng." in page
    response = browser.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Đã lưu mật khẩu mới." in response.content.decode()
    assert response.redirect_chain == [("/tai-khoan/", 302)]


# ── What of the library is not there ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/accounts/signup/", "/signup/", "/dang-ky/", "/accounts/", "/accounts/login/", "/accounts/email/"])
def test_nobody_signs_up(db: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "account_confirm_email"])
def test_no_other_page_of_the_library_is_reachable(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
