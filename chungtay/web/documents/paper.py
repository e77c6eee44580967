"""One document: what it says, where it stands, what comes next, its files and its history."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.documents.enums import ACTS, DocumentStatus, FileFormat
from chungtay.documents.kept import taken_out
from chungtay.documents.models import OfficialDocument
from chungtay.documents.press.html import print_html
from chungtay.documents.rules import Steps, steps_for
from chungtay.files.filetypes import TYPES
from chungtay.reports.models import KeptFigure, Report
from chungtay.support.models import SupportPaper
from chungtay.web.access import person, requires
from chungtay.web.documents.listing import crumbs, names_of
from chungtay.web.documents.tones import TONES

# Which step is offered first: the one primary action.
_ORDER = ("issue", "sign", "submit", "review", "send_back", "dispatch")


def paper_in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_PAPERS) -> OfficialDocument:
    """The paper, or 404 where the role one acts in does not reach it."""
    rows = OfficialDocument.objects.for_user(person(request), can, on=clock.today())
    return get_object_or_404(
        rows.select_related("unit", "drafted_by", "reviewed_by", "signed_by", "issued_by", "replaced_by", "recalled_by"), pk=pk
    )


@require_safe
@requires(Can.SEE_PAPERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    paper = paper_in_scope(request, pk)
    steps = steps_for(paper, person(request), on=clock.today())
    dispatch = getattr(paper, "dispatch", None)
    actions = _actions(paper, steps) + _drawn_again(paper, steps)
    is_done = dispatch is not None or paper.status in (
        DocumentStatus.REPLACED,
        DocumentStatus.RECALLED,
    )  # nothing is left that must be done
    primary = None if is_done or not actions else actions.pop(0)
    figures = list(KeptFigure.objects.filter(report__paper=paper))
    links = {row.mark: reverse("reports:kept", args=[row.report_id, row.number]) for row in figures}
    context = {
        "paper": paper,
        "office": names_of([paper]).get(paper.unit_id, ""),
        "tone": TONES[paper.status],
        "html": print_html(taken_out(paper.content), link=links.get),
        "report_url": _report_url(paper),
        "primary": primary,
        "others": actions,
        "steps": steps,
        "files": _files(paper),
        "entries": [(entry, ACTS.get(entry.act, entry.act)) for entry in _entries(paper)],
        "dispatch": dispatch,
        "instead_of": list(OfficialDocument.objects.filter(replaced_by=paper)) + list(OfficialDocument.objects.filter(recalled_by=paper)),
        "breadcrumbs": crumbs() if paper.is_out else crumbs((_("Đang soạn, duyệt"), reverse("documents:drafts"))),
    }
    return render(request, "documents/paper.html", context)


def _report_url(paper: OfficialDocument) -> str:
    """Where the report is written and its figures are kept, of a paper that a programme asked for."""
    report = Report.objects.filter(paper=paper).only("pk").first()
    return reverse("reports:report", args=[report.pk]) if report else ""


def _drawn_again(paper: OfficialDocument, steps: Steps) -> list[dict[str, Any]]:
    """A draft that support drew can be drawn anew."""
    row = SupportPaper.objects.filter(document=paper).only("pk").first() if steps.revise else None
    return [{"label": _("Lấy lại số liệu"), "url": reverse("support:paper_redraw", args=[row.pk])}] if row else []


def _actions(paper: OfficialDocument, steps: Steps) -> list[dict[str, Any]]:
    labels = {
        "submit": _("Trình duyệt"),
        "review": _("Xác nhận đã kiểm tra"),
        "sign": _("Ký"),
        "send_back": _("Trả lại để sửa"),
        "issue": _("Cấp số, phát hành"),
        "dispatch": _("Ghi việc chuyển đi"),
    }
    order = [name for name in _ORDER if getattr(steps, name)]
    found = [{"label": labels[name], "url": reverse(f"documents:{name}", args=[paper.pk])} for name in order]
    more = (
        (steps.revise, "revise", _("Sửa dự thảo")),
        (steps.dispatch, "sign_pdf", _("Ký số bản PDF")),
        (steps.end, "replace", _("Thay thế bằng văn bản khác")),
        (steps.end, "recall", _("Thu hồi")),
        (steps.revise, "discard", _("Bỏ dự thảo")),
    )
    return found + [{"label": label, "url": reverse(f"documents:{name}", args=[paper.pk])} for may, name, label in more if may]


def _files(paper: OfficialDocument) -> list[dict[str, Any]]:
    rows = sorted(paper.files.all(), key=lambda file: (list(FileFormat).index(FileFormat(file.format)), file.pk))
    return [
        {
            "label": FileFormat(file.format).label,
            "url": reverse("documents:file", args=[paper.pk, file.pk]),
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in rows
    ]


def _entries(paper: OfficialDocument) -> list[AuditEntry]:
    about = AuditEntry.objects.filter(subject_kind="documents.OfficialDocument", subject_key=str(paper.pk))
    return list(about.order_by("-recorded_at", "-pk")[:50])


@require_safe
@requires(Can.SEE_PAPERS)
def download(request: HttpRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """A kept file, if it still is what was issued."""
    paper = paper_in_scope(request, pk)
    kept = get_object_or_404(paper.files.all(), pk=file_pk)
    extension = "docx" if kept.format == FileFormat.DOCX else "pdf"
    suffix = "-ky-so" if kept.format == FileFormat.SIGNED else ""
    name = f"{paper.symbol.replace('/', '-')}{suffix}.{extension}"
    answer = whole_file(kept.file, kept.sha256, name, extension)
    if answer is None:
        messages.error(request, _("Tệp lưu không còn đúng như khi phát hành nên không tải được. Xin báo người quản trị."))
        return redirect("documents:paper", pk=pk)
    return answer


def whole_file(file: Any, sha256: str, name: str, extension: str) -> HttpResponseBase | None:
    """The file to keep, never to be opened inside the page; None when its bytes are not those of the hash."""
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return None
    if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
        opened.close()
        return None
    opened.seek(0)
    if extension not in TYPES:
        raise Http404
    return FileResponse(opened, as_attachment=True, filename=name, content_type=TYPES[extension].media_type)
