"""A figure, and how it is written."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped, in_short
from chungtay.figures.counting import DOUBT
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions import AGED, STATUS_LABELS, STATUS_MEANINGS, Filters
from chungtay.figures.questions_asked import Asked, Value
from chungtay.programmes.pack import Pack

LONGEST_MARK: Final = 64


@dataclass(frozen=True)
class Figure:
    """A question with its filters and what it counted.

    `of` is the N of a ratio n/N; `unit_word` what is counted ("trường"); `title` and `meaning` say it in words; `text` is the value as
    people write it, with the word of its estimate and its unit ("hơn 300 lượt trẻ", "khoảng 1,2 tỷ đồng").
    """

    question: str
    filters: Filters
    kind: FigureKind
    value: int
    of: int | None
    estimate: Estimate
    unit_word: str
    title: str
    meaning: str
    text: str
    asked: Asked = field(repr=False, compare=False)
    is_blank: bool = False  # nobody has said anything yet, which is no zero

    @property
    def mark(self) -> str:
        """Its short name on a paper of the same programme, unit, round and day: 'needs.schools/electricity_water/TH'."""
        given = self.filters
        parts = [self.question, given.group, given.category and f"category:{given.category}", given.level]
        parts += [given.status and f"@{given.status}", given.kind and f"kind:{given.kind}"]
        parts += [given.donor and f"donor:{given.donor}", given.directive]
        parts += [given.activity and f"activity:{given.activity}", given.output, given.money, given.indicator, given.by]
        parts += [given.own and "own"]
        mark = "/".join(part for part in parts if part)
        return mark if len(mark) <= LONGEST_MARK else f"{mark[: LONGEST_MARK - 9]}~{sha256(mark.encode()).hexdigest()[:8]}"

    def written(self, *, two_digits: bool = False) -> str:
        """The value without its unit: 'hơn 300', 'khoảng 1,2 tỷ', '67/67'; `two_digits`: '06' for a count below ten."""
        if self.is_blank:
            return _("chưa có số liệu")
        if self.kind == FigureKind.RATIO:
            return f"{_count(self.value, two_digits=two_digits)}/{_count(self.of or 0, two_digits=two_digits)}"
        if self.kind == FigureKind.TENTHS:
            return estimated(tenths(self.value), self.estimate)
        return estimated(self.number(two_digits=two_digits), self.estimate)

    def number(self, *, two_digits: bool = False) -> str:
        """The number alone, without the word of its estimate."""
        return money(self.value, self.estimate) if self.kind == FigureKind.MONEY else _count(self.value, two_digits=two_digits)


def _count(number: int, *, two_digits: bool) -> str:
    return f"{number:02d}" if two_digits and 0 <= number < 10 else grouped(number)


def tenths(number: int) -> str:
    """123 → '12,3'; 120 → '12'."""
    whole, rest = divmod(abs(number), 10)
    return f"{'-' if number < 0 else ''}{grouped(whole)}{f',{rest}' if rest else ''}"


ESTIMATE_WORDS: Final = {Estimate.AT_LEAST: "hơn", Estimate.ABOUT: "khoảng"}


def estimated(number: str, estimate: Estimate) -> str:
    """The number with the word of its estimate, as papers write it (the same in every language of the screen)."""
    return f"{ESTIMATE_WORDS[estimate]} {number}" if estimate in ESTIMATE_WORDS else number


def money(dong: int, estimate: Estimate) -> str:
    """Đồng as people say it: 1,2 tỷ; 350 triệu; 80.000. Rounded only where it is about so much; "at least" rounds down."""
    return grouped(dong) if estimate == Estimate.EXACT else in_short(dong, is_floor=estimate == Estimate.AT_LEAST)


def made(asked: Asked, counted: Value) -> Figure:
    """The figure of what was counted."""
    question, given = asked.question, asked.filters
    estimate = DOUBT[counted.doubt] if counted.value else Estimate.EXACT
    unit_word = _unit_word(asked)
    words = asked.filter_words()
    figure = Figure(
        question=question.name,
        filters=given,
        kind=asked.kind,
        value=counted.value,
        of=counted.of if asked.kind == FigureKind.RATIO else None,
        estimate=estimate,
        unit_word=unit_word,
        title=": ".join([str(question.title), ", ".join(words)] if words else [str(question.title)]),
        meaning=_meaning(asked, counted),
        text="",
        asked=asked,
        is_blank=question.name == "indicators.value" and counted.rows == counted.lacking,
    )
    object.__setattr__(figure, "text", figure.written() if figure.is_blank else f"{figure.written()} {unit_word}".strip())
    return figure


def _unit_word(asked: Asked) -> str:
    pack = asked.setting.pack
    if asked.question.name == "resources.quantity" and pack is not None:
        return pack.by_resource[asked.filters.kind].measure
    if asked.filters.output and pack is not None:
        return pack.by_output[asked.filters.output].measure
    if asked.filters.indicator:
        return asked.indicator.unit
    return str(asked.question.unit_word)


def _meaning(asked: Asked, counted: Value) -> str:
    said = [str(asked.question.meaning)]
    if asked.filters.indicator:
        said.insert(0, asked.indicator.definition)
    if "status" in asked.question.filters:
        said.append(_status_meaning(asked))
    if asked.filters.indicator and asked.kind == FigureKind.DISTINCT_UNITS:
        said.append(_("Đếm trong %(n)s báo cáo.") % {"n": grouped(counted.of)})
    if counted.lacking and asked.filters.indicator:
        said.append(_("Chưa gồm %(n)s đơn vị không ghi chỉ tiêu này.") % {"n": grouped(counted.lacking)})
    elif counted.lacking:
        said.append(
            ngettext("Chưa gồm %(n)s dòng không ghi số tiền.", "Chưa gồm %(n)s dòng không ghi số tiền.", counted.lacking)
            % {"n": grouped(counted.lacking)}
        )
    return " ".join(said)


def _status_meaning(asked: Asked) -> str:
    status, pack = asked.filters.status, asked.setting.pack
    if status == AGED:
        months = pack.reconfirm_after_months if pack is not None else Pack.reconfirm_after_months
        return _("Chỉ tính nhu cầu đang kêu gọi mà trường chưa xác nhận lại từ %(months)s tháng trở lên.") % {"months": months}
    if status in STATUS_MEANINGS:
        return str(STATUS_MEANINGS[status])
    return _("Chỉ tính nhu cầu ở tình trạng “%(status)s”.") % {"status": STATUS_LABELS[status]}
