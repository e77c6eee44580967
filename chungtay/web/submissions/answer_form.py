"""The form of a submission: its fields follow from the round's pack; each says what stood there when the page was opened."""

from collections.abc import Iterator
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from chungtay.core.amounts import Counted
from chungtay.core.numbers import grouped
from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Indicator, Pack, TextAsk
from chungtay.submissions.actions import Given, GivenText
from chungtay.submissions.rules import LONGEST_REASON, LONGEST_TEXT, TEXT
from chungtay.web.shell.amounts import AnswerField, SumField, WholeField
from chungtay.web.shell.fields import one_of, words
from chungtay.web.submissions.held import Held, cells_of, unsealed

OF: Final = ":of"
WHY: Final = ":why"
WAS: Final = "was:"
PICK: Final = "pick:"  # after a conflict: whose value stays
MINE, THEIRS = "toi", "ho"
_FORM_ID: Final = "answers"  # boxes stand beside their form, so that one of them can be sent alone


class AnswerForm(forms.Form):
    """`only` names one indicator, or "text.<code>": the part that is sent alone as soon as it was typed."""

    def __init__(self, data: Any = None, *, pack: Pack, held: Held, only: str = "") -> None:
        super().__init__(data, auto_id="id_%s")
        self.pack, self.held = pack, held
        self.asked = [(one, cells) for one, cells in cells_of(pack) if only in ("", one.code)]
        self.texts = [text for text in pack.texts if only in ("", TEXT + text.code)]
        for one, cells in self.asked:
            for cell in cells:
                self._add(one, cell)
        for text in self.texts:
            self._add_text(text)
        for made in self.fields.values():
            made.widget.attrs |= {"form": _FORM_ID, "placeholder": " "}  # an empty box is known by showing it

    def _add(self, one: Indicator, cell: Cell) -> None:
        name, shown = cell.name, self.held.shown.get(cell)
        label = str(By(cell.by).label).removeprefix("Trong đó: ") if cell.by else one.name
        if one.adds_up == AddsUp.YES_NO:
            made: forms.Field = one_of(label, [("1", _("Có")), ("0", _("Không"))], required=False, radios=True)
            made.widget.attrs["class"] = "short"
            made.initial = str(shown.value) if shown else ""
        elif one.adds_up == AddsUp.MONEY:
            made = SumField(label=label, required=False, hint="")
        else:
            made = AnswerField(label=label, required=False, hint="", counted=one.unit)
        if one.adds_up != AddsUp.YES_NO and shown is not None:
            made.initial = Counted(shown.value, shown.estimate)  # type: ignore[arg-type]
        self.fields[name] = made
        if one.adds_up == AddsUp.RATIO:
            self.fields[name + OF] = WholeField(label=_("trên tổng số"), required=False)
            self.fields[name + OF].initial = shown.of if shown else None
        self.fields[name + WHY] = words(_why_label(one, cell), length=LONGEST_REASON, required=False, rows=2)
        self.fields[name + WHY].initial = shown.reason if shown else ""
        self.fields[WAS + name] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[PICK + name] = forms.ChoiceField(choices=[(MINE, ""), (THEIRS, "")], required=False)

    def _add_text(self, text: TextAsk) -> None:
        name = TEXT + text.code
        self.fields[name] = words(text.name, length=LONGEST_TEXT, required=False, rows=4, hint=text.hint)
        self.fields[name].initial = self.held.texts.get(text.code, "")
        self.fields[WAS + name] = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
        self.fields[PICK + name] = forms.ChoiceField(choices=[(MINE, ""), (THEIRS, "")], required=False)

    def clean(self) -> dict[str, Any]:
        """n of N are told together; after a conflict somebody's value must be chosen before anything is overwritten."""
        given = super().clean() or self.cleaned_data
        for one, cells in self.asked:
            for cell in cells if one.adds_up == AddsUp.RATIO else ():
                self._check_ratio(cell.name)
            for cell in cells:
                self._check_why(one, cell.name)
        for name in self._names():
            if self.data.get(PICK + name) == "" and PICK + name not in self.errors:
                self.add_error(name, ValidationError(_("Hai người ghi khác nhau: xin chọn giữ số nào.")))
        return given

    def _check_ratio(self, name: str) -> None:
        if name in self.errors or name + OF in self.errors:
            return
        part, whole = self.cleaned_data.get(name), self.cleaned_data.get(name + OF)
        if (part is None) != (whole is None):
            self.add_error(
                name + OF if whole is None else name, ValidationError(_("Xin ghi cả hai số: được bao nhiêu, trên tổng số bao nhiêu."))
            )
        elif part is not None and whole is not None and part.value > whole:
            sentence = _("%(n)s nhiều hơn tổng số %(of)s: xin xem lại.") % {"n": grouped(part.value), "of": grouped(whole)}
            self.add_error(name, ValidationError(sentence))

    def _check_why(self, one: Indicator, name: str) -> None:
        """A word is kept with its number only: one that was newly typed beside an empty box must not be lost."""
        why, was = self.cleaned_data.get(name + WHY), unsealed(self.cleaned_data.get(WAS + name, ""))
        if not why or (was and was.reason == why) or self._is_wrong(name) or self._is_theirs(name) or self._reading(name) is not None:
            return
        if one.adds_up == AddsUp.YES_NO:
            self.add_error(name, ValidationError(_("Lời giải thích chỉ được lưu cùng số liệu: xin chọn có hoặc không.")))
        else:
            self.add_error(name, ValidationError(_("Lời giải thích chỉ được lưu cùng số liệu: xin ghi số, không có thì ghi 0.")))

    def _names(self) -> Iterator[str]:
        yield from (cell.name for _one, cells in self.asked for cell in cells)
        yield from (TEXT + text.code for text in self.texts)

    # ── What was typed ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def given(self) -> dict[str, Given]:
        """What is right in shape; a box in which something is wrong is left out and keeps what was typed."""
        found = {}
        for _one, cells in self.asked:
            for cell in cells:
                name = cell.name
                if self._was_shown(name) and not self._is_wrong(name):
                    was = unsealed(self.cleaned_data.get(WAS + name, ""))
                    now = was if self._is_theirs(name) else self._reading(name)
                    found[name] = Given(now=now, was=was)
        return found

    def given_texts(self) -> dict[str, GivenText]:
        found = {}
        for text in self.texts:
            name = TEXT + text.code
            if name in self.data and not self._is_wrong(name):
                was = _lines(self.cleaned_data.get(WAS + name, ""))
                now = was if self._is_theirs(name) else _lines(self.cleaned_data[name])
                found[text.code] = GivenText(now=now, was=was)
        return found

    @cached_property
    def written(self) -> set[str]:
        """The fields that the person changed and that went through; none where the whole was refused."""
        if self.non_field_errors():
            return set()
        cells = {name for name, one in self.given().items() if one.now != one.was}
        return cells | {TEXT + code for code, one in self.given_texts().items() if one.now != one.was}

    def take_theirs(self) -> None:
        """Where the other's word was chosen it stands in the box, also when the form is shown again."""
        data = cast(QueryDict, self.data).copy()
        for name in self._names():
            if not self._is_theirs(name):
                continue
            was = data.get(WAS + name, "")
            data.pop(PICK + name)
            if name.startswith(TEXT):
                data[name] = was
                continue
            reading = unsealed(was)
            data[name] = self._in_box(name, reading) if reading else ""
            data[name + OF] = grouped(reading.of) if reading and reading.of is not None else ""
            data[name + WHY] = reading.reason if reading else ""
        self.data = data

    def _in_box(self, name: str, reading: Reading) -> str:
        if isinstance(self.fields[name], forms.ChoiceField):
            return str(reading.value)
        return str(self.fields[name].prepare_value(Counted(reading.value, reading.estimate)))  # type: ignore[arg-type]

    def _is_theirs(self, name: str) -> bool:
        return bool(self.cleaned_data.get(PICK + name) == THEIRS)

    def _is_wrong(self, name: str) -> bool:
        return any(part in self.errors for part in (name, name + OF, name + WHY))

    def _was_shown(self, name: str) -> bool:
        """Whether the box stood in the form that was sent: radio buttons none of which is chosen send nothing of themselves."""
        return name in self.data or WAS + name in self.data

    def _reading(self, name: str) -> Reading | None:
        typed = self.cleaned_data.get(name)
        if typed in (None, ""):
            return None
        reason = self.cleaned_data.get(name + WHY, "")
        if isinstance(typed, Counted):
            return Reading(typed.value, self.cleaned_data.get(name + OF), typed.estimate, reason)
        return Reading(int(typed), reason=reason)


def _lines(text: str) -> str:
    """Browsers send a line's end as two characters."""
    return text.replace("\r\n", "\n").strip()


def _why_label(one: Indicator, cell: Cell) -> str:
    if one.adds_up == AddsUp.YES_NO:
        return _("Lý do (nếu không)")
    return _("Lý do, giải thích (%(by)s)") % {"by": By(cell.by).label} if cell.by else _("Lý do, giải thích")
