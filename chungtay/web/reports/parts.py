"""A breakdown as bars: each part with its figure, its share of the greatest part, and where it is opened."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chungtay.reports.enums import FigureKind
from chungtay.reports.figures import Breakdown, Figure, breakdown, breakdowns
from chungtay.web.reports.address import PARTED_BY, url_of, word
from chungtay.web.shell.listing import Tab, address

_WORDS = {word: by for by, word in PARTED_BY.items()}


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` of 1,000, for the drawing; of a ratio n/N the share of its own N."""

    label: str
    value: str
    share: int
    url: str

    @property
    def is_nothing(self) -> bool:
        return self.share == 0


def asked_for(request: HttpRequest, figure: Figure) -> Breakdown | None:
    """The breakdown that the address asks for, else the first that the figure has; None where it has none."""
    possible = breakdowns(figure)
    wanted = _WORDS.get(word(request, "tach"), "")
    by = wanted if wanted in possible else next(iter(possible), "")
    return breakdown(figure, by) if by else None


def tabs(request: HttpRequest, figure: Figure, current: str) -> list[Tab]:
    return [Tab(_tab_words(figure, by), address(request, tach=PARTED_BY[by], sau=""), by == current) for by in breakdowns(figure)]


def _tab_words(figure: Figure, by: str) -> str:
    return {
        "unit": _("Đơn vị bên dưới"),
        "level": _("Cấp học"),
        "group": _("Nhóm"),
        "category": _("Loại"),
        "status": _("Tình trạng"),
        "kind": _("Loại nguồn lực"),
        "programme": _("Chương trình"),
    }[by]


def bars(found: Breakdown) -> list[Bar]:
    greatest = max((row.figure.value for row in found.rows), default=0)
    return [Bar(row.label, row.figure.written(), share_of(row.figure, greatest), url_of(row.figure)) for row in found.rows]


def share_of(figure: Figure, greatest: int) -> int:
    """Of 1,000; something is never drawn as nothing."""
    of = (figure.of or 0) if figure.kind == FigureKind.RATIO else greatest
    return max(round(1000 * figure.value / of), 8) if of and figure.value else 0
