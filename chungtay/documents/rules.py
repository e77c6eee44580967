"""Decisions by looking: notation, what a paper still lacks, who may do what with it. Nothing is written here."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import office_powers, units_for
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.enums import DocumentKind, DocumentStatus
from chungtay.documents.layout import Document, Signature
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.documents.queries import profile_on
from chungtay.places.models import OrgUnit


def notation_of(kind: DocumentKind, abbreviation: str, drafting_office: str) -> str:
    """What follows the number: "BC-UBND"; of a công văn, which has no type abbreviation, "UBND-VHXH" (phụ lục I, II.3; phụ lục III)."""
    if kind == DocumentKind.CONG_VAN:
        return f"{abbreviation}-{drafting_office}" if drafting_office else abbreviation
    return f"{kind.value}-{abbreviation}"


_POWERS: Final = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
_LONGEST_LINE: Final = 80
_MOST_LINES: Final = 5


def signature_text(typed: str) -> str:
    """The lines of who signs, upper case; RuleBroken where they name no office, are too many or too long (phụ lục I, II.7)."""
    lines = [line for typed_line in typed.replace("\0", "").splitlines() if (line := clean(typed_line).upper())]
    if len(lines) > _MOST_LINES or any(len(line) > _LONGEST_LINE for line in lines):
        said = _("Người ký: tối đa %(lines)d dòng, mỗi dòng %(limit)d ký tự.")
        raise RuleBroken(said % {"lines": _MOST_LINES, "limit": _LONGEST_LINE}, field="signature")
    if lines and all(line.startswith(_POWERS) for line in lines):
        raise RuleBroken(_("Sau dòng TM., KT., TL. … cần một dòng chức vụ người ký."), field="signature")
    return "\n".join(lines)


def signature_of(text: str) -> Signature:
    """Powers (TM., KT. …) and the office after them; what follows is the signer's office elsewhere."""
    lines = text.splitlines()
    office = next((at for at, line in enumerate(lines) if not line.startswith(_POWERS)), len(lines))
    return Signature(authority=tuple(lines[: office + 1]), offices=tuple(lines[office + 1 :]))


def symbol_of(number: int, notation: str) -> str:
    """'05/BC-UBND': numbers below 10 with a leading zero."""
    return f"{number:02d}/{notation}"


def register_of(kind: DocumentKind, profile: OfficeProfile) -> str:
    """Under which register the document is numbered: its type's, or the one for all (the head of the agency decides, Điều 15)."""
    return "" if profile.is_one_register else kind.value


def needed_profile(unit: OrgUnit, *, body: str, on: date) -> OfficeProfile:
    profile = profile_on(unit, body=body, on=on)
    if profile is None:
        sentence = _("Cơ quan này chưa khai báo cách trình bày và đánh số văn bản cho ngày đó (trang Cơ quan ban hành).")
        raise RuleBroken(sentence, field="unit")
    return profile


def check_may(user: User | None, can: Can, unit: OrgUnit, *, on: date) -> None:
    """Whether the person handles this office's papers so; None is the system itself."""
    if user is None:
        return
    if not (_in_scope(user, can, unit, on) if can == Can.SET_OFFICES else can in office_powers(user, unit, on=on)):
        raise RuleBroken(_("Bạn không làm việc này với văn bản của đơn vị này được."), field="unit")


def _in_scope(user: User, can: Can, unit: OrgUnit, on: date) -> bool:
    return units_for(user, can, on=on).filter(pk=unit.pk).exists()


def check_draft(document: Document) -> None:
    """What every draft must have before it is worth keeping."""
    if any("\0" in line for line in words(compose(document))):
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."))
    if not clean(document.subject):
        raise RuleBroken(_("Xin ghi trích yếu."), field="subject")
    if len(document.subject) > 500:
        raise RuleBroken(_("Trích yếu dài quá: tối đa 500 ký tự."), field="subject")
    if len(document.signature.name) > 120:
        raise RuleBroken(_("Họ tên người ký dài quá: tối đa 120 ký tự."), field="signer")
    if len(document.archive) > 100:
        raise RuleBroken(_("Nơi lưu dài quá: tối đa 100 ký tự."), field="archive")


def check_complete(document: Document) -> None:
    """What a paper must have before anybody is asked to sign it."""
    if not document.blocks:
        raise RuleBroken(_("Văn bản chưa có nội dung."))
    if not document.signature.authority:
        raise RuleBroken(_("Văn bản chưa ghi quyền hạn, chức vụ của người ký."))


def check_signer(document: Document, by: User) -> None:
    """Nobody signs a paper that bears somebody else's name."""
    if document.signature.name and fold(document.signature.name) != fold(by.full_name):
        sentence = _("Văn bản ghi người ký là %(name)s. Xin trả lại để sửa, hoặc để đúng người đó ký.") % {"name": document.signature.name}
        raise RuleBroken(sentence)


def check_day(document: OfficialDocument, *, on: date, today: date) -> None:
    """A paper is dated no earlier than it was signed, and never in the future."""
    if on > today:
        raise RuleBroken(_("Ngày ban hành không thể ở tương lai."), field="on")
    if document.signed_on is not None and on < document.signed_on:
        raise RuleBroken(_("Ngày ban hành không thể trước ngày ký (%(day)s).") % {"day": format_day(document.signed_on)}, field="on")


def clean_reason(typed: str) -> str:
    reason = clean(typed.replace("\0", ""))
    if not reason:
        raise RuleBroken(_("Xin ghi lý do."), field="reason")
    if len(reason) > 500:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": 500}, field="reason")
    return reason


# ── Next steps ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Steps:
    """What the person may do with the document now; the page offers the first as the one primary action."""

    revise: bool = False
    submit: bool = False
    review: bool = False
    sign: bool = False
    send_back: bool = False
    issue: bool = False
    end: bool = False
    dispatch: bool = False


def steps_for(document: OfficialDocument, user: User, *, on: date) -> Steps:
    """By the powers of the role that the person acts in, over the office whose paper it is."""
    held = office_powers(user, document.unit, on=on)
    status = DocumentStatus(document.status)
    drafts, signs, keeps = (can in held for can in (Can.DRAFT_PAPERS, Can.SIGN_PAPERS, Can.ISSUE_PAPERS))
    is_draft, is_under_review = status == DocumentStatus.DRAFT, status == DocumentStatus.UNDER_REVIEW
    return Steps(
        revise=is_draft and drafts,
        submit=is_draft and drafts,
        review=is_under_review and keeps and document.reviewed_by_id is None and document.drafted_by_id != user.pk,
        sign=is_under_review and signs,
        send_back=(is_under_review and (signs or keeps or (drafts and document.drafted_by_id == user.pk)))
        or (status == DocumentStatus.SIGNED and (signs or keeps)),
        issue=status == DocumentStatus.SIGNED and keeps,
        end=status == DocumentStatus.ISSUED and keeps,
        dispatch=document.is_out and keeps,
    )
