"""Reports as papers: begun from the records, their words revised, their figures counted again, thrown away. What comes after (review,
signature, number, issue) is what documents does with any paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold
from chungtay.documents import rules
from chungtay.documents.actions.drafts import discard_draft, draft_document, revise_draft
from chungtay.documents.enums import DocumentStatus
from chungtay.documents.layout import Annex
from chungtay.documents.template.sections import as_typed
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.reports.enums import Standing
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.paper_answers import as_sentence, likes_of
from chungtay.reports.papers import Draft, document_of, draft_report, has_appendix, occasion_of, recounted, revised, values_of
from chungtay.reports.quotes import drawn, quote_of, standing

_IN_THE_MAKING: Final = (DocumentStatus.DRAFT, DocumentStatus.UNDER_REVIEW, DocumentStatus.SIGNED)


@transaction.atomic
def begin_report(row: Round, *, by: User | None, unit: OrgUnit, on: date, body: str = "", with_appendix: bool = False) -> Report:
    """The office's report of the round, drawn from the records as they stand: a draft paper, its sections and its figures.

    Counted as of the round's last day, while it runs as of `on`. One at a time is in the making; after one was issued another may follow,
    to replace it (Nghị định 30/2020, Điều 18).
    """
    rules.check_may(by, Can.DRAFT_PAPERS, unit, on=on)
    body = clean(body)
    # Counted before the round is held: schools answer it meanwhile.
    draft = draft_report(occasion_of(row, unit=unit, on=on, body=body), with_appendix=with_appendix)
    row = locked(row)
    making = Report.objects.filter(round=row, unit=unit, paper__body=body, paper__status__in=_IN_THE_MAKING)
    if making.exists():
        raise RuleBroken(_("Đơn vị đang soạn báo cáo của đợt này; xin mở báo cáo ấy."), field="round")
    document = draft.document
    paper = draft_document(unit, by=by, document=document, on=on, body=body, values=values_of(document, draft.rows))
    given = {"sections": draft.sections, "as_of": draft.counted.filters.as_of, "counted_at": clock.now(), "begun_by": by}
    report = Report.objects.create(round=row, unit=unit, paper=paper, **given)
    _keep(report, draft)
    _note_sources(report, draft)
    record("report.begun", report, by=by, name=paper.title, place_id=unit.pk, round=row.code, programme=row.programme.slug)
    return report


@transaction.atomic
def revise_report(report: Report, *, by: User | None, on: date, sections: Sequence[Mapping[str, Any]]) -> Report:
    """The sections say this now: {key, text, is_chosen, title} each, as far as given.

    Words are free; a token {6#1} is what it was or is left out. Raises TemplateBroken at papers.field_of(key) where a text cannot be read.
    """
    report = _in_draft(report, by, on)
    report.sections = revised(report.sections, sections)
    with refused():
        report.save(update_fields=["sections"])
    _rewrite(report, by, on)
    record("report.revised", report, by=by, name=report.paper.title, place_id=report.unit_id, round=report.round.code)
    return report


@transaction.atomic
def recount_report(report: Report, *, by: User | None, on: date, with_appendix: bool | None = None) -> Report:
    """Every figure is counted again, as of the round's last day or of `on`; what people wrote stays, with the new figures in its place.

    `with_appendix`: a table by unit follows from now on, or no longer; None: as it was.
    """
    report = _in_draft(report, by, on)
    before = list(report.figures.all())
    wanted = has_appendix(report) if with_appendix is None else with_appendix
    occasion = occasion_of(report.round, unit=report.unit, on=on, body=report.paper.body)
    fresh = draft_report(occasion, before=before, with_appendix=wanted)
    draft = recounted(fresh, report.sections, before)
    report.sections, report.as_of, report.counted_at = draft.sections, draft.counted.filters.as_of, clock.now()
    with refused():
        report.save(update_fields=["sections", "as_of", "counted_at"])
    report.figures.all().delete()
    _keep(report, draft)
    _note_sources(report, draft)
    _rewrite(report, by, on, annexes=draft.head.annexes)
    changed = sum(1 for row in before if row.number not in draft.figures or draft.figures[row.number].value != row.value)
    record("report.recounted", report, by=by, name=report.paper.title, place_id=report.unit_id, round=report.round.code, changed=changed)
    return report


@transaction.atomic
def take_over(report: Report, *, by: User | None, on: date, section: str, code: str, text: str) -> Report:
    """A sentence that units wrote in the text `code` of the round's form goes to the end of the section, and keeps whom it comes from."""
    report = _in_draft(report, by, on)
    occasion = occasion_of(report.round, unit=report.unit, on=on, body=report.paper.body)
    like = next((like for like in likes_of(occasion).get(code, ()) if like.text == text), None)
    found = next((one for one in report.sections if one["key"] == section), None)
    if like is None or found is None:
        raise RuleBroken(_("Ý này không còn trong báo cáo của các đơn vị; xin mở lại trang."), field="text")
    before = [quote for quote in report.quotes.filter(section=section) if fold(quote.text) == fold(text)]
    if any(standing(quote.text, found["text"]) == Standing.SAME for quote in before):
        return report
    words = f"{found['text']}\n\n{as_typed(as_sentence(text))}".strip()
    report.sections = revised(report.sections, [{"key": section, "text": words, "is_chosen": True}])
    with refused():
        report.save(update_fields=["sections"])
        for quote in before:
            quote.delete()
        quote_of(like, report=report, number=_next_number(report), section=section, code=code).save()
    _rewrite(report, by, on)
    record("report.quoted", report, by=by, name=report.paper.title, place_id=report.unit_id, round=report.round.code, section=section)
    return report


@transaction.atomic
def discard_report(report: Report, *, by: User | None, on: date, reason: str) -> None:
    """A draft that nobody needs is thrown away with its paper; the audit keeps that it was there."""
    report = locked(report)
    record(
        "report.discarded", report, by=by, name=report.paper.title, place_id=report.unit_id, round=report.round.code, reason=clean(reason)
    )
    discard_draft(report.paper, by=by, on=on, reason=reason)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_draft(report: Report, by: User | None, on: date) -> Report:
    report = locked(report)
    rules.check_may(by, Can.DRAFT_PAPERS, report.unit, on=on)
    if report.paper.status != DocumentStatus.DRAFT:
        raise RuleBroken(_("Chỉ sửa được báo cáo đang soạn. Báo cáo này xin trả lại cho người soạn trước."))
    return report


def _keep(report: Report, draft: Draft) -> None:
    for row in draft.rows:
        row.report = report
    with refused():
        KeptFigure.objects.bulk_create(draft.rows)


def _note_sources(report: Report, draft: Draft) -> None:
    """Whom the sentences come from that the template printed; of what is no longer there nothing is kept."""
    paper = report.round.pack.paper()
    assert paper is not None  # it was just drawn
    texts = {section["key"]: section["text"] for section in report.sections}
    known = set()
    with refused():
        for quote in report.quotes.all():
            if standing(quote.text, texts.get(quote.section, "")) == Standing.GONE:
                quote.delete()
            else:
                known.add((quote.section, fold(quote.text)))
        for section, code, like in drawn(report.sections, draft.likes, paper.template):
            if (section, fold(like.text)) not in known:
                quote_of(like, report=report, number=_next_number(report), section=section, code=code).save()


def _next_number(report: Report) -> int:
    return (report.quotes.aggregate(last=Max("number"))["last"] or 0) + 1


def _rewrite(report: Report, by: User | None, on: date, *, annexes: tuple[Annex, ...] | None = None) -> None:
    """The paper says what the sections say."""
    document = document_of(report, annexes=annexes)
    report.paper = revise_draft(
        report.paper,
        by=by,
        document=document,
        on=on,
        drafting_office=report.paper.drafting_office,
        values=values_of(document, list(report.figures.all())),
    )
