"""The questions that figures answer, each with its words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.activities.enums import MoneySource
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions import Question, UnknownFigure

NEED_FILTERS: Final = ("group", "category", "level", "status", "own")
NEED_BREAKDOWNS: Final = ("group", "category", "level", "status", "unit", "programme")


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
        ("group", "category", "level", "own"),
        ("group", "category", "level", "unit"),
    ),
    Question(
        "units.schools",
        _("Số trường"),
        _("Số trường đang hoạt động vào ngày ấy, dạy ít nhất một cấp học của chương trình."),
        _("trường"),
        FigureKind.DISTINCT_UNITS,
        "school",
        ("level", "own"),
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
        ("level", "own"),
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
        ("level", "own"),
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
        ("level", "own"),
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
        ("directive", "own"),
        ("unit",),
    ),
    Question(
        "focal_points.count",
        _("Số đầu mối"),
        _("Số đầu mối cấp học đang được cử vào ngày ấy, tại đơn vị và các đơn vị bên dưới."),
        _("đầu mối"),
        FigureKind.COUNT,
        "focal_point",
        ("level", "own"),
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
        ("kind", "own"),
        ("kind", "unit"),
    ),
    Question(
        "resources.value",
        _("Trị giá nguồn lực đã huy động"),
        _("Tổng số tiền và trị giá hiện vật đã tiếp nhận, không kể dòng đã hủy. Còn hiện vật chưa ghi trị giá thì tổng là “hơn”."),
        _("đồng"),
        FigureKind.MONEY,
        "contribution",
        ("kind", "donor", "money", "own"),
        ("kind", "donor", "money", "unit"),
    ),
    Question(
        "resources.quantity",
        _("Số lượng hiện vật đã huy động"),
        _("Tổng số lượng của một loại hiện vật mà các đơn vị đã tiếp nhận, không kể dòng đã hủy."),
        "",
        FigureKind.SUM,
        "contribution",
        ("kind", "own"),
        ("unit",),
        needs=("programme", "kind"),
    ),
    Question(
        "support.allocated",
        _("Nguồn lực đã phân bổ"),
        _("Tiền và trị giá hiện vật đã phân bổ đến ngày ấy, kể cả phần nhà tài trợ trao thẳng tại chỗ, tính ở nơi được phân bổ."),
        _("đồng"),
        FigureKind.MONEY,
        "contribution",
        ("kind", "own"),
        ("kind", "unit"),
    ),
    Question(
        "support.delivered",
        _("Nguồn lực đã bàn giao"),
        _("Tiền và trị giá hiện vật đã bàn giao đến ngày ấy, kể cả phần nhà tài trợ trao thẳng tại chỗ, tính ở nơi nhận."),
        _("đồng"),
        FigureKind.MONEY,
        "contribution",
        ("kind", "own"),
        ("kind", "unit"),
    ),
    Question(
        "support.idle",
        _("Tiền chưa phân bổ"),
        _("Tiền đã nhận, kể cả lãi, chưa phân bổ, chưa hoàn trả, chưa trả phí vào ngày ấy, tính ở nơi giữ tiền."),
        _("đồng"),
        FigureKind.MONEY,
        "contribution",
        ("own",),
        ("unit",),
    ),
    Question(
        "support.days",
        _("Số ngày từ khi nhận đến khi bàn giao"),
        _("Trung bình của các lần bàn giao đến ngày ấy; phần nhà tài trợ trao thẳng tại chỗ không tính vì không qua nơi giữ nào."),
        _("ngày"),
        FigureKind.TENTHS,
        "contribution",
        ("kind", "own"),
        ("unit",),
    ),
    Question(
        "activities.count",
        _("Số hoạt động"),
        _("Số hoạt động đã ghi bắt đầu trong kỳ, không kể hoạt động đã rút."),
        _("hoạt động"),
        FigureKind.COUNT,
        "activity",
        ("activity", "own"),
        ("activity", "unit"),
    ),
    Question(
        "activities.outputs",
        _("Kết quả hoạt động"),
        _("Tổng số lượng mà các hoạt động bắt đầu trong kỳ đã ghi, không kể hoạt động đã rút."),
        "",
        FigureKind.SUM,
        "activity",
        ("output", "activity", "own"),
        ("unit", "activity"),
        needs=("programme", "output"),
    ),
    Question(
        "activities.people",
        _("Số lượt người tham gia, được hưởng"),
        _("Tổng số người mà từng hoạt động bắt đầu trong kỳ đã ghi. Một người ở hai hoạt động được tính hai lượt."),
        _("lượt người"),
        FigureKind.SUM,
        "activity",
        ("activity", "by", "own"),
        ("unit", "activity", "by"),
    ),
    Question(
        "activities.money",
        _("Kinh phí hoạt động"),
        _("Tổng số tiền và trị giá hiện vật mà các hoạt động bắt đầu trong kỳ đã ghi, không kể hoạt động đã rút."),
        _("đồng"),
        FigureKind.MONEY,
        "activity",
        ("money", "activity", "own"),
        ("money", "unit", "activity"),
    ),
    Question(
        "indicators.value",
        _("Số liệu báo cáo của đợt"),
        _("Cộng từ báo cáo đã được nhận của các đơn vị; báo cáo của chính đơn vị được tính từ khi gửi."),
        "",
        FigureKind.SUM,
        "submission",
        ("indicator", "by"),
        ("unit", "by"),
        needs=("programme", "round", "indicator"),
    ),
    Question(
        "submissions.sent",
        _("Báo cáo đã nộp"),
        _("Số báo cáo đã gửi trên tổng số phải nộp của các đơn vị trong địa bàn; được miễn không phải nộp, bị trả lại chưa là đã nộp."),
        _("báo cáo"),
        FigureKind.RATIO,
        "submission",
        (),
        ("unit",),
        needs=("programme", "round"),
    ),
    Question(
        "submissions.on_time",
        _("Báo cáo nộp đúng hạn"),
        _("Số báo cáo gửi lần đầu trong hạn trên tổng số báo cáo phải nộp của các đơn vị trong địa bàn; được miễn không phải nộp."),
        _("báo cáo"),
        FigureKind.RATIO,
        "submission",
        (),
        ("unit",),
        needs=("programme", "round"),
    ),
)
QUESTIONS: Final[dict[str, Question]] = {question.name: question for question in _LISTED}


# What a unit receives was mobilised, as money or as goods; the budget is nobody's gift.
_RECEIVED: Final = (MoneySource.MOBILISED, MoneySource.IN_KIND)


def money_sources(question: Question) -> tuple[MoneySource, ...]:
    """The sources of money that the question tells apart."""
    if "money" not in question.filters:
        return ()
    return _RECEIVED if question.record == "contribution" else tuple(MoneySource)


def question_named(name: str) -> Question:
    """The question; UnknownFigure where nobody asks so."""
    if name not in QUESTIONS:
        raise UnknownFigure(str(_("Không có con số nào tên “%(name)s”.")) % {"name": name}, field="question")
    return QUESTIONS[name]
