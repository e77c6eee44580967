"""Where a figure is opened: its question and its filters in Vietnamese words without marks."""

from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from chungtay.figures.questions import Filters

KEYS: Final[dict[str, str]] = {
    "programme": "chuong-trinh",
    "unit": "don-vi",
    "round": "dot",
    "as_of": "ngay",
    "group": "nhom",
    "category": "loai",
    "level": "cap",
    "status": "tinh-trang",
    "kind": "nguon-luc",
    "donor": "nha-tai-tro",
    "directive": "van-ban",
    "activity": "hoat-dong",
    "output": "ket-qua",
    "money": "nguon-tien",
    "indicator": "chi-tieu",
    "by": "trong-do",
    "own": "rieng",
}


def query_of(filters: Filters) -> dict[str, str]:
    """The filters as parameters, only what is filled in."""
    return {KEYS[name]: value for name, value in filters.kept().items()}


def figure_url(question: str, filters: Filters, **more: str) -> str:
    """Where the figure is opened, the same on any day."""
    return f"{reverse('figures:figure', args=[question])}?{urlencode(query_of(filters) | more)}"
