"""Officers and what donors promised: the list, one pledge, its steps, writing down what was said on the telephone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.support.actions import amend_pledge, note_came
from chungtay.support.enums import PledgeStatus, Side
from chungtay.support.models import Pledge
from chungtay.support.promised import LineForm
from tests.make.donors import make_donor
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_pledge, line_of
from tests.web.support.conftest import text_of

TODAY = clock.today()
URL = "/nguon-luc/cam-ket/"
SLUG = "dieu-uoc-cho-em"

AsRole = Callable[..., Client]


@pytest.fixture
def need(province: Province) -> Need:
    given: dict[str, Any] = {"category": "lunch", "what": "Bữa trưa", "measure": "suất", "quantity": 30, "cost_vnd": 6_000_000}
    return make_need(province.here.school, status=NeedStatus.PUBLISHED, **given)


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


def held(need: Need) -> int:
    return Need.objects.get(pk=need.pk).promised_quantity


def test_the_list_by_what_is_to_be_done(need: Need, officer: Client) -> None:
    assert "Không có cam kết nào ở đây" in text_of(officer.get(URL))
    waits, agreed = a_pledge(need, quantity=3), a_pledge(need, quantity=4, status=PledgeStatus.AGREED)
    page = text_of(officer.get(URL))
    assert waits.payment_code in page
    assert agreed.payment_code not in page
    assert "600.000 đồng" in page
    assert f"{need.code}: Bữa trưa, Trường Mầm non Thanh An" in page
    assert agreed.payment_code in text_of(officer.get(f"{URL}?muc=da-thong-nhat"))
    assert officer.get(f"{URL}?muc=la&sau=xyz").status_code == 200


def test_the_list_asks_as_much_for_many_as_for_one(need: Need, officer: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_pledge(need, quantity=1)
    officer.get(URL)
    for count in (1, 12):
        for _ in range(count - 1):
            a_pledge(need, quantity=1)
        with django_assert_num_queries(8):
            assert text_of(officer.get(URL)).count('class="row"') == count


def test_one_pledge(need: Need, officer: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pledge = a_pledge(need, quantity=3, plan="Chuyển khoản một lần", planned_on=TODAY + timedelta(days=3))
    line = LineForm(line_id=line_of(pledge).pk, need_id=need.pk, quantity=2)
    amend_pledge(pledge, by=None, on=TODAY, lines=[line], plan="", planned_on=None, reason="Bớt một suất", side=Side.DONOR)
    note_came(line_of(pledge), 200_000, by=None, on=TODAY)
    officer.get(f"{URL}{pledge.pk}/")
    with django_assert_num_queries(11):
        page = text_of(officer.get(f"{URL}{pledge.pk}/"))
    for words in (
        "400.000 đồng",
        "<del>600.000 đồng</del>",
        "Bớt một suất",
        "Thống nhất",
        "đã nhận 200.000",
        pledge.payment_code,
        "Xã Thanh An",
    ):
        assert words in page, words


@pytest.mark.parametrize("page", ["", "thong-nhat/", "doi/", "giao/", "khong-nhan/", "huy/"])
def test_only_in_one_s_reach(need: Need, province: Province, as_: AsRole, client: Client, page: str) -> None:
    url = f"{URL}{a_pledge(need, quantity=3).pk}/{page}"
    assert client.get(url).status_code == 302
    assert as_(RoleKind.COMMUNE_OFFICER, province.there.unit).get(url).status_code == 404
    assert as_(RoleKind.CLERK, province.here.school).get(url).status_code == 403
    assert as_(RoleKind.FOCAL_POINT, province.office).get(url).status_code == 200


def test_agreed_by_one_button(need: Need, officer: Client) -> None:
    pledge = a_pledge(need, quantity=3)
    assert "Thống nhất cam kết" in text_of(officer.get(f"{URL}{pledge.pk}/thong-nhat/"))
    assert Pledge.objects.get().status == "offered"
    page = text_of(officer.post(f"{URL}{pledge.pk}/thong-nhat/", follow=True))
    assert "Đã thống nhất cam kết." in page
    assert "đang ở tình trạng" in text_of(officer.post(f"{URL}{pledge.pk}/thong-nhat/")).lower()


def test_goods_agreed_upon_are_received_next(need: Need, officer: Client) -> None:
    goods = a_pledge(need, kind="boarding_meals", quantity=3, status=PledgeStatus.AGREED)
    money = a_pledge(need, quantity=2, status=PledgeStatus.AGREED)
    assert f"/nguon-luc/tiep-nhan/?cam-ket={goods.payment_code}" in text_of(officer.get(f"{URL}{goods.pk}/"))
    assert "/nguon-luc/tiep-nhan/" not in text_of(officer.get(f"{URL}{money.pk}/"))


def test_changed_and_agreed_by_telephone(need: Need, officer: Client) -> None:
    pledge = a_pledge(need, quantity=3)
    field = f"line_{line_of(pledge).pk}"
    page = text_of(officer.get(f"{URL}{pledge.pk}/doi/"))
    assert 'value="600.000"' in page
    for typed, said in (("0", "là 0 đồng"), ("-5", "Chưa rõ"), ("mười triệu", "Chưa rõ"), ("7 triệu", "chỉ còn thiếu"), ("", "Xin điền")):
        page = text_of(officer.post(f"{URL}{pledge.pk}/doi/", {field: typed, "plan": ""}))
        assert said in page, typed
        assert "Cần sửa trước khi gửi" in page
    assert "Chưa có gì thay đổi" in text_of(officer.post(f"{URL}{pledge.pk}/doi/", {field: "600.000", "plan": ""}))
    assert held(need) == 3
    page = text_of(officer.post(f"{URL}{pledge.pk}/doi/", {field: "1 triệu", "plan": "Hai đợt", "reason": "Thêm hai em"}, follow=True))
    assert "Nhà tài trợ được hỏi lại" in page
    assert held(need) == 5
    page = text_of(officer.post(f"{URL}{pledge.pk}/thong-nhat/", follow=True))
    assert Pledge.objects.get().status == "agreed"


@pytest.mark.parametrize(("page", "status"), [("khong-nhan/", "declined"), ("huy/", "cancelled")])
def test_ended_with_a_reason(need: Need, officer: Client, page: str, status: str) -> None:
    pledge = a_pledge(need)
    url = f"{URL}{pledge.pk}/{page}"
    for typed, said in (("", "Xin điền"), ("x" * 501, "tối đa 500"), ("a\0", "ký tự lạ")):
        assert said in text_of(officer.post(url, {"reason": typed}))
    assert held(need) == 30
    answer = text_of(officer.post(url, {"reason": "<b>Nhầm</b> trường"}, follow=True))
    assert "&lt;b&gt;Nhầm&lt;/b&gt;" in answer
    assert (Pledge.objects.get().status, held(need)) == (status, 0)


def test_given_to_somebody(need: Need, province: Province, officer: Client, as_: AsRole) -> None:
    pledge = a_pledge(need)
    as_(RoleKind.FOCAL_POINT, province.here.unit)
    as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    page = text_of(officer.get(f"{URL}{pledge.pk}/giao/"))
    assert page.count("<option") == 2
    other = page.split('<option value="')[-1].split('"')[0]
    officer.post(f"{URL}{pledge.pk}/giao/", {"officer": other})
    assert Pledge.objects.get().officer_id == int(other)
    assert "Xin chọn một mục" in text_of(officer.post(f"{URL}{pledge.pk}/giao/", {"officer": "999999"}))


# ── By telephone ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _form(**changes: str) -> dict[str, str]:
    empty = dict.fromkeys(("amount_vnd", "quantity", "measure", "need", "unit", "category", "plan", "planned_on"), "")
    return empty | {"kind": f"{SLUG}:money", "once": "phiếu 1"} | changes


def test_what_was_said_on_the_telephone(need: Need, province: Province, officer: Client) -> None:
    donor = make_donor(province.here.unit, name="Hội đồng hương", phone="0912345678")
    assert "Ai cam kết?" in text_of(officer.get(f"{URL}ghi/"))
    assert "Hội đồng hương" in text_of(officer.get(f"{URL}ghi/?q=dong+huong"))
    url = f"{URL}ghi/?nha-tai-tro={donor.pk}"
    for _twice in range(2):
        page = text_of(officer.post(url, _form(need=need.code, quantity="5", plan="Gọi lại thứ hai"), follow=True))
        assert "Gọi lại thứ hai" in page
    pledge = Pledge.objects.get()
    assert (pledge.recorded_by, pledge.officer, held(need)) == (pledge.officer, pledge.recorded_by, 5)
    officer.post(url, _form(kind=f"{SLUG}:blankets", quantity="12", unit=province.here.school.code, once="2"))
    officer.post(url, _form(amount_vnd="3 triệu", unit=province.here.unit.code, category="lunch", once="3"))
    officer.post(url, _form(amount_vnd="3 triệu", once="4"))
    page = text_of(officer.get(f"/nguon-luc/nha-tai-tro/{donor.pk}/"))
    for words in ("12 chiếc", "Bữa ăn trưa bán trú, Xã Thanh An", "Việc cần nhất của chương trình", "1.000.000 đồng"):
        assert words in page, words
    assert f"/nguon-luc/nha-tai-tro/{donor.pk}/" in text_of(officer.get(f"/nha-tai-tro/{donor.pk}/"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"need": "NC-999999"}, "Không có nhu cầu này"),
        ({"need": "abc"}, "có dạng NC-42"),
        ({"need": "here", "quantity": "31"}, "chỉ còn 30 suất"),
        ({"need": "here", "amount_vnd": "14,000"}, "Chưa rõ"),
        ({"amount_vnd": ""}, "1.000 đồng"),
        ({"amount_vnd": "1 triệu", "unit": "03349-mn"}, "Không tìm thấy"),
        ({"amount_vnd": "1 triệu", "category": "lunch"}, "Xin chọn xã"),
        ({"kind": f"{SLUG}:blankets"}, "Số lượng là"),
        ({"kind": "x:y"}, "Xin chọn một mục"),
        ({"amount_vnd": "1 triệu", "planned_on": "01/01/2020"}, "đã qua"),
        ({"amount_vnd": "1 triệu", "planned_on": "31/02/2027"}, "Không có ngày"),
        ({"amount_vnd": "1 triệu", "plan": "thưởng tết cho giáo viên"}, "Thông tư 16/2018"),
    ],
)
def test_what_is_wrong_is_said(need: Need, province: Province, officer: Client, changes: dict[str, str], said: str) -> None:
    donor = make_donor(province.here.unit)
    given = {key: need.code if value == "here" else value for key, value in changes.items()}
    page = text_of(officer.post(f"{URL}ghi/?nha-tai-tro={donor.pk}", _form(**given)))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not Pledge.objects.exists()


@pytest.mark.parametrize("asked", ["0", "abc", "99999", "9" * 30])
def test_a_donor_of_others_is_not_found(need: Need, province: Province, officer: Client, asked: str) -> None:
    theirs = make_donor(province.there.unit)
    for pk in (asked, str(theirs.pk)):
        assert officer.get(f"{URL}ghi/?nha-tai-tro={pk}").status_code == 404
    assert officer.get(f"/nguon-luc/nha-tai-tro/{theirs.pk}/").status_code == 404
