"""Where is my gift? By its code, without an account."""

from typing import Final

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from chungtay.core import clock
from chungtay.public.access import everyone
from chungtay.support.published import tracing

STEPS: Final = (_("Đã nhận"), _("Đã phân bổ"), _("Đã bàn giao"), _("Trường xác nhận"))


class CodeForm(forms.Form):
    ma = forms.CharField(
        label=_("Mã dấu vết hoặc mã chuyển khoản"),
        max_length=60,
        help_text=_("Có trên trang cam kết, thư cảm ơn và giấy xác nhận. Ví dụ 7K3M-Q9TX-2BFH."),
    )


@require_safe
@everyone
def ask(request: HttpRequest) -> HttpResponseBase:
    """The box for a code; a code typed in it leads to its own page."""
    form = CodeForm(request.GET if "ma" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = tracing.trace(form.cleaned_data["ma"].replace("\0", ""), on=clock.today())
        if found is not None:
            return redirect(reverse("tracing:trace", args=[found.code]))
        form.add_error("ma", _("Không có khoản ủng hộ nào mang mã này. Xin xem lại từng chữ."))
    return _unlisted(render(request, "public/trace_ask.html", {"form": form}))


@require_safe
@everyone
def trace(request: HttpRequest, code: str) -> HttpResponseBase:
    """Each gift under the code with the steps it has gone, at the one address that may be passed on."""
    found = tracing.trace(code.replace("\0", ""), on=clock.today())
    if found is None:
        form = CodeForm({"ma": code[:60]})
        form.add_error("ma", _("Không có khoản ủng hộ nào mang mã này. Xin xem lại từng chữ."))
        return _unlisted(render(request, "public/trace_ask.html", {"form": form}, status=404))
    if found.code != code:
        return _unlisted(redirect("tracing:trace", found.code))
    return _unlisted(render(request, "public/trace.html", {"found": found, "steps": STEPS}))


@require_safe
@everyone
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo of a confirmed handing over, on which nobody can be recognised."""
    handed = tracing.photo(pk, is_small="nho" in request.GET)
    if handed is None:
        raise Http404
    response = FileResponse(handed.file, filename=handed.name, content_type=handed.media_type)
    patch_cache_control(response, max_age=60)
    return response


def _unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """The code is a key: the page is found by no search engine, kept by no cache, and told to no other host, which the product's referrer
    policy sees to ("same-origin"; with "no-referrer" a browser sends the forms of the page as from nowhere, and they are refused).
    """
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response
