"""For what nobody may ask donors: Thông tư 16/2018/TT-BGDĐT, Điều 3, khoản 2.

The circular forbids paying somebody, never building or buying a thing: hiring a guard is refused, a fence that guards is not; paying for
cleaning is, a toilet is not. So harmless things are covered first ("hàng rào bảo vệ" → "▪"), then a purpose is looked for near the word of
paying, within one clause. In a pattern {pay} stands for a list of words and "..3" for up to three words between. Text typed without marks
is read by the same patterns without marks.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold

_WORDS: Final = {
    "staff": "cán bộ|giáo viên|giảng viên|nhân viên|thầy giáo|cô giáo|thầy cô|các thầy|các cô|hiệu trưởng|hiệu phó|phó hiệu trưởng"
    "|người lao động|cô nuôi|cấp dưỡng|nhà giáo|gv|cbgv",
    "pay": "thù lao|tiền công|trả công|tiền lương|trả lương|chi lương|lương|tiền thuê|thuê|khoán|hợp đồng|chi trả|chi cho|trả tiền|chi phí"
    "|kinh phí|phí|tiền",
    "own_money": "phụ cấp|trợ cấp|thù lao|trả công|tiền công|sinh hoạt phí|tiền bồi dưỡng|làm thêm giờ|tăng ca|công tác phí",
    "reward": "khen thưởng|tiền thưởng|phần thưởng|quà thưởng|thưởng tết|thưởng lễ|thưởng cuối năm|thưởng nóng|thưởng cho|thưởng",
    "teach": "giảng dạy|dạy thêm|dạy học thêm|dạy tăng cường|đứng lớp|tăng tiết|dạy hợp đồng",
    "clean": "quét dọn|dọn dẹp|dọn vệ sinh|làm vệ sinh|duy trì vệ sinh|lau dọn|vệ sinh lớp|vệ sinh trường|vệ sinh phòng học"
    "|vệ sinh khuôn viên|vệ sinh sân",
    "place": "lớp học|lớp|trường học|trường|phòng học|khuôn viên|sân trường",
}
# Things and works whose names hold a word of the patterns; what is built or bought, not who is paid.
_HARMLESS: Final = (
    "(?:nhà|khu|công trình|phòng|thiết bị|giấy|dụng cụ|đồ dùng|đồ|hố|bồn|bệ|buồng|gian|máy|sản phẩm|nước|nước sạch và|nước sạch,) vệ sinh",
    "(?:rào|tường|lưới|cổng|lan can|kè|nhà|phòng|trạm|chòi|bốt|mái|kính|khung|hộp|áo|mũ|cửa|camera|thiết bị|hệ thống) (?:bảo vệ|an ninh)",
    "bảo vệ (?:môi trường|rừng|sức khỏe|sức khoẻ|mắt|răng|nguồn nước|thực vật|trẻ em|trẻ|học sinh|đê|cây|bờ|mái|đường|thiết bị|an toàn)",
    "(?:nhà|bãi|chỗ|khu|lán|mái|nơi|sân)(?: để| gửi| giữ| trông| trông giữ)? xe",
    "(?:số|chất|khối|sản|năng|thời|dung|trữ|lưu|trọng) lượng|lương thực|lương tâm",
    "quản l[ýí] (?:thư viện|học sinh|bán trú|nội trú)",
    "(?:bàn ghế|bàn|ghế|nhà ở|phòng ở|nhà công vụ|sách|tài liệu|giường|tủ|máy tính)(?: làm việc| dạy học| ở| cho| của)* (?:giáo viên|gv)",
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A purpose of khoản 2 in its own words, and the pattern by which it is known, with and without marks."""

    purpose: Promise
    marked: re.Pattern[str]
    plain: re.Pattern[str]


def _without_marks(pattern: str) -> str:
    """The pattern with its letters bare; what regular expressions are written with stays."""
    return "".join(fold(letter) if letter.isalpha() and not letter.isascii() else letter for letter in pattern)


def _spelled(pattern: str) -> str:
    for name, words in _WORDS.items():
        pattern = pattern.replace("{" + name + "}", rf"\b(?:{words})\b")
    return re.sub(r" \.\.(\d) ", r"(?: [^\\s.;,:▪]+){0,\1} ", pattern)


def _forbidden(purpose: Promise, *patterns: str) -> Forbidden:
    pattern = "|".join(_spelled(one) for one in patterns)
    return Forbidden(purpose, re.compile(pattern), re.compile(_without_marks(pattern)))


