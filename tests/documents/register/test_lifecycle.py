"""draft → under review → signed → issued → replaced | recalled: who may take each step, what it leaves behind, what refuses."""

import hashlib
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import (
    discard_draft,
    draft_document,
    return_to_draft,
    review_document,
    revise_draft,
    sign_document,
    submit_for_review,
)
from chungtay.documents.actions.issuing import attach_signed_pdf, issue_document, note_dispatch, recall_document, replace_document
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.enums import DocumentKind, DocumentStatus, FileFormat
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Signature
from chungtay.documents.models import DocumentFile, OfficialDocument
from tests.make.documents import DAY, Desk, a_report, make_draft, make_issued, make_office, make_signed
from tests.make.people import make_user
from tests.make.places import Province

NEXT = DAY + timedelta(days=1)


def acts() -> list[str]:
    return list(AuditEntry.objects.filter(act__startswith="document.").order_by("pk").values_list("act", flat=True))


# ── Draft ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_gets_the_offices_head(desk: Desk) -> None:
    paper = make_draft(desk, parent_issuer="AI ĐÓ", issuer="NGƯỜI KHÁC", notation="XX", number=99, place="Hà Nội")
    document = taken_out(paper.content)
    assert (document.issuer, document.parent_issuer, document.notation) == ("ỦY BAN NHÂN DÂN XÃ THANH AN", "", "BC-UBND")
    assert (document.place, document.number, document.issued_on) == ("Thanh An", None, None)
    assert (paper.status, paper.number, paper.symbol) == (DocumentStatus.DRAFT, None, "")


