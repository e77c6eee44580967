"""Pages of support's papers: drafting one about something, its list, its figures drawn anew."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.documents.enums import DocumentKind
from chungtay.documents.models import OfficialDocument
from chungtay.programmes.models import Programme
from chungtay.support.enums import PaperKind
from chungtay.support.models import Contribution, SupportPaper
from tests.make.documents import make_office
from tests.make.gifts import make_cash
from tests.make.places import Province
from tests.web.support.conftest import text_of

AsRole = Callable[..., Client]
URL = "/nguon-luc/van-ban/"
NEW = f"{URL}moi/"


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    make_office(province.here.unit)
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


@pytest.fixture
def cash(province: Province, programme: Programme) -> Contribution:
    return make_cash(province.here.unit, 14_500_000, programme=programme)


def _profile(province: Province) -> dict[str, str]:
    return {"profile": str(province.here.unit.office_profiles.get().pk)}


def test_a_letter_of_thanks_is_drafted(officer: Client, province: Province, cash: Contribution) -> None:
    page = officer.get(f"{NEW}?loai=cam-on&ve={cash.trace_code}")
    assert "Thư cảm ơn và giấy xác nhận" in text_of(page)
    answer = officer.post(f"{NEW}?loai=cam-on&ve={cash.trace_code}", _profile(province))
    row = SupportPaper.objects.get()
    assert (row.kind, row.subject, row.unit) == (PaperKind.THANKS, cash.trace_code, province.here.unit)
    assert answer["Location"] == f"/van-ban/{row.document_id}/"
    assert row.document.kind == DocumentKind.CONG_VAN
    assert f'data-mark="nhan.{cash.pk}">14.500.000</span> đồng' in text_of(officer.get(answer["Location"]))
    again = text_of(officer.get(f"{NEW}?loai=cam-on&ve={cash.trace_code}"))
    assert "Đã có văn bản về việc này" in again


def test_words_are_edited_and_figures_are_not(officer: Client, province: Province, cash: Contribution) -> None:
    officer.post(f"{NEW}?loai=tiep-nhan&ve={cash.reception_id}", _profile(province))
    paper = OfficialDocument.objects.get()
    url = f"/van-ban/{paper.pk}/sua/"
    form = officer.get(url).context["form"].initial
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    assert "14.500.000#" in typed["text"]
    refused = officer.post(url, typed | {"text": typed["text"].replace("{14.500.000#", "{14.600.000#")})
    assert "Số sai xin sửa ở nơi ghi rồi đếm lại" in text_of(refused)
    officer.post(url, typed | {"text": typed["text"].replace("mỗi bên giữ một bản.", "mỗi bên giữ một bản, bên nhận lưu thêm một bản.")})
    paper.refresh_from_db()
    assert "bên nhận lưu thêm một bản" in paper.source
    assert "14.500.000#" in paper.source


def test_figures_are_drawn_anew(officer: Client, province: Province, programme: Programme, cash: Contribution) -> None:
    month = f"{clock.today():%Y-%m}"
    officer.post(f"{NEW}?loai=thang", _profile(province) | {"month": month, "programme": programme.slug})
    row = SupportPaper.objects.get()
    assert (row.kind, row.subject) == (PaperKind.MONTH, month)
    make_cash(province.here.unit, 2_000_000, programme=programme)
    page = officer.get(f"{URL}{row.pk}/lay-lai/")
    assert "Câu chữ đã sửa trong nội dung sẽ mất" in text_of(page)
    officer.post(f"{URL}{row.pk}/lay-lai/")
    assert "16.500.000" in OfficialDocument.objects.get().source


def test_a_span_is_checked(officer: Client, province: Province, programme: Programme) -> None:
    form = _profile(province) | {"programme": "", "starts": "01/6/2026", "ends": "01/5/2026"}
    assert "Ngày cuối không thể trước ngày đầu" in text_of(officer.post(f"{NEW}?loai=danh-sach", form))
    assert "3 năm" in text_of(officer.post(f"{NEW}?loai=danh-sach", form | {"starts": "01/6/2001"}))
    assert "lịch" in text_of(officer.post(f"{NEW}?loai=danh-sach", form | {"starts": "31/02/2026"}))
    assert not SupportPaper.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?loai=la", "?loai=cam-on", "?loai=cam-on&ve=AAAA-BBBB-CCCC", "?loai=tiep-nhan&ve=x%00", "?loai=ban-giao&ve=9"]
)
def test_what_is_not_there_is_not_found(officer: Client, query: str) -> None:
    assert officer.get(f"{NEW}{query}").status_code == 404


def test_the_neighbour_commune_finds_nothing(officer: Client, province: Province, as_: AsRole, cash: Contribution) -> None:
    officer.post(f"{NEW}?loai=cam-on&ve={cash.trace_code}", _profile(province))
    make_office(province.there.unit)
    neighbour = as_(RoleKind.COMMUNE_OFFICER, province.there.office)
    assert neighbour.get(f"{NEW}?loai=cam-on&ve={cash.trace_code}").status_code == 404
    assert neighbour.get(f"{URL}{SupportPaper.objects.get().pk}/lay-lai/").status_code == 404
    assert "cảm ơn và xác nhận" not in text_of(neighbour.get(URL))


def test_a_stranger_signs_in_first(client: Client) -> None:
    for url in (URL, f"{NEW}?loai=thang", f"{URL}1/lay-lai/"):
        assert "/dang-nhap/" in client.get(url)["Location"]


def test_without_an_office_the_page_says_what_to_do(province: Province, as_: AsRole, cash: Contribution) -> None:
    clerk = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert clerk.get(f"{NEW}?loai=cam-on&ve={cash.trace_code}").status_code == 200


def test_the_list_asks_few_questions(
    officer: Client, province: Province, programme: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        gift = make_cash(province.here.unit, 1_000_000, programme=programme)
        officer.post(f"{NEW}?loai=cam-on&ve={gift.trace_code}", _profile(province))
    officer.get(URL)
    with django_assert_max_num_queries(20):
        page = officer.get(URL)
    assert text_of(page).count("cảm ơn và xác nhận đã tiếp nhận tài trợ") == 4
