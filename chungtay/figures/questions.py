"""What may be asked: the questions with their names, in words, and the filters that each understands."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.core.errors import RuleBroken
from chungtay.donors.enums import DonorKind
from chungtay.figures.enums import FigureKind
from chungtay.needs.enums import LIVE, STANDING, NeedStatus
from chungtay.places.enums import SchoolLevel

# Filter values of `status` besides the statuses themselves. "": standing, what reports count as a difficulty.
STANDING_STATUS: Final = ""
ALL_STATUSES: Final = "all"
WAITING: Final = "waiting"
AGED: Final = "aged"

# Sent and not withdrawn: what "all" counts, in the order of a need's life.
COUNTED: Final = (*LIVE, NeedStatus.MET, NeedStatus.CONFIRMED, NeedStatus.CLOSED)

STATUSES_OF: Final[dict[str, tuple[NeedStatus, ...]]] = {
    STANDING_STATUS: STANDING,
    ALL_STATUSES: COUNTED,
    WAITING: (NeedStatus.SUBMITTED,),
    AGED: (NeedStatus.PUBLISHED, NeedStatus.PARTLY_MET),
    **{status.value: (status,) for status in (*COUNTED, NeedStatus.WITHDRAWN)},
}
STATUS_LABELS: Final[dict[str, str | Promise]] = {
    STANDING_STATUS: _("còn thiếu"),
    ALL_STATUSES: _("mọi tình trạng"),
    WAITING: _("chờ xác minh"),
    AGED: _("lâu chưa xác nhận lại"),
    **{status.value: status.label for status in (*COUNTED, NeedStatus.WITHDRAWN)},
}
STATUS_MEANINGS: Final[dict[str, str | Promise]] = {
    STANDING_STATUS: _("Chỉ tính nhu cầu đã xác minh mà chưa được đáp ứng đủ."),
    ALL_STATUSES: _("Tính mọi nhu cầu đã gửi, trừ nhu cầu đã rút."),
    WAITING: _("Chỉ tính nhu cầu đã gửi, đang chờ xác minh."),
}
LEVELS: Final[dict[str, SchoolLevel]] = {str(level.name): level for level in SchoolLevel}


class UnknownFigure(RuleBroken, LookupError):  # noqa: N818 — it names what happened, as RuleBroken does
    """There is no such question, or one of its filters names what does not exist; `field` names the filter."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Of what a figure is asked. Empty means: not filtered; an empty `status` means standing (verified and not met).

    `programme`, `unit`, `round` are codes; `level` is "MN", "TH", "THCS", "THPT"; `status` one of STATUSES_OF; `kind` a kind of resource;
    `donor` a kind of donor or NOT_ON_RECORD; `directive` the number of a directive; `activity`, `output` and `indicator` are codes of the
    pack, `money` a source, `by` a breakdown of people; `own` "1": only what lies in the unit and in no lower unit that answers rounds
    itself. `as_of` is the last day counted, in the tree of that day.
    """

    programme: str
    unit: str
    round: str
    as_of: date
    group: str = ""
    category: str = ""
    level: str = ""
    status: str = ""
    kind: str = ""
    donor: str = ""
    directive: str = ""
    activity: str = ""
    output: str = ""
    money: str = ""
    indicator: str = ""
    by: str = ""
    own: str = ""

    def but(self, **changed: Any) -> "Filters":
        """The same with other values."""
        return replace(self, **changed)

    def kept(self) -> dict[str, str]:
        """As plain text, for an address or a kept figure: only what is filled in."""
        return {field.name: str(value) for field in fields(self) if (value := getattr(self, field.name))}

    @classmethod
    def taken_out(cls, given: Mapping[str, str]) -> "Filters":
        """Back from `kept()`; UnknownFigure where it is no such thing."""
        names = {field.name for field in fields(cls)}
        if strange := sorted(set(given) - names):
            raise UnknownFigure(str(_("Con số không có bộ lọc “%(name)s”.")) % {"name": strange[0]})
        try:
            as_of = date.fromisoformat(given.get("as_of", ""))
        except ValueError:
            raise UnknownFigure(str(_("Ngày của con số không đúng; xin viết như 2021-03-01.")), field="as_of") from None
        words = {name: str(given.get(name, "")) for name in names - {"as_of"}}
        return cls(as_of=as_of, **words)


OWN: Final = "1"
# By kind of donor; of a gift whose giver is no donor on record only a name is known, or nothing.
NOT_ON_RECORD: Final = "not_on_record"
DONORS: Final[dict[str, str | Promise]] = {
    **{kind.value: kind.label for kind in DonorKind},
    NOT_ON_RECORD: _("Chưa ghi nhà tài trợ"),
}
FILTER_LABELS: Final[dict[str, str | Promise]] = {
    "programme": _("chương trình"),
    "unit": _("đơn vị"),
    "round": _("đợt"),
    "as_of": _("ngày"),
    "group": _("nhóm"),
    "category": _("loại nhu cầu"),
    "level": _("cấp học"),
    "status": _("tình trạng"),
    "kind": _("loại nguồn lực"),
    "donor": _("loại nhà tài trợ"),
    "directive": _("văn bản chỉ đạo"),
    "activity": _("loại hoạt động"),
    "output": _("kết quả"),
    "money": _("nguồn kinh phí"),
    "indicator": _("chỉ tiêu"),
    "by": _("phần trong đó"),
    "own": _("phần của chính đơn vị"),
}
# What narrows a figure besides whose and when it is, in the order in which its title says it.
NARROWING: Final = tuple(name for name in FILTER_LABELS if name not in ("programme", "unit", "round", "as_of"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a figure answers. `record` is the kind of its records; of a distinct count, the kind that is counted.

    `filters` are those it understands besides programme, unit, round and as_of; `needs` those it cannot do without.
    """

    name: str
    title: str | Promise
    meaning: str | Promise
    unit_word: str | Promise
    kind: FigureKind
    record: str
    filters: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("programme",)

    @property
    def is_of_round(self) -> bool:
        """Of what units said in a round, in the tree frozen for it; whatever the day, it says how the round stands now."""
        return self.name.startswith(("indicators.", "submissions."))
