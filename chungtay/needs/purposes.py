"""For what nobody may ask donors: Thông tư 16/2018/TT-BGDĐT, Điều 3, khoản 2.

The circular forbids paying somebody or for something, never the thing: hiring a guard is refused, a fence that guards is not; paying for
cleaning is, a toilet is not. So every pattern looks for pay (or the person paid) close to its purpose, within one clause. Text typed
without marks is read by the same patterns without marks, but for words that then mean something else (thưởng, thường).
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A purpose of khoản 2 in its own words, and the patterns by which it is known."""

    purpose: Promise
    marked: re.Pattern[str]
    plain: re.Pattern[str]


_STAFF: Final = (
    r"(?:cán bộ|giáo viên|giảng viên|nhân viên|thầy giáo|cô giáo|thầy cô|các thầy|các cô|hiệu trưởng|hiệu phó|phó hiệu trưởng"
    r"|người lao động|cô nuôi|cấp dưỡng|nhà giáo|gv|cbgv)"
)
_PAY: Final = (
    r"(?:thù lao|tiền công|trả công|tiền lương|trả lương|chi lương|lương|tiền thuê|thuê|khoán|hợp đồng|chi trả|trả tiền|kinh phí|tiền)"
)
_GAP: Final = r"(?: [^\s.;,:]+){0,%d} "  # so many words of the same clause
# Things and works that guard, hold vehicles, or serve hygiene: what is built or bought, not who is paid.
_GUARDS: Final = (
    "rào",
    "tường",
    "lưới",
    "cổng",
    "can",
    "kè",
    "nhà",
    "phòng",
    "trạm",
    "mái",
    "kính",
    "khung",
    "hộp",
    "áo",
    "mũ",
    "cửa",
    "tủ",
)
_HOLDS: Final = ("nhà", "bãi", "chỗ", "khu", "lán", "mái", "nơi", "sân")
_HYGIENE: Final = (
    *("nhà", "khu", "trình", "phòng", "bị", "giấy", "cụ", "dùng", "hố", "bồn", "bệ", "nước", "và", "buồng", "gian", "máy", "phẩm"),
    *("xà phòng", "chậu", "vòi", "bể"),
)


def _not_after(words: tuple[str, ...]) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


_TEACHING: Final = (
    r"thù lao (?:giảng dạy|dạy|đứng lớp|cho người dạy)",
    _PAY + _GAP % 2 + r"(?:giảng dạy|dạy thêm|dạy học thêm|dạy tăng cường|đứng lớp|tăng tiết|dạy hợp đồng)",
    r"(?:thuê|hợp đồng) (?:thêm )?(?:\d+ )?(?:giáo viên|người dạy|cô dạy|thầy dạy|cô giáo|thầy giáo|gv)\b",
)
_PEOPLE: Final = (
    r"(?:trả|chi|tiền|quỹ|nợ) lương\b(?! thực)",
    r"(?<!số )(?<!chất )(?<!lực )\blương(?! thực| tâm)" + _GAP % 4 + _STAFF,
    r"(?:phụ cấp|trợ cấp|thù lao|trả công|tiền công|sinh hoạt phí|tiền bồi dưỡng|làm thêm giờ|tăng ca|công tác phí)" + _GAP % 5 + _STAFF,
    r"(?:phụ cấp|tiền) (?:đứng lớp|trách nhiệm|chức vụ|thâm niên|trực|làm thêm giờ|ngoài giờ)\b",
    r"(?:bồi dưỡng|hỗ trợ) (?:bằng )?(?:tiền|đời sống|thu nhập|xăng xe|đi lại|tiền ăn|tiền nhà)" + _GAP % 3 + _STAFF,
    r"(?:tiền|kinh phí) (?:hỗ trợ )?(?:cho )" + _STAFF,
    r"\bquà(?: tặng| biếu| tết)*(?: \S+){0,2} (?:cho|tặng|biếu|của)(?: các| toàn thể)? " + _STAFF,
    _STAFF + _GAP % 3 + r"(?:tiền lương|phụ cấp|thù lao|tiền công|tiền bồi dưỡng)",
)
_SECURITY: Final = (
    r"(?:" + _PAY[3:-1] + r"|chi phí|phí|người|nhân viên|dịch vụ|công tác|hoạt động|tổ|đội|trực|chi cho)"
    r"(?: [^\s.;,:]+){0,2}? " + _not_after(_GUARDS) + r"(?:bảo vệ|an ninh|tuần tra|trực đêm)\b"
    r"(?! môi trường| rừng| sức khỏe| sức khoẻ| mắt| răng| nguồn nước| thực vật| trẻ em| đê| cây| bờ| mái| đường| thiết bị)",
    r"^(?:bảo vệ|an ninh)(?: nhà)?(?: trường(?: học)?| cổng trường)?(?: ban đêm)?$",
)
_VEHICLES: Final = (_not_after(_HOLDS) + r"\b(?:trông coi|trông giữ|coi giữ|trông|giữ|coi|gửi) (?:giữ )?(?:xe|phương tiện)\b",)
_CLEANING: Final = (
    r"(?:" + _PAY[3:-1] + r"|chi phí|phí|người|nhân viên|dịch vụ|công)" + r"(?: [^\s.;,:]+){0,2}? "
    r"(?:quét dọn|dọn dẹp|dọn vệ sinh|làm vệ sinh|duy trì vệ sinh|lau dọn)",
    r"(?:" + _PAY[3:-1] + r"|chi phí|phí|người|nhân viên|dịch vụ)(?: [^\s.;,:]+){0,2}? " + _not_after(_HYGIENE) + r"vệ sinh"
    r" (?:lớp|trường|phòng học|khuôn viên|sân)",
    r"\b(?:nhân viên|người|cô|bác) vệ sinh\b",
    r"(?:" + _PAY[3:-1] + r"|cô|bác|nhân viên)(?: [^\s.;,:]+){0,2}? (?:lao công|tạp vụ)",
    r"^(?:lao công|tạp vụ|(?:quét dọn|dọn dẹp|dọn vệ sinh|làm vệ sinh|vệ sinh) (?:lớp|trường|phòng học|khuôn viên|sân).*)$",
)
_REWARDS: Final = (
    r"(?:khen thưởng|tiền thưởng|phần thưởng|quà thưởng|thưởng tết|thưởng lễ|thưởng cuối năm|thưởng nóng|\bthưởng cho)"
    + r"(?: [^\s.;,:]+){0,5}? "
    + _STAFF,
    r"\bthưởng " + _STAFF,
    _STAFF + r" (?:được )?(?:khen thưởng|thưởng tết|tiền thưởng)",
)
_MANAGEMENT: Final = (
    r"(?:chi phí|kinh phí|phí|tiền|chi cho|hỗ trợ|phục vụ)(?: hỗ trợ| cho| phục vụ)*(?: công tác| hoạt động| bộ máy)?"
    + r" (?:quản lý|quản lí|điều hành)(?! thư viện| học sinh| bán trú| nội trú)",
    r"\b(?:tiếp khách|văn phòng phí|chi phí hành chính|họp hành)\b",
)


