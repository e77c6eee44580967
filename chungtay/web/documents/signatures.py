"""Digital signatures: reading those of any PDF, and signing an issued paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.documents.actions.issuing import attach_signed_pdf
from chungtay.documents.enums import FileFormat
from chungtay.documents.models import DocumentFile, OfficialDocument
from chungtay.signing import Change, SignatureReport, Signed, Trust, sign_pdf, verify_strangers_pdf
from chungtay.signing.looks import VIETNAM
from chungtay.web.access import person, requires, signed_in
from chungtay.web.documents.listing import crumbs
from chungtay.web.documents.paper import paper_in_scope
from chungtay.web.documents.signature_forms import SignedPdfForm, SignForm
from chungtay.web.shell.acting import attempt, posted

_CHANGES: Final = {
    Change.NONE: ("success", gettext_lazy("Không thay đổi từ khi ký")),
    Change.SIGNED_AGAIN: ("success", gettext_lazy("Không thay đổi từ khi ký; sau đó chỉ có thêm chữ ký khác")),
    Change.ADDED: ("caution", gettext_lazy("Phần đã ký còn nguyên, nhưng sau đó tệp có ghi thêm")),
    Change.ALTERED: ("danger", gettext_lazy("Đã bị thay đổi từ khi ký")),
}
_TRUST: Final = {
    Trust.TRUSTED: ("success", gettext_lazy("Người ký đã xác minh: chứng thư do nơi cấp được tin cậy cấp")),
    Trust.UNKNOWN: ("caution", gettext_lazy("Chưa xác minh được người ký: nơi cấp chứng thư không có trong danh sách tin cậy")),
    Trust.SELF_SIGNED: ("caution", gettext_lazy("Chưa xác minh được người ký: chứng thư tự cấp, ai cũng làm được")),
    Trust.EXPIRED: ("danger", gettext_lazy("Chứng thư hết hạn hoặc chưa có hiệu lực vào lúc ký")),
    Trust.REVOKED: ("danger", gettext_lazy("Chứng thư đã bị nơi cấp thu hồi")),
}


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """A signature in plain words."""

    tone: str
    verdict: Any
    who: str
    facts: list[tuple[str, str]]
    trust_tone: str
    trust: Any


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def signatures(request: HttpRequest) -> HttpResponse:
    """Who signed a PDF, when, and whether it changed since. The file is read and forgotten."""
    form = SignedPdfForm(request.POST, request.FILES) if request.method == "POST" else SignedPdfForm()
    report = _report(form) if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "report": report,
        "file_name": getattr(request.FILES.get("pdf"), "name", ""),
        "summary": _summary(report) if report else None,
        "shown": [_shown(signed) for signed in report.signatures] if report else [],
        "breadcrumbs": crumbs(),
    }
    return render(request, "documents/signatures.html", context)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
@requires(Can.ISSUE_PAPERS)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the PDF of an issued paper; a further signature is added to what was signed before."""
    paper, user, today = paper_in_scope(request, pk, Can.ISSUE_PAPERS), person(request), clock.today()
    if not paper.is_out:
        raise Http404
    form = SignForm(request.POST, request.FILES) if request.method == "POST" else SignForm(initial={"role": "hand"})
    url = reverse("documents:paper", args=[paper.pk])

    def signed() -> DocumentFile:
        content = sign_pdf(
            _latest_pdf(paper),
            form.cleaned_data["pkcs12"],
            form.cleaned_data["password"],
            reason=_("Ký ban hành %(symbol)s") % {"symbol": paper.symbol},
            appearance=form.look(),
            timestamp_url=settings.TIMESTAMP_URL,
        )
        return attach_signed_pdf(paper, by=user, content=content, on=today)

    if posted(request, form, signed):
        messages.success(request, _("Đã ký số. Bản ký số nằm cùng các tệp của văn bản."))
        return redirect(url)
    context = {"form": form, "paper": paper, "cancel_url": url, "breadcrumbs": crumbs((str(paper)[:60], url))}
    return render(request, "documents/sign_pdf.html", context)


def _latest_pdf(paper: OfficialDocument) -> bytes:
    """The PDF that was signed last, else the one that was printed when the paper was issued."""
    rows = paper.files.filter(format__in=[FileFormat.PDF, FileFormat.SIGNED]).order_by("pk")
    ordered = sorted(rows, key=lambda file: (file.format == FileFormat.SIGNED, file.pk))
    if not ordered:
        raise Http404
    with ordered[-1].file.open("rb") as opened:
        content = opened.read()
    assert isinstance(content, bytes)  # opened as bytes
    return content


def _report(form: SignedPdfForm) -> SignatureReport | None:
    folder = Path(settings.SIGNING_ROOTS) if settings.SIGNING_ROOTS else None
    return attempt(form, lambda: verify_strangers_pdf(form.cleaned_data["pdf"], roots=folder))


def _summary(report: SignatureReport) -> tuple[str, str]:
    """The tone and the sentence that stand first."""
    count = len(report.signatures)
    if not count:
        return "caution", _("Tệp này chưa có chữ ký số nào.")
    number = ngettext("Có %(n)d chữ ký số.", "Có %(n)d chữ ký số.", count) % {"n": count}
    if any(signed.change == Change.ALTERED for signed in report.signatures):
        return "danger", number + " " + _("Tệp đã bị thay đổi từ khi ký: không dùng như bản gốc.")
    if not report.is_intact:
        return "caution", number + " " + _("Phần đã ký còn nguyên, nhưng sau lần ký cuối tệp có ghi thêm.")
    if any(signed.trust != Trust.TRUSTED for signed in report.signatures):
        return "caution", number + " " + _("Nội dung không thay đổi từ khi ký, nhưng có người ký chưa xác minh được.")
    return "success", number + " " + _("Nội dung không thay đổi từ khi ký, người ký đã xác minh.")


def _shown(signed: Signed) -> ShownSignature:
    tone, verdict = _CHANGES[signed.change]
    trust_tone, trust = _TRUST[signed.trust]
    facts = [
        (_("Cơ quan, tổ chức"), signed.organisation),
        (_("Lúc ký"), _when(signed)),
        (_("Nơi ký"), signed.place),
        (_("Lý do"), signed.reason),
        (_("Nơi cấp chứng thư"), signed.issuer),
        (_("Chứng thư có hạn đến"), format_day(signed.valid_until) if signed.valid_until else ""),
        (_("Việc thu hồi chứng thư"), _("Có thông tin kèm trong tệp") if signed.is_revocation_known else _("Chưa kiểm tra được")),
    ]
    who = signed.signer or _("Không đọc được người ký")
    return ShownSignature(tone, verdict, who, [(name, value) for name, value in facts if value], trust_tone, trust)


def _when(signed: Signed) -> str:
    """The instant in Việt Nam, and whose clock said so."""
    if signed.signed_at is None:
        return ""
    there = signed.signed_at.astimezone(VIETNAM)
    clock_of = _("có dấu thời gian của nơi cấp") if signed.is_time_proven else _("theo đồng hồ của máy đã ký")
    return f"{there:%H:%M:%S} {format_day(there.date())} ({clock_of})"
