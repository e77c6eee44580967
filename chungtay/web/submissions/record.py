"""What the records say of a submission, asked in one place, and where the figure behind it is opened."""

from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from chungtay.figures.on_record import on_record
from chungtay.indicators.reading import Cell
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord

# The words of a figure's address; what stands there is read by the pages of figures.
_KEYS: Final[dict[str, str]] = {
    "programme": "chuong-trinh",
    "unit": "don-vi",
    "round": "dot",
    "as_of": "ngay",
    "group": "nhom",
    "category": "loai",
    "level": "cap",
    "status": "tinh-trang",
    "kind": "nguon-luc",
    "directive": "van-ban",
    "activity": "hoat-dong",
    "output": "ket-qua",
    "money": "nguon-tien",
    "indicator": "chi-tieu",
    "by": "trong-do",
    "own": "rieng",
}


def on_record_of(submission: Submission) -> dict[Cell, OnRecord]:
    """By cell; a cell of which the records say nothing is absent."""
    return on_record(submission)


def figure_address(record: OnRecord) -> str:
    """Where the figure is opened that filled the box; nowhere for what no question asks."""
    if not record.question:
        return ""
    query = {_KEYS[name]: value for name, value in record.filters.items() if value and name in _KEYS}
    return f"{reverse('figures:figure', args=[record.question])}?{urlencode(query)}"
