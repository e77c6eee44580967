"""Bố cục: phần, chương, mục, điều, khoản, điểm and the lines of lists (phụ lục I, mục II.6)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.lines import HYPHENS
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.documents.decree30.form import Role
from chungtay.documents.decree30.sheet import roman

_II_6: Final = gettext_lazy("Phụ lục I, mục II.6")
_ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = re.compile(r"^([IVXLC]+)\s*([.\-/)])")
_DEEP: Final = re.compile(r"^\d+\.\d+")
_CLAUSE: Final = re.compile(r"^(\d+)\s*([/)\-])(?=\s*[^\d\s])")
_POINT: Final = re.compile(r"^([a-zđ])\s*([.)/])")
_BULLET: Final = re.compile(r"^([•●▪■◦○·*➢→✓⁃–—]|\.(?=\s))\s*")


@rule("heading.roman-order", gettext_lazy("Thứ tự số La Mã"), _II_6, Severity.CAUTION)
def roman_order(paper: Paper) -> Iterator[Departure]:
    """Within a phần the sections count on."""
    expected = 1
    for role, line in paper.body:
        if role in (Role.PART, Role.SECTION):
            expected = 1
        match = _ROMAN.match(line.full) if role == Role.ROMAN else None
        if match and match[1] != roman(expected):
            yield Departure(Role.ROMAN.value, line, match[1], roman(expected))
        if match:
            expected = next((n for n in range(1, 101) if roman(n) == match[1]), expected) + 1


@rule("heading.roman-dot", gettext_lazy("Dấu chấm sau số La Mã"), _II_6)
def roman_dot(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = _ROMAN.match(line.text) if role == Role.ROMAN else None
        if match and match[2] != ".":
            place = line.start + match.start(2)
            yield Departure(Role.ROMAN.value, line, quoted(match[0]), f"“{match[1]}.”", (Edit(line.para, place, place + 1, "."),))


@rule("heading.clause-dot", gettext_lazy("Dấu chấm sau số của khoản"), _II_6)
def clause_dot(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = _CLAUSE.match(line.text) if role in (Role.CLAUSE_TITLE, Role.BODY) else None
        if match and not line.text[match.end() :].startswith(match[1]):
            place = line.start + match.start(2)
            follows = line.text[match.end() : match.end() + 1]
            sign = "." if follows.isspace() else ". "
            yield Departure(Role.CLAUSE_TITLE.value, line, quoted(match[0]), f"“{match[1]}.”", (Edit(line.para, place, place + 1, sign),))


@rule("heading.level", gettext_lazy("“1.1.” ngay dưới “I.”"), _II_6)
def skipped_level(paper: Paper) -> Iterator[Departure]:
    above: Role | None = None
    for role, line in paper.body:
        if _DEEP.match(line.full) and above == Role.ROMAN:
            yield Departure(Role.CLAUSE_TITLE.value, line, quoted(line.full[:30]), _("dưới mục “I.” là “1.”, rồi mới đến cấp nhỏ hơn"))
        if role in (Role.ROMAN, Role.PART, Role.ARTICLE):
            above = role
        elif re.match(r"^\d+\.", line.full):
            above = Role.CLAUSE_TITLE


@rule("heading.point-bracket", gettext_lazy("Dấu đóng ngoặc sau chữ cái của điểm"), _II_6)
def point_bracket(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = _POINT.match(line.text) if role == Role.POINT else None
        if match and match[2] != ")":
            place = line.start + match.start(2)
            follows = line.text[match.end() : match.end() + 1]
            fix = Edit(line.para, place, place + 1, ")" if follows.isspace() else ") ")
            yield Departure(Role.POINT.value, line, quoted(match[0]), f"“{match[1]})”", (fix,))


@rule("heading.point-letters", gettext_lazy("Điểm theo bảng chữ cái tiếng Việt"), _II_6)
def point_letters(paper: Paper) -> Iterator[Departure]:
    """a b c d đ e g h …: no f, j, w, z, and đ is not left out."""
    expected = 0
    for role, line in paper.body:
        match = _POINT.match(line.full) if role == Role.POINT else None
        if match is None:
            expected = 0 if role in (Role.ARTICLE, Role.CLAUSE_TITLE, Role.ROMAN) or re.match(r"^\d", line.full) else expected
            continue
        if match[1] == "a":
            expected = 0
        wanted = _ALPHABET[expected % len(_ALPHABET)]
        if match[1] != wanted:
            place = line.start
            fixes = () if line.para.label else (Edit(line.para, place, place + 1, wanted),)
            yield Departure(Role.POINT.value, line, f"“{match[1]})”", f"“{wanted})”", fixes)
        expected += 1


@rule("heading.article-dot", gettext_lazy("Dấu chấm sau số của điều"), _II_6)
def article_dot(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = re.match(r"^(?:Điều|ĐIỀU)\s+\d+\s*([.:\-/)]?)", line.text) if role == Role.ARTICLE else None
        if match and match[1] != ".":
            place = line.start + len(match[0].rstrip(" :-/)"))
            fix = Edit(line.para, place, line.start + match.end(), "." if line.text[match.end() : match.end() + 1].isspace() else ". ")
            yield Departure(Role.ARTICLE.value, line, quoted(match[0]), _("sau số thứ tự của điều có dấu chấm (.)"), (fix,))


@rule("heading.part-number", gettext_lazy("Số của phần, chương, mục"), _II_6)
def part_number(paper: Paper) -> Iterator[Departure]:
    """Phần, Chương: Roman; Mục, Tiểu mục: Arabic."""
    for role, line in paper.body:
        if role == Role.PART and re.match(r"^\w+\s+\d", line.text):
            yield Departure(Role.PART.value, line, quoted(line.text), _("số thứ tự của phần, chương là chữ số La Mã"))
        if role == Role.SECTION and re.match(r"^(?:tiểu\s+)?mục\s+[IVX]", line.text, re.IGNORECASE):
            yield Departure(Role.SECTION.value, line, quoted(line.text), _("số thứ tự của mục, tiểu mục là chữ số Ả Rập"))


@rule("list.hyphen", gettext_lazy("Gạch đầu dòng"), _II_6)
def bullets(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = _BULLET.match(line.text) if role in (Role.ITEM, Role.BODY) else None
        if match and not line.para.label:
            fix = Edit(line.para, line.start, line.start + match.end(), "- ")
            yield Departure(Role.ITEM.value, line, f"“{match[1]}”", _("gạch đầu dòng “-”"), (fix,))
        elif role == Role.ITEM and line.para.label and line.para.label != "-" and line.para.label not in HYPHENS[:3]:
            yield Departure(Role.ITEM.value, line, _("đầu dòng tự động “%(sign)s”") % {"sign": line.para.label}, _("gạch đầu dòng “-”"))


@rule("list.plus", gettext_lazy("Dấu cộng đầu dòng"), _II_6, Severity.CAUTION)
def plus(paper: Paper) -> Iterator[Departure]:
    for role, line in paper.body:
        match = re.match(r"^\+\s*", line.text) if role == Role.ITEM else None
        if match:
            fix = Edit(line.para, line.start, line.start + match.end(), "- ")
            yield Departure(Role.ITEM.value, line, "“+”", _("gạch đầu dòng “-”, hoặc điểm a), b), c)"), (fix,))
