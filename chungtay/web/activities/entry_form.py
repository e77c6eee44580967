"""The one page on which an activity is told: its fields follow from the programme's pack and from the type that was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.activities.actions import NewPaper, NewPhoto
from chungtay.activities.actions.attached import MOST_PAPERS, MOST_PHOTOS
from chungtay.activities.enums import LEVELS, MoneySource
from chungtay.activities.rules import ActivityForm, Counted, money_field, output_field, part_field
from chungtay.core import amounts
from chungtay.core.estimates import Estimate
from chungtay.indicators.enums import By
from chungtay.places.enums import SchoolLevel
from chungtay.programmes.pack import ActivityType, Pack
from chungtay.web.activities.forms import paper_fields, photo_fields
from chungtay.web.activities.wording import output_label, part_label
from chungtay.web.shell.amounts import AnswerField, SumField
from chungtay.web.shell.attached import FACES_WHY, FilesField
from chungtay.web.shell.fields import DayField, one_of, words

_LEVEL_OF: Final = {By.MN: SchoolLevel.MN, By.TH: SchoolLevel.TH, By.THCS: SchoolLevel.THCS, By.THPT: SchoolLevel.THPT}


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that wait behind a word until they are wanted; open where one of them holds something or is wrong."""

    title: str
    fields: list[BoundField]
    is_short: bool = False

    @property
    def is_open(self) -> bool:
        return any(held.errors or held.value() for held in self.fields)


@dataclass(frozen=True, slots=True)
class Section:
    """A card of the form: fields one below the other, then short ones side by side (`pairs`), `more` fields, then what waits."""

    code: str
    title: str
    fields: list[BoundField] = field(default_factory=list)
    pairs: list[BoundField] = field(default_factory=list)
    more: list[BoundField] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    hint: str = ""


