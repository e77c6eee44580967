"""Số, ký hiệu, địa danh và thời gian ban hành (phụ lục I, mục II.3 và II.4; chữ viết tắt: phụ lục III)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.lines import HYPHENS, Line
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role
from chungtay.documents.enums import DocumentKind

_II_3: Final = gettext_lazy("Phụ lục I, mục II.3")
_II_4: Final = gettext_lazy("Phụ lục I, mục II.4")
_III: Final = gettext_lazy("Phụ lục III")
_SHAPE: Final = re.compile(r"^(S[ốôÓ]\s*)(:?)(\s*)([^/\-A-ZĐa-zđ]*?)(\s*)(/?)(\s*)((?:[A-ZĐa-zđ].*)?)$", re.IGNORECASE | re.DOTALL)
_PEN: Final = " \u00a0.…_·"
_KINDS: Final = {kind.value: kind for kind in DocumentKind if kind != DocumentKind.CONG_VAN}
_COPIES: Final = ("SY", "TrS", "SL")
_DAY: Final = re.compile(r"(ngày)(\s*)([^\sa-zđ]*)(\s*)(tháng)(\s*)([^\sa-zđ]*)(\s*)(năm)(\s*)([^\s,.;)]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """The line of the number cut into its parts; `at` says where part n stands in the paragraph."""

    line: Line
    parts: tuple[str, ...]

    @property
    def digits(self) -> str:
        return self.parts[3].strip(_PEN)

    @property
    def notation(self) -> str:
        return self.parts[7].strip()

    def at(self, part: int) -> tuple[int, int]:
        start = self.line.start + sum(len(each) for each in self.parts[:part])
        return start, start + len(self.parts[part])

    def edit(self, part: int, text: str) -> tuple[Edit, ...]:
        start, end = self.at(part)
        return (Edit(self.line.para, start, end, text),)


def numbers(paper: Paper) -> list[Number]:
    """The line of the number, where it can be cut; at most one."""
    found = []
    for line in paper.of(Role.NUMBER)[:1]:
        match = _SHAPE.match(line.text)
        if match:
            found.append(Number(line, match.groups()))
    return found


@rule("number.present", gettext_lazy("Có số, ký hiệu"), _II_3)
def number_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.NUMBER) is None:
        yield Departure(
            Role.NUMBER.value, None, _("không thấy dòng “Số: …/…”"), _("“Số:”, số, dấu gạch chéo, ký hiệu; ví dụ Số: 05/BC-UBND")
        )


@rule("number.colon", gettext_lazy("Dấu hai chấm sau “Số”"), _II_3)
def colon(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        if not each.parts[1] and each.parts[3]:
            fixes = each.edit(0, f"{each.parts[0].rstrip()}: ")
            yield Departure(Role.NUMBER.value, each.line, quoted(each.line.text), _("sau “Số” có dấu hai chấm (:)"), fixes)


@rule("number.blank", gettext_lazy("Đã ghi số"), _II_3, Severity.CAUTION)
def blank_number(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        if not each.digits and each.notation:
            yield Departure(Role.NUMBER.value, each.line, _("chưa ghi số"), _("ghi số theo sổ đăng ký khi phát hành"))


@rule("number.zero", gettext_lazy("Số nhỏ hơn 10 có số 0 phía trước"), _II_3)
def leading_zero(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        if re.fullmatch(r"[1-9]", each.digits):
            yield Departure(Role.NUMBER.value, each.line, each.digits, f"0{each.digits}", each.edit(3, f"0{each.digits}"))


@rule("number.spaces", gettext_lazy("Ký hiệu không có khoảng trống"), _II_3)
def spaces(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        start = each.at(4)[0] if each.digits else each.at(6)[0]
        code = each.line.para.text[start : each.line.end]
        tight = re.sub(rf"\s*([{HYPHENS}/])\s*", r"\1", code.strip())
        if each.notation and tight != code and " " not in tight:
            yield Departure(
                Role.NUMBER.value,
                each.line,
                quoted(each.line.text),
                _("giữa các nhóm chữ không có khoảng trống: %(code)s") % {"code": each.digits + tight},
                (Edit(each.line.para, start, each.line.end, tight),),
            )


@rule("number.slash", gettext_lazy("Gạch chéo giữa số và ký hiệu"), _II_3)
def slash(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        if each.digits.isdecimal() and each.notation and not each.parts[6 - 1]:
            yield Departure(
                Role.NUMBER.value, each.line, quoted(each.line.text), _("giữa số và ký hiệu có dấu gạch chéo (/)"), each.edit(5, "/")
            )


def _groups(notation: str) -> list[str]:
    return [group.strip() for group in re.split(rf"[{HYPHENS}]", notation)]


@rule("number.hyphen", gettext_lazy("Gạch nối giữa tên loại và cơ quan"), _II_3)
def hyphen(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        notation, kind = each.notation, paper.kind
        if kind is None or not notation or len(_groups(notation)) > 1:
            continue
        begins = notation.startswith(kind.value) and len(notation) >= len(kind.value) + 2
        fixes = each.edit(7, f"{kind.value}-{notation[len(kind.value) :].lstrip(' /')}") if begins else ()
        wanted = _("giữa chữ viết tắt tên loại và tên cơ quan có gạch nối (-), ví dụ %(example)s") % {"example": f"{kind.value}-UBND"}
        yield Departure(Role.NUMBER.value, each.line, quoted(notation), wanted, fixes)


@rule("number.long-dash", gettext_lazy("Gạch nối ngắn trong ký hiệu"), _II_3)
def long_dash(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        short = re.sub(rf"[{HYPHENS[1:]}]", "-", each.parts[7])
        if short != each.parts[7]:
            yield Departure(Role.NUMBER.value, each.line, quoted(each.notation), quoted(short), each.edit(7, short))


@rule("number.kind", gettext_lazy("Chữ viết tắt tên loại"), _III)
def kind_abbreviation(paper: Paper) -> Iterator[Departure]:
    """The first group names the type that the paper bears; a paper of unknown type bears a known one."""
    for each in numbers(paper):
        first = _groups(each.notation)[0]
        if paper.kind is None or len(_groups(each.notation)) < 2 or first == paper.kind.value or first in _COPIES:
            continue
        same = fold(first) == fold(paper.kind.value)
        start = each.at(7)[0]
        fixes = (Edit(each.line.para, start, start + len(first), paper.kind.value),) if same and each.parts[7].startswith(first) else ()
        wanted = _("%(kind)s viết tắt là %(code)s") % {"kind": paper.kind.label, "code": paper.kind.value}
        yield Departure(Role.NUMBER.value, each.line, quoted(first or each.notation), wanted, fixes)


@rule("number.letter", gettext_lazy("Công văn không có chữ viết tắt tên loại"), _II_3)
def letter_without_kind(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        first = _groups(each.notation)[0]
        if paper.is_letter and first in (*_KINDS, "CV") and len(_groups(each.notation)) > 1:
            start = each.at(7)[0]
            fixes = (Edit(each.line.para, start, start + len(first) + 1, ""),) if first == "CV" and each.parts[7].startswith("CV-") else ()
            wanted = _("chữ viết tắt cơ quan ban hành, gạch nối, đơn vị soạn thảo; ví dụ Số: 16/UBND-VHXH")
            yield Departure(Role.NUMBER.value, each.line, quoted(each.notation), wanted, fixes)


@rule("number.upper", gettext_lazy("Ký hiệu bằng chữ in hoa"), _II_3, Severity.CAUTION)
def notation_upper(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        small = [group for group in _groups(each.notation) if group.islower() and len(group) > 1]
        if small:
            yield Departure(Role.NUMBER.value, each.line, quoted(each.notation), _("ký hiệu bằng chữ in hoa"))


@rule("number.one-line", gettext_lazy("Số, ký hiệu trên một dòng"), _II_3)
def one_line(paper: Paper) -> Iterator[Departure]:
    for each in numbers(paper):
        if each.parts[5] and not each.notation:
            yield Departure(Role.NUMBER.value, each.line, quoted(each.line.text), _("số và ký hiệu liền nhau trên một dòng"))


# ── Place and day ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def days(line: Line) -> Iterator[tuple[re.Match[str], str, str, str]]:
    """Every day written in words: the match with day, month, year as they are typed."""
    for match in _DAY.finditer(line.text):
        yield match, match[3].strip(_PEN), match[7].strip(_PEN), match[11].strip(_PEN)


@rule("day.present", gettext_lazy("Có địa danh và thời gian"), _II_4)
def day_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.PLACE_AND_DAY) is None:
        wanted = _("địa danh, ngày … tháng … năm …; ví dụ Điện Biên, ngày 05 tháng 3 năm 2021")
        yield Departure(Role.PLACE_AND_DAY.value, None, _("không thấy địa danh và thời gian ban hành"), wanted)


@rule("day.blank", gettext_lazy("Đã ghi ngày tháng"), _II_4, Severity.CAUTION)
def blank_day(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        for _match, day, month, year in days(line):
            if not (day and month and year):
                yield Departure(Role.PLACE_AND_DAY.value, line, _("chưa ghi đủ ngày, tháng, năm"), _("ghi ngày, tháng, năm ban hành"))


@rule("day.day", gettext_lazy("Ngày nhỏ hơn 10 có số 0 phía trước"), _II_4)
def day_of_two_digits(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        for match, day, _month, _year in days(line):
            if re.fullmatch(r"[1-9]", day):
                place = line.start + match.start(3)
                fix = Edit(line.para, place, place + len(match[3]), f"0{day}")
                yield Departure(Role.PLACE_AND_DAY.value, line, _("ngày %(n)s") % {"n": day}, _("ngày %(n)s") % {"n": f"0{day}"}, (fix,))


@rule("day.month", gettext_lazy("Số 0 trước tháng: chỉ tháng 1 và 2"), _II_4)
def month_digits(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        yield from month_departures(line, Role.PLACE_AND_DAY.value)


def month_departures(line: Line, element: str) -> Iterator[Departure]:
    for match, _day, month, _year in days(line):
        right = f"0{month}" if month in ("1", "2") else month.lstrip("0") if re.fullmatch(r"0[3-9]|01[0-2]", month) else month
        if right != month:
            place = line.start + match.start(7)
            fix = Edit(line.para, place, place + len(match[7]), right)
            yield Departure(element, line, _("tháng %(n)s") % {"n": month}, _("tháng %(n)s") % {"n": right}, (fix,))


@rule("day.comma", gettext_lazy("Dấu phẩy sau địa danh"), _II_4)
def comma(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        for match, _day, _month, _year in list(days(line))[:1]:
            place = line.text[: match.start()]
            if place.strip() and not place.rstrip().endswith(","):
                end = len(place.rstrip())
                fix = Edit(line.para, line.start + end, line.start + match.start(), ", ")
                yield Departure(Role.PLACE_AND_DAY.value, line, quoted(line.text), _("sau địa danh có dấu phẩy (,)"), (fix,))


@rule("day.place", gettext_lazy("Có địa danh"), _II_4)
def place_named(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        for match, _day, _month, _year in list(days(line))[:1]:
            if not line.text[: match.start()].strip(" ,.…_"):
                yield Departure(
                    Role.PLACE_AND_DAY.value, line, quoted(line.text), _("tên đơn vị hành chính nơi cơ quan đóng, trước ngày tháng")
                )


@rule("day.real", gettext_lazy("Ngày có thật"), _II_4)
def real_day(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.PLACE_AND_DAY):
        for _match, day, month, year in days(line):
            if day.isdecimal() and month.isdecimal() and year.isdecimal() and not _exists(int(day), int(month), int(year)):
                yield Departure(Role.PLACE_AND_DAY.value, line, quoted(line.text), _("ngày, tháng, năm có trong lịch, năm đủ bốn chữ số"))


def _exists(day: int, month: int, year: int) -> bool:
    try:
        return date(year, month, day).year >= 1945
    except ValueError:
        return False
