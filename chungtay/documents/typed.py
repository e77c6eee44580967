"""A paper as a person types it into a form, line by line, and as data; back again to go on typing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Document, Run, Signature, plain
from chungtay.documents.models import OfficialDocument
from chungtay.documents.template import TemplateBroken, body_from_text, figured_body, figures_of


@dataclass(frozen=True, slots=True)
class TypedPaper:
    """Several things of one sort stand on a line each. `text` None: the body came from data and stays as it is."""

    kind: str
    subject: str
    authority: str
    text: str | None
    addressees: str = ""
    bases: str = ""
    recipients: str = ""
    offices: str = ""
    signer: str = ""
    archive: str = "VT"
    urgency: str = ""


def document_of(typed: TypedPaper, before: Document | None = None, values: Mapping[str, Any] | None = None) -> Document:
    """The document without its head, which the office gives; `values`: what the figures in its text stand for, where a program drew it.

    TemplateBroken at `text`, with the line, where the text is not well formed.
    """
    blocks, annexes = (before.blocks, before.annexes) if before else ((), ())
    if typed.text is not None:
        try:
            figures = figures_of(values or {})
            blocks, annexes = figured_body(typed.text, figures) if figures else body_from_text(typed.text)
        except TemplateBroken as broken:
            raise TemplateBroken(broken.reason, line=broken.line, field="text") from None
    unchanged = {plain(runs): runs for runs in before.bases} if before else {}
    made = before or Document(DocumentKind(typed.kind), "", "", "", (), Signature(()))
    return replace(
        made,
        kind=DocumentKind(typed.kind),
        subject=" ".join(typed.subject.split()),
        blocks=blocks,
        annexes=annexes,
        addressees=_lines(typed.addressees),
        bases=tuple(unchanged.get(line, (Run(line),)) for line in _lines(typed.bases)),
        recipients=_lines(typed.recipients),
        signature=Signature(_lines(typed.authority), " ".join(typed.signer.split()), _lines(typed.offices)),
        archive=" ".join(typed.archive.split()) or "VT",
        urgency=Urgency[typed.urgency] if typed.urgency else None,
    )


def typed_of(paper: OfficialDocument) -> TypedPaper:
    """What the form shows of a draft."""
    document = taken_out(paper.content)
    return TypedPaper(
        kind=paper.kind,
        subject=document.subject,
        authority="\n".join(document.signature.authority),
        text=paper.source or None,
        addressees="\n".join(document.addressees),
        bases="\n".join(plain(runs) for runs in document.bases),
        recipients="\n".join(document.recipients),
        offices="\n".join(document.signature.offices),
        signer=document.signature.name,
        archive=document.archive,
        urgency=document.urgency.name if document.urgency else "",
    )


def _lines(text: str) -> tuple[str, ...]:
    """Without the hyphen and the sign at the end, which the form adds."""
    found = (" ".join(line.split()).removeprefix("- ").rstrip(" ;.") for line in text.splitlines())
    return tuple(line for line in found if line)
