"""Saying that something is wrong, and reading the answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.needs import published as needs
from chungtay.public.access import everyone
from chungtay.public.limits import check_not_too_often
from chungtay.support.intake.complaints import complain
from chungtay.support.published import complaints as published


class ComplaintForm(forms.Form):
    """`website` is a field that people do not see: what fills it is a machine."""

    subject = forms.CharField(
        label=gettext_lazy("Mã"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Trên biên nhận, thư cảm ơn, trang theo dõi hoặc bảng kêu gọi."),
    )
    province = forms.ChoiceField(label=gettext_lazy("Không có mã thì chọn tỉnh, thành phố"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Có gì không đúng"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Ở đâu, khi nào, thấy gì. Xin đừng ghi tên trẻ em."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Liên hệ với bạn"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Điện thoại hoặc thư điện tử. Chỉ cán bộ trả lời thấy, không bao giờ công khai."),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", "—"), *needs.provinces(clock.today())]  # type: ignore[attr-defined]
        self.fields["text"].error_messages |= {"required": _("Xin viết điều bạn thấy không đúng.")}

    def visible_fields(self) -> list[forms.BoundField]:
        return [field for field in super().visible_fields() if field.name != "website"]


@require_http_methods(["GET", "POST"])
@everyone
def ask(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it leads to the page under whose code the answer will stand."""
    is_sent = request.method == "POST"
    form = ComplaintForm(request.POST if is_sent else None, initial={"subject": request.GET.get("ma", "")[:60]})
    if is_sent and form.is_valid():
        if form.cleaned_data.pop("website"):
            return redirect("complaints:ask")  # a machine learns nothing
        if code := _sent(request, form):
            return redirect("complaints:complaint", code=code)
    answer = render(request, "public/complain.html", {"form": form, "submit_label": _("Gửi phản ánh")})
    add_never_cache_headers(answer)
    return answer


def _sent(request: HttpRequest, form: ComplaintForm) -> str:
    try:
        check_not_too_often(request)
        return complain(**form.cleaned_data)
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return ""


@require_safe
@everyone
def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """What was said and what was answered, for whoever knows the code."""
    found = published.complaint(code)
    answer = render(request, "public/complaint.html", {"complaint": found}, status=200 if found else 404)
    add_never_cache_headers(answer)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
