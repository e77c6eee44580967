"""What comes in: numbered, kept with its file, given to somebody, settled; what is refused."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.incoming import Arrival, correct_incoming, register_incoming, route_incoming, settle_incoming
from chungtay.documents.models import IncomingDocument, NumberSeries
from chungtay.documents.queries import Asked, awaited, incoming
from chungtay.files.filetypes import LARGEST
from tests.make.documents import DAY, Desk, make_office
from tests.make.files import A_PDF, a_docx
from tests.make.incoming import make_incoming
from tests.make.people import make_user
from tests.make.places import Province

NEXT = DAY + timedelta(days=1)


def test_numbered_by_arrival_and_kept_with_its_file(desk: Desk) -> None:
    rows = [make_incoming(desk), make_incoming(desk, file=a_docx()), make_incoming(desk, file=b"")]
    assert [(row.number, row.year, row.file_name) for row in rows] == [
        (1, 2026, "ke hoach.pdf"),
        (2, 2026, "ke hoach.docx"),  # by what it is, not by its name
        (3, 2026, ""),
    ]
    assert rows[0].sha256 == hashlib.sha256(rows[0].file.open().read()).hexdigest()
    assert AuditEntry.objects.filter(act="incoming.registered", place_id=desk.unit.pk).count() == 3


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"sender": ""}, "sender", "điền"),
        ({"subject": " "}, "subject", "điền"),
        ({"subject": "x" * 501}, "subject", "tối đa 500"),
        ({"symbol": "x" * 81}, "symbol", "tối đa 80"),
        ({"issued_on": NEXT}, "issued_on", "sau ngày đến"),
        ({"on": date(2027, 1, 1)}, "on", "tương lai"),
        ({"due_on": DAY - timedelta(days=1)}, "due_on", "trước ngày đến"),
        ({"file": b"MZ not a paper"}, "file", "không phải PDF"),
        ({"file": A_PDF + b"\0" * LARGEST}, "file", "tối đa 20 MB"),
    ],
)
def test_refused_and_no_number_lost(desk: Desk, more: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        make_incoming(desk, **more)
    assert refusal.value.field == field
    assert not IncomingDocument.objects.exists()
    assert make_incoming(desk).number == 1


def test_the_same_paper_is_not_registered_twice(desk: Desk) -> None:
    make_incoming(desk, symbol="210/KH-UBND", sender="UBND Tỉnh Điện Biên")
    with pytest.raises(RuleBroken, match="số đến 1 năm 2026"):
        make_incoming(desk, symbol="210/kh-ubnd", sender="UBND tỉnh  điện biên")
    make_incoming(desk, symbol="210/KH-UBND", sender="UBND huyện")
    make_incoming(desk, symbol="")
    make_incoming(desk, symbol="")
    assert NumberSeries.objects.get().next_number == 5


def test_a_neighbour_registers_nothing_here_and_reads_nothing(province: Province, desk: Desk) -> None:
    row = make_incoming(desk)
    neighbour, above = make_user(RoleKind.COMMUNE_OFFICER, province.there.unit), make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        register_incoming(desk.unit, by=neighbour, arrival=Arrival("a", "b"), on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        settle_incoming(row, by=neighbour, on=DAY)
    for stranger in (neighbour, above):
        assert not IncomingDocument.objects.for_user(stranger, Can.SEE_PAPERS, on=DAY).exists()


def test_given_to_somebody_and_settled_by_them(province: Province, desk: Desk) -> None:
    expert, clerk = make_user(RoleKind.FOCAL_POINT, province.here.office), make_user(RoleKind.CLERK, province.here.school)
    row = make_incoming(desk)
    with pytest.raises(RuleBroken, match="tại cơ quan này") as refusal:
        route_incoming(row, by=desk.officer, handler=clerk, due_on=NEXT)
    assert refusal.value.field == "handler"
    route_incoming(row, by=desk.officer, handler=expert, due_on=NEXT)
    assert (awaited(expert, on=NEXT).to_settle, awaited(expert, on=NEXT).overdue) == (1, 0)
    assert awaited(expert, on=NEXT + timedelta(days=1)).overdue == 1
    with pytest.raises(RuleBroken, match="giữa ngày đến và hôm nay"):
        settle_incoming(row, by=expert, on=DAY - timedelta(days=1))
    settle_incoming(row, by=expert, on=NEXT, outcome="Đã trả lời bằng 05/BC-UBND")
    assert awaited(expert, on=NEXT).to_settle == 0
    with pytest.raises(RuleBroken, match="đã giải quyết xong"):
        settle_incoming(row, by=expert, on=NEXT)
    with pytest.raises(RuleBroken, match="đã giải quyết xong"):
        route_incoming(row, by=desk.officer, handler=None, due_on=None)


def test_correcting_keeps_what_stood_there_in_the_audit(desk: Desk) -> None:
    row = make_incoming(desk, sender="Sở Y tế")
    other = make_incoming(desk, symbol="7/TB", sender="Sở Nội vụ")
    correct_incoming(row, by=desk.officer, arrival=Arrival("Sở Giáo dục và Đào tạo", "Khác", "9/TB", DAY, "Thông báo"))
    row.refresh_from_db()
    assert (row.sender, row.kind, row.number) == ("Sở Giáo dục và Đào tạo", "Thông báo", 1)
    assert "Sở Y tế" in AuditEntry.objects.get(act="incoming.corrected").details["was"]
    with pytest.raises(RuleBroken, match="số đến 2"):
        correct_incoming(row, by=desk.officer, arrival=Arrival("sở nội vụ", "Khác", "7/TB", other.issued_on))


def test_what_the_register_is_asked(province: Province, desk: Desk) -> None:
    old, late = make_incoming(desk, sender="Sở Y tế", subject="Khám mắt"), make_incoming(desk, on=NEXT, due_on=NEXT)
    settle_incoming(old, by=desk.officer, on=DAY)
    make_incoming(make_office(province.there.unit))

    def found(on: date = date(2026, 4, 1), **asked: Any) -> list[IncomingDocument]:
        return list(incoming(desk.officer, Asked(**asked), on=on).order_by("number"))

    assert found() == [old, late]
    assert found(text="kham mat so y") == [old]
    assert found(status="mo") == [late]
    assert found(status="qua-han") == [late]
    assert found(status="qua-han", on=NEXT) == []
    assert (found(first=NEXT), found(last=DAY)) == ([late], [old])
    assert found(unit=province.there.unit) == []
