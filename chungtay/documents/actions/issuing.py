"""A signed paper becomes an issued one, and what may still become of it."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.search import searchable
from chungtay.core.states import check_move
from chungtay.core.vietnamese import clean
from chungtay.documents import rules
from chungtay.documents.actions.numbers import take_number
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.enums import DOCUMENT_MOVES, DocumentKind, DocumentStatus, FileFormat
from chungtay.documents.kept import kept, marked, taken_out
from chungtay.documents.layout import Document
from chungtay.documents.models import Dispatch, DocumentFile, OfficialDocument
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.pdf import print_pdf
from chungtay.documents.queries import may_recall, may_replace
from chungtay.files.filetypes import PDF, recognised

_ISSUED: Final = (
    *("status", "register", "year", "number", "symbol", "issued_on", "issued_by", "issued_at"),
    *("content", "text", "marks", "search_text"),
)


@transaction.atomic
def issue_document(paper: OfficialDocument, *, by: User | None, on: date) -> OfficialDocument:
    """The office numbers and dates the signed paper, prints it and puts the prints away with their hashes; from now on it never changes.

    The number is taken, the files are printed and the row is written in one transaction: whatever fails, no number is lost. Numbers and
    days go the same way: none bears an earlier day than the number before it (Điều 15).
    """
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.ISSUED)
    rules.check_day(paper, on=on, today=clock.today())
    register = rules.register_of(DocumentKind(paper.kind), rules.needed_profile(paper.unit, body=paper.body, on=on))
    number = take_number(paper.unit, body=paper.body, register=register, year=on.year)
    _check_order(paper, register, on)
    document = replace(taken_out(paper.content), number=number, issued_on=on)
    _number(paper, document, register, by)
    with refused():
        paper.save(update_fields=_ISSUED)
    _keep(paper, {FileFormat.DOCX: print_docx(document), FileFormat.PDF: print_pdf(document)})
    record("document.issued", paper, by=by, name=paper.symbol, place_id=paper.unit_id, on=on, abstract=paper.subject)
    return paper


@transaction.atomic
def attach_signed_pdf(paper: OfficialDocument, *, by: User | None, content: bytes, on: date) -> DocumentFile:
    """The PDF with a digital signature is put beside the printed ones; a further signature makes a further file, the last one counts."""
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    if not paper.is_out:
        raise RuleBroken(_("Chỉ văn bản đã phát hành mới có bản ký số."))
    if recognised(content) != PDF:
        raise RuleBroken(_("Bản ký số phải là tệp PDF."), field="file")
    (file,) = _keep(paper, {FileFormat.SIGNED: content})
    record("document.signed_file_kept", paper, by=by, name=paper.symbol, place_id=paper.unit_id, sha256=file.sha256)
    return file


@transaction.atomic
def replace_document(paper: OfficialDocument, *, by: User | None, with_paper: OfficialDocument, on: date, reason: str) -> OfficialDocument:
    """A later issued paper of the same office and type stands in its place (Điều 18: wrong in content)."""
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.REPLACED)
    if not may_replace(paper).filter(pk=with_paper.pk).exists():
        raise RuleBroken(_("Văn bản thay thế phải cùng loại, cùng cơ quan và phát hành sau văn bản này."), field="paper")
    paper.replaced_by = with_paper
    return _end(paper, DocumentStatus.REPLACED, by, with_paper, on, reason, "document.replaced")


@transaction.atomic
def recall_document(paper: OfficialDocument, *, by: User | None, by_paper: OfficialDocument, on: date, reason: str) -> OfficialDocument:
    """A later paper of the office says that this one is recalled."""
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    check_move(DOCUMENT_MOVES, paper.status, DocumentStatus.RECALLED)
    if not may_recall(paper).filter(pk=by_paper.pk).exists():
        sentence = _("Văn bản thu hồi phải là công văn, quyết định hoặc thông báo của chính cơ quan, phát hành sau văn bản này.")
        raise RuleBroken(sentence, field="paper")
    paper.recalled_by = by_paper
    return _end(paper, DocumentStatus.RECALLED, by, by_paper, on, reason, "document.recalled")


@transaction.atomic
def note_dispatch(
    paper: OfficialDocument, *, by: User | None, on: date, copies: int | None, sent_on: date | None, received_by: str = "", note: str = ""
) -> Dispatch:
    """How it went out: copies, the day it was sent, who signed for it, a note (the register's last columns, phụ lục IV)."""
    paper = locked(paper)
    rules.check_may(by, Can.ISSUE_PAPERS, paper.unit, on=on)
    if not paper.is_out or paper.issued_on is None:
        raise RuleBroken(_("Văn bản chưa phát hành nên chưa chuyển đi được."))
    if sent_on is not None and not paper.issued_on <= sent_on <= clock.today():
        raise RuleBroken(_("Ngày chuyển nằm giữa ngày ban hành và hôm nay."), field="sent_on")
    if copies is not None and not 1 <= copies <= 9_999:
        raise RuleBroken(_("Số bản nằm trong khoảng 1 đến 9999."), field="copies")
    given = {"copies": copies, "sent_on": sent_on, "received_by": clean(received_by)[:120], "note": clean(note)[:300]}
    dispatch, _made = Dispatch.objects.update_or_create(document=paper, defaults=given)
    record("document.dispatched", paper, by=by, name=paper.symbol, place_id=paper.unit_id, **given)
    return dispatch


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_order(paper: OfficialDocument, register: str, on: date) -> None:
    same = OfficialDocument.objects.filter(unit=paper.unit_id, body=paper.body, register=register, year=on.year)
    last = same.order_by("-number").values_list("issued_on", flat=True).first()
    if last is not None and on < last:
        raise RuleBroken(_("Ngày ban hành không thể trước ngày của số liền trước."), field="on")


def _number(paper: OfficialDocument, document: Document, register: str, by: User | None) -> None:
    assert document.number is not None
    assert document.issued_on is not None
    paper.status, paper.register = DocumentStatus.ISSUED, register
    paper.year, paper.number, paper.issued_on = document.issued_on.year, document.number, document.issued_on
    paper.symbol = rules.symbol_of(document.number, document.notation)
    paper.issued_by, paper.issued_at = by, clock.now()
    paper.content = kept(document)
    paper.text = "\n".join(words(compose(document)))
    paper.marks = {mark: {"text": text, "value": paper.values.get(mark)} for mark, text in marked(document).items()}
    paper.search_text += searchable(paper.symbol)


def _keep(paper: OfficialDocument, prints: dict[FileFormat, bytes]) -> list[DocumentFile]:
    """Into the storage under names nobody else uses; if the rows cannot be written, the files go again."""
    names: list[str] = []
    rows: list[DocumentFile] = []
    try:
        for form, content in prints.items():
            sha256 = hashlib.sha256(content).hexdigest()
            extension = "docx" if form == FileFormat.DOCX else "pdf"
            wanted = f"documents/{paper.year}/{paper.unit.code}/{paper.pk}-{form.value}-{sha256[:12]}.{extension}"
            names.append(default_storage.save(wanted, ContentFile(content)))
            kept_as = {"file": names[-1], "sha256": sha256, "size": len(content), "kept_at": clock.now()}
            with refused():
                rows.append(DocumentFile.objects.create(document=paper, format=form, **kept_as))
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise
    return rows


def _end(
    paper: OfficialDocument, to: DocumentStatus, by: User | None, deciding: OfficialDocument, on: date, reason: str, act: str
) -> OfficialDocument:
    paper.status, paper.end_reason, paper.ended_on = to, rules.clean_reason(reason), on
    with refused():
        paper.save(update_fields=["status", "replaced_by", "recalled_by", "end_reason", "ended_on"])
    record(act, paper, by=by, name=paper.symbol, place_id=paper.unit_id, on=on, decision=deciding.symbol, reason=paper.end_reason)
    return paper
