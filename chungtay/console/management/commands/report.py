"""`manage.py report`: the report of a programme's round, counted from the records, as paper or as data, without a browser."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.console.printing import FORMATS, STDOUT, form_of, printed, put_out
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.documents.enums import OUT, DocumentStatus, FileFormat
from chungtay.documents.kept import marked, taken_out
from chungtay.documents.layout import Document
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.programmes.queries import programme
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.papers import draft_report, has_appendix, occasion_of, recounted

_FORMS: Final = (*FORMATS, "json")


class Command(BaseCommand):
    help = (
        "In báo cáo của một đơn vị về một đợt của chương trình. Con số đếm lại từ dữ liệu; lời văn là của báo cáo đã lập, "
        "nếu có. Sai ở đâu thì nói một câu và thoát với mã 2."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", metavar="PACK", help="mã chương trình, ví dụ dieu-uoc-cho-em")
        parser.add_argument("--unit", metavar="CODE", required=True, help="mã đơn vị lập báo cáo")
        parser.add_argument("--round", metavar="CODE", required=True, help="mã đợt")
        parser.add_argument("--format", metavar="FORMAT", help=f"{' | '.join(_FORMS)}; mặc định: theo đuôi của tệp in ra")
        parser.add_argument("--output", metavar="FILE", default=STDOUT, help="tệp in ra; - là ra màn hình")
        parser.add_argument("--appendix", action="store_true", help="kèm phụ lục số liệu của từng đơn vị")
        parser.add_argument("--issued", action="store_true", help="in báo cáo đã phát hành, đúng như khi phát hành")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with translation.override("vi"):
                form = form_of(options["format"], options["output"], _FORMS)
                row, unit = _round(options["pack"], options["round"]), _unit(options["unit"])
                made = _issued(row, unit, form) if options["issued"] else _counted(row, unit, form, with_appendix=options["appendix"])
                put_out(made, options["output"])
        except RuleBroken as refusal:
            self.stderr.write(refusal.sentence)
            sys.exit(2)


def _round(pack: str, code: str) -> Round:
    found = programme(pack)
    if found is None:
        raise RuleBroken(f"Không có chương trình nào mang mã “{pack}”; nạp gói chương trình bằng manage.py load_packs.")
    row = Round.objects.select_related("programme", "version").filter(programme=found, code=code).first()
    if row is None:
        codes = ", ".join(found.rounds.order_by("starts_on").values_list("code", flat=True))
        raise RuleBroken(f"Chương trình “{found.name}” không có đợt “{code}”" + (f"; có các đợt: {codes}." if codes else "."))
    return row


def _unit(code: str) -> OrgUnit:
    unit = OrgUnit.objects.filter(code=code).first()
    if unit is None:
        raise RuleBroken(f"Không có đơn vị nào mang mã “{code}”.")
    return unit


def _reports(row: Round, unit: OrgUnit) -> Any:
    return Report.objects.filter(round=row, unit=unit).select_related("paper").order_by("-pk")


def _counted(row: Round, unit: OrgUnit, form: str, *, with_appendix: bool) -> bytes:
    """The report as the records say it now, with the words of the newest saved one, and with its appendix if it has one."""
    saved = _reports(row, unit).first()
    before = list(saved.figures.all()) if saved is not None else []
    body = saved.paper.body if saved is not None else ""
    with_appendix = with_appendix or (saved is not None and has_appendix(saved))
    draft = draft_report(occasion_of(row, unit=unit, on=clock.today(), body=body), before=before, with_appendix=with_appendix)
    if saved is not None:
        draft = recounted(draft, saved.sections, before)
    return _as_data(row, unit, draft.document, draft.rows) if form == "json" else printed(draft.document, form)


def _issued(row: Round, unit: OrgUnit, form: str) -> bytes:
    """The paper as it was issued: Word and PDF are the very files that were kept."""
    found = _reports(row, unit).filter(paper__status__in=OUT)
    report = found.filter(paper__status=DocumentStatus.ISSUED).first() or found.first()
    if report is None:
        raise RuleBroken("Đơn vị chưa phát hành báo cáo nào của đợt này.")
    document = taken_out(report.paper.content)
    if form == "json":
        return _as_data(row, unit, document, list(report.figures.order_by("number")))
    if form in (FileFormat.DOCX, FileFormat.PDF):
        with report.paper.files.get(format=form).file.open("rb") as kept:
            return bytes(kept.read())
    return printed(document, form)


def _as_data(row: Round, unit: OrgUnit, document: Document, figures: Sequence[KeptFigure]) -> bytes:
    """Every figure on the paper with what it counted."""
    on_paper = marked(document)
    found = [figure for figure in figures if figure.mark in on_paper]
    data = {
        "programme": row.programme.slug,
        "round": row.code,
        "unit": unit.code,
        "subject": document.subject,
        "figures": [_figure(figure) for figure in found],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _figure(row: KeptFigure) -> dict[str, Any]:
    return {
        "key": row.mark,
        "question": row.question,
        "filters": row.filters,
        "kind": row.kind,
        "value": row.value,
        "of": row.of,
        "unit": row.unit_word,
        "estimate": row.estimate,
        "text": row.text,
        "meaning": row.meaning,
        "records": row.records,
    }