class EntryForm(forms.Form):
    """What an activity says. Cleaned to an ActivityForm (`activity_form`), photos and papers; `once` is drawn anew with each empty form."""

    title = words(gettext_lazy("Việc đã làm"), required=False, hint=gettext_lazy("Ví dụ: Khám sàng lọc tim bẩm sinh cho trẻ mầm non."))
    started_on = DayField(label=gettext_lazy("Ngày"), hint="")
    ended_on = DayField(label=gettext_lazy("Đến hết ngày"), required=False, hint=gettext_lazy("Nếu làm nhiều ngày."))
    place = words(gettext_lazy("Nơi làm"), required=False)
    people = AnswerField(label=gettext_lazy("Số người tham gia, được hưởng"), required=False, counted="người")
    partners = words(gettext_lazy("Phối hợp với"), length=300, required=False, hint=gettext_lazy("Ví dụ: Đoàn Thanh niên, Trạm Y tế xã."))
    story = words(
        gettext_lazy("Kể thêm"),
        length=2000,
        rows=3,
        required=False,
        hint=gettext_lazy("Không ghi tên, hoàn cảnh riêng của trẻ; chỉ ghi số."),
    )
    photo = FilesField(label=gettext_lazy("Ảnh"), required=False)
    may_show_faces = forms.BooleanField(label=gettext_lazy("Có thể nhận ra mặt trẻ em trong ảnh"), required=False, help_text=FACES_WHY)
    paper = FilesField(label=gettext_lazy("Giấy tờ"), required=False)
    once = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, kind: ActivityType, pack: Pack, is_revision: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.pack, self.is_revision = kind, pack, is_revision
        if is_revision:
            for name in ("photo", "may_show_faces", "paper", "once"):
                del self.fields[name]
            kinds = {one.code: one.name for one in pack.activity_types} | {kind.code: kind.name}
            self.fields["kind"] = one_of(_("Loại hoạt động"), list(kinds.items()))
        else:
            photo_fields(self, MOST_PHOTOS)
            paper_fields(self, MOST_PAPERS)
        for output in pack.outputs:
            self.fields[output_field(output.code)] = AnswerField(
                label=output_label(output), required=False, hint="", counted=output.measure
            )
        for by in self.parts:
            self.fields[part_field(by)] = AnswerField(label=part_label(by), required=False, hint="")
        for source, label in MoneySource.choices:
            self.fields[money_field(source)] = SumField(label=label, required=False, hint="")

    @property
    def parts(self) -> list[By]:
        """The breakdowns that make sense in the programme: of the levels only those that it is for."""
        return [by for by in By if by not in LEVELS or _LEVEL_OF[by] & self.pack.levels]

    @property
    def activity_form(self) -> ActivityForm:
        """Only of a valid form. What was left blank is not said; 0 is."""
        given = self.cleaned_data
        return ActivityForm(
            kind=given["kind"] if self.is_revision else self.kind.code,
            people=_number(given["people"]),
            parts=self._numbers((by.value, part_field(by)) for by in self.parts),
            outputs=self._numbers((output.code, output_field(output.code)) for output in self.pack.outputs),
            money=self._numbers((source, money_field(source)) for source in MoneySource.values),
            **{name: given[name] for name in ("title", "started_on", "ended_on", "place", "partners", "story")},
        )

    def _numbers(self, names: Iterable[tuple[str, str]]) -> dict[str, Counted]:
        found = {code: _number(self.cleaned_data.get(name)) for code, name in names}
        return {code: number for code, number in found.items() if number is not None}

    @property
    def photos(self) -> list[NewPhoto]:
        shows = self.cleaned_data["may_show_faces"]
        return [NewPhoto(file, may_show_faces=shows, name=file.name or "") for file in self.cleaned_data["photo"]]

    @property
    def papers(self) -> list[NewPaper]:
        return [NewPaper(file, name=file.name or "") for file in self.cleaned_data["paper"]]

    def sections(self) -> list[Section]:
        """The cards in order: what is nearly always told stands open, the rest one tap away."""
        usual = [output_field(code) for code in self.kind.outputs if code in self.pack.by_output]
        others = [name for output in self.pack.outputs if (name := output_field(output.code)) not in usual]
        asked = Section(
            "what", _("Việc gì, khi nào"), self._held("kind", "title"), self._held("started_on", "ended_on"), more=self._held("place")
        )
        folds = [Fold(_("Thêm kết quả khác"), self._held(*others), is_short=True)] if others else []
        folds.append(Fold(_("Trong đó: nữ, hộ nghèo, cấp học…"), self._held(*map(part_field, self.parts)), is_short=True))
        results = Section("results", _("Kết quả"), self._held("people"), self._held(*usual), folds=folds, hint=_("Không có thì để trống."))
        money = Section(
            "money",
            _("Kinh phí"),
            pairs=self._held(*map(money_field, MoneySource.values)),
            hint=_("Không có thì để trống. Ví dụ 14.000.000, 14,5 triệu hoặc khoảng 20 triệu."),
        )
        return [asked, results, money, self._rest()]

    def _rest(self) -> Section:
        """What most people leave out; a revision begins with what was told."""
        if self.is_revision:
            return Section("rest", _("Kể thêm"), self._held("partners", "story"))
        folds = [Fold(_("Kèm giấy tờ"), self._held("paper")), Fold(_("Phối hợp với ai, kể thêm"), self._held("partners", "story"))]
        return Section("rest", _("Ảnh, giấy tờ, kể thêm"), self._held("photo", "may_show_faces"), folds=folds)

    def _held(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]


def initial_of(said: ActivityForm) -> dict[str, Any]:
    """The form filled with what the activity says; its last day only where that is another."""
    found: dict[str, Any] = {name: getattr(said, name) for name in ("kind", "title", "started_on", "place", "partners", "story")}
    found["ended_on"] = said.ended_on if said.ended_on != said.started_on else None
    found["people"] = _typed(said.people) if said.people else None
    for numbers, named in ((said.parts, part_field), (said.outputs, output_field), (said.money, money_field)):
        found |= {named(code): _typed(number) for code, number in numbers.items()}
    return found


def _number(given: amounts.Counted | None) -> Counted | None:
    return None if given is None else Counted(given.value, given.estimate)


def _typed(number: Counted) -> amounts.Counted:
    return amounts.Counted(number.value, Estimate(number.estimate))
