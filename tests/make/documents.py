"""Papers for tests, brought to their state by the real actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.documents.actions.drafts import draft_document, sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.enums import DocumentKind
from chungtay.documents.layout import Document, Item, Paragraph, Run, Signature
from chungtay.documents.models import OfficialDocument
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from tests.make.people import make_user
from tests.make.places import FOUNDED

DAY: Final = date(2026, 3, 5)
UBND: Final = OfficeForm(issuer="ỦY BAN NHÂN DÂN XÃ THANH AN", abbreviation="UBND", place="Thanh An", drafting_office="VHXH")
SIX: Final = Run("6 trường", mark="truong")


@dataclass(frozen=True, slots=True)
class Desk:
    """An office whose papers can be written: who drafts and keeps the register, and who signs."""

    unit: OrgUnit
    officer: User
    leader: User


def make_office(unit: OrgUnit, *, form: OfficeForm = UBND, body: str = "", on: date = FOUNDED) -> Desk:
    set_office_profile(unit, by=None, form=form, on=on, body=body)
    registrar = RoleKind.CLERK if unit.type == UnitType.SCHOOL else RoleKind.COMMUNE_OFFICER
    return Desk(unit, make_user(registrar, unit), make_user(RoleKind.LEADER, unit))


def a_report(**changes: Any) -> Document:
    """Báo cáo of three lines with one marked figure; the head is the office's."""
    parts: dict[str, Any] = {
        "kind": DocumentKind.BAO_CAO,
        "issuer": "",
        "notation": "",
        "subject": "Kết quả thực hiện chương trình “Điều ước cho em”",
        "blocks": (Paragraph((Run("Đến nay có "), SIX, Run(" đã được sửa nhà vệ sinh."))), Item((Run("Còn thiếu nước sạch."),))),
        "signature": Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        "addressees": ("Ủy ban nhân dân tỉnh",),
        "recipients": ("Sở Giáo dục và Đào tạo",),
        "archive": "VT, VHXH",
    }
    return Document(**(parts | changes))


def make_draft(desk: Desk, *, on: date = DAY, by: User | None = None, body: str = "", **changes: Any) -> OfficialDocument:
    document = a_report(**changes)
    return draft_document(desk.unit, by=by or desk.officer, document=document, on=on, body=body, values={"truong": {"n": 6}})


def make_signed(desk: Desk, *, on: date = DAY, **changes: Any) -> OfficialDocument:
    paper = submit_for_review(make_draft(desk, on=on, **changes), by=desk.officer, on=on)
    return sign_document(paper, by=desk.leader, on=on)


def make_issued(desk: Desk, *, on: date = DAY, **changes: Any) -> OfficialDocument:
    return issue_document(make_signed(desk, on=on, **changes), by=desk.officer, on=on)
