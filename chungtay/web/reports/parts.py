"""A breakdown as bars: each part with its figure, its share of the greatest part, and where it is opened."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chungtay.figures.ask import Breakdown, Figure, breakdown, breakdowns
from chungtay.figures.enums import FigureKind
from chungtay.web.reports.address import PARTED_BY, url_of, word
from chungtay.web.shell.listing import Tab, address

_WORDS: Final = {word: by for by, word in PARTED_BY.items()}
_ORDER: Final = ("level", "group", "unit", "category", "status", "kind", "money", "donor", "activity", "by", "programme")


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
    possible = _possible(figure)
    wanted = _WORDS.get(word(request, "tach"), "")
    by = wanted if wanted in possible else next(iter(possible), "")
    return breakdown(figure, by) if by else None


def _possible(figure: Figure) -> list[str]:
    """The breakdowns in the order in which people ask."""
    found = breakdowns(figure)
    return [by for by in _ORDER if by in found]


def tabs(request: HttpRequest, figure: Figure, current: str) -> list[Tab]:
    return [Tab(_tab_words(figure, by), address(request, tach=PARTED_BY[by], sau=""), by == current) for by in _possible(figure)]


def _tab_words(figure: Figure, by: str) -> str:
    return {
        "unit": _("Đơn vị bên dưới"),
        "level": _("Cấp học"),
        "group": _("Nhóm"),
        "category": _("Loại"),
        "status": _("Tình trạng"),
        "kind": _("Loại nguồn lực"),
        "donor": _("Loại nhà tài trợ"),
        "programme": _("Chương trình"),
        "activity": _("Loại hoạt động"),
        "money": _("Nguồn kinh phí"),
        "by": _("Trong đó"),
    }[by]


def bars(found: Breakdown) -> list[Bar]:
    greatest = max((row.figure.value for row in found.rows), default=0)
    return [Bar(row.label, row.figure.written(), share_of(row.figure, greatest), url_of(row.figure)) for row in found.rows]


def folded(found: list[Bar], most: int = 8) -> tuple[list[Bar], list[Bar]]:
    """A long list as what there is, the most first, and what is nothing; a short one as it is."""
    if len(found) <= most:
        return found, []
    return sorted((bar for bar in found if not bar.is_nothing), key=lambda bar: -bar.share), [bar for bar in found if bar.is_nothing]


def share_of(figure: Figure, greatest: int) -> int:
    """Of 1,000; something is never drawn as nothing."""
    of = (figure.of or 0) if figure.kind == FigureKind.RATIO else greatest
    return max(round(1000 * figure.value / of), 8) if of and figure.value else 0
