"""The checker's page: a Word file by anybody against Nghị định 30/2020/NĐ-CP. The file is read and forgotten."""

import base64
from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chungtay.checker.checking import checked
from chungtay.checker.report import Report, Severity
from chungtay.files.filetypes import DOCX
from chungtay.web.access import signed_in
from chungtay.web.documents.listing import crumbs
from chungtay.web.documents.signature_forms import UploadField
from chungtay.web.shell.acting import attempt

LARGEST: Final = 10 * 1024 * 1024
# The corrected copy travels within the page, so that nothing is stored; browsers take addresses of up to two million letters.
LARGEST_COPY: Final = 1_400_000
_TONES: Final = {Severity.ERROR: "stop", Severity.CAUTION: "wait"}


class CheckForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("Tệp Word (.docx)"),
        most=LARGEST,
        accept=f".docx,{DOCX.media_type}",
        hint=gettext_lazy("Kéo tệp vào đây hoặc bấm để chọn; tối đa 10 MB. Tệp không được lưu lại."),
        css="drop-file",
    )


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def check(request: HttpRequest) -> HttpResponse:
    """Findings by severity; with “sua”, the corrected copy itself."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    found = attempt(form, lambda: checked(form.cleaned_data["file"])) if form.is_bound and form.is_valid() else None
    name = _name_of_copy(request)
    if found is not None and "sua" in request.POST:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(found[1] or form.cleaned_data["file"], content_type=DOCX.media_type, headers=headers)
    context: dict[str, Any] = {"form": form, "breadcrumbs": crumbs()}
    if found is not None:
        report, copy = found
        context |= {
            "report": report,
            "file_name": getattr(request.FILES.get("file"), "name", ""),
            "summary": _summary(report),
            "groups": [(severity.label, report.of(severity)) for severity in Severity if report.of(severity)],
            "copy_name": name,
            "copy_url": _address(copy) if len(copy) <= LARGEST_COPY else "",
        }
    return render(request, "documents/check.html", context)


def _address(copy: bytes) -> str:
    return f"data:{DOCX.media_type};base64,{base64.b64encode(copy).decode()}" if copy else ""


def _name_of_copy(request: HttpRequest) -> str:
    """The file's own name with what was done to it, in letters that every system takes."""
    stem = PurePath(getattr(request.FILES.get("file"), "name", "")).stem
    plain = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter in " -_.")).strip()[:80]
    return f"{plain or 'van-ban'}-da-sua.docx"


def _summary(report: Report) -> tuple[str, str]:
    """The tone and the sentence that stand first."""
    errors, cautions = len(report.of(Severity.ERROR)), len(report.of(Severity.CAUTION))
    if report.is_clean:
        return "success", _("Không thấy điều gì trái thể thức. Đã xem %(rules)d quy tắc.") % {"rules": report.rules}
    words = [
        ngettext("%(n)d điều trái quy định", "%(n)d điều trái quy định", errors) % {"n": errors} if errors else "",
        ngettext("%(n)d điều cần xem lại", "%(n)d điều cần xem lại", cautions) % {"n": cautions} if cautions else "",
    ]
    return "danger" if errors else "caution", _("Có %(what)s.") % {"what": ", ".join(word for word in words if word)}
