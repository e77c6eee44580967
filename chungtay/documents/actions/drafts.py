"""A paper on its way to be issued: drafted, revised, reviewed, signed, or sent back."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked
from chungtay.core.errors import RuleBroken
from chungtay.core.search import searchable
from chungtay.core.states import check_move
from chungtay.core.vietnamese import clean
from chungtay.documents import rules
from chungtay.documents.enums import DOCUMENT_MOVES, DocumentKind, DocumentStatus
from chungtay.documents.kept import kept, taken_out
from chungtay.documents.layout import Document
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.places.models import OrgUnit

_CONTENT = ("kind", "subject", "drafting_office", "content", "source", "values", "signer", "recipients", "archive", "search_text")


@transaction.atomic
def draft_document(
    unit: OrgUnit,
    *,
    by: User | None,
    document: Document,
    on: date,
    body: str = "",
    drafting_office: str | None = None,
    source: str = "",
    values: dict[str, Any] | None = None,
) -> OfficialDocument:
    """A new draft of the office. Its head (issuer, notation, place) comes from the office's profile, whatever the document says.

    `source` is the body as typed, when somebody typed it; `values` what the marks stand for, by their id.
    """
    rules.check_may(by, Can.DRAFT_PAPERS, unit, on=on)
    profile = rules.needed_profile(unit, body=body, on=on)
    paper = OfficialDocument(unit=unit, body=body, drafted_by=by, drafted_at=clock.now(), values=values or {})
    _put(paper, document, profile, source=source, drafting_office=drafting_office)
    paper.save()
    record("document.drafted", paper, by=by, name=paper.title, place_id=unit.pk, kind=paper.kind)
    return paper


@transaction.atomic
def revise_draft(
    paper: OfficialDocument,
    *,
    by: User | None,
    document: Document,
    on: date,
    drafting_office: str | None = None,
    source: str = "",
    values: dict[str, Any] | None = None,
) -> OfficialDocument:
    """The draft says this now; what was reviewed before is to be reviewed again."""
    paper = locked(paper)
    rules.check_may(by, Can.DRAFT_PAPERS, paper.unit, on=on)
    if paper.status != DocumentStatus.DRAFT:
        raise RuleBroken(_("Chỉ sửa được dự thảo. Văn bản này xin trả lại cho người soạn trước."))
    profile = rules.needed_profile(paper.unit, body=paper.body, on=on)
    if values is not None:
        paper.values = values
    _put(paper, document, profile, source=source, drafting_office=drafting_office)
    paper.save(update_fields=_CONTENT)
    record("document.revised", paper, by=by, name=paper.title, place_id=paper.unit_id)
    return paper


@transaction.atomic
def discard_draft(paper: OfficialDocument, *, by: User | None, on: date, reason: str) -> None:
    """A draft that nobody needs is thrown away; the audit keeps that it was there."""
    paper = locked(paper)
    reason = rules.clean_reason(reason)
    rules.check_may(by, Can.DRAFT_PAPERS, paper.unit, on=on)
    if paper.status != DocumentStatus.DRAFT:
        raise RuleBroken(_("Chỉ bỏ được dự thảo."))
    record("document.discarded", paper, by=by, name=paper.title, place_id=paper.unit_id, reason=reason)
    paper.delete()


@transaction.atomic
def submit_for_review(paper: OfficialDocument, *, by: User | None, on: date) -> OfficialDocument:
    """The drafter hands it to those who check it and to the leader who signs (Điều 10, 11)."""
    paper = locked(paper)
    rules.check_may(by, Can.DRAFT_PAPERS, paper.unit, on=on)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.UNDER_REVIEW)
    rules.check_complete(taken_out(paper.content))
    return _moved(paper, DocumentStatus.UNDER_REVIEW, by, "document.submitted", {"returned": ""})


@transaction.atomic
def review_document(paper: OfficialDocument, *, by: User | None, on: date) -> OfficialDocument:
    """The office vouches for form and procedure before the leader signs (Điều 12); nobody reviews their own draft."""
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    if paper.status != DocumentStatus.UNDER_REVIEW:
        raise RuleBroken(_("Chỉ kiểm tra được văn bản đang duyệt."))
    if by is not None and by.pk == paper.drafted_by_id:
        raise RuleBroken(_("Người soạn không tự kiểm tra văn bản của mình."))
    return _moved(paper, DocumentStatus.UNDER_REVIEW, by, "document.reviewed", {"reviewed_by": by, "reviewed_at": clock.now()})


@transaction.atomic
def return_to_draft(paper: OfficialDocument, *, by: User | None, on: date, reason: str) -> OfficialDocument:
    """Back to its drafter, with the reason; what was checked and signed no longer counts."""
    paper = locked(paper)
    reason = rules.clean_reason(reason)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.DRAFT)
    is_own = by is not None and by.pk == paper.drafted_by_id and paper.status == DocumentStatus.UNDER_REVIEW
    if not is_own:
        _check_may_return(paper, by, on)
    cleared = {"returned": reason, "reviewed_by": None, "reviewed_at": None, "signed_by": None, "signed_on": None}
    return _moved(paper, DocumentStatus.DRAFT, by, "document.returned", cleared, reason=reason)


@transaction.atomic
def sign_document(paper: OfficialDocument, *, by: User, on: date) -> OfficialDocument:
    """The leader signs (Điều 13). The name under the paper is the signer's; where the draft left it open it is filled in now."""
    paper = locked(paper)
    rules.check_may(by, Can.SIGN_PAPERS, paper.unit, on=on)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.SIGNED)
    document = taken_out(paper.content)
    rules.check_complete(document)
    rules.check_signer(document, by)
    named = replace(document, signature=replace(document.signature, name=document.signature.name or by.full_name))
    changes = {"content": kept(named), "signer": named.signature.name, "signed_by": by, "signed_on": on}
    paper.search_text = _search_text(paper, named)
    return _moved(paper, DocumentStatus.SIGNED, by, "document.signed", {**changes, "search_text": paper.search_text}, on=on)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(paper: OfficialDocument, document: Document, profile: OfficeProfile, *, source: str, drafting_office: str | None) -> None:
    """The document under the office's head, and the columns by which the register finds it."""
    kind = DocumentKind(document.kind)
    paper.drafting_office = profile.drafting_office if drafting_office is None else clean(drafting_office)
    if len(paper.drafting_office) > 30 or any(letter.isspace() or letter == "/" for letter in paper.drafting_office):
        raise RuleBroken(_("Chữ viết tắt viết liền, không có dấu cách, dấu gạch chéo."), field="drafting_office")
    document = replace(
        document,
        issuer=profile.issuer,
        parent_issuer=profile.parent_issuer,
        place=profile.place,
        notation=rules.notation_of(kind, profile.abbreviation, paper.drafting_office),
        number=None,
        issued_on=None,
    )
    rules.check_draft(document)
    paper.kind, paper.subject, paper.source = kind.value, document.subject, source
    paper.content = kept(document)
    paper.signer, paper.archive = document.signature.name, document.archive
    paper.recipients = "; ".join([*document.addressees, *document.recipients])
    paper.search_text = _search_text(paper, document)


def _search_text(paper: OfficialDocument, document: Document) -> str:
    return searchable(paper.title, document.notation, document.signature.name, *document.addressees, *document.recipients, paper.body)


def _check_may_return(paper: OfficialDocument, by: User | None, on: date) -> None:
    """Who signs or who keeps the register may send a paper back."""
    try:
        rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    except RuleBroken:
        rules.check_may(by, Can.SIGN_PAPERS, paper.unit, on=on)


def _moved(
    paper: OfficialDocument, to: DocumentStatus, by: User | None, act: str, changes: dict[str, Any], **details: Any
) -> OfficialDocument:
    paper.status = to
    for name, value in changes.items():
        setattr(paper, name, value)
    paper.save(update_fields=["status", *changes])
    record(act, paper, by=by, name=paper.title, place_id=paper.unit_id, **details)
    return paper
