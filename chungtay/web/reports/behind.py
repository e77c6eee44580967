"""The records behind a figure as lines that one can open."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.figures.ask import Figure, Record, Records
from chungtay.web.reports.address import word
from chungtay.web.shell.listing import Tab, address

PAGE: Final = 50
LABELS: Final[dict[str, str | Promise]] = {
    "school": gettext_lazy("Trường"),
    "site": gettext_lazy("Điểm trường"),
    "place": gettext_lazy("Nơi"),
    "need": gettext_lazy("Nhu cầu"),
    "plan": gettext_lazy("Kế hoạch"),
    "missing_school": gettext_lazy("Trường chưa tham gia"),
    "missing_unit": gettext_lazy("Đơn vị chưa có kế hoạch"),
    "focal_point": gettext_lazy("Đầu mối"),
    "directive": gettext_lazy("Văn bản chỉ đạo"),
    "contribution": gettext_lazy("Khoản tiếp nhận"),
    "kind": gettext_lazy("Loại nguồn lực"),
    "activity": gettext_lazy("Hoạt động"),
    "submission": gettext_lazy("Báo cáo của đơn vị"),
    "missing_submission": gettext_lazy("Chưa có"),
    "missing_answer": gettext_lazy("Đơn vị không có"),
}
# The kinds of record as the address names them.
KINDS: Final[dict[str, str]] = {
    "truong": "school",
    "diem-truong": "site",
    "noi": "place",
    "nhu-cau": "need",
    "ke-hoach": "plan",
    "truong-chua-co": "missing_school",
    "don-vi-chua-co": "missing_unit",
    "dau-moi": "focal_point",
    "van-ban": "directive",
    "tiep-nhan": "contribution",
    "loai": "kind",
    "hoat-dong": "activity",
    "bao-cao": "submission",
    "bao-cao-chua-co": "missing_submission",
    "khong-co": "missing_answer",
}
_ICONS: Final = {
    "school": "school",
    "missing_school": "school",
    "site": "site",
    "place": "site",
    "missing_unit": "unit",
    "need": "heart",
    "focal_point": "user",
    "contribution": "gift",
    "kind": "gift",
    "activity": "flag",
}


_CODED: Final = ("need", "activity")  # people name these by their number


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list."""

    title: str
    meta: str
    url: str
    icon: str
    end: str


def kind_asked(request: HttpRequest) -> str:
    """The kind of record that the address asks for; empty: what the figure counts."""
    return KINDS.get(word(request, "xem"), "")


def kind_tabs(request: HttpRequest, kinds: tuple[str, ...], current: str) -> list[Tab]:
    """The lists that a figure has; a place is a school or a site, which have lists of their own."""
    words = {kind: key for key, kind in KINDS.items()}
    shown = [kind for kind in kinds if kind != "place" or current == "place"]
    if len(shown) < 2:
        return []
    return [Tab(str(LABELS[kind]), address(request, xem=words[kind], sau="") + "#ban-ghi", kind == current) for kind in shown]


def lines_of(found: Records, figure: Figure) -> list[Line]:
    return [Line(row.name, _meta(row), _url(row, figure), _ICONS.get(row.kind, "document"), row.note) for row in found.rows]


def _meta(row: Record) -> str:
    return " · ".join(part for part in (row.code if row.kind in _CODED else "", row.where) if part)


def _url(row: Record, figure: Figure) -> str:
    programme = figure.asked.setting.programme
    if row.kind in ("school", "site", "place", "missing_school", "missing_unit"):
        return f"{reverse('places:unit', args=[row.code])}{_on(figure.filters.as_of)}"
    if row.kind == "need":
        return reverse("needs:need", args=[row.pk])
    if row.kind in ("submission", "missing_submission", "missing_answer"):
        return reverse("submissions:submission", args=[row.pk])
    if row.kind == "activity":
        return reverse("activities:activity", args=[row.pk])
    if row.kind == "directive" and programme is not None:
        return reverse("programmes:directive", args=[programme.slug, row.pk])
    return ""


def _on(day: date) -> str:
    return "" if day == clock.today() else f"?ngay={day.isoformat()}"


def unseen_words(found: Records) -> str:
    """'3 bản ghi ngoài phạm vi của bạn' where the person may not see all."""
    missing = found.total - found.seen
    if not missing:
        return ""
    said = ngettext("%(n)s bản ghi ngoài phạm vi của bạn.", "%(n)s bản ghi ngoài phạm vi của bạn.", missing)
    return said % {"n": grouped(missing)}


def listed(request: HttpRequest, found: Records, figure: Figure, kinds: tuple[str, ...]) -> dict[str, Any]:
    """What the list of a figure's page shows."""
    first = not word(request, "sau")
    return {
        "lines": lines_of(found, figure),
        "kind_label": LABELS[found.kind],
        "kind_tabs": kind_tabs(request, kinds, found.kind),
        "unseen": unseen_words(found),
        "page": {
            "next_url": f"{address(request, sau=found.next_key)}#ban-ghi" if found.next_key else "",
            "first_url": "" if first else f"{address(request, sau='')}#ban-ghi",
            "count_label": _("%(n)s bản ghi") % {"n": grouped(found.seen)} if found.next_key or not first else "",
        },
    }
