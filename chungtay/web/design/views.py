"""The page of the design system, with its invented examples."""

from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from django import forms
from django.contrib.messages import constants
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chungtay.web.access import everyone
from chungtay.web.templatetags.web import ICONS

COLOURS: Final = (
    ("paper", "giấy"),
    ("surface", "mặt thẻ"),
    ("sunken", "nền lõm"),
    ("ink", "chữ"),
    ("muted", "chữ phụ"),
    ("leaf", "lá: việc làm được"),
    ("leaf-soft", "lá nhạt"),
    ("clay", "đất nung: nhận diện"),
    ("clay-soft", "đất nung nhạt"),
    ("good", "tốt"),
    ("wait", "đang chờ"),
    ("bad", "sai, nguy hiểm"),
    ("info", "để biết"),
)
LEVELS: Final = (("MN", "Mầm non"), ("TH", "Tiểu học"), ("THCS", "Trung học cơ sở"))


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Tên điểm trường", help_text="Tên thường gọi, ví dụ “Bản Pá Pốm”.")
    school = forms.ChoiceField(
        label="Thuộc trường", choices=[("", "Chọn trường"), ("1", "Trường Mầm non Sam Mứn"), ("2", "Trường Tiểu học Thanh An")]
    )
    opened_on = forms.DateField(
        label="Hoạt động từ ngày", help_text="Ví dụ 05/9/2025.", widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )
    level = forms.ChoiceField(label="Cấp học", choices=LEVELS, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Đã có",
        required=False,
        choices=[("1", "Điện lưới"), ("2", "Nước sạch"), ("3", "Nhà vệ sinh")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sure = forms.BooleanField(label="Tôi đã xem lại các thông tin trên")


class FilterForm(forms.Form):
    """A filter bar: a GET form whose choices live in the address."""

    level = forms.ChoiceField(label="Cấp học", choices=[("", "Tất cả"), *LEVELS], required=False)
    day = forms.CharField(label="Vào ngày", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))


class ReasonForm(forms.Form):
    """The reason asked before what cannot be undone."""

    reason = forms.CharField(label="Lý do", help_text="Người được báo sẽ đọc câu này.", widget=forms.Textarea(attrs={"rows": 2}))


@everyone
def showcase(request: HttpRequest) -> HttpResponse:
    """Every part; `?nen=light` or `?nen=dark` shows one scheme whatever the machine prefers."""
    asked = request.GET.get("nen", "")
    wrong = SampleForm(
        {"name": "", "opened_on": "31/02/2025", "level": "MN", "needs": ["1"], "school": "1", "sure": "on"}, auto_id="sai_%s"
    )
    context = {
        "theme": asked if asked in ("light", "dark") else None,
        "breadcrumbs": [("Trang chủ", "/"), ("Hệ thống thiết kế", None)],
        "colours": COLOURS,
        "icons": ICONS,
        "form": SampleForm(initial={"school": "1", "level": "MN", "name": "Bản Pá Pốm"}),
        "wrong": wrong,
        "filter_form": FilterForm({"level": "MN", "day": "01/6/2021"}, auto_id="loc_%s"),
        "reason_form": ReasonForm(auto_id="lydo_%s"),
        **_samples(),
    }
    return render(request, "design/showcase.html", context)


def _samples() -> dict[str, Any]:
    """Invented examples for the parts that take lists."""
    thing = SimpleNamespace
    return {
        "notices": [thing(level_tag=constants.DEFAULT_TAGS[level], text=text) for level, text in _NOTICES],
        "waiting": [
            thing(title="Duyệt nhu cầu", text="5 điểm trường vừa gửi, lâu nhất từ 28/5", url="#viec", icon="check", count=5),
            thing(title="Báo cáo quý II", text="Quá hạn 2 ngày, còn thiếu 1 trường", url="#viec", icon="document", tone="late", count=1),
            thing(title="Mời người phụ trách Trường Mầm non Sam Mứn", text="Trường chưa có ai nhập liệu", url="#viec", icon="people"),
        ],
        "events": [
            thing(
                on=date(2025, 7, 1),
                title="Thành lập xã Thanh An",
                text="Từ các xã Noong Hẹt, Sam Mứn và Thanh An.",
                tone="now",
                url="#lich-su",
                decision="Nghị quyết 1661/NQ-UBTVQH15",
            ),
            thing(on=date(2021, 9, 5), title="Thêm điểm trường Bản Pá Pốm", text="Thuộc Trường Mầm non Sam Mứn."),
            thing(on=date(2013, 5, 2), title="Đổi tên", text="Từ “Xã Sam Mứn A” thành “Xã Sam Mứn”.", tone="end"),
        ],
        "chips": [("Mầm non", "?"), ("Ngày 01/6/2021", "?")],
        "page": thing(next_url="?sau=40", first_url="?", count_label="40 trong 128 đơn vị"),
        "tabs": [
            thing(label="Tổng quan", url="#the", is_current=True),
            thing(label="Người phụ trách", url="#the", count=2),
            thing(label="Lịch sử", url="#the"),
        ],
        "facts": [("Đơn vị", "Xã Sam Mứn"), ("Chuyển về", "Xã Thanh An"), ("Từ ngày", "01/7/2025")],
    }


_NOTICES: Final = (
    (constants.SUCCESS, "Đã thêm điểm trường Bản Pá Pốm."),
    (constants.WARNING, "Còn 3 trường chưa gửi báo cáo kỳ này."),
    (constants.ERROR, "Chưa lưu được: mã đơn vị này đã có."),
)
