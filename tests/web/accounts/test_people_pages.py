"""The pages about people: they work, keep to the scope, say what the rules say, and ask the database little."""

import re

import pytest
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role, User
from chungtay.core import clock
from tests.make.people import PASSWORD, also, make_role, make_user
from tests.make.places import Province


@pytest.fixture
def officer(province: Province) -> User:
    return make_user(RoleKind.COMMUNE_OFFICER, province.here.office, username="can-bo")


@pytest.fixture
def desk(browser: Client, officer: User) -> Client:
    """The officer's browser, signed in."""
    browser.force_login(officer)
    return browser


def _text(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined,no-any-return]


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_holds_the_scope_and_no_more(province: Province, desk: Client) -> None:
    here, there = make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.CLERK, province.there.school)
    page = _text(desk.get("/nguoi-dung/"))
    assert here.full_name in page
    assert "Trường Mầm non Thanh An" in page
    assert f"/nguoi-dung/{there.pk}/" not in page


def test_search_and_filters_live_in_the_address(province: Province, desk: Client) -> None:
    clerk, other = make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.CLERK, province.here.site)
    link = f"/nguoi-dung/{clerk.pk}/"
    assert link in _text(desk.get("/nguoi-dung/", {"q": clerk.username}))
    by_unit = _text(desk.get("/nguoi-dung/", {"don_vi": province.here.site.code}))
    assert link not in by_unit
    assert f"/nguoi-dung/{other.pk}/" in by_unit
    by_kind = _text(desk.get("/nguoi-dung/", {"vai_tro": "commune_officer"}))
    assert link not in by_kind
    assert "Bỏ lọc:" in by_kind
    nobody = _text(desk.get("/nguoi-dung/", {"q": "không có ai tên này"}))
    assert "Không có ai như vậy" in nobody


@pytest.mark.parametrize(
    "query",
    ["vai_tro=giam-doc", "don_vi=khong-co-don-vi", "sau=bia-dat", "q=%00", "q=" + "x" * 5000, "don_vi=%00", "tinh_trang=x", "q=%FF%FE"],
)
def test_a_made_up_address_is_never_an_error(desk: Client, query: str) -> None:
    assert desk.get(f"/nguoi-dung/?{query}").status_code == 200


def test_pages_by_key(province: Province, desk: Client) -> None:
    for _ in range(31):
        make_user(RoleKind.CLERK, province.here.school)
    first = _text(desk.get("/nguoi-dung/"))
    following = re.search(r'href="(/nguoi-dung/\?sau=[^"]+)" rel="next"', first)
    assert following is not None
    second = _text(desk.get(following[1]))
    people = re.compile(r'href="(/nguoi-dung/\d+/)"')
    assert len(people.findall(first)) == 30
    assert len(people.findall(second)) == 2
    assert not set(people.findall(first)) & set(people.findall(second))


