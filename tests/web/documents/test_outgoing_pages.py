"""Drafting, the steps, the outgoing register: each page works, keeps to the scope, says the rule, asks the database little."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.documents.actions.issuing import note_dispatch
from chungtay.documents.enums import DocumentKind, DocumentStatus
from chungtay.documents.models import NumberSeries, OfficialDocument
from tests.make.documents import Desk, make_draft, make_issued, make_office, make_signed
from tests.make.people import make_user
from tests.make.places import Province

TODAY = clock.today()
TYPED = {
    "kind": "BC",
    "subject": "Kết quả thực hiện chương trình",
    "addressees": "- Ủy ban nhân dân tỉnh;\n\nSở Giáo dục và Đào tạo.",
    "bases": "Luật Trẻ em năm 2016;",
    "text": "Đến nay có 6 trường đã sửa nhà vệ sinh.\n\n# Kết quả\n\n- Còn thiếu nước sạch",
    "authority": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "recipients": "Như trên",
    "archive": "VT",
}


@pytest.fixture
def desk(province: Province) -> Desk:
    return make_office(province.here.unit)


@pytest.fixture
def officer(desk: Desk) -> Client:
    return _signed_in(desk.officer)


@pytest.fixture
def leader(desk: Desk) -> Client:
    return _signed_in(desk.leader)


def _signed_in(user: object) -> Client:
    browser = Client()
    browser.force_login(user)  # type: ignore[arg-type]
    return browser


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def _typed(desk: Desk, **changes: str) -> dict[str, str]:
    return TYPED | {"profile": str(desk.unit.office_profiles.get().pk)} | changes


STEPS = ("sua", "trinh", "kiem-tra", "ky", "tra-lai", "phat-hanh", "chuyen", "thay-the", "thu-hoi", "bo")


def _paths(paper: OfficialDocument) -> list[str]:
    return [f"/van-ban/{paper.pk}/", *(f"/van-ban/{paper.pk}/{step}/" for step in STEPS)]


# ── From a draft to an issued paper ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_way(desk: Desk, officer: Client, leader: Client) -> None:
    made = officer.post("/van-ban/soan/", _typed(desk))
    paper = OfficialDocument.objects.get()
    assert made.headers["Location"] == f"/van-ban/{paper.pk}/"
    page = text_of(officer.get(f"/van-ban/{paper.pk}/"))
    for words in ("BÁO CÁO", "Luật Trẻ em năm 2016.", "- Ủy ban nhân dân tỉnh;", "- Sở Giáo dục và Đào tạo.", "KẾT QUẢ", "/BC-UBND"):
        assert words in page, words
    assert f'class="button primary" href="/van-ban/{paper.pk}/trinh/"' in page
    assert "Đã trình duyệt" in text_of(officer.post(f"/van-ban/{paper.pk}/trinh/", follow=True))
    assert f'class="button primary" href="/van-ban/{paper.pk}/ky/"' in text_of(leader.get(f"/van-ban/{paper.pk}/"))
    assert "Đã ký" in text_of(leader.post(f"/van-ban/{paper.pk}/ky/", follow=True))
    assert "không sửa được nữa" in text_of(officer.get(f"/van-ban/{paper.pk}/phat-hanh/"))
    done = text_of(officer.post(f"/van-ban/{paper.pk}/phat-hanh/", {"on": TODAY.isoformat()}, follow=True))
    assert "Đã phát hành" in done
    assert "01/BC-UBND" in done
    assert "SHA-256" in done


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(desk: Desk, officer: Client) -> None:
    wrong = {
        "subject": ("", "Xin điền mục này"),
        "text": ("Một đoạn\n\n-", "Dòng 3"),
        "kind": ("XX", "Xin chọn một mục"),
        "profile": ("999999", "Xin chọn một mục"),
        "drafting_office": ("VH XH", "viết liền"),
        "signer": ("A" * 121, "tối đa 120"),
        "archive": ("a\0b", "ký tự lạ"),
    }
    for field, (typed, said) in wrong.items():
        page = text_of(officer.post("/van-ban/soan/", _typed(desk, **{field: typed})))
        assert said in page, field
        assert "Luật Trẻ em năm 2016" in page
    assert not OfficialDocument.objects.exists()


def test_without_a_head_the_page_says_where_to_go(province: Province, as_: Callable[..., Client]) -> None:
    clerk = as_(RoleKind.CLERK, province.here.school)
    assert "/van-ban/co-quan/" in text_of(clerk.get("/van-ban/soan/"))
    focal = as_(RoleKind.FOCAL_POINT, province.here.office)
    assert "Xin nhờ văn thư" in text_of(focal.get("/van-ban/soan/"))


def test_revising_shows_what_was_typed(desk: Desk, officer: Client) -> None:
    officer.post("/van-ban/soan/", _typed(desk))
    paper = OfficialDocument.objects.get()
    page = text_of(officer.get(f"/van-ban/{paper.pk}/sua/"))
    assert "# Kết quả" in page
    officer.post(f"/van-ban/{paper.pk}/sua/", _typed(desk, subject="Khác hẳn", kind="CV", drafting_office="VP"))
    paper.refresh_from_db()
    assert (paper.subject, paper.kind, paper.content["notation"]) == ("Khác hẳn", "CV", "UBND-VP")
    assert paper.content["signature"]["authority"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_a_paper_made_from_records_keeps_its_figures_when_revised(desk: Desk, officer: Client) -> None:
    paper = make_draft(desk)
    assert "lấy từ số liệu" in text_of(officer.get(f"/van-ban/{paper.pk}/sua/"))
    officer.post(f"/van-ban/{paper.pk}/sua/", {name: value for name, value in TYPED.items() if name != "text"})
    paper.refresh_from_db()
    assert paper.subject == TYPED["subject"]
    assert paper.content["blocks"][0]["runs"][1] == {"text": "6 trường", "mark": "truong"}


def test_sent_back_the_drafter_reads_why(desk: Desk, officer: Client, leader: Client) -> None:
    paper = make_signed(desk, on=TODAY)
    assert "Xin điền mục này" in text_of(leader.post(f"/van-ban/{paper.pk}/tra-lai/", {"reason": ""}))
    leader.post(f"/van-ban/{paper.pk}/tra-lai/", {"reason": "Thiếu bản Ten"})
    assert "Thiếu bản Ten" in text_of(officer.get(f"/van-ban/{paper.pk}/"))
    assert "Thiếu bản Ten" in text_of(officer.get("/van-ban/dang-soan/"))
    assert "Dự thảo bị trả lại" in text_of(officer.get("/"))
    assert "Đã bỏ dự thảo" in text_of(officer.post(f"/van-ban/{paper.pk}/bo/", {"reason": "thôi"}, follow=True))
    assert not OfficialDocument.objects.exists()


def test_issue_sent_twice_takes_one_number(desk: Desk, officer: Client) -> None:
    paper = make_signed(desk, on=TODAY)
    url = f"/van-ban/{paper.pk}/phat-hanh/"
    assert officer.post(url, {"on": TODAY.isoformat()}).status_code == 302
    assert "không chuyển sang “Đã phát hành” được" in text_of(officer.post(url, {"on": TODAY.isoformat()}))
    assert NumberSeries.objects.get().next_number == 2


@pytest.mark.parametrize(
    ("day", "said"), [("31/02/2026", "Không có ngày"), ("", "Xin điền"), ("01/01/2100", "tương lai"), ("x\0", "chưa đúng")]
)
def test_a_wrong_day_of_issue(desk: Desk, officer: Client, day: str, said: str) -> None:
    paper = make_signed(desk, on=TODAY)
    assert said in text_of(officer.post(f"/van-ban/{paper.pk}/phat-hanh/", {"on": day}))
    paper.refresh_from_db()
    assert paper.status == DocumentStatus.SIGNED


def test_replacing_and_recalling_by_a_paper(province: Province, desk: Desk, officer: Client) -> None:
    wrong, right = make_issued(desk, on=TODAY), make_issued(desk, on=TODAY)
    foreign = make_issued(make_office(province.there.unit), on=TODAY)
    url = f"/van-ban/{wrong.pk}/thay-the/"
    for forged in (str(foreign.pk), "999999", "x", ""):
        assert "Xin chọn một mục" in text_of(officer.post(url, {"paper": forged, "reason": "x"}))
    page = text_of(officer.post(url, {"paper": str(right.pk), "reason": "Sai số liệu"}, follow=True))
    assert "Bằng 02/BC-UBND: Sai số liệu" in page
    assert "phát hành trước đã" in text_of(officer.get(f"/van-ban/{right.pk}/thu-hoi/"))
    letter = make_issued(desk, on=TODAY, kind=DocumentKind.CONG_VAN)
    page = text_of(officer.post(f"/van-ban/{right.pk}/thu-hoi/", {"paper": str(letter.pk), "reason": "Trái thẩm quyền"}, follow=True))
    assert "Theo 01/UBND-VHXH: Trái thẩm quyền" in page
    assert "Đã được thay thế: 02/BC-UBND" in text_of(officer.get("/van-ban/di/"))


def test_how_it_went_out(desk: Desk, officer: Client) -> None:
    paper = make_issued(desk, on=TODAY)
    url = f"/van-ban/{paper.pk}/chuyen/"
    assert "1 đến 9999" in text_of(officer.post(url, {"copies": "0"}))
    assert "Cần sửa trước khi gửi" in text_of(officer.post(url, {"copies": "năm"}))
    officer.post(url, {"copies": "5", "sent_on": TODAY.isoformat(), "received_by": "Lò Thị Mẩy"})
    page = text_of(officer.get("/van-ban/di/"))
    assert "5 bản" in page
    assert "Lò Thị Mẩy" in page


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_are_those_that_were_issued(desk: Desk, officer: Client) -> None:
    paper = make_issued(desk, on=TODAY)
    for file in paper.files.all():
        answer = officer.get(f"/van-ban/{paper.pk}/tep/{file.pk}/")
        assert len(_body(answer)) == file.size
        assert answer.headers["Content-Disposition"] == f'attachment; filename="01-BC-UBND.{file.format}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_was_altered_is_not_handed_out(desk: Desk, officer: Client) -> None:
    paper = make_issued(desk, on=TODAY)
    file = paper.files.get(format="pdf")
    default_storage.delete(str(file.file.name))
    assert "không còn đúng" in text_of(officer.get(f"/van-ban/{paper.pk}/tep/{file.pk}/", follow=True))
    default_storage.save(str(file.file.name), ContentFile(b"%PDF-another"))
    assert "không còn đúng" in text_of(officer.get(f"/van-ban/{paper.pk}/tep/{file.pk}/", follow=True))


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_strangers_sign_in_first(client: Client, desk: Desk) -> None:
    paper = make_issued(desk, on=TODAY)
    file = paper.files.all()[0]
    fixed = ["/van-ban/", "/van-ban/di/", "/van-ban/di/so.xlsx", "/van-ban/dang-soan/", "/van-ban/soan/"]
    for path in [*fixed, *_paths(paper), f"/van-ban/{paper.pk}/tep/{file.pk}/"]:
        assert client.get(path).headers["Location"].startswith("/dang-nhap/?next="), path


def test_the_neighbour_finds_nothing_here(province: Province, desk: Desk, as_: Callable[..., Client]) -> None:
    neighbour = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    neighbour_leader = as_(RoleKind.LEADER, province.there.unit)
    for paper in (make_draft(desk), make_issued(desk, on=TODAY)):
        for path in _paths(paper):
            browser = neighbour_leader if path.endswith("/ky/") else neighbour
            assert browser.get(path).status_code == 404, path
            assert browser.post(path).status_code in (404, 405), path
    file = OfficialDocument.objects.out().get().files.all()[0]
    assert neighbour.get(f"/van-ban/{file.document_id}/tep/{file.pk}/").status_code == 404
    assert "BC-UBND" not in text_of(neighbour.get("/van-ban/di/"))
    assert b"BC-UBND" not in _strings(neighbour.get("/van-ban/di/so.xlsx"))


def test_those_above_read_what_was_issued_and_change_nothing(province: Province, desk: Desk, as_: Callable[..., Client]) -> None:
    above = as_(RoleKind.PROVINCE_OFFICER, province.unit)
    draft, issued = make_draft(desk), make_issued(desk, on=TODAY)
    assert above.get(f"/van-ban/{draft.pk}/").status_code == 404
    page = text_of(above.get(f"/van-ban/{issued.pk}/"))
    assert "Thu hồi" not in page
    assert above.post(f"/van-ban/{issued.pk}/thu-hoi/").status_code == 404


def test_a_role_without_the_power_is_told_so(province: Province, desk: Desk, as_: Callable[..., Client], leader: Client) -> None:
    paper = make_signed(desk, on=TODAY)
    assert leader.get(f"/van-ban/{paper.pk}/phat-hanh/").status_code == 403
    focal = as_(RoleKind.FOCAL_POINT, province.here.office)
    assert focal.get(f"/van-ban/{paper.pk}/ky/").status_code == 403


def test_ids_that_nobody_has(officer: Client) -> None:
    for path in (
        "/van-ban/999999/",
        "/van-ban/99999999999999999999999/",
        "/van-ban/-1/",
        "/van-ban/999999/phat-hanh/",
        "/van-ban/1/tep/9/",
    ):
        assert officer.get(path).status_code == 404, path


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_search_filters_and_pages_live_in_the_address(desk: Desk, officer: Client) -> None:
    for number in range(32):
        make_issued(desk, on=TODAY - timedelta(days=32 - number), subject=f"Báo cáo về xã {number}")
    make_issued(desk, kind=DocumentKind.KE_HOACH, subject="Sửa nhà vệ sinh", on=TODAY)
    page = text_of(officer.get("/van-ban/di/"))
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following is not None
    second = text_of(officer.get(following[1].replace("&amp;", "&")))
    assert "01/BC-UBND" in second
    assert "32/BC-UBND" not in second
    assert "01/KH-UBND" in text_of(officer.get("/van-ban/di/?q=nha+ve+sinh"))
    assert "BC-UBND" not in text_of(officer.get("/van-ban/di/?loai=KH"))
    assert "Không có văn bản như vậy" in text_of(officer.get("/van-ban/di/?den=01/01/2000"))


@pytest.mark.parametrize("query", ["tu=31/02/2021", "loai=X", "tinh_trang=x", "q=%00", "q=" + "a" * 900, "sau=xyz", "don_vi=%00", "tu=%00"])
@pytest.mark.parametrize("path", ["di/", "dang-soan/", "den/", "di/so.xlsx", "den/so.xlsx"])
def test_bad_filters_are_said_not_thrown(officer: Client, path: str, query: str) -> None:
    answer = officer.get(f"/van-ban/{path}?{query}")
    assert answer.status_code == 200
    answer.close()


def test_query_counts(desk: Desk, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    papers = [make_issued(desk, on=TODAY) for _ in range(5)]
    make_draft(desk)
    for path, most in (("/van-ban/di/", 10), ("/van-ban/dang-soan/", 12), (f"/van-ban/{papers[0].pk}/", 16), ("/", 22)):
        with django_assert_max_num_queries(most):
            officer.get(path)


def test_what_waits_stands_on_the_first_page(desk: Desk, officer: Client, leader: Client) -> None:
    officer.post("/van-ban/soan/", _typed(desk))
    officer.post(f"/van-ban/{OfficialDocument.objects.get().pk}/trinh/")
    colleague = _signed_in(make_user(RoleKind.COMMUNE_OFFICER, desk.unit))
    assert "chờ bạn ký" in text_of(leader.get("/"))
    assert "chờ kiểm tra thể thức" in text_of(colleague.get("/"))
    assert "chờ kiểm tra" not in text_of(officer.get("/"))
    colleague.post(f"/van-ban/{OfficialDocument.objects.get().pk}/kiem-tra/")
    leader.post(f"/van-ban/{OfficialDocument.objects.get().pk}/ky/")
    assert "chờ cấp số" in text_of(officer.get("/"))


# ── The book ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _strings(response: HttpResponseBase) -> bytes:
    return zipfile.ZipFile(io.BytesIO(_body(response))).read("xl/worksheets/sheet1.xml")


def test_the_register_as_an_excel_book(desk: Desk, officer: Client) -> None:
    paper = make_issued(desk, on=TODAY, subject='=HYPERLINK("http://x.vn")')
    make_issued(desk, on=TODAY, kind=DocumentKind.KE_HOACH)
    note_dispatch(paper, by=desk.officer, on=TODAY, copies=5, sent_on=TODAY, received_by="Lò Thị Mẩy", note="bưu điện")
    answer = officer.get("/van-ban/di/so.xlsx?loai=BC")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="so-van-ban-di-')
    sheet = ET.fromstring(_strings(answer))  # noqa: S314 — our own book
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    rows = [[_value(cell, space) for cell in row.findall("x:c", space)] for row in sheet.findall(".//x:row", space)]
    assert rows[0][0] == "XÃ THANH AN"
    assert rows[1][0] == "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
    head, numbers, only = rows[-3:]
    assert len(head) == len(numbers) == len(only) == 10
    assert head[:3] == ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản"]
    serial = str(TODAY.toordinal() - 693594)
    assert only[:4] == ["01/BC-UBND", serial, 'Báo cáo =HYPERLINK("http://x.vn")', desk.leader.full_name]
    assert only[6:] == ["5", serial, "Lò Thị Mẩy", "bưu điện"]
    assert sheet.find(".//x:f", space) is None  # no cell computes
    assert sheet.find(".//x:pane[@state='frozen']", space) is not None


def _value(cell: ET.Element, space: dict[str, str]) -> str:
    return "".join(cell.itertext()) if cell.get("t") == "inlineStr" else cell.findtext("x:v", "", space)
