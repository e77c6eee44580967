"""The incoming register and the offices' pages."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.documents.models import IncomingDocument, NumberSeries, OfficeProfile
from tests.make.documents import Desk, make_office
from tests.make.files import A_PDF, a_docx
from tests.make.incoming import make_incoming
from tests.make.places import Province

TODAY = clock.today()
ARRIVAL = {
    "on": TODAY.isoformat(),
    "sender": "UBND tỉnh Điện Biên",
    "symbol": "210/KH-UBND",
    "issued_on": TODAY.isoformat(),
    "kind": "Kế hoạch",
    "subject": "Triển khai chương trình “Điều ước cho em”",
}
HEAD = {"issuer": "TRƯỜNG MẦM NON THANH AN", "abbreviation": "TrMNTA", "place": "Thanh An", "on": TODAY.isoformat()}


@pytest.fixture
def desk(province: Province) -> Desk:
    return make_office(province.here.unit)


@pytest.fixture
def officer(desk: Desk) -> Client:
    browser = Client()
    browser.force_login(desk.officer)
    return browser


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def _upload(content: bytes, name: str = "ke hoach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _arrive(browser: Client, desk: Desk, **changes: object) -> HttpResponseBase:
    return browser.post("/van-ban/den/vao-so/", ARRIVAL | {"unit": str(desk.unit.pk)} | changes, follow=True)


def test_registered_given_and_settled(desk: Desk, officer: Client) -> None:
    page = text_of(_arrive(officer, desk, file=_upload(A_PDF)))
    assert "Đã vào sổ: số đến 1" in page
    row = IncomingDocument.objects.get()
    url = f"/van-ban/den/{row.pk}/"
    answer = officer.get(url + "tep/")
    assert b"".join(answer.streaming_content) == A_PDF  # type: ignore[attr-defined]
    assert "attachment" in answer.headers["Content-Disposition"]
    officer.post(url + "giao/", {"handler": str(desk.leader.pk), "due_on": TODAY.isoformat()})
    leader = Client()
    leader.force_login(desk.leader)
    assert "giao cho bạn" in text_of(leader.get("/"))
    assert "Giải quyết xong" in text_of(leader.get(url))
    leader.post(url + "xong/", {"on": TODAY.isoformat(), "outcome": "Đã trả lời"})
    page = text_of(officer.get("/van-ban/den/"))
    assert "Đã xong" in page
    officer.post(url + "sua/", ARRIVAL | {"sender": "Sở Y tế"})
    row.refresh_from_db()
    assert (row.sender, row.outcome) == ("Sở Y tế", "Đã trả lời")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("sender", "", "Xin điền mục này"),
        ("subject", "x" * 501, "tối đa 500"),
        ("subject", "a\0b", "ký tự lạ"),
        ("on", "31/02/2026", "Không có ngày"),
        ("on", "01/01/2100", "tương lai"),
        ("issued_on", "01/01/2100", "sau ngày đến"),
        ("due_on", "01/01/2000", "trước ngày đến"),
        ("unit", "999999", "Xin chọn một mục"),
        ("unit", "x", "Xin chọn một mục"),
        ("handler", "999999", "Xin chọn một mục"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk: Desk, officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(_arrive(officer, desk, **{field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not IncomingDocument.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90", "van-ban.pdf", "không phải PDF"),
        (b"<html>", "van-ban.docx", "không phải PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "cu.doc", "kiểu cũ"),
        (A_PDF + b"\0" * 25 * 1024 * 1024, "to.pdf", "tối đa 20 MB"),
    ],
    ids=["empty", "program", "page", "old", "25 MB"],
)
def test_wrong_files(desk: Desk, officer: Client, content: bytes, name: str, said: str) -> None:
    assert said in text_of(_arrive(officer, desk, file=_upload(content, name)))
    assert not IncomingDocument.objects.exists()


def test_a_file_is_named_by_what_it_is(desk: Desk, officer: Client) -> None:
    _arrive(officer, desk, file=_upload(a_docx(), "../../ke\r\nhoach.exe.pdf"))
    row = IncomingDocument.objects.get()
    assert row.file_name.endswith(".docx")
    assert "/" not in row.file_name
    assert officer.get(f"/van-ban/den/{row.pk}/tep/").status_code == 200


def test_the_same_paper_twice_is_told(desk: Desk, officer: Client) -> None:
    _arrive(officer, desk)
    assert "đã đăng ký: số đến 1" in text_of(_arrive(officer, desk))
    assert IncomingDocument.objects.count() == 1


def test_the_neighbour_and_the_stranger(province: Province, desk: Desk, as_: Callable[..., Client], client: Client) -> None:
    row = make_incoming(desk, on=TODAY)
    paths = [f"/van-ban/den/{row.pk}/{step}" for step in ("", "tep/", "sua/", "giao/", "xong/")]
    neighbour = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    for path in paths:
        assert neighbour.get(path).status_code == 404, path
        assert neighbour.post(path).status_code in (404, 405), path
    assert row.subject not in text_of(neighbour.get("/van-ban/den/"))
    for path in [*paths, "/van-ban/den/", "/van-ban/den/so.xlsx", "/van-ban/den/vao-so/"]:
        assert client.get(path).headers["Location"].startswith("/dang-nhap/?next="), path
    assert as_(RoleKind.FOCAL_POINT, province.here.office).get("/van-ban/den/vao-so/").status_code == 403


def test_the_register_as_an_excel_book(desk: Desk, officer: Client) -> None:
    make_incoming(desk, on=TODAY, sender="Sở Y tế")
    make_incoming(desk, on=TODAY, sender="=1+1")
    book = zipfile.ZipFile(io.BytesIO(b"".join(officer.get("/van-ban/den/so.xlsx").streaming_content)))  # type: ignore[attr-defined]
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for words in ("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Sở Y tế", "=1+1", "Thời hạn giải quyết"):
        assert words in sheet
    assert "<f>" not in sheet


def test_query_counts(desk: Desk, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    rows = [make_incoming(desk, on=TODAY) for _ in range(5)]
    for path, most in (("/van-ban/den/", 10), (f"/van-ban/den/{rows[0].pk}/", 14)):
        with django_assert_max_num_queries(most):
            officer.get(path)


# ── Offices ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clerk_says_how_the_school_heads_its_papers(province: Province, as_: Callable[..., Client]) -> None:
    school = province.here.school
    clerk = as_(RoleKind.CLERK, school)
    url = f"/van-ban/co-quan/{school.code}/"
    assert "chưa khai báo" in text_of(clerk.get("/van-ban/co-quan/"))
    assert "viết liền" in text_of(clerk.post(url + "trinh-bay/", HEAD | {"abbreviation": "Tr MN"}))
    assert "TrMNTA" in text_of(clerk.post(url + "trinh-bay/", HEAD | {"is_one_register": "on"}, follow=True))
    assert OfficeProfile.objects.get().is_one_register
    body = HEAD | {"body": "Ban Đại diện", "issuer": "BAN ĐẠI DIỆN", "abbreviation": "BĐD"}
    assert "BĐD" in text_of(clerk.post(url + "ban-to/", body, follow=True))
    form = text_of(clerk.get(url + "so-tiep-theo/"))
    assert "Ban Đại diện: Báo cáo" in form
    head = OfficeProfile.objects.get(body="")
    page = text_of(clerk.post(url + "so-tiep-theo/", {"register": f"{head.pk}:", "first_number": "58"}, follow=True))
    assert "tiếp theo là 58" in page
    assert "1 đến 99999" in text_of(clerk.post(url + "so-tiep-theo/", {"register": f"{head.pk}:", "first_number": "0"}))
    assert "Xin chọn một mục" in text_of(clerk.post(url + "so-tiep-theo/", {"register": "9:BC", "first_number": "5"}))


def test_offices_outside_the_scope(province: Province, desk: Desk, officer: Client, as_: Callable[..., Client]) -> None:
    for step in ("", "trinh-bay/", "ban-to/", "so-tiep-theo/"):
        assert officer.get(f"/van-ban/co-quan/{province.there.school.code}/{step}").status_code == 404
        assert officer.get(f"/van-ban/co-quan/{province.here.school.code}/{step}").status_code == 200
    assert as_(RoleKind.LEADER, province.here.unit).get("/van-ban/co-quan/").status_code == 403
