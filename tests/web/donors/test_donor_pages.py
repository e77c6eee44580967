"""Donors: the list, one donor, recording, revising, consents, the file."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.donors.actions import give_consent, merge_donors, withdraw_consent
from chungtay.donors.enums import ConsentHow, ConsentWhat, DonorKind
from chungtay.donors.models import Consent, Donor, DonorDistinct
from tests.make.donors import TAX_CODE, make_donor, make_nameless
from tests.make.files import A_PDF
from tests.make.places import Province

TODAY = clock.today()
URL = "/nha-tai-tro/"

AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


def _form(province: Province, **changes: str) -> dict[str, str]:
    form = {
        "kind": "company",
        "name": "Công ty TNHH Mường Thanh",
        "tax_code": TAX_CODE,
        "contact": "Bà Hoa",
        "phone": "+84 912 345 678",
        "email": "hoa@muongthanh.vn",
        "address": "Phường Mường Thanh",
        "public_as": "name",
        "consent_how": "paper",
        "consent_on": "",
        "at": province.here.unit.code,
        "note": "",
    }
    return form | changes


def test_recorded_and_shown(province: Province, officer: Client) -> None:
    assert "Chưa có nhà tài trợ nào" in text_of(officer.get(URL))
    assert "Xã Thanh An" in text_of(officer.get(URL + "ghi/"))
    form = _form(province) | {"paper": SimpleUploadedFile("đồng ý.pdf", A_PDF)}
    page = text_of(officer.post(URL + "ghi/", form, follow=True))
    for words in ("Đã ghi nhà tài trợ", "Công ty TNHH Mường Thanh", TAX_CODE, "0912 345 678", "Bà Hoa", "Nêu tên công khai", "bằng giấy"):
        assert words in page, words
    assert "đồng ý.pdf" not in page
    consent = Consent.objects.get()
    paper = officer.get(f"{URL}{consent.donor_id}/dong-y/{consent.pk}/giay/")
    assert b"".join(paper.streaming_content) == A_PDF  # type: ignore[attr-defined]
    page = text_of(officer.get(URL))
    assert "0912 345 678" in page
    assert 'aria-current="page">Nhà tài trợ' in page
    assert URL in text_of(officer.get("/nguon-luc/"))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("kind", "robot", "Xin chọn một mục"),
        ("name", "", "Xin điền mục này"),
        ("name", "x" * 201, "tối đa 200"),
        ("name", "a\0", "ký tự lạ"),
        ("tax_code", "0100109107", "không có thật"),
        ("tax_code", "011087123456", "căn cước"),
        ("contact", "em Nam", "trẻ em"),
        ("phone", "12", "Số điện thoại chưa đúng"),
        ("email", "a@", "thư điện tử chưa đúng"),
        ("public_as", "", "Xin chọn một mục"),
        ("public_as", "alias", "Xin ghi bí danh"),
        ("consent_how", "", "bằng cách nào"),
        ("consent_on", "31/02/2026", "Không có ngày"),
        ("consent_on", "01/01/2100", "tương lai"),
        ("at", "03349", "Không tìm thấy"),
        ("at", "", "Xin ghi tên hoặc mã"),
        ("note", "CCCD 011087123456", "căn cước"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(province: Province, officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(officer.post(URL + "ghi/", _form(province, **{field: typed})))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not Donor.objects.exists()


def test_a_file_that_is_none_is_refused(province: Province, officer: Client) -> None:
    page = text_of(officer.post(URL + "ghi/", _form(province) | {"paper": SimpleUploadedFile("x.pdf", b"MZ")}))
    assert "Cần sửa trước khi gửi" in page
    assert not Donor.objects.exists()


def test_who_looks_alike_is_asked_about(province: Province, officer: Client) -> None:
    first = make_donor(province.here.unit, name="CTY CP MUONG THANH")
    hidden = make_donor(province.there.unit, name="Mường Thanh")
    assert "apart_from" not in text_of(officer.get(URL + "ghi/"))
    page = text_of(officer.post(URL + "ghi/", _form(province)))
    assert f'name="apart_from" value="{first.pk}"' in page
    assert f"{URL}{first.pk}/" in page
    assert f"{URL}{hidden.pk}/" not in page
    assert "tên giống nhau" in page
    assert "Có thể nhà tài trợ này đã có" in text_of(officer.post(URL + "ghi/", _form(province, apart_from="x")))
    officer.post(URL + "ghi/", _form(province, apart_from=str(first.pk)))
    assert DonorDistinct.objects.get().one == first


def test_revised(province: Province, officer: Client) -> None:
    donor = make_nameless(province.here.unit, name="Lò Văn An", phone="0912345678")
    url = f"{URL}{donor.pk}/sua/"
    page = text_of(officer.get(url))
    assert "0912 345 678" in page
    assert "Xã Thanh An (03316)" in page
    form = _form(province, kind="person", name="Lò Văn Ân", tax_code="", public_as="alias", alias="Người con Điện Biên", consent_how="")
    assert "bằng cách nào" in text_of(officer.post(url, form))
    page = text_of(officer.post(url, form | {"consent_how": "phone"}, follow=True))
    assert "Nêu bí danh: Người con Điện Biên" in page
    assert "Lò Văn Ân" in page


def test_consents_given_and_withdrawn(province: Province, officer: Client) -> None:
    donor = make_donor(province.here.unit, name="Công ty Mường Thanh", phone="0912345678")
    url = f"{URL}{donor.pk}/"
    page = text_of(officer.get(url))
    assert "<strong>Công ty Mường Thanh</strong>" in page
    form = {"what": "contact", "how": "online", "given_on": TODAY.isoformat()}
    assert "Giữ thông tin liên hệ" in text_of(officer.post(url + "dong-y/", form, follow=True))
    assert "đồng ý việc này rồi" in text_of(officer.post(url + "dong-y/", form))
    assert "Xin chọn một mục" in text_of(officer.post(url + "dong-y/", {}))
    name, contact = (Consent.objects.get(what=what) for what in (ConsentWhat.NAME, ConsentWhat.CONTACT))
    assert "Giấy tờ đã phát hành không đổi" in text_of(officer.get(f"{url}dong-y/{name.pk}/rut/"))
    page = text_of(officer.post(f"{url}dong-y/{name.pk}/rut/", follow=True))
    assert "<strong>Nhà tài trợ không nêu tên</strong>" in page
    assert "<del>Nêu tên công khai</del>" in page
    assert "chưa có sự đồng ý còn hiệu lực" in page
    assert "bị xóa ngay" in text_of(officer.get(f"{url}dong-y/{contact.pk}/rut/"))
    assert "0912 345 678" in text_of(officer.get(url))
    assert "0912 345 678" not in text_of(officer.post(f"{url}dong-y/{contact.pk}/rut/", follow=True))
    assert "đã được rút rồi" in text_of(officer.post(f"{url}dong-y/{name.pk}/rut/"))
    other = give_consent(make_donor(province.here.unit), by=None, on=TODAY, what=ConsentWhat.LOGO, how=ConsentHow.PHONE)
    assert officer.get(f"{url}dong-y/{other.pk}/rut/").status_code == 404
    assert officer.get(f"{url}dong-y/{name.pk}/giay/").status_code == 404


def test_searched_filtered_and_paged(province: Province, officer: Client) -> None:
    make_donor(province.here.unit, name="Công ty Điện lực", phone="0912345678")
    make_nameless(province.here.unit, name="Đào Văn Ất")
    for query, seen, unseen in (
        ("q=dien+luc", "Công ty Điện lực", "Đào Văn Ất"),
        ("q=0912+345+678", "Công ty Điện lực", "Đào Văn Ất"),
        ("loai=person", "Đào Văn Ất", "Công ty Điện lực"),
    ):
        page = text_of(officer.get(f"{URL}?{query}"))
        assert seen in page, query
        assert unseen not in page, query
    assert "Không có nhà tài trợ như vậy" in text_of(officer.get(URL + "?q=xyz"))
    for query in ("loai=x", "loai=%00", "q=%00", "sau=xyz", "q=%F0%9F%98%80"):
        assert officer.get(f"{URL}?{query}").status_code == 200
    for number in range(41):
        make_nameless(province.here.unit, name=f"Lò Văn Số {number}")
    assert "Trang sau" in text_of(officer.get(URL))


def test_contacts_are_for_those_who_work_with_the_donor(province: Province, as_: AsRole, client: Client) -> None:
    donor = make_donor(province.here.unit, name="Công ty Điện lực", phone="0912345678", note="Gọi buổi sáng")
    leader, neighbour = as_(RoleKind.LEADER, province.here.unit), as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    for path in ("", f"{donor.pk}/"):
        page = text_of(leader.get(URL + path))
        assert "Công ty Điện lực" in page
        assert "0912 345 678" not in page
        assert "Gọi buổi sáng" not in page
        assert "/sua/" not in page
    assert "Công ty Điện lực" not in text_of(leader.get(URL + "?q=0912345678"))
    assert "Công ty Điện lực" not in text_of(neighbour.get(URL))
    consent = Consent.objects.get()
    inner = [
        "",
        "sua/",
        "dong-y/",
        f"dong-y/{consent.pk}/rut/",
        f"dong-y/{consent.pk}/giay/",
        f"gop/{donor.pk}/",
        f"khac/{donor.pk}/",
        "tach/",
    ]
    for path in inner:
        assert neighbour.get(f"{URL}{donor.pk}/{path}").status_code == 404, path
        assert path == "" or leader.get(f"{URL}{donor.pk}/{path}").status_code == 403, path
    for path in ("", "excel/", "ghi/", "trung/", *(f"{donor.pk}/{path}" for path in inner)):
        assert client.get(URL + path).headers["Location"].startswith("/dang-nhap/?next="), path
    assert neighbour.get(f"{URL}{10**30}/").status_code == 404


def test_as_an_excel_book(province: Province, officer: Client) -> None:
    make_donor(province.here.unit, name="=1+1 Công ty", phone="0912345678", kind=DonorKind.ORGANISATION)
    withdraw_consent(Consent.objects.get(), by=None, on=TODAY)
    make_donor(province.here.unit, name="An Bình")
    make_donor(province.there.unit, name="Sam Mứn")
    response = officer.get(URL + "excel/")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0).to_python()  # type: ignore[attr-defined]
    assert [row[0] for row in rows] == ["Tên", "=1+1 Công ty", "An Bình"]
    assert (rows[1][4], rows[1][8], rows[2][8]) == ("0912 345 678", "Nhà tài trợ không nêu tên", "An Bình")


def test_query_counts(province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    kept = make_donor(province.here.unit, name="Công ty Mường Thanh")
    for _ in range(5):
        merge_donors(kept, make_donor(province.here.unit), by=None, on=TODAY, reason="một công ty")
        make_donor(province.here.unit, name="CTY MUONG THANH")
    with django_assert_max_num_queries(17):
        officer.get(URL)
    with django_assert_max_num_queries(24):
        officer.get(f"{URL}{kept.pk}/")
    with django_assert_max_num_queries(17):
        officer.get(URL + "trung/")