PURPOSES: Final = (
    _forbidden(
        gettext_lazy("thù lao giảng dạy"),
        r"thù lao (?:giảng dạy|dạy|cho người dạy)",
        r"{pay} ..2 {teach}",
        r"\b(?:thuê|hợp đồng) (?:thêm )?(?:\d+ )?(?:giáo viên|người dạy|cô dạy|thầy dạy|cô giáo|thầy giáo|gv)\b",
    ),
    _forbidden(
        gettext_lazy("khen thưởng cán bộ quản lý, giáo viên, nhân viên"),
        r"{reward} ..5 {staff}",
        r"{staff} (?:được )?(?:khen thưởng|thưởng tết|tiền thưởng)",
    ),
    _forbidden(
        gettext_lazy("các hoạt động an ninh, bảo vệ"),
        r"\b(?:thù lao|tiền công|lương|thuê|khoán|hợp đồng|chi trả|chi cho|chi phí|kinh phí|phí|tiền|trả|người|nhân viên|dịch vụ|công tác"
        r"|hoạt động|tổ|đội|trực) ..3 (?:bảo vệ|an ninh|tuần tra|trực đêm)\b",
        r"^(?:bảo vệ|an ninh)(?: nhà)?(?: trường học| trường| cổng trường)?(?: ban đêm)?$",
    ),
    _forbidden(
        gettext_lazy("thù lao trông coi phương tiện của người học"),
        r"\b(?:trông coi|trông giữ|coi giữ|giữ|coi|gửi) (?:xe|phương tiện)\b",
        r"\b(?:thuê|người|tiền|phí|công|thù lao) ..2 trông xe\b|^trông xe\b",
    ),
    _forbidden(
        gettext_lazy("thù lao duy trì vệ sinh lớp học, vệ sinh trường"),
        r"{pay} ..3 {clean}",
        r"\b(?:người|nhân viên|dịch vụ|công) ..2 {clean}",
        r"\b(?:nhân viên|người|cô|bác) vệ sinh\b",
        r"\b(?:thù lao|tiền công|lương|thuê|khoán|hợp đồng|chi trả|tiền|cô|bác|nhân viên) ..2 (?:lao công|tạp vụ)\b",
        r"^(?:lao công|tạp vụ)\b|^(?:quét dọn|dọn dẹp|dọn vệ sinh|làm vệ sinh|vệ sinh) {place}",
    ),
    _forbidden(
        gettext_lazy("các khoản trực tiếp cho cán bộ quản lý, giáo viên, nhân viên"),
        r"\b(?:trả|chi|tiền|quỹ|nợ) lương\b",
        r"\blương ..4 {staff}",
        r"{own_money} ..5 {staff}",
        r"\b(?:phụ cấp|tiền) (?:đứng lớp|trách nhiệm|chức vụ|thâm niên|trực|làm thêm giờ|ngoài giờ)\b",
        r"\b(?:bồi dưỡng bằng tiền|hỗ trợ (?:bằng )?(?:tiền|đời sống|thu nhập|xăng xe|đi lại|tiền ăn|tiền nhà)) ..3 {staff}",
        r"\b(?:tiền|kinh phí) (?:hỗ trợ )?cho {staff}",
        r"\bquà ..3 {staff}",
        r"{staff} ..3 (?:tiền lương|phụ cấp|thù lao|tiền công|tiền bồi dưỡng)\b",
    ),
    _forbidden(
        gettext_lazy("chi phí hỗ trợ công tác quản lý của nhà trường"),
        r"\b(?:chi phí|kinh phí|phí|tiền|chi cho|hỗ trợ|phục vụ) ..3 (?:quản l[ýí]|điều hành)\b",
        r"\b(?:tiếp khách|văn phòng phí|chi phí hành chính|họp hành)\b",
    ),
)
_COVERED: Final = re.compile(r"\b(?:" + "|".join(_HARMLESS) + r")\b")
_COVERED_PLAIN: Final = re.compile(_without_marks(_COVERED.pattern))
# In a story something is only asked for after such a word; before it the school tells how it is ("trường chưa có người bảo vệ").
_WISH: Final = re.compile(r"\b(?:để|xin|nhằm|đề nghị|mong|dùng vào|sử dụng vào)\b")
_WISH_PLAIN: Final = re.compile(_without_marks(_WISH.pattern))
_CLAUSE: Final = re.compile(r"[.;!?\n]")


def check_purpose(text: str, *, field: str, is_story: bool = False) -> None:
    """RuleBroken, with the article, for a text that asks for money to be spent as khoản 2 forbids.

    `is_story`: the text tells a situation; only what stands after a wish ("xin", "để", …) is asked for.
    """
    for clause in _CLAUSE.split(text):
        found = _first_found(clean(clause).casefold(), is_story=is_story)
        if found is not None:
            sentence = _(
                "Không được vận động tài trợ để chi trả %(purpose)s (Điều 3, khoản 2, Thông tư 16/2018/TT-BGDĐT). Xem lại: “%(said)s”."
            )
            raise RuleBroken(sentence % {"purpose": found[0].purpose, "said": found[1]}, field=field)


def _first_found(words: str, *, is_story: bool) -> tuple[Forbidden, str] | None:
    is_plain = words.isascii()
    if is_story:
        wish = (_WISH_PLAIN if is_plain else _WISH).search(words)
        if wish is None:
            return None
        words = words[wish.start() :]
    words = (_COVERED_PLAIN if is_plain else _COVERED).sub("▪", words)
    for forbidden in PURPOSES:
        if match := (forbidden.plain if is_plain else forbidden.marked).search(words):
            return forbidden, match[0].replace("▪", "…").strip()
    return None