def _without_marks(pattern: str) -> str:
    """The pattern with its letters bare; what regular expressions are written with stays."""
    return "".join(fold(letter) or letter if letter.isalpha() and not letter.isascii() else letter for letter in pattern)


def _forbidden(purpose: Promise, *patterns: str) -> Forbidden:
    marked = "|".join(patterns)
    return Forbidden(purpose, re.compile(marked), re.compile(_without_marks(marked)))


PURPOSES: Final = (
    _forbidden(gettext_lazy("thù lao giảng dạy"), *_TEACHING),
    _forbidden(gettext_lazy("khen thưởng cán bộ quản lý, giáo viên, nhân viên"), *_REWARDS),
    _forbidden(gettext_lazy("các hoạt động an ninh, bảo vệ"), *_SECURITY),
    _forbidden(gettext_lazy("thù lao trông coi phương tiện của người học"), *_VEHICLES),
    _forbidden(gettext_lazy("thù lao duy trì vệ sinh lớp học, vệ sinh trường"), *_CLEANING),
    _forbidden(gettext_lazy("các khoản trực tiếp cho cán bộ quản lý, giáo viên, nhân viên"), *_PEOPLE),
    _forbidden(gettext_lazy("chi phí hỗ trợ công tác quản lý của nhà trường"), *_MANAGEMENT),
)
# In a story something is only asked for after such a word; before it the school tells how it is ("trường chưa có người bảo vệ").
_WISH: Final = re.compile(r"\b(?:để|xin|nhằm|đề nghị|mong|dùng vào|sử dụng vào|hỗ trợ)\b")
_WISH_PLAIN: Final = re.compile(_without_marks(_WISH.pattern))
_CLAUSE: Final = re.compile(r"[.;!?\n]")


def check_purpose(text: str, *, field: str, is_story: bool = False) -> None:
    """RuleBroken, with the article, for a text that asks for money to be spent as khoản 2 forbids.

    `is_story`: the text tells a situation; only what stands after a wish ("xin", "để", …) is asked for.
    """
    for clause in _CLAUSE.split(text):
        asked = _asked_for(clause, is_story=is_story)
        found = _first_found(asked) if asked else None
        if found is not None:
            sentence = _(
                "Không được vận động tài trợ để chi trả %(purpose)s (Thông tư 16/2018/TT-BGDĐT, Điều 3, khoản 2). Xem lại: “%(words)s”."
            )
            raise RuleBroken(sentence % {"purpose": found[0].purpose, "words": found[1]}, field=field)


def _asked_for(clause: str, *, is_story: bool) -> str:
    words = clean(clause).casefold()
    if not is_story:
        return words
    wish = (_WISH_PLAIN if words.isascii() else _WISH).search(words)
    return words[wish.start() :] if wish else ""


def _first_found(words: str) -> tuple[Forbidden, str] | None:
    for forbidden in PURPOSES:
        match = (forbidden.plain if words.isascii() else forbidden.marked).search(words)
        if match:
            return forbidden, match[0].strip()
    return None
