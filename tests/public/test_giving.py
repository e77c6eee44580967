"""A donor on a phone, without an account: promises from the board, and acts on its own page by the code that only it has."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.donors.models import Consent, Donor
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.notifications.actions import send_outbox
from chungtay.public.give_forms import read_amount
from chungtay.public.limits import MOST_IN_AN_HOUR
from chungtay.support.actions import agree_pledge, amend_pledge, note_came
from chungtay.support.models import Pledge
from chungtay.support.promised import LineForm
from tests.make.banking import a_bank_account
from tests.make.needs import make_need
from tests.make.places import Province, make_province
from tests.make.support import a_pledge, line_of

BOARD = "/bang-keu-goi/"
LATELY, TODAY = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def province(db: None, monkeypatch: pytest.MonkeyPatch) -> Province:
    cache.clear()
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return make_province()


def meals(province: Province, **changes: Any) -> Need:
    given: dict[str, Any] = {"category": "lunch", "what": "Bữa trưa", "measure": "suất", "quantity": 30, "cost_vnd": 6_000_000}
    return make_need(province.here.school, status=NeedStatus.PUBLISHED, on=LATELY, **(given | changes))


@pytest.fixture
def need(province: Province) -> Need:
    return meals(province)


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def held(need: Need) -> tuple[int, int]:
    now = Need.objects.get(pk=need.pk)
    return now.promised_quantity, now.promised_vnd


def filled(**changes: str) -> dict[str, str]:
    form = dict.fromkeys(("alias", "phone", "email", "planned_on", "plan"), "")
    form |= {"kind": "money", "donor_kind": "person", "name": "Lò Văn An", "email": "an@example.vn", "public_as": "none"}
    return form | {"consent": "on", "once": "phiếu-1"} | changes


def amount(need: Need, typed: str) -> dict[str, str]:
    return {f"bao_nhieu_{need.pk}": typed}


# ── Promising ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_half_of_a_need_and_the_page_of_one_s_own(client: Client, need: Need, province: Province) -> None:
    account = a_bank_account(province.here.unit, number="0011002233445")
    page = text_of(client.get(f"{BOARD}{need.pk}/"))
    assert f'href="{BOARD}{need.pk}/tang/"' in page
    form = text_of(client.get(f"{BOARD}{need.pk}/tang/"))
    assert "Còn 30 suất chưa có người nhận, khoảng 6 triệu đồng" in form
    answer = client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "15 suất"), planned_on="2026-10-20"))
    pledge = Pledge.objects.get()
    assert answer.headers["Location"] == f"/cam-ket/{pledge.trace_code}/"
    assert (held(need), pledge.unit, pledge.planned_on, pledge.recorded_by) == ((15, 0), province.here.unit, date(2026, 10, 20), None)
    own = text_of(client.get(answer.headers["Location"]))
    for words in ("3.000.000", account.number, account.holder, f"{pledge.payment_code} UNG HO", "08/10/2026", "Xã Thanh An", "<svg"):
        assert words in own, words
    assert mail.outbox == []  # nobody waits for the mail server
    send_outbox(at=clock.now())
    assert pledge.trace_code in mail.outbox[0].body
    assert "an@example.vn" not in own
    assert set(Consent.objects.values_list("what", "how")) == {("contact", "online")}
    assert "còn 15/30 suất chưa có người nhận" in text_of(client.get(f"{BOARD}{need.pk}/"))
    assert "còn 15/30 suất chưa có người nhận" in text_of(client.get(BOARD))


def test_one_thing_half_paid_says_how_much_money_it_still_lacks(client: Client, province: Province) -> None:
    toilet = make_need(province.here.school, status=NeedStatus.PUBLISHED, quantity=1, cost_vnd=60_000_000)
    client.post(f"{BOARD}{toilet.pk}/tang/", filled(**amount(toilet, "20 triệu")))
    for address, words in (
        ("", "còn thiếu khoảng 40 triệu"),
        (f"{toilet.pk}/", "khoảng 40 triệu"),
        (f"{toilet.pk}/tang/", "Còn thiếu khoảng 40 triệu"),
    ):
        page = text_of(client.get(BOARD + address))
        assert words in page, address
        assert "0/1" not in page


def test_the_page_is_for_its_donor_alone(client: Client, need: Need, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pledge = a_pledge(need, quantity=3)
    client.get(f"/cam-ket/{pledge.trace_code}/")
    with django_assert_num_queries(12):
        answer = client.get(f"/cam-ket/{pledge.trace_code.lower().replace('-', ' ')}/")
    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"  # never to another host
    assert "Người phụ trách sẽ liên hệ để hẹn" in text_of(answer)  # no account is open yet
    assert client.get(f"/cam-ket/{pledge.trace_code}/qr.png").status_code == 404


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "CT0000000", "%00", "a" * 300, "7K3M-Q9TX-2BF", "..", "<b>"])
@pytest.mark.parametrize("page", ["", "qr.png", "dong-y/", "doi/", "huy/"])
def test_a_forged_code_finds_nothing(client: Client, need: Need, code: str, page: str) -> None:
    a_pledge(need, quantity=3)
    assert client.get(f"/cam-ket/{code}/{page}").status_code == 404


def test_the_qr_is_a_picture_to_save(client: Client, need: Need, province: Province) -> None:
    a_bank_account(province.here.unit)
    answer = client.get(f"/cam-ket/{a_pledge(need, quantity=3).trace_code}/qr.png")
    assert (answer.headers["Content-Type"], answer.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount": "0"}, "từ 1 trở lên"),
        ({"amount": "-5"}, "Chưa rõ"),
        ({"amount": "31"}, "chỉ còn 30 suất"),
        ({"amount": "6,1 triệu"}, "chỉ còn thiếu 6.000.000 đồng"),
        ({"amount": "mười triệu"}, "Chưa rõ"),
        ({"amount": "500 đồng"}, "Nếu là nghìn"),
        ({"amount": "9" * 61}, "tối đa 60"),
        ({"kind": "boarding_meals", "amount": "2 triệu"}, "không phải số nguyên"),
        ({"kind": "gold"}, "Xin chọn một mục"),
        ({"name": ""}, "Xin điền mục này"),
        ({"name": "x" * 201}, "tối đa 200"),
        ({"name": "a\0"}, "ký tự lạ"),
        ({"email": ""}, "số điện thoại hoặc thư điện tử"),
        ({"email": "khong"}, "thư điện tử chưa đúng"),
        ({"phone": "12345"}, "Số điện thoại chưa đúng"),
        ({"public_as": "alias"}, "Xin ghi bí danh"),
        ({"public_as": "x"}, "Xin chọn một mục"),
        ({"planned_on": "2026-09-30"}, "đã qua"),
        ({"planned_on": "2026-02-31"}, "Không có ngày"),
        ({"planned_on": "mai"}, "chưa đúng"),
        ({"plan": "trả lương cho giáo viên"}, "Thông tư 16/2018"),
        ({"plan": "x" * 2001}, "tối đa 2000"),
        ({"consent": ""}, "Xin đánh dấu đồng ý"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, need: Need, changes: dict[str, str], said: str) -> None:
    typed = changes.pop("amount", "3")
    page = text_of(client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, typed), **changes)))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert (Pledge.objects.count(), Donor.objects.count(), held(need)) == (0, 0, (0, 0))


def test_words_of_a_stranger_are_shown_as_words(client: Client, need: Need) -> None:
    typed = filled(**amount(need, "3"), name="<script>x</script>", plan="<b>Gọi</b> tôi", public_as="name")
    page = text_of(client.post(f"{BOARD}{need.pk}/tang/", typed, follow=True))
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<b>Gọi" not in page


def test_the_same_form_twice_is_one_pledge(client: Client, need: Need) -> None:
    for _twice in range(2):
        client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "3")))
    assert (Pledge.objects.count(), Donor.objects.count(), held(need)) == (1, 1, (3, 0))


def test_a_machine_that_fills_in_everything_is_told_nothing(client: Client, need: Need) -> None:
    answer = client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "3"), trang_web="http://spam.example"))
    assert (answer.status_code, Pledge.objects.count()) == (302, 0)


def test_not_without_the_token_of_the_page(need: Need) -> None:
    assert Client(enforce_csrf_checks=True).post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "3"))).status_code == 403


def test_not_too_often_from_one_address(client: Client, need: Need) -> None:
    for turn in range(MOST_IN_AN_HOUR):
        client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "1"), once=f"{turn}"))
    page = text_of(client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "1"), once="thêm")))
    assert "đã gửi nhiều lần trong một giờ qua" in page
    assert Pledge.objects.count() == MOST_IN_AN_HOUR
    client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "1"), once="nơi khác"), REMOTE_ADDR="10.0.0.9")
    assert Pledge.objects.count() == MOST_IN_AN_HOUR + 1


def test_a_need_that_somebody_took_on_says_so_kindly(client: Client, need: Need, province: Province) -> None:
    other = meals(province)
    a_pledge(need, on=TODAY)
    page = text_of(client.get(f"{BOARD}{need.pk}/"))
    assert "Đã có người nhận hết" in page
    assert "/tang/" not in page
    assert "Phần này đã có người nhận" in text_of(client.get(f"{BOARD}{need.pk}/tang/"))
    assert client.post(f"{BOARD}{need.pk}/tang/", filled(**amount(need, "1"))).status_code == 404
    assert text_of(client.get(BOARD)).count("Chọn để tặng cùng lúc") == 1
    hidden = make_need(province.there.school, status=NeedStatus.VERIFIED, on=LATELY)
    for pk in (hidden.pk, 0, 10**15):
        assert "Phần này đã có người nhận" in text_of(client.get(f"{BOARD}{pk}/tang/"))
    assert Pledge.objects.count() == 1
    assert other.pk


def test_a_need_of_unknown_cost_takes_money_that_is_said(client: Client, province: Province) -> None:
    need = meals(province, cost_vnd=None)
    url = f"{BOARD}{need.pk}/tang/"
    assert "chưa có chi phí ước tính" in text_of(client.post(url, filled(**amount(need, ""))))
    client.post(url, filled(**amount(need, "2 triệu")))
    assert line_of(Pledge.objects.get()).amount_vnd == 2_000_000


def test_several_needs_at_once(client: Client, need: Need, province: Province) -> None:
    second, third = meals(province, what="Gạo"), meals(province, what="Khay ăn")
    address = f"{BOARD}tang/?nhu-cau={need.pk}&nhu-cau={second.pk}&nhu-cau=x&gio={third.pk},0,y"
    page = text_of(client.get(address))
    assert page.count("bao_nhieu_") >= 3
    assert f"?gio={need.pk},{second.pk},{third.pk}" in page
    assert f'name="gio" value="{need.pk}"' in text_of(client.get(f"{BOARD}?gio={need.pk}"))
    client.post(address, filled(**amount(need, "1"), **amount(second, "500 nghìn"), **amount(third, "")))
    assert (held(need), held(second), held(third)) == ((1, 0), (0, 500_000), (30, 0))
    assert Pledge.objects.get().lines.count() == 3
    assert "Phần này đã có người nhận" in text_of(client.get(f"{BOARD}tang/"))


def test_to_a_school_its_commune_or_the_programme(client: Client, need: Need, province: Province) -> None:
    page = text_of(client.get(f"{BOARD}{need.pk}/"))
    urls = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+/ung-ho/[^"]+)"', page)]
    for turn, url in enumerate(urls):
        client.post(url, filled(amount="1 triệu", once=f"{turn}"))
    wide = f"{BOARD}ung-ho/"
    assert "Tỉnh Điện Biên" in text_of(client.get(wide))
    client.post(wide, filled(amount="20", kind="blankets", at="11", once="w"))
    school, commune, anything = (line_of(one) for one in Pledge.objects.order_by("pk"))
    assert (school.unit, school.category, school.pledge.unit) == (province.here.school, "", province.here.unit)
    assert (commune.unit, commune.category) == (province.here.unit, "lunch")
    assert (anything.unit, anything.quantity, anything.measure, anything.pledge.unit) == (None, 20, "chiếc", province.unit)
    for bad in ("?truong=khong-co", "?truong=03316-mn&loai=vang", "?loai=lunch"):
        assert client.get(wide + bad).status_code == 404
    assert "Xin điền mục này" in text_of(client.post(wide, filled(amount="", at="11", once="x")))
    assert "Select" not in text_of(client.post(wide, filled(amount="1 triệu", at="99", once="y")))
    assert Pledge.objects.count() == 3


# ── One's own page ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_agrees_to_what_the_officer_changed(client: Client, need: Need) -> None:
    pledge = a_pledge(need, quantity=10, on=TODAY)
    line = LineForm(line_id=line_of(pledge).pk, need_id=need.pk, quantity=4)
    amend_pledge(pledge, by=None, on=TODAY, lines=[line], plan="", planned_on=None, reason="Có người khác giúp")
    url = f"/cam-ket/{pledge.trace_code}/"
    page = text_of(client.get(url))
    for words in ("2.000.000 đồng", "800.000 đồng", "Có người khác giúp", "Xem và đồng ý"):
        assert words in page, words
    assert "Tôi đồng ý" in text_of(client.get(f"{url}dong-y/"))
    assert Pledge.objects.get().status == "proposed"
    assert "Hai bên đã thống nhất" in text_of(client.post(f"{url}dong-y/", follow=True))
    assert "Đang ở tình trạng" in text_of(client.post(f"{url}dong-y/"))


def test_changes_and_takes_back(client: Client, need: Need) -> None:
    pledge = a_pledge(need, quantity=10, on=TODAY)
    field, url = f"dong_{line_of(pledge).pk}", f"/cam-ket/{pledge.trace_code}/"
    for typed, said in (
        ("0", "0 đồng?"),
        ("-1", "Chưa rõ"),
        ("", "Xin điền"),
        ("2.000.000", "Chưa có gì thay đổi"),
        ("9 triệu", "chỉ còn thiếu"),
    ):
        assert said in text_of(client.post(f"{url}doi/", {field: typed})), typed
    client.post(f"{url}doi/", {field: "1 triệu", "planned_on": "2026-11-01", "reason": "Bớt lại"})
    pledge.refresh_from_db()
    assert (pledge.status, pledge.planned_on, held(need)) == ("offered", date(2026, 11, 1), (5, 0))
    assert "Xin điền" in text_of(client.post(f"{url}huy/", {"reason": ""}))
    page = text_of(client.post(f"{url}huy/", {"reason": "Đổi ý"}, follow=True))
    assert "Đổi ý" in page
    assert "/doi/" not in page
    assert (Pledge.objects.get().status, held(need)) == ("cancelled", (0, 0))


def test_every_state_has_its_words(client: Client, need: Need, province: Province) -> None:
    a_bank_account(province.here.unit)
    pledge = a_pledge(need, quantity=10, on=TODAY)
    url = f"/cam-ket/{pledge.trace_code}/"
    agree_pledge(pledge, by=None, on=TODAY)
    assert "Hai bên đã thống nhất" in text_of(client.get(url))
    note_came(line_of(pledge), 500_000, by=None, on=TODAY)
    page = text_of(client.get(url))
    assert "đã nhận 500.000 đồng" in page
    assert "<code>1.500.000</code>" in page  # what is still to be paid
    note_came(line_of(pledge), 1_500_000, by=None, on=TODAY)
    page = text_of(client.get(url))
    assert "Đơn vị đã nhận đủ" in page
    assert '<svg class="qr' not in page
    Pledge.objects.filter(pk=pledge.pk).update(status="expired")
    assert "cam kết lại từ bảng kêu gọi" in text_of(client.get(url))


@pytest.mark.parametrize(
    ("typed", "is_money", "found"),
    [
        ("", True, (None, None)),
        ("10", True, (None, 10)),
        ("10 suất", True, (None, 10)),
        ("2 triệu", True, (2_000_000, None)),
        ("2.000.000", True, (2_000_000, None)),
        ("500 nghìn", True, (500_000, None)),
        ("10", False, (None, 10)),
        ("1.200 suất", False, (None, 1200)),
    ],
)
def test_an_amount_as_one_types_it(typed: str, is_money: bool, found: tuple[int | None, int | None]) -> None:
    assert read_amount(typed, is_money=is_money, measure="suất", open_quantity=30) == found


def test_what_has_two_meanings_is_asked_about() -> None:
    with pytest.raises(RuleBroken, match=r"“2\.000 bữa” hay “2\.000 đồng”"):
        read_amount("2000", is_money=True, measure="bữa", open_quantity=5_000)
