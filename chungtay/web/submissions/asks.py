"""What the answer page shows of each indicator and text: boxes, what is on record, last time's, remarks, conflicts, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Indicator, TextAsk
from chungtay.submissions.actions import Conflict
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import TEXT, Finding
from chungtay.web.submissions.answer_form import OF, PICK, WAS, WHY, AnswerForm
from chungtay.web.submissions.held import Held, sealed, unsealed
from chungtay.web.submissions.record import figure_address
from chungtay.web.submissions.wording import reading_words, unit_words


@dataclass(frozen=True, slots=True)
class OtherWord:
    """Somebody else wrote here meanwhile: theirs in words, by whom, when; whether one of the two was chosen already."""

    theirs: str
    mine: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Box:
    """One cell or text of the form; `was` what the next save compares with."""

    name: str
    label: str
    field: BoundField
    was: str
    of: BoundField | None = None
    why: BoundField | None = None
    is_main: bool = True
    record: str = ""
    record_label: str = ""
    record_url: str = ""
    is_as_recorded: bool = False
    before: str = ""
    remark: str = ""
    other: OtherWord | None = None
    findings: tuple[Finding, ...] = ()

    @cached_property
    def errors(self) -> list[str]:
        parts = [self.field, self.of, self.why] if self.field.form.is_bound else []
        return [str(error) for part in parts if part is not None for error in part.errors]

    @cached_property
    def needs_why(self) -> bool:
        """Whether the box for a reason stands open."""
        return bool(self.why and (self.why.value() or self.why.errors or any(finding.may_explain for finding in self.findings)))


@dataclass(frozen=True)
class AskShown:
    """An indicator with its breakdowns, or a text."""

    code: str
    title: str
    kind: str
    unit: str
    definition: str
    source: str
    is_required: bool
    boxes: tuple[Box, ...]

    @property
    def main(self) -> Box:
        return self.boxes[0]

    @property
    def parts(self) -> tuple[Box, ...]:
        return self.boxes[1:]

    @cached_property
    def needs_why(self) -> bool:
        return any(box.needs_why for box in self.boxes)

    @property
    def parts_need_why(self) -> bool:
        return any(box.needs_why for box in self.parts)

    @property
    def has_other(self) -> bool:
        return any(box.other for box in self.boxes)

    @cached_property
    def anchor(self) -> str:
        """Its id on the page: no dot, so that a selector can name it."""
        return f"muc-{self.code.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Spread:
    """What the boxes are filled from besides the form: `held` as it is now, after saving (`is_saved`: not refused whole)."""

    submission: Submission
    form: AnswerForm
    held: Held
    conflicts: Mapping[str, Conflict]
    findings: Sequence[Finding] = ()
    shows_empty: bool = False
    is_saved: bool = True

    def asks(self) -> list[AskShown]:
        numbers = [_ask(one, [self._box(one, cell) for cell in cells]) for one, cells in self.form.asked]
        return [*numbers, *(self._text(text) for text in self.form.texts)]

    def _box(self, one: Indicator, cell: Cell) -> Box:
        form, name, record = self.form, cell.name, self.held.on_record.get(cell)
        said = reading_words(record.reading, one) if record else ""
        return Box(
            name=name,
            label=str(form[name].label),
            field=form[name],
            of=form[name + OF] if one.adds_up == AddsUp.RATIO else None,
            why=form[name + WHY],
            was=self._was(name, sealed(self.held.shown.get(cell))),
            is_main=not cell.by,
            record=said,
            record_label=source_words(record.question) if record else "",
            record_url=figure_address(record) if record else "",
            is_as_recorded=self.held.is_on_record(cell),
            before=reading_words(self.held.before[cell], one) if cell in self.held.before else "",
            remark=self.held.remarks.get(name, ""),
            other=self._other(name, one),
            findings=self._found(name, is_written=self.held.shown.get(cell) is not None),
        )

    def _text(self, text: TextAsk) -> AskShown:
        name = TEXT + text.code
        box = Box(
            name=name,
            label=text.name,
            field=self.form[name],
            was=self._was(name, self.held.texts.get(text.code, "")),
            remark=self.held.remarks.get(name, ""),
            other=self._other(name, None),
            findings=self._found(name, is_written=bool(self.held.texts.get(text.code))),
        )
        return AskShown(name, text.name, "text", "", "", "", text.is_required, (box,))

    def _found(self, name: str, *, is_written: bool) -> tuple[Finding, ...]:
        """Nobody is told that a box is empty while they still write, unless they come from the check (`shows_empty`)."""
        return tuple(one for one in self.findings if one.field == name) if is_written or self.shows_empty else ()

    def _was(self, name: str, stored: str) -> str:
        """What the person has seen: what is stored where it was just written or is shown beside theirs, else what they saw before."""
        posted = self.form.data.get(WAS + name) if self.form.is_bound and name not in self.conflicts else None
        return posted if posted is not None and not (self.is_saved and name in self.form.written) else stored

    def _other(self, name: str, one: Indicator | None) -> OtherWord | None:
        if found := self.conflicts.get(name):
            return OtherWord(_said(found.theirs, one), _said(found.mine, one), found.who, found.when)
        if self.form.is_bound and self.form.data.get(PICK + name) == "":  # nothing was chosen of the two
            was = self.form.data.get(WAS + name, "")
            return OtherWord(_said(unsealed(was) if one else was, one), _("số đang ghi trong ô"), "", None)
        return None


def _ask(one: Indicator, boxes: list[Box]) -> AskShown:
    kinds = {AddsUp.YES_NO: "yes_no", AddsUp.RATIO: "ratio", AddsUp.MONEY: "money"}
    kind = kinds.get(AddsUp(one.adds_up), "number")
    return AskShown(one.code, one.name, kind, unit_words(one), one.definition, one.source, one.is_required, tuple(boxes))


def source_words(question: str) -> str:
    """Which records filled the box."""
    room = question.partition(".")[0]
    words = {"activities": _("Từ hoạt động đã ghi"), "needs": _("Từ nhu cầu đã ghi"), "resources": _("Từ nguồn lực đã ghi")}
    return words.get(room, _("Từ dữ liệu đã ghi"))


def _said(word: Reading | str | None, one: Indicator | None) -> str:
    if one is None:
        return str(word or "") or _("để trống")
    return reading_words(word, one) if isinstance(word, Reading) else _("để trống")
