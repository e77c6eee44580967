"""Decisions by looking: what is asked, where each number stands in the tally, what is still wrong with an answer, when it is overdue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import clean
from chungtay.indicators.checks import check
from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Round
from chungtay.programmes.pack import Indicator, Pack, Tier
from chungtay.submissions.enums import AWAITED, ReminderSlot
from chungtay.submissions.models import MOST, Answer, Submission

TEXT: Final = "text."  # before the code of a text in the name of its field
LONGEST_REASON: Final = 500
LONGEST_TEXT: Final = 5_000
# By how many days are left, or are over.
_SLOTS: Final = (
    (ReminderSlot.BEFORE_7, 7),
    (ReminderSlot.BEFORE_3, 3),
    (ReminderSlot.BEFORE_1, 1),
    (ReminderSlot.AFTER_1, -1),
    (ReminderSlot.AFTER_3, -3),
    (ReminderSlot.ABOVE, -4),
)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the records say for a cell, and the figure that says it: the question of reports with its filters."""

    value: int
    of: int | None = None
    estimate: str = Estimate.EXACT
    question: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        return Reading(self.value, self.of, self.estimate)


# ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def asked_cells(pack: Pack) -> dict[Cell, Indicator]:
    """Every cell that a unit fills in, in the order of the form: each indicator whole, then its breakdowns. No derived ones."""
    found: dict[Cell, Indicator] = {}
    for indicator in pack.asked_indicators:
        if not indicator.formula:
            found |= {Cell(indicator.code, by): indicator for by in ("", *indicator.by)}
    return found


def places_of(pack: Pack) -> tuple[tuple[Cell, str], ...]:
    """The columns of the tally in their order: a cell and "value", for a ratio also "of"."""
    return tuple(
        (cell, part)
        for cell, indicator in asked_cells(pack).items()
        for part in (("value", "of") if indicator.adds_up == AddsUp.RATIO else ("value",))
    )


def fields_of(pack: Pack) -> frozenset[str]:
    """The names of all fields of the form: what a remark may point at."""
    return frozenset([*(cell.name for cell in asked_cells(pack)), *(f"{TEXT}{code}" for code in pack.by_text)])


def field_words(pack: Pack, field: str) -> str:
    """What the form calls a field: 'Trẻ em được khám sàng lọc, Trong đó: nữ'; the field itself where the pack knows none such."""
    if field.startswith(TEXT):
        text = pack.by_text.get(field.removeprefix(TEXT))
        return text.name if text else field
    cell = Cell.named(field)
    one = pack.by_indicator.get(cell.indicator)
    if one is None:
        return field
    return f"{one.name}, {By(cell.by).label}" if cell.by in By.values else one.name


def tier_due_at(asked: Round, tier: Tier) -> datetime:
    """Lower tiers answer so many days earlier, so that whoever collects has time to read."""
    return asked.due_at - timedelta(days=tier.days_before)


def is_overdue(submission: Submission, at: datetime) -> bool:
    """Still awaited although its instant has passed."""
    return submission.status in AWAITED and submission.sent_at is None and submission.due_at < at


def slot_at(due_at: datetime, at: datetime) -> ReminderSlot | None:
    """The last slot of the calendar that has come by this instant; None: too early, or due this very day."""
    left = (clock.day_of(due_at) - clock.day_of(at)).days
    found = None
    for slot, days in _SLOTS:
        if left <= days and (days < 0 or left > 0):
            found = slot
    return found


def shown(answers: Mapping[Cell, Answer], on_record: Mapping[Cell, OnRecord]) -> dict[Cell, Reading | None]:
    """What the form shows and sending says: what the unit wrote (None: it left the cell blank), else what is on record."""
    said: dict[Cell, Reading | None] = {cell: known.reading for cell, known in on_record.items()}
    return said | {cell: reading_of(answer) for cell, answer in answers.items()}


def reading_of(answer: Answer) -> Reading | None:
    return None if answer.value is None else Reading(answer.value, answer.of, answer.estimate, answer.reason)


def recorded(answer: Answer) -> OnRecord | None:
    """What the records said when the answer was last written."""
    return None if answer.on_record is None else OnRecord(answer.on_record, answer.on_record_of, answer.on_record_estimate)


# ── What is still wrong ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Finding:
    """Something at a field: a hard one must be mended, one that `may_explain` is settled by a word at the field; else it is only said."""

    field: str
    sentence: str
    is_hard: bool = True
    may_explain: bool = False

    @property
    def stops(self) -> bool:
        return self.is_hard or self.may_explain


def findings(
    submission: Submission,
    *,
    answers: Mapping[Cell, Reading | None],
    texts: Mapping[str, str],
    on_record: Mapping[Cell, OnRecord],
    before: Mapping[Cell, Reading],
) -> list[Finding]:
    """What is not settled yet, in the order of the form. `answers` as shown(), `before` what the unit said in the last round."""
    pack = submission.round.pack
    found = [*_checks(pack, answers, before), *_corrections(answers, on_record), *_missing_texts(pack, texts)]
    order = {
        name: place for place, name in enumerate([*(cell.name for cell in asked_cells(pack)), *(TEXT + code for code in pack.by_text)])
    }
    return sorted(found, key=lambda finding: (order.get(finding.field, -1), not finding.is_hard))