@pytest.mark.parametrize(
    ("kind", "office", "notation"),
    [
        (DocumentKind.CONG_VAN, None, "UBND-VHXH"),
        (DocumentKind.CONG_VAN, "VP", "UBND-VP"),
        (DocumentKind.CONG_VAN, "", "UBND"),
        (DocumentKind.KE_HOACH, None, "KH-UBND"),
        (DocumentKind.CHUONG_TRINH, None, "CTr-UBND"),
    ],
)
def test_notation(desk: Desk, kind: DocumentKind, office: str | None, notation: str) -> None:
    paper = draft_document(desk.unit, by=desk.officer, document=a_report(kind=kind), on=DAY, drafting_office=office)
    assert taken_out(paper.content).notation == notation


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"subject": "  "}, "subject", "trích yếu"),
        ({"subject": "x" * 501}, "subject", "tối đa 500"),
        ({"subject": "a\0b"}, None, "ký tự lạ"),
        ({"signature": Signature(("CHỦ TỊCH",), "A" * 121)}, "signer", "tối đa 120"),
        ({"archive": "V" * 101}, "archive", "tối đa 100"),
    ],
)
def test_what_a_draft_must_have(desk: Desk, changes: dict[str, Any], field: str | None, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        make_draft(desk, **changes)
    assert refusal.value.field == field
    assert not OfficialDocument.objects.exists()


def test_an_office_without_a_head_drafts_nothing(province: Province) -> None:
    officer = make_user(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="chưa khai báo"):
        draft_document(province.here.school, by=officer, document=a_report(), on=DAY)


def test_a_neighbour_and_even_the_school_below_are_not_ones_own_office(province: Province, desk: Desk) -> None:
    paper = make_draft(desk)
    neighbour, clerk = make_user(RoleKind.COMMUNE_OFFICER, province.there.unit), make_user(RoleKind.CLERK, province.here.school)
    school = make_office(province.here.school)
    for stranger, unit in ((neighbour, desk.unit), (clerk, desk.unit), (desk.officer, school.unit)):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            draft_document(unit, by=stranger, document=a_report(), on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        submit_for_review(paper, by=neighbour, on=DAY)


def test_an_agency_writes_for_the_committee_it_serves(province: Province) -> None:
    desk = make_office(province.here.unit)
    expert = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert make_draft(desk, by=expert).drafted_by == expert


def test_revising_changes_the_words_only_while_it_is_a_draft(desk: Desk) -> None:
    paper = make_draft(desk)
    revise_draft(paper, by=desk.officer, document=a_report(subject="Khác"), on=DAY, source="Chữ đã gõ.")
    paper.refresh_from_db()
    assert (paper.subject, taken_out(paper.content).subject, paper.source) == ("Khác", "Khác", "Chữ đã gõ.")
    assert paper.values == {"truong": {"n": 6}}
    submit_for_review(paper, by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="Chỉ sửa được dự thảo"):
        revise_draft(paper, by=desk.officer, document=a_report(), on=DAY)


def test_a_draft_may_be_thrown_away_but_nothing_later(desk: Desk) -> None:
    paper = make_draft(desk)
    with pytest.raises(RuleBroken, match="lý do"):
        discard_draft(paper, by=desk.officer, on=DAY, reason=" ")
    discard_draft(paper, by=desk.officer, on=DAY, reason="trùng")
    assert not OfficialDocument.objects.exists()
    assert acts()[-1] == "document.discarded"
    with pytest.raises(RuleBroken, match="Chỉ bỏ được dự thảo"):
        discard_draft(make_signed(desk), by=desk.officer, on=DAY, reason="x")


# ── Review and signature ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_paper_is_not_submitted(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="chưa có nội dung"):
        submit_for_review(make_draft(desk, blocks=()), by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="quyền hạn, chức vụ"):
        submit_for_review(make_draft(desk, signature=Signature(())), by=desk.officer, on=DAY)


def test_nobody_reviews_their_own_draft(desk: Desk) -> None:
    paper = submit_for_review(make_draft(desk), by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="không tự kiểm tra"):
        review_document(paper, by=desk.officer, on=DAY)
    colleague = make_user(RoleKind.COMMUNE_OFFICER, desk.unit)
    assert review_document(paper, by=colleague, on=DAY).reviewed_by == colleague
    with pytest.raises(RuleBroken, match="đang duyệt"):
        review_document(make_draft(desk), by=colleague, on=DAY)


def test_only_leaders_sign(desk: Desk) -> None:
    paper = submit_for_review(make_draft(desk), by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        sign_document(paper, by=desk.officer, on=DAY)
    sign_document(paper, by=desk.leader, on=DAY)
    paper.refresh_from_db()
    assert (paper.signed_by, paper.signed_on, paper.signer) == (desk.leader, DAY, desk.leader.full_name)
    assert taken_out(paper.content).signature.name == desk.leader.full_name


def test_nobody_signs_under_another_name(desk: Desk) -> None:
    paper = make_draft(desk, signature=Signature(("CHỦ TỊCH",), "Lò Văn Khác"))
    submit_for_review(paper, by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="Lò Văn Khác"):
        sign_document(paper, by=desk.leader, on=DAY)


def test_sent_back_with_a_reason_the_signature_no_longer_counts(desk: Desk) -> None:
    paper = make_signed(desk)
    with pytest.raises(RuleBroken) as refusal:
        return_to_draft(paper, by=desk.leader, on=DAY, reason="")
    assert refusal.value.field == "reason"
    paper = return_to_draft(paper, by=desk.leader, on=DAY, reason="Thiếu số liệu bản Ten")
    paper.refresh_from_db()
    assert (paper.status, paper.returned, paper.signed_by, paper.signed_on) == (DocumentStatus.DRAFT, "Thiếu số liệu bản Ten", None, None)
    assert submit_for_review(paper, by=desk.officer, on=DAY).returned == ""


def test_who_may_send_back(province: Province, desk: Desk) -> None:
    drafter = make_user(RoleKind.FOCAL_POINT, desk.unit)
    other = make_user(RoleKind.FOCAL_POINT, desk.unit)
    paper = submit_for_review(make_draft(desk, by=drafter), by=drafter, on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        return_to_draft(paper, by=other, on=DAY, reason="x")
    return_to_draft(paper, by=drafter, on=DAY, reason="tôi rút lại")


def test_steps_follow_the_table(desk: Desk) -> None:
    paper = make_draft(desk)
    with pytest.raises(RuleBroken, match="“Dự thảo”, không chuyển sang “Đã ký”"):
        sign_document(paper, by=desk.leader, on=DAY)
    with pytest.raises(RuleBroken, match="không chuyển sang “Đã phát hành”"):
        issue_document(paper, by=desk.officer, on=DAY)
    with pytest.raises(RuleBroken, match="không chuyển sang “Dự thảo”"):
        return_to_draft(make_issued(desk), by=desk.leader, on=DAY, reason="x")


# ── Issuing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_issued_with_number_day_files_text_marks_and_values(desk: Desk) -> None:
    paper = make_issued(desk)
    paper.refresh_from_db()
    assert (paper.symbol, paper.number, paper.year, paper.issued_on, paper.register) == ("01/BC-UBND", 1, 2026, DAY, "BC")
    document = taken_out(paper.content)
    assert (document.number, document.issued_on) == (1, DAY)
    assert paper.text.splitlines() == "\n".join(words(compose(document))).splitlines()
    assert "Thanh An, ngày 05 tháng 3 năm 2026" in paper.text
    assert paper.marks == {"truong": {"text": "6 trường", "value": {"n": 6}}}
    files = {file.format: file for file in paper.files.all()}
    assert set(files) == {FileFormat.DOCX, FileFormat.PDF}
    for file in files.values():
        content = file.file.open().read()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    printed = zipfile.ZipFile(io.BytesIO(files[FileFormat.DOCX].file.open().read())).read("word/document.xml").decode()
    assert "01/BC-UBND" in printed
    assert acts() == ["document.drafted", "document.submitted", "document.signed", "document.issued"]


def test_issued_twice_takes_one_number(desk: Desk) -> None:
    paper = make_issued(desk)
    with pytest.raises(RuleBroken, match="“Đã phát hành”, không chuyển"):
        issue_document(paper, by=desk.officer, on=DAY)
    assert make_issued(desk).number == 2


def test_leaders_sign_and_do_not_issue(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="không làm việc này"):
        issue_document(make_signed(desk), by=desk.leader, on=DAY)


@pytest.mark.parametrize(("day", "said"), [(date(2026, 4, 2), "tương lai"), (DAY - timedelta(days=1), "trước ngày ký")])
def test_the_day_of_issue(desk: Desk, day: date, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        issue_document(make_signed(desk), by=desk.officer, on=day)
    assert refusal.value.field == "on"


def test_numbers_and_days_go_the_same_way(desk: Desk) -> None:
    early = make_signed(desk)
    make_issued(desk, on=NEXT)
    with pytest.raises(RuleBroken, match="số liền trước"):
        issue_document(early, by=desk.officer, on=DAY)
    assert issue_document(early, by=desk.officer, on=NEXT).number == 2  # the refusal lost no number


def test_a_press_that_fails_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = make_signed(desk)

    def fails(document: object) -> bytes:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("chungtay.documents.actions.issuing.print_pdf", fails)
        with pytest.raises(OSError):  # noqa: PT011 — the press, not a rule
            issue_document(paper, by=desk.officer, on=DAY)
    paper.refresh_from_db()
    assert (paper.status, paper.number) == (DocumentStatus.SIGNED, None)
    assert issue_document(paper, by=desk.officer, on=DAY).number == 1


def test_a_storage_that_fails_half_way_leaves_no_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    paper, saved = make_signed(desk), default_storage.save
    names: list[str] = []

    def full(name: str, content: object) -> str:
        if names:
            raise OSError
        names.append(saved(name, content))  # type: ignore[arg-type]
        return names[-1]

    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "save", full)
        with pytest.raises(OSError):  # noqa: PT011
            issue_document(paper, by=desk.officer, on=DAY)
    assert names
    assert not default_storage.exists(names[0])
    assert not DocumentFile.objects.exists()


def test_a_signed_pdf_is_put_beside_the_printed_one(desk: Desk) -> None:
    paper = make_issued(desk)
    pdf = paper.files.get(format=FileFormat.PDF).file.open().read()
    for content in (pdf + b"\n", pdf + b"\n\n"):  # signed by the person, then by the office
        attach_signed_pdf(paper, by=desk.officer, content=content, on=DAY)
    assert paper.files.filter(format=FileFormat.SIGNED).count() == 2
    with pytest.raises(RuleBroken, match="PDF, Word"):
        attach_signed_pdf(paper, by=desk.officer, content=b"%PDF-", on=DAY)
    with pytest.raises(RuleBroken, match="đã phát hành"):
        attach_signed_pdf(make_signed(desk), by=desk.officer, content=pdf, on=DAY)


# ── Afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_replaced_by_a_later_paper_of_the_same_kind(desk: Desk) -> None:
    wrong, plan, right = make_issued(desk), make_issued(desk, kind=DocumentKind.KE_HOACH), make_issued(desk)
    for other in (wrong, plan):
        with pytest.raises(RuleBroken, match="cùng loại, cùng cơ quan"):
            replace_document(wrong, by=desk.officer, with_paper=other, on=DAY, reason="sai số liệu")
    replace_document(wrong, by=desk.officer, with_paper=right, on=DAY, reason="sai số liệu")
    wrong.refresh_from_db()
    assert (wrong.status, wrong.replaced_by, wrong.end_reason, wrong.ended_on) == (DocumentStatus.REPLACED, right, "sai số liệu", DAY)
    with pytest.raises(RuleBroken, match="“Đã được thay thế”, không chuyển"):
        recall_document(wrong, by=desk.officer, by_paper=right, on=DAY, reason="x")


def test_recalled_by_a_deciding_paper(province: Province, desk: Desk) -> None:
    paper, letter = make_issued(desk), make_issued(desk, kind=DocumentKind.CONG_VAN)
    foreign = make_issued(make_office(province.there.unit), kind=DocumentKind.CONG_VAN)
    for other in (foreign, make_issued(desk)):
        with pytest.raises(RuleBroken, match="công văn, quyết định"):
            recall_document(paper, by=desk.officer, by_paper=other, on=DAY, reason="x")
    with pytest.raises(RuleBroken, match="lý do"):
        recall_document(paper, by=desk.officer, by_paper=letter, on=DAY, reason="")
    recall_document(paper, by=desk.officer, by_paper=letter, on=DAY, reason="ban hành trái thẩm quyền")
    paper.refresh_from_db()
    assert (paper.status, paper.recalled_by) == (DocumentStatus.RECALLED, letter)


def test_how_it_went_out(desk: Desk) -> None:
    paper = make_issued(desk)
    with pytest.raises(RuleBroken, match="giữa ngày ban hành"):
        note_dispatch(paper, by=desk.officer, on=DAY, copies=5, sent_on=DAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="1 đến 9999"):
        note_dispatch(paper, by=desk.officer, on=DAY, copies=0, sent_on=NEXT)
    with pytest.raises(RuleBroken, match="chưa phát hành"):
        note_dispatch(make_signed(desk), by=desk.officer, on=DAY, copies=1, sent_on=NEXT)
    note_dispatch(paper, by=desk.officer, on=DAY, copies=5, sent_on=NEXT, received_by="Lò Thị Mẩy")
    note_dispatch(paper, by=desk.officer, on=DAY, copies=6, sent_on=NEXT, received_by="Lò Thị Mẩy", note="bưu điện")
    assert (paper.dispatch.copies, paper.dispatch.note) == (6, "bưu điện")


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_scope_reads_what_was_issued_the_office_reads_its_drafts(province: Province, desk: Desk) -> None:
    draft, issued = make_draft(desk), make_issued(desk)
    above = make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    neighbour = make_user(RoleKind.COMMUNE_OFFICER, province.there.unit)

    def seen(user: object) -> set[OfficialDocument]:
        return set(OfficialDocument.objects.for_user(user, Can.SEE_PAPERS, on=DAY))  # type: ignore[arg-type]

    assert seen(desk.officer) == {draft, issued}
    assert seen(above) == {issued}
    assert seen(neighbour) == set()
