"""The figures of a paper: what a template may ask by `so("needs.schools", nhom="toilet", cap="TH")`, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.documents.template import MarkedText, TemplateBroken
from chungtay.figures.ask import Desk, Figure, Filters, Table, figure, table
from chungtay.figures.questions import DONORS, FILTER_LABELS, LEVELS, STATUSES_OF, Question
from chungtay.figures.questions_asked import OF_PACK
from chungtay.figures.questions_listed import QUESTIONS, money_sources
from chungtay.indicators.enums import By
from chungtay.places.enums import SchoolLevel
from chungtay.programmes.pack import Pack
from chungtay.reports.models import KeptFigure

# The conditions as templates write them.
CONDITIONS: Final = {
    "nhom": "group",
    "loai": "category",
    "cap": "level",
    "tinh_trang": "status",
    "nguon": "kind",
    "nha_tai_tro": "donor",
    "van_ban": "directive",
    "hoat_dong": "activity",
    "ket_qua": "output",
    "nguon_tien": "money",
    "chi_tieu": "indicator",
    "trong_do": "by",
}
LONGEST_MEANING: Final = 500
_CELLS: Final = {"needs.count": "needs", "needs.schools": "schools", "needs.sites": "sites"}


def expect_figure(pack: Pack, name: str, asked: Mapping[str, Any]) -> None:
    """Raise TemplateBroken where the pack's paper can never have this figure; a condition that is None is known only when it is printed."""
    if name not in QUESTIONS:
        raise TemplateBroken(_("không có con số “%(name)s”.") % {"name": str(name)[:60]})
    question = QUESTIONS[name]
    for condition, value in asked.items():
        column = CONDITIONS.get(condition)
        if column is None or column not in question.filters:
            raise TemplateBroken(_("con số “%(name)s” không có điều kiện “%(filter)s”.") % {"name": name, "filter": condition})
        if value is not None and not _exists(pack, question, column, value):
            said = _("không có %(filter)s “%(code)s” trong chương trình.")
            raise TemplateBroken(said % {"filter": FILTER_LABELS[column], "code": str(value)[:60]})
    given = {CONDITIONS[condition] for condition in asked}
    for column in question.needs:
        if column in CONDITIONS.values() and column not in given:
            raise TemplateBroken(_("con số “%(name)s” cần điều kiện %(filter)s.") % {"name": name, "filter": FILTER_LABELS[column]})


def _exists(pack: Pack, question: Question, column: str, value: Any) -> bool:
    known: dict[str, Any] = {name: codes(pack) for name, codes in OF_PACK.items()} | {
        "level": [code for code, level in LEVELS.items() if level & pack.levels],
        "status": STATUSES_OF,
        "donor": DONORS,
        "money": money_sources(question),
        "by": By.values,
    }
    return isinstance(value, str) and (column not in known or value in known[column])


@dataclass
class PaperFigures:
    """Answers a template; every figure is counted once, `found` holds those counted by their marks."""

    pack: Pack
    filters: Filters
    two_digits: bool = False
    desk: Desk = field(default_factory=Desk)
    found: dict[str, Figure] = field(default_factory=dict)
    _by_question: dict[tuple[str, Filters], Figure] = field(default_factory=dict)

    def __call__(self, name: str, **asked: Any) -> MarkedText:
        self.expect(name, asked)
        return self.marked(self.ask(name, **{CONDITIONS[condition]: str(value) for condition, value in asked.items()}))

    def expect(self, name: str, asked: Mapping[str, Any]) -> None:
        expect_figure(self.pack, name, asked)

    def ask(self, name: str, **filters: str) -> Figure:
        """The figure of the paper's unit, round and day, with these filters."""
        key = (name, self.filters.but(**filters))
        if key not in self._by_question:
            self._by_question[key] = self._counted(*key)
        counted = self._by_question[key]
        self.found[counted.mark] = counted
        return counted

    def _counted(self, name: str, filters: Filters) -> Figure:
        """Needs by group, level and state come from one table, because a report asks for dozens of its cells; the rest one by one."""
        if name not in _CELLS or filters.category:
            return figure(name, filters, desk=self.desk)
        self.desk.ask(name, filters)
        found: Figure = getattr(self._table.cell(filters.group, filters.level, filters.status), _CELLS[name])
        return found

    @cached_property
    def _table(self) -> Table:
        return table(self.filters, "group", desk=self.desk)

    def marked(self, counted: Figure) -> MarkedText:
        """As it stands on the paper."""
        return MarkedText(counted.written(two_digits=self.two_digits), counted.mark, meaning_of(counted), counted.value)


def meaning_of(counted: Figure) -> str:
    """'Số trường có nhu cầu: Nhà vệ sinh, Tiểu học. Số trường có ít nhất …'."""
    return f"{counted.title}. {counted.meaning}"[:LONGEST_MEANING]


def as_kept(number: int, counted: Figure, text: str, records: dict[str, list[Any]]) -> KeptFigure:
    """The figure as a row, not yet written; `text` as the paper has it."""
    return KeptFigure(
        number=number,
        mark=counted.mark,
        question=counted.question,
        filters=counted.filters.kept(),
        kind=counted.kind,
        value=counted.value,
        of=counted.of,
        estimate=counted.estimate,
        unit_word=counted.unit_word,
        text=text,
        meaning=meaning_of(counted),
        records=records,
    )


def marked_of(kept: KeptFigure) -> MarkedText:
    """A kept figure as it stands on the paper."""
    return MarkedText(kept.text, kept.mark, kept.meaning, kept.value)


def levels_of(pack: Pack) -> list[SchoolLevel]:
    """The levels of the programme, the oldest children first: the order in which reports go through them."""
    return [level for level in reversed(SchoolLevel) if level & pack.levels]
