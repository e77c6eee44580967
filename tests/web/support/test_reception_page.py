"""Cash and goods by minutes, as a clerk writes them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.programmes.models import Programme
from chungtay.support.enums import PledgeStatus
from chungtay.support.models import Contribution, Reception, StoreBalance
from tests.make.donors import make_donor
from tests.make.files import A_PDF
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.programmes import SLUG
from tests.make.support import a_pledge
from tests.web.support.conftest import text_of

TODAY = clock.today()
URL = "/nguon-luc/tiep-nhan/"
AsRole = Callable[..., Client]


@pytest.fixture
def clerk(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def _form(province: Province, **changes: object) -> dict[str, object]:
    given = {
        "unit": province.here.school.code,
        "received_on": TODAY.isoformat(),
        "once": "k1",
        "kind_1": f"{SLUG}:blankets",
        "quantity_1": "40",
    }
    return given | changes


def test_goods_with_their_minutes(programme: Programme, province: Province, clerk: Client) -> None:
    donor = make_donor(province.here.school, name="Công ty Mường Thanh")
    assert "Biên bản đã ký" in text_of(clerk.get(URL))
    paper = SimpleUploadedFile("bb.pdf", A_PDF)
    more = {"kind_2": f"{SLUG}:warm_clothes", "quantity_2": "25", "donor": "công ty mường thanh", "store": province.here.site.code}
    page = text_of(clerk.post(URL, _form(province, **more, upload=paper, number="07/BB", receiver_name="Bà Hoa"), follow=True))
    assert "Đã ghi biên bản tiếp nhận" in page
    reception = Reception.objects.get()
    assert (reception.donor, reception.number, reception.attachment is not None) == (donor, "07/BB", True)
    assert [(row.place, row.quantity) for row in StoreBalance.objects.order_by("pk")] == [
        (province.here.site, 40),
        (province.here.site, 25),
    ]
    assert "đã được ghi rồi" in text_of(clerk.post(URL, _form(province)))


def test_cash_that_keeps_a_pledge(programme: Programme, province: Province, clerk: Client) -> None:
    pledge = a_pledge(at=province.here.school, amount_vnd=3_000_000, on=TODAY, status=PledgeStatus.AGREED)
    form = _form(province, kind_1=f"{SLUG}:money", quantity_1="", value_1="3 triệu", pledge=pledge.payment_code)
    clerk.post(URL, form)
    row = Contribution.objects.get()
    assert (row.way, row.value_vnd, row.donor, row.pledge_line) == ("cash", 3_000_000, pledge.donor, pledge.lines.get())


def test_begun_with_what_a_pledge_awaits_and_counted_as_the_need_is(programme: Programme, province: Province, as_: AsRole) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    need = make_need(province.here.school, on=TODAY, status=NeedStatus.PUBLISHED, quantity=4, measure="máy")
    pledge = a_pledge(need, kind="learning_supplies", quantity=2, on=TODAY, status=PledgeStatus.AGREED)
    page = text_of(officer.get(f"{URL}?cam-ket={pledge.payment_code}"))
    assert f'value="{pledge.payment_code}"' in page
    assert re.search(r'name="quantity_1" value="2"', page)
    form = _form(province, unit=province.here.unit.code, kind_1=f"{SLUG}:learning_supplies", quantity_1="2", pledge=pledge.payment_code)
    answer = officer.post(URL, form)
    row = Contribution.objects.get()
    assert answer.headers["Location"] == f"/nguon-luc/{row.pk}/"
    assert (row.quantity, row.measure, row.pledge_line) == (2, "máy", pledge.lines.get())


def test_a_pledge_of_somewhere_else_is_not_told(programme: Programme, province: Province, clerk: Client) -> None:
    pledge = a_pledge(at=province.there.school, amount_vnd=3_000_000, on=TODAY, status=PledgeStatus.AGREED)
    assert pledge.donor.name not in text_of(clerk.get(f"{URL}?cam-ket={pledge.payment_code}"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind_1": ""}, "Xin chọn một mục"),
        ({"quantity_1": ""}, "Xin ghi số lượng"),
        ({"quantity_1": "-4"}, "Số này"),
        ({"received_on": (TODAY + timedelta(days=1)).isoformat()}, "tương lai"),
        ({"pledge": "CT123"}, "Không có cam kết với mã này"),
        ({"kind_2": f"{SLUG}:money", "value_2": "1 triệu"}, "biên bản nhận tiền"),
        ({"unit": "03349-mn"}, "Không tìm thấy"),
        ({"number": "7" * 41}, "tối đa 40"),
    ],
)
def test_what_is_wrong_is_said(programme: Programme, province: Province, clerk: Client, changes: dict[str, object], said: str) -> None:
    assert said in text_of(clerk.post(URL, _form(province, **changes)))
    assert not Contribution.objects.exists()


def test_who_may_not(programme: Programme, province: Province, as_: AsRole, client: Client) -> None:
    assert as_(RoleKind.LEADER, province.here.unit).get(URL).status_code == 403
    assert client.get(URL).headers["Location"].startswith("/dang-nhap/?next=")
