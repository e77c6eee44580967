"""What must never be false, whoever writes: tried by writing past the actions."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.documents.enums import OUT, DocumentStatus
from chungtay.documents.models import FIXED, DocumentFile, IncomingDocument, NumberSeries, OfficeProfile, OfficialDocument
from tests.make.documents import DAY, Desk, make_draft, make_issued, make_signed
from tests.make.incoming import make_incoming

OTHER: dict[str, Any] = {
    "body": "Ban Chỉ đạo",
    "kind": "KH",
    "drafting_office": "VP",
    "subject": "Khác",
    "content": {"version": 1},
    "source": "khác",
    "values": {"truong": 7},
    "marks": {},
    "text": "khác",
    "signer": "Ai đó",
    "recipients": "",
    "archive": "VP",
    "register": "",
    "year": 2027,
    "number": 99,
    "symbol": "99/BC-UBND",
    "issued_on": DAY + timedelta(days=9),
    "search_text": "",
    "drafted_by_id": None,
    "drafted_at": clock.now(),
    "reviewed_by_id": 1,
    "reviewed_at": clock.now(),
    "signed_by_id": None,
    "signed_on": None,
    "issued_by_id": None,
    "issued_at": None,
    "returned": "x",
}


@pytest.mark.parametrize("column", [column for column in FIXED if column not in ("id", "unit_id")])
def test_no_column_of_an_issued_document_changes(desk: Desk, column: str) -> None:
    paper = make_issued(desk)
    with pytest.raises(RuleBroken, match="không bao giờ thay đổi"), refused():
        OfficialDocument.objects.filter(pk=paper.pk).update(**{column: OTHER[column]})


def test_every_column_is_fixed_or_part_of_its_fate() -> None:
    fate = {"status", "replaced_by_id", "recalled_by_id", "end_reason", "ended_on"}
    assert {field.column for field in OfficialDocument._meta.local_fields} == set(FIXED) | fate


def test_nor_its_office_nor_its_id(desk: Desk) -> None:
    paper = make_issued(desk)
    for column, value in (("unit_id", desk.unit.pk + 1), ("id", paper.pk + 1000)):
        with pytest.raises(RuleBroken, match="không bao giờ thay đổi"), refused(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE documents_officialdocument SET {column} = %s WHERE id = %s", [value, paper.pk])  # noqa: S608


@pytest.mark.parametrize("status", [status for status in DocumentStatus if status not in OUT])
def test_it_does_not_go_back(desk: Desk, status: DocumentStatus) -> None:
    paper = make_issued(desk)
    with pytest.raises(RuleBroken, match="không bao giờ thay đổi"), refused():
        OfficialDocument.objects.filter(pk=paper.pk).update(status=status)


def test_what_was_replaced_stays_replaced(desk: Desk) -> None:
    paper, other, third = make_issued(desk), make_issued(desk), make_issued(desk)
    row = OfficialDocument.objects.filter(pk=paper.pk)
    with pytest.raises(RuleBroken, match="bằng một văn bản khác"), refused():
        row.update(status=DocumentStatus.REPLACED)
    row.update(status=DocumentStatus.REPLACED, replaced_by=other)
    for change in ({"status": DocumentStatus.ISSUED, "replaced_by": None}, {"replaced_by": third}, {"end_reason": "khác"}):
        with pytest.raises(RuleBroken, match="không bao giờ thay đổi"), refused():
            row.update(**change)


def test_papers_are_not_deleted_once_submitted(desk: Desk) -> None:
    for paper in (make_signed(desk), make_issued(desk)):
        with pytest.raises(RuleBroken, match="không bị xóa"), refused(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM documents_officialdocument WHERE id = %s", [paper.pk])


def test_a_number_belongs_to_what_was_issued_and_the_other_way_round(desk: Desk) -> None:
    draft = OfficialDocument.objects.filter(pk=make_draft(desk).pk)
    numbered = {"number": 5, "year": 2026, "issued_on": DAY, "symbol": "05/BC-UBND"}
    for change in (numbered, {"status": "issued"}, {"status": "issued", **numbered, "symbol": ""}, {"status": "lost"}):
        with pytest.raises(RuleBroken, match=r"số, ngày khi và chỉ khi|tình trạng văn bản không có"), refused():
            draft.update(**change)


def test_no_number_is_given_twice(desk: Desk) -> None:
    make_issued(desk)
    draft = OfficialDocument.objects.filter(pk=make_draft(desk).pk)
    same = {"status": "issued", "number": 1, "year": 2026, "issued_on": DAY, "register": "BC"}
    with pytest.raises(RuleBroken, match="Số này đã cấp"), refused():
        draft.update(**same, symbol="01/BC-KHAC")
    with pytest.raises(RuleBroken, match="Số và ký hiệu này đã có"), refused():
        draft.update(**same | {"register": "", "number": 2}, symbol="01/BC-UBND")


def test_every_paper_begins_as_a_draft(desk: Desk) -> None:
    paper = make_issued(desk)
    paper.pk = None
    paper.number, paper.symbol = 2, "02/BC-UBND"
    with pytest.raises(RuleBroken, match="bắt đầu từ dự thảo"), refused():
        paper.save(force_insert=True)


def test_files_are_written_once(desk: Desk) -> None:
    file = DocumentFile.objects.filter(document=make_issued(desk), format="pdf")
    with pytest.raises(RuleBroken, match="không sửa, không xóa"), refused():
        file.update(sha256="0" * 64)
    with pytest.raises(RuleBroken, match="không sửa, không xóa"), refused():
        file.delete()
    row = file.get()
    row.pk = None
    with pytest.raises(RuleBroken, match="đã có tệp loại này"), refused():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "change", [{"next_number": 1}, {"next_number": 4}, {"first_number": 2}, {"year": 2027}, {"register": "KH"}, {"body": "Tổ"}]
)
def test_a_series_goes_forward_one_by_one(desk: Desk, change: dict[str, Any]) -> None:
    make_issued(desk)
    with pytest.raises(RuleBroken, match="chỉ tăng từng số một"), refused():
        NumberSeries.objects.update(**change)
    with pytest.raises(RuleBroken, match="không bị xóa"), refused():
        NumberSeries.objects.all().delete()


def test_one_head_a_day(desk: Desk) -> None:
    profile = OfficeProfile.objects.get()
    profile.pk = None
    with pytest.raises(RuleBroken, match="một cách trình bày"), refused():
        profile.save(force_insert=True)
    with pytest.raises(RuleBroken, match="phải sau ngày bắt đầu"), refused():
        OfficeProfile.objects.update(valid_to=OfficeProfile.objects.get().valid_from)


def test_arrivals_are_fixed(desk: Desk) -> None:
    row = make_incoming(desk)
    for change in ({"number": 7}, {"year": 2025}, {"sha256": "0" * 64}, {"file": "khac.pdf"}, {"size": 1}, {"registered_by": None}):
        with pytest.raises(RuleBroken, match="không thay đổi được"), refused():
            IncomingDocument.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(RuleBroken, match="không bị xóa khỏi sổ"), refused():
        IncomingDocument.objects.all().delete()
    row.pk = None
    with pytest.raises(RuleBroken, match="Số đến này đã cấp"), refused():
        row.save(force_insert=True)
