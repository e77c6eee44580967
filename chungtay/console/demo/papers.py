"""A little paper: how some offices head theirs, one report issued, one waiting for the leader, drafts, one letter that came in."""

from datetime import date
from typing import Final

from chungtay.accounts.models import User
from chungtay.console.demo.lands import CHANGED_ON, unit
from chungtay.documents.actions.drafts import draft_document, sign_document, submit_for_review
from chungtay.documents.actions.incoming import Arrival, register_incoming
from chungtay.documents.actions.issuing import issue_document
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.enums import DocumentKind
from chungtay.documents.layout import Document, Signature
from chungtay.documents.models import OfficialDocument
from chungtay.documents.press.docx import print_docx
from chungtay.documents.template import blocks_from_text
from chungtay.files.actions import keep_attachment
from chungtay.files.models import Attachment
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Directive, Programme
from chungtay.reports.actions import begin_report

_DEPUTY: Final = "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nPHÓ CHỦ TỊCH UBND HUYỆN"
_OFFICES: Final = (
    ("pgd-dien-bien", date(2021, 1, 1), "", OfficeForm("Phòng Giáo dục và Đào tạo", "PGDĐT", "Điện Biên", "UBND huyện Điện Biên")),
    ("bdh-ngoc-hoi", date(2021, 1, 1), "", OfficeForm("Ban điều hành", "BĐH", "Ngọc Hồi", "UBND huyện Ngọc Hồi", signature=_DEPUTY)),
    ("so-gddt-dien-bien", CHANGED_ON, "", OfficeForm("Sở Giáo dục và Đào tạo", "SGDĐT", "Điện Biên", "UBND tỉnh Điện Biên")),
    ("so-y-te-quang-ngai", CHANGED_ON, "", OfficeForm("Sở Y tế", "SYT", "Quảng Ngãi", "UBND tỉnh Quảng Ngãi")),
    ("ubnd-bo-y-2025", CHANGED_ON, "", OfficeForm("UBND xã Bờ Y", "UBND", "Bờ Y", "UBND tỉnh Quảng Ngãi", "VHXH")),
    ("ubnd-thanh-an-2025", CHANGED_ON, "", OfficeForm("UBND xã Thanh An", "UBND", "Thanh An", "UBND tỉnh Điện Biên", "VHXH")),
)
_OFFICE: Final = "ubnd-thanh-an-2025"
_OFFICER: Final = "canbo-thanh-an"
_LEADER: Final = "lanhdao-thanh-an"


def write_papers() -> None:
    for code, on, body, form in _OFFICES:
        set_office_profile(unit(code), by=None, form=form, on=on, body=body)
    _issue(_draft("Kết quả rà soát điểm trường đầu năm học 2025 - 2026", _REVIEWED, date(2025, 9, 8)), date(2025, 9, 10))
    submit_for_review(
        _draft("Việc chuẩn bị bữa ăn bán trú tại các điểm trường", _LUNCH, date(2025, 10, 6)), by=_user(_OFFICER), on=date(2025, 10, 6)
    )
    _draft("Nhu cầu chăn ấm, quần áo ấm cho học sinh bán trú", _WARM, date(2025, 11, 3))
    register_incoming(
        unit("vhxh-thanh-an"),
        by=None,
        arrival=Arrival(
            sender="Sở Giáo dục và Đào tạo tỉnh Điện Biên",
            subject="V/v rà soát nhu cầu của các điểm trường",
            symbol="118/SGDĐT-KHTC",
            issued_on=date(2025, 8, 28),
            kind=DocumentKind.CONG_VAN.label,
        ),
        on=date(2025, 8, 29),
        handler=_user(_OFFICER),
        due_on=date(2025, 9, 12),
    )


def begin_report_of_this_year(programme: Programme) -> None:
    """The department's report of the round that runs, drawn from the records and still in the making."""
    begin_report(programme.rounds.get(code="2026"), by=_user("tinh"), unit=unit("so-gddt-dien-bien"), on=date(2026, 11, 20))


def keep_plan(planner: OrgUnit, directive: Directive, row: dict[str, str]) -> Attachment:
    """The plan of plans.csv as the Word file that came with it."""
    issued_on = date.fromisoformat(row["issued_on"])
    named = OrgUnit.objects.on(issued_on).get(pk=planner.pk)
    number, _slash, notation = row["number"].partition("/")
    document = Document(
        kind=DocumentKind.KE_HOACH,
        issuer=named.name,
        notation=notation,
        number=int(number),
        issued_on=issued_on,
        subject=row["subject"],
        blocks=blocks_from_text(_PLAN.format(name=named.name, number=directive.number, issuer=directive.issuer)),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    )
    return keep_attachment(print_docx(document), name=f"ke-hoach-{number}.docx", by=None, place_id=planner.pk)


def _draft(subject: str, text: str, on: date) -> OfficialDocument:
    document = Document(
        kind=DocumentKind.BAO_CAO,
        issuer="",
        notation="",
        subject=subject,
        blocks=blocks_from_text(text),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        addressees=("Sở Giáo dục và Đào tạo tỉnh Điện Biên",),
        recipients=("Thường trực Đảng ủy, HĐND xã", "Các trường trên địa bàn xã"),
        archive="VT, VHXH",
    )
    return draft_document(unit(_OFFICE), by=_user(_OFFICER), document=document, on=on, source=text)


def _issue(paper: OfficialDocument, on: date) -> None:
    submit_for_review(paper, by=_user(_OFFICER), on=on)
    sign_document(paper, by=_user(_LEADER), on=on)
    issue_document(paper, by=_user(_OFFICER), on=on)


def _user(username: str) -> User:
    return User.objects.get(username=username)


_REVIEWED: Final = """\
Ủy ban nhân dân xã Thanh An báo cáo kết quả rà soát các điểm trường trên địa bàn như sau:

# Cách làm

Phòng Văn hóa - Xã hội cùng các trường đến từng điểm trường, ghi tại chỗ điện, nước, nhà vệ sinh và nơi nấu ăn.

# Đề nghị

- Sở Giáo dục và Đào tạo hướng dẫn các trường ghi nhu cầu theo một mẫu thống nhất;
- Giới thiệu nhà tài trợ cho các điểm trường xa trung tâm.

Trên đây là báo cáo của Ủy ban nhân dân xã Thanh An
"""
_LUNCH: Final = """\
Ủy ban nhân dân xã Thanh An báo cáo việc chuẩn bị bữa ăn bán trú tại các điểm trường như sau:

# Việc đã làm

Các trường đã ký hợp đồng cung cấp thực phẩm và phân công người nấu ăn tại từng điểm trường.

Trên đây là báo cáo của Ủy ban nhân dân xã Thanh An
"""
_WARM: Final = """\
Ủy ban nhân dân xã Thanh An báo cáo nhu cầu chăn ấm, quần áo ấm của học sinh bán trú trước mùa rét.

Trên đây là báo cáo của Ủy ban nhân dân xã Thanh An
"""
_PLAN: Final = """\
Thực hiện văn bản số {number} của {issuer}, {name} xây dựng kế hoạch như sau:

# Việc làm

- Tuyên truyền trên loa và băng rôn về phòng, chống đuối nước, xâm hại trẻ em;
- Rà soát trẻ em có hoàn cảnh đặc biệt, vận động quà và xe đạp cho học sinh khó khăn;
- Ghi lại từng hoạt động ngay trong ngày.

# Tổ chức thực hiện

Công chức văn hóa - xã hội theo dõi, tổng hợp và báo cáo Ban điều hành huyện đúng hạn.
"""