def _checks(pack: Pack, answers: Mapping[Cell, Reading | None], before: Mapping[Cell, Reading]) -> Iterator[Finding]:
    """What the indicators themselves ask of a reading; a soft one is settled by the word beside it."""
    measures = [indicator for indicator in pack.asked_indicators if not indicator.formula]
    said = {cell: reading for cell, reading in answers.items() if reading is not None}
    for fault in check(measures, said, before=before):
        yield Finding(fault.cell.name, fault.sentence, is_hard=fault.is_hard, may_explain=not fault.is_hard)


def _corrections(answers: Mapping[Cell, Reading | None], on_record: Mapping[Cell, OnRecord]) -> Iterator[Finding]:
    """Whoever says something else than the records says why."""
    for cell, known in on_record.items():
        said = answers.get(cell)
        if said is None:
            sentence = _("Hồ sơ đang ghi nhận %(value)s; xin ghi số liệu, kể cả khi là 0, và lý do khác hồ sơ.")
            yield Finding(cell.name, sentence % {"value": grouped(known.value)})
        elif (said.value, said.of, said.estimate) != (known.value, known.of, known.estimate) and not said.reason:
            sentence = _("Khác với hồ sơ (%(value)s). Xin ghi lý do, hoặc sửa hồ sơ.")
            yield Finding(cell.name, sentence % {"value": grouped(known.value)}, is_hard=False, may_explain=True)


def _missing_texts(pack: Pack, texts: Mapping[str, str]) -> Iterator[Finding]:
    for ask in pack.texts:
        if ask.is_required and not texts.get(ask.code, "").strip():
            yield Finding(f"{TEXT}{ask.code}", _("Xin ghi mục “%(name)s”; không có gì thì ghi: Không.") % {"name": ask.name})


# ── Words and numbers as they are kept ───────────────────────────────────────────────────────────────────────────────────────────────


def clean_reason(typed: str, *, field: str = "reason", is_needed: bool = True) -> str:
    """One line; RuleBroken where it is missing, too long or unreadable."""
    reason = clean(_readable(typed, field))
    if is_needed and not any(letter.isalnum() for letter in reason):
        raise RuleBroken(_("Xin ghi lý do."), field=field)
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": LONGEST_REASON}, field=field)
    return reason


def clean_text(typed: str, *, field: str) -> str:
    """Paragraphs stay, white space inside a line becomes single."""
    text = "\n".join(clean(line) for line in _readable(typed, field).strip().splitlines())
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": LONGEST_TEXT}, field=field)
    return text


def _readable(typed: str, field: str) -> str:
    text = typed.replace("\u200b", "").replace("\ufeff", "")
    if any(not letter.isprintable() and not letter.isspace() for letter in text):
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."), field=field)
    return text


def checked_reading(reading: Reading, indicator: Indicator, *, field: str) -> Reading:
    """As it is kept. RuleBroken for what no unit can mean; what is merely unlikely is said by findings()."""
    if not 0 <= reading.value <= MOST or not 0 <= (reading.of or 0) <= MOST:
        raise RuleBroken(_("Số liệu là một số nguyên từ 0 trở lên, không quá lớn. Xin xem lại số đã gõ."), field=field)
    if reading.of is not None and reading.value > reading.of:
        raise RuleBroken(_("Tử số n không thể lớn hơn mẫu số N."), field=field)
    if reading.of is not None and indicator.adds_up != AddsUp.RATIO:
        raise RuleBroken(_("Chỉ tiêu này chỉ hỏi một số."), field=field)
    if indicator.adds_up == AddsUp.YES_NO and reading.value > 1:
        raise RuleBroken(_("Xin chọn có hoặc không."), field=field)
    if reading.estimate not in Estimate.values:
        raise RuleBroken(_("Xin chọn mức chắc chắn của số liệu trong danh sách."), field=field)
    return Reading(reading.value, reading.of, reading.estimate, clean_reason(reading.reason, field=field, is_needed=False))


def cell_asked(pack: Pack, name: str) -> Cell:
    """The cell of a field's name; RuleBroken where the round does not ask for it."""
    cell = Cell.named(name)
    if cell not in asked_cells(pack):
        raise RuleBroken(_("Đợt này không hỏi chỉ tiêu “%(name)s”.") % {"name": name[:60]}, field=name)
    return cell


def check_texts_asked(pack: Pack, codes: Mapping[str, object]) -> None:
    for code in codes:
        if code not in pack.by_text:
            raise RuleBroken(_("Đợt này không hỏi mục “%(name)s”.") % {"name": code[:60]}, field=f"{TEXT}{code}")


def collecting_power(submission: Submission) -> Can:
    """By which it is sent back, accepted, extended, excused; what answers to nobody lies with whoever runs programmes over its unit."""
    return Can.COLLECT_ROUNDS if submission.answers_to_id is not None else Can.RUN_PROGRAMMES


def units_of_tiers(pack: Pack) -> list[UnitType]:
    return [tier.unit for tier in pack.tiers]
