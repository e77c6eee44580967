"""What may be asked: the questions with their names, in words, and the filters that each understands."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.core.errors import RuleBroken
from chungtay.needs.enums import LIVE, STANDING, NeedStatus
from chungtay.places.enums import SchoolLevel
from chungtay.reports.enums import FigureKind

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
    `directive` the number of a directive. `as_of` is the last day counted, in the tree of that day.
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
    directive: str = ""

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


NEED_FILTERS: Final = ("group", "category", "level", "status")
NEED_BREAKDOWNS: Final = ("group", "category", "level", "status", "unit", "programme")
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
    "directive": _("văn bản chỉ đạo"),
}


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


def _need(name: str, title: Promise, meaning: Promise, word: Promise, kind: FigureKind, record: str) -> Question:
    return Question(name, title, meaning, word, kind, record, NEED_FILTERS, NEED_BREAKDOWNS, needs=())


_LISTED: Final = (
    _need(
        "needs.count",
        _("Số nhu cầu"),
        _("Số nhu cầu mà các trường và điểm trường đã ghi. Mỗi nhu cầu được đếm một lần."),
        _("nhu cầu"),
        FigureKind.COUNT,
        "need",
    ),
    _need(
        "needs.schools",
        _("Số trường có nhu cầu"),
        _("Số trường có ít nhất một nhu cầu, tại điểm chính hay tại điểm trường. Mỗi trường được đếm một lần."),
        _("trường"),
        FigureKind.DISTINCT_UNITS,
        "school",
    ),
    _need(
        "needs.sites",
        _("Số điểm trường có nhu cầu"),
        _("Số điểm trường có ít nhất một nhu cầu. Mỗi điểm trường được đếm một lần; nhu cầu tại điểm chính của trường không tính vào đây."),
        _("điểm trường"),
        FigureKind.DISTINCT_UNITS,
        "site",
    ),
    _need(
        "needs.places",
        _("Số nơi có nhu cầu"),
        _("Số nơi có ít nhất một nhu cầu: mỗi điểm trường là một nơi, điểm chính của mỗi trường là một nơi."),
        _("nơi"),
        FigureKind.DISTINCT_UNITS,
        "place",
    ),
    _need(
        "needs.cost",
        _("Chi phí ước tính của các nhu cầu"),
        _("Tổng chi phí do các trường ước tính cho trọn các nhu cầu, kể cả phần đã được đáp ứng. Là ước tính nên luôn là “khoảng”."),
        _("đồng"),
        FigureKind.MONEY,
        "need",
    ),
    _need(
        "needs.beneficiaries",
        _("Số lượt trẻ được hưởng"),
        _("Tổng số trẻ được hưởng mà từng nhu cầu đã ghi. Một trẻ hưởng hai nhu cầu được tính hai lượt."),
        _("lượt trẻ"),
        FigureKind.SUM,
        "need",
    ),
    Question(
        "needs.new",
        _("Số nhu cầu mới"),
        _("Số nhu cầu được gửi lần đầu trong đợt; khi không chọn đợt, là trong năm tính đến ngày ấy. Nhu cầu đã rút không tính."),
        _("nhu cầu"),
        FigureKind.COUNT,
        "need",
        ("group", "category", "level"),
        ("group", "category", "level", "unit"),
    ),
    Question(
        "units.schools",
        _("Số trường"),
        _("Số trường đang hoạt động vào ngày ấy, dạy ít nhất một cấp học của chương trình."),
        _("trường"),
        FigureKind.DISTINCT_UNITS,
        "school",
        ("level",),
        ("level", "unit"),
        needs=(),
    ),
    Question(
        "units.sites",
        _("Số điểm trường"),
        _("Số điểm trường vào ngày ấy của các trường dạy ít nhất một cấp học của chương trình. Điểm chính của trường không tính."),
        _("điểm trường"),
        FigureKind.DISTINCT_UNITS,
        "site",
        ("level",),
        ("level", "unit"),
        needs=(),
    ),
    Question(
        "units.taking_part",
        _("Trường tham gia"),
        _("Số trường đã tham gia đợt (có gửi nhu cầu, hoặc báo không có nhu cầu) trên tổng số trường thuộc cấp học của chương trình."),
        _("trường"),
        FigureKind.RATIO,
        "school",
        ("level",),
        ("level", "unit"),
        needs=("programme", "round"),
    ),
    Question(
        "units.nil",
        _("Số trường báo không có nhu cầu"),
        _("Số trường đã báo trong đợt rằng mình không có nhu cầu nào."),
        _("trường"),
        FigureKind.DISTINCT_UNITS,
        "school",
        ("level",),
        ("level", "unit"),
        needs=("programme", "round"),
    ),
    Question(
        "plans.issued",
        _("Kế hoạch đã ban hành"),
        _("Số kế hoạch đã ban hành trên tổng số lần các đơn vị được giao triển khai văn bản chỉ đạo của chương trình."),
        _("kế hoạch"),
        FigureKind.RATIO,
        "plan",
        ("directive",),
        ("unit",),
    ),
    Question(
        "focal_points.count",
        _("Số đầu mối"),
        _("Số đầu mối cấp học đang được cử vào ngày ấy, tại đơn vị và các đơn vị bên dưới."),
        _("đầu mối"),
        FigureKind.COUNT,
        "focal_point",
        ("level",),
        ("level", "unit"),
    ),
    Question(
        "directives.count",
        _("Số văn bản chỉ đạo"),
        _("Số văn bản chỉ đạo của chương trình đã ban hành đến ngày ấy, của đơn vị, của cấp trên và của cấp dưới."),
        _("văn bản"),
        FigureKind.COUNT,
        "directive",
    ),
    Question(
        "resources.kinds",
        _("Số loại nguồn lực đã huy động"),
        _("Số loại nguồn lực khác nhau mà các đơn vị đã tiếp nhận, không kể dòng đã hủy. Đơn vị đã sáp nhập được tính cho đơn vị kế thừa."),
        _("loại"),
        FigureKind.COUNT,
        "kind",
        ("kind",),
        ("kind", "unit"),
    ),
    Question(
        "resources.value",
        _("Trị giá nguồn lực đã huy động"),
        _("Tổng số tiền và trị giá hiện vật đã tiếp nhận, không kể dòng đã hủy. Còn hiện vật chưa ghi trị giá thì tổng là “hơn”."),
        _("đồng"),
        FigureKind.MONEY,
        "contribution",
        ("kind",),
        ("kind", "unit"),
    ),
    Question(
        "resources.quantity",
        _("Số lượng hiện vật đã huy động"),
        _("Tổng số lượng của một loại hiện vật mà các đơn vị đã tiếp nhận, không kể dòng đã hủy."),
        "",
        FigureKind.SUM,
        "contribution",
        ("kind",),
        ("unit",),
        needs=("programme", "kind"),
    ),
)
QUESTIONS: Final[dict[str, Question]] = {question.name: question for question in _LISTED}


def question_named(name: str) -> Question:
    """The question; UnknownFigure where nobody asks so."""
    if name not in QUESTIONS:
        raise UnknownFigure(str(_("Không có con số nào tên “%(name)s”.")) % {"name": name}, field="question")
    return QUESTIONS[name]
