"""The pages about digital signatures: reading those of a file, signing an issued paper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.documents.enums import FileFormat
from chungtay.documents.models import OfficialDocument
from chungtay.documents.press.pdf import print_pdf
from chungtay.signing import sign_pdf, verify_pdf
from chungtay.web.documents import signature_forms
from tests.documents.template.make import paper
from tests.make.certificates import PASSWORD, Identity, a_hand, a_picture, a_seal, an_identity
from tests.make.documents import Desk, make_issued, make_office, make_signed
from tests.make.places import Province

PAGE = "/van-ban/chu-ky/"
DAY = date(2026, 3, 5)


@pytest.fixture(scope="module")
def authority() -> Identity:
    return an_identity("Nơi cấp thử", "Cơ quan cấp thử", is_authority=True)


@pytest.fixture(scope="module")
def leader(authority: Identity) -> Identity:
    return an_identity("Trưởng phòng", issuer=authority)


@pytest.fixture(scope="module")
def signed(leader: Identity) -> bytes:
    return sign_pdf(print_pdf(paper("Đã xong.")), leader.pkcs12, PASSWORD, reason="Ký <b>ban hành</b>")


@pytest.fixture
def clerk(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def shown(browser: Client, content: bytes, name: str = "bao-cao.pdf") -> str:
    answer = browser.post(PAGE, {"pdf": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    assert client.get(PAGE).headers["Location"] == f"/dang-nhap/?next={PAGE}"
    assert client.post(PAGE, {"pdf": SimpleUploadedFile("a.pdf", b"x")}).status_code == 302


def test_who_when_unchanged(clerk: Client, signed: bytes, authority: Identity, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "goc.crt").write_bytes(authority.pem)
    settings.SIGNING_ROOTS = str(tmp_path)
    page = shown(clerk, signed)
    for words in ("Trưởng phòng", "Có 1 chữ ký số. Nội dung không thay đổi từ khi ký, người ký đã xác minh.", "Không thay đổi từ khi ký"):
        assert words in page
    assert clock.today().strftime("/%Y") in page
    assert "theo đồng hồ của máy đã ký" in page
    assert "Ký &lt;b&gt;ban hành&lt;/b&gt;" in page


def test_an_unknown_signer_is_said(clerk: Client, signed: bytes) -> None:
    page = shown(clerk, signed)
    assert "có người ký chưa xác minh được" in page
    assert "nơi cấp chứng thư không có trong danh sách tin cậy" in page


def test_one_byte_changed(clerk: Client, signed: bytes) -> None:
    damaged = bytearray(signed)
    damaged[signed.index(b"stream") + 90] ^= 1
    page = shown(clerk, bytes(damaged))
    assert "Tệp đã bị thay đổi từ khi ký" in page
    assert "người ký đã xác minh" not in page


def test_nobody_signed(clerk: Client) -> None:
    assert "Tệp này chưa có chữ ký số nào." in shown(clerk, print_pdf(paper("Chưa ký.")))


@pytest.mark.parametrize(("content", "says"), [(b"", "không phải PDF"), (b"PK\x03\x04", "không phải PDF"), (b"%PDF-1.7 x", "đã hỏng")])
def test_files_that_cannot_be_read(clerk: Client, content: bytes, says: str) -> None:
    assert says in shown(clerk, content)


def test_no_file_and_a_file_too_large(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Xin điền mục này." in clerk.post(PAGE).content.decode()
    monkeypatch.setattr(signature_forms.SignedPdfForm.base_fields["pdf"], "most", 3 * 1024 * 1024)
    assert "tối đa 3 MB" in shown(clerk, b"%PDF-" + b"0" * (3 * 1024 * 1024))


def test_names_of_files_are_only_text(clerk: Client, signed: bytes) -> None:
    assert "<script>x" not in shown(clerk, signed, name="<script>x.pdf")


def test_query_count(clerk: Client, signed: bytes, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(6):
        shown(clerk, signed)


# ── Signing an issued paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(province: Province) -> Desk:
    return make_office(province.here.unit)


@pytest.fixture
def issued(desk: Desk) -> OfficialDocument:
    return make_issued(desk, on=DAY)


def signs(browser: Client, issued: OfficialDocument, leader: Identity, role: str = "hand", **changes: object) -> str:
    picture = SimpleUploadedFile("a.png", a_hand() if role == "hand" else a_seal())
    sent = {"role": role, "pkcs12": SimpleUploadedFile("k.p12", leader.pkcs12), "password": PASSWORD, "picture": picture}
    answer = browser.post(f"/van-ban/{issued.pk}/ky-so/", sent | changes, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def kept(issued: OfficialDocument) -> list[bytes]:
    found = []
    for file in issued.files.filter(format=FileFormat.SIGNED).order_by("pk"):
        with file.file.open("rb") as opened:
            found.append(opened.read())
    return found


def test_the_signer_then_the_agency(desk: Desk, issued: OfficialDocument, leader: Identity) -> None:
    browser = Client()
    browser.force_login(desk.officer)
    assert "Đã ký số." in signs(browser, issued, leader)
    assert "Đã ký số." in signs(browser, issued, leader, role="seal")
    first, second = kept(issued)
    assert [len(verify_pdf(pdf).signatures) for pdf in (first, second)] == [1, 2]
    assert verify_pdf(second).is_intact
    assert verify_pdf(second).signatures[0].reason == f"Ký ban hành {issued.symbol}"


def test_a_wrong_password_keeps_nothing(desk: Desk, issued: OfficialDocument, leader: Identity) -> None:
    browser = Client()
    browser.force_login(desk.officer)
    page = signs(browser, issued, leader, password="sai")
    assert "Mật khẩu của chứng thư số chưa đúng" in page
    assert "sai" not in page.split("<form", 1)[1].replace("chưa đúng", "")
    assert "không phải chứng thư số" in signs(browser, issued, leader, pkcs12=SimpleUploadedFile("k.p12", b"x"))
    assert "nền trong suốt" in signs(browser, issued, leader, picture=SimpleUploadedFile("a.png", opaque()))
    assert kept(issued) == []


def opaque() -> bytes:
    return a_picture(lambda _x, _y: 1.0, (0, 0, 0), wide=4, high=4, transparent=False)


def test_who_may_sign_and_what(
    as_: Callable[..., Client], province: Province, desk: Desk, issued: OfficialDocument, client: Client
) -> None:
    address = f"/van-ban/{issued.pk}/ky-so/"
    assert client.get(address).status_code == 302
    assert as_(RoleKind.CLERK, province.here.school).get(address).status_code in (403, 404)
    assert as_(RoleKind.COMMUNE_OFFICER, province.there.office).get(address).status_code == 404
    officer = Client()
    officer.force_login(desk.officer)
    assert officer.get(address).status_code == 200
    assert officer.get(f"/van-ban/{make_signed(desk, on=DAY).pk}/ky-so/").status_code == 404