def test_few_questions_however_many_people(province: Province, desk: Client, django_assert_max_num_queries: object) -> None:
    for _ in range(12):
        also(make_user(RoleKind.CLERK, province.here.school), RoleKind.CLERK, province.here.site)
    with django_assert_max_num_queries(20) as asked:  # type: ignore[operator]
        desk.get("/nguoi-dung/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


# ── Who may open what ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_OF_A_PERSON = ("", "sua/", "cap-mat-khau/", "khoa/", "mo-khoa/", "giao-vai-tro/")
_OF_A_ROLE = ("chuyen/", "ket-thuc/")


def _paths(role: Role) -> list[str]:
    person = [f"/nguoi-dung/{role.user_id}/{page}" for page in _OF_A_PERSON]
    return [*person, *(f"/nguoi-dung/vai-tro/{role.pk}/{page}" for page in _OF_A_ROLE)]


def test_every_page_opens_for_the_officer_of_the_commune(province: Province, desk: Client) -> None:
    for path in [*_paths(make_role(RoleKind.CLERK, province.here.school)), "/nguoi-dung/moi/"]:
        assert desk.get(path).status_code == 200, path


def test_the_neighbour_commune_is_not_found(province: Province, desk: Client) -> None:
    role = make_role(RoleKind.CLERK, province.there.school)
    for path in _paths(role):
        assert desk.get(path).status_code == 404, path
        assert desk.post(path, {"reason": "x", "on": "01/1/2026"}).status_code in (404, 405), path
    assert desk.get(f"/nguoi-dung/moi/?don-vi={province.there.school.code}").status_code == 404
    role.refresh_from_db()
    assert role.period.is_open
    assert role.user.check_password(PASSWORD)


def test_a_clerk_may_open_none_of_them(province: Province, browser: Client) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    browser.force_login(role.user)
    for path in [*_paths(role), "/nguoi-dung/", "/nguoi-dung/moi/"]:
        assert browser.get(path).status_code == 403, path


def test_strangers_are_asked_to_sign_in(province: Province, client: Client) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    for path in [*_paths(role), "/nguoi-dung/", "/nguoi-dung/moi/", "/tai-khoan/", "/tai-khoan/sua/"]:
        assert client.get(path).headers["Location"].startswith("/dang-nhap/?next="), path


def test_ids_that_nobody_has(desk: Client) -> None:
    for path in ("/nguoi-dung/999999/", "/nguoi-dung/99999999999999999999999/", "/nguoi-dung/vai-tro/999999/ket-thuc/", "/nguoi-dung/-1/"):
        assert desk.get(path).status_code == 404, path


# ── Inviting ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_inviting_a_clerk_step_by_step(province: Province, desk: Client) -> None:
    desk.force_login(make_user(RoleKind.ADMINISTRATOR, province.here.unit))  # who may also appoint the school's leader
    school = province.here.school
    assert "Bước 1" in _text(desk.get("/nguoi-dung/moi/"))
    step = desk.get("/nguoi-dung/moi/", {"unit": "mam non thanh"})
    assert step.headers["Location"] == f"/nguoi-dung/moi/?don-vi={school.code}"
    assert "Bước 2" in _text(desk.get(step.headers["Location"]))
    step = desk.get("/nguoi-dung/moi/", {"don-vi": school.code, "kind": "clerk"})
    assert "vai-tro=clerk" in step.headers["Location"]
    assert "Bước cuối" in _text(desk.get(step.headers["Location"]))
    page = desk.post(step.headers["Location"], {"full_name": "Lò Thị Mẩy", "on": "01/10/2025"})
    password = re.search(r"\b(?<!-)[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b(?!-)", _text(page))
    assert password is not None
    assert "no-store" in page.headers["Cache-Control"]
    user = User.objects.get(username="lo.thi.may")
    assert user.check_password(password[0])
    assert password[0] not in _text(desk.get(f"/nguoi-dung/{user.pk}/"))


def test_an_officer_does_not_appoint_those_who_sign(province: Province, desk: Client) -> None:
    page = _text(desk.get("/nguoi-dung/moi/", {"don-vi": province.here.school.code, "vai-tro": "leader"}))
    assert "Bước cuối" in page
    assert "Lãnh đạo" not in page


def test_a_site_takes_one_kind_of_role_and_asks_no_more(province: Province, desk: Client) -> None:
    assert "Bước cuối" in _text(desk.get("/nguoi-dung/moi/", {"don-vi": province.here.site.code}))


def test_several_units_of_the_name_are_offered_to_pick(province: Province, desk: Client) -> None:
    page = _text(desk.get("/nguoi-dung/moi/", {"unit": "thanh an"}))
    assert 'type="radio"' in page
    assert province.here.school.code in page
    assert province.there.school.code not in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "", "Xin điền mục này"),
        ("full_name", "Á" * 121, "tối đa 120"),
        ("full_name", "a\0b", "Có ký tự lạ"),
        ("username", "can-bo", "“can-bo” đã có người dùng"),
        ("username", "có dấu", "chữ không dấu"),
        ("email", "khong-phai-thu", "Địa chỉ thư điện tử chưa đúng"),
        ("phone", "abc", "Số điện thoại chưa đúng"),
        ("on", "31/02/2026", "Không có ngày"),
        ("on", "hôm nay", "chưa đúng"),
        ("on", "01/1/2020", "chưa có hoặc đã kết thúc"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(province: Province, desk: Client, field: str, typed: str, said: str) -> None:
    before = User.objects.count()
    sent = {"full_name": "Lò Thị Mẩy", "username": "", "on": "01/10/2025"} | {field: typed}
    page = _text(desk.post(f"/nguoi-dung/moi/?don-vi={province.here.school.code}&vai-tro=clerk", sent))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert User.objects.count() == before


def test_a_role_beyond_ones_own_is_not_offered_nor_taken(province: Province, desk: Client) -> None:
    url = f"/nguoi-dung/moi/?don-vi={province.here.unit.code}"
    assert "Quản trị" not in _text(desk.get(url))
    page = desk.post(url + "&vai-tro=administrator", {"full_name": "Lò Thị Mẩy", "on": "01/10/2025"})
    assert "Bước 2" in _text(page)
    assert not User.objects.filter(full_name="Lò Thị Mẩy").exists()


# ── One person ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_with_their_roles_through_time(province: Province, desk: Client) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    desk.post(f"/nguoi-dung/vai-tro/{role.pk}/chuyen/", {"unit": province.here.site.code, "on": "01/10/2025"})
    page = _text(desk.get(f"/nguoi-dung/{role.user_id}/"))
    assert "Vai trò đã qua" in page
    assert "đến hết 30/9/2025" in page
    assert "Chuyển vai trò" in page  # the audit


def test_ending_a_role_asks_for_a_reason(province: Province, desk: Client) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    url = f"/nguoi-dung/vai-tro/{role.pk}/ket-thuc/"
    assert "Xin điền mục này" in _text(desk.post(url, {"on": "01/10/2025", "reason": ""}))
    assert "trước ngày bắt đầu" in _text(desk.post(url, {"on": "01/1/2020", "reason": "x"}))
    done = desk.post(url, {"on": "01/10/2025", "reason": "nghỉ hưu"}, follow=True)
    assert "Đã kết thúc vai trò" in _text(done)
    role.refresh_from_db()
    assert not role.period.is_open


def test_giving_one_more_role(province: Province, desk: Client) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    url = f"/nguoi-dung/{clerk.pk}/giao-vai-tro/?don-vi={province.here.unit.code}&vai-tro=focal_point"
    assert "ít nhất một mục" in _text(desk.post(url, {"on": "01/10/2025"}))
    assert "Đã giao vai trò" in _text(desk.post(url, {"on": "01/10/2025", "levels": ["1", "2"]}, follow=True))
    assert clerk.roles.get(kind=RoleKind.FOCAL_POINT).levels == 3
    assert "đã giữ đúng vai trò đó" in _text(desk.post(url, {"on": "01/11/2025", "levels": ["1"]}))


def test_a_temporary_password_is_shown_once(province: Province, desk: Client) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    page = desk.post(f"/nguoi-dung/{clerk.pk}/cap-mat-khau/")
    password = re.search(r"\b(?<!-)[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b(?!-)", _text(page))
    assert password is not None
    clerk.refresh_from_db()
    assert clerk.check_password(password[0])


def test_no_power_over_somebody_who_is_more_elsewhere(province: Province, desk: Client) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    also(clerk, RoleKind.ADMINISTRATOR, province.unit)
    assert "Cấp mật khẩu tạm" not in _text(desk.get(f"/nguoi-dung/{clerk.pk}/"))
    assert "Hãy nhờ cấp trên" in _text(desk.post(f"/nguoi-dung/{clerk.pk}/cap-mat-khau/"))
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_locking_and_opening(province: Province, desk: Client) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    desk.post(f"/nguoi-dung/{clerk.pk}/khoa/", {"reason": "nghỉ dài ngày"})
    assert "đang bị khóa" in _text(desk.get(f"/nguoi-dung/{clerk.pk}/"))
    desk.post(f"/nguoi-dung/{clerk.pk}/mo-khoa/")
    clerk.refresh_from_db()
    assert clerk.is_active


# ── My own account ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_my_account_and_what_i_may_mend(province: Province, desk: Client, officer: User) -> None:
    page = _text(desk.get("/tai-khoan/"))
    assert officer.full_name in page
    assert "Công chức cấp xã" in page
    sent = {"full_name": "Quàng Văn Pâng", "email": "pang@xa.vn", "phone": "0912.345.678"}
    assert "Đã lưu" in _text(desk.post("/tai-khoan/sua/", sent, follow=True))
    officer.refresh_from_db()
    assert (officer.full_name, officer.phone) == ("Quàng Văn Pâng", "0912345678")


def test_an_address_of_somebody_else_is_refused(province: Province, desk: Client) -> None:
    make_user(RoleKind.CLERK, province.there.school, email="may@truong.vn")
    sent = {"full_name": "Quàng Văn Pâng", "email": "May@truong.vn", "phone": ""}
    assert "đã thuộc về một người dùng khác" in _text(desk.post("/tai-khoan/sua/", sent))


def test_somebody_without_a_role_still_has_an_account(province: Province, browser: Client) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    Role.objects.filter(pk=role.pk).update(valid_to=clock.today())
    browser.force_login(role.user)
    assert "chưa giữ vai trò nào" in _text(browser.get("/tai-khoan/"))
    assert browser.get("/nguoi-dung/").status_code == 403
