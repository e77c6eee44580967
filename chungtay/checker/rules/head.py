"""Quốc hiệu, Tiêu ngữ, the issuer (phụ lục I, mục II.1 và II.2)."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.lines import HYPHENS, Line
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.documents.decree30.form import MOTTO, NATION, Role

_II_1: Final = gettext_lazy("Phụ lục I, mục II.1")
_II_2: Final = gettext_lazy("Phụ lục I, mục II.2")
_NATIONS: Final = (NATION, NATION.replace("HÒA", "HOÀ"))  # the decree prints both
_DASHES: Final = re.compile(r"\s*[_\-–—=]{3,}\s*")
_LONG: Final = re.compile(rf"\s*[{HYPHENS}]\s*")


def composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@rule("nation.present", gettext_lazy("Có Quốc hiệu"), _II_1)
def nation_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.NATION) is None:
        yield Departure(Role.NATION.value, None, _("không thấy Quốc hiệu"), NATION)


@rule("nation.words", gettext_lazy("Lời của Quốc hiệu"), _II_1)
def nation_words(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.NATION)[:1]:
        if composed(line.text).upper() not in _NATIONS:
            yield Departure(Role.NATION.value, line, quoted(line.text), NATION, (Edit(line.para, line.start, line.end, NATION),))


@rule("motto.present", gettext_lazy("Có Tiêu ngữ"), _II_1)
def motto_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.MOTTO) is None:
        yield Departure(Role.MOTTO.value, None, _("không thấy Tiêu ngữ"), MOTTO)


def _parts(line: Line) -> list[str]:
    return [part for part in _LONG.split(composed(line.text)) if part]


@rule("motto.words", gettext_lazy("Lời và chữ hoa của Tiêu ngữ"), _II_1)
def motto_words(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.MOTTO)[:1]:
        if " - ".join(_parts(line)) != MOTTO:
            yield Departure(Role.MOTTO.value, line, quoted(line.text), MOTTO, (Edit(line.para, line.start, line.end, MOTTO),))


@rule("motto.hyphens", gettext_lazy("Gạch nối có cách chữ trong Tiêu ngữ"), _II_1)
def motto_hyphens(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.MOTTO)[:1]:
        text = line.text
        wrong = [match for match in _LONG.finditer(text) if composed(match[0]) != "-" or not (match[0][0] == match[0][-1] == " ")]
        if wrong and len(_parts(line)) == 3:
            fixes = tuple(Edit(line.para, line.start + match.start(), line.start + match.end(), " - ") for match in wrong)
            yield Departure(
                Role.MOTTO.value, line, quoted(text), _("giữa các cụm từ có gạch nối (-), có cách chữ: %(motto)s") % {"motto": MOTTO}, fixes
            )


@rule("motto.rule", gettext_lazy("Đường kẻ dưới Tiêu ngữ"), _II_1)
def motto_rule(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.MOTTO)[:1]:
        if not has_rule(paper, line):
            yield Departure(Role.MOTTO.value, line, _("không thấy đường kẻ ngang"), _("đường kẻ ngang, nét liền, dài bằng dòng chữ"))


def has_rule(paper: Paper, line: Line) -> bool:
    """A border or underline of the line itself, one of the blank line under it, or a line drawn anywhere in its column of the head."""
    if line.para.has_border or any(look.underline for look, _count in line.looks()):
        return True
    spot = line.para.spot
    for para in paper.reading.paras[: _after_head(paper)]:
        is_its_column = para.spot.table == spot.table and para.spot.column == spot.column
        if para.lines_drawn and (is_its_column or para.spot.table != spot.table):  # a line may be anchored anywhere else
            return True
        if is_its_column and spot.table and (para.has_border or _DASHES.fullmatch(para.text)):
            return True
    return False


def _after_head(paper: Paper) -> int:
    """The index of the first paragraph after the head, blank ones included."""
    last = paper.head[-1] if paper.head else None
    found = next((index for index, para in enumerate(paper.reading.paras) if para is last), 0)
    return found + 4


@rule("issuer.present", gettext_lazy("Có tên cơ quan ban hành"), _II_2)
def issuer_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.ISSUER) is None:
        yield Departure(
            Role.ISSUER.value, None, _("không thấy tên cơ quan ban hành"), _("tên cơ quan ban hành văn bản, phía trên bên trái")
        )


@rule("issuer.rule", gettext_lazy("Đường kẻ dưới tên cơ quan ban hành"), _II_2)
def issuer_rule(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.ISSUER)
    if lines and not any(has_rule(paper, line) for line in lines):
        wanted = _("đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân đối ở giữa")
        yield Departure(Role.ISSUER.value, lines[-1], _("không thấy đường kẻ ngang"), wanted)


@rule(
    "head.sides",
    gettext_lazy("Quốc hiệu bên phải, cơ quan ban hành bên trái"),
    gettext_lazy("Phụ lục I, mục II.1 và II.2"),
    Severity.CAUTION,
)
def sides(paper: Paper) -> Iterator[Departure]:
    nation, issuer = paper.first(Role.NATION), paper.first(Role.ISSUER)
    if nation is None or issuer is None:
        return
    is_side_by_side = (nation.para.spot.table and nation.para.spot.table == issuer.para.spot.table) or nation.para is issuer.para
    is_below = nation.para.spot.table == issuer.para.spot.table == 0 and nation.para is not issuer.para
    if (is_side_by_side and nation.para.spot.column < issuer.para.spot.column) or (is_below and issuer.start == 0 and nation.start == 0):
        found = _("Quốc hiệu và tên cơ quan không nằm hai bên")
        yield Departure(Role.NATION.value, nation, found, _("cơ quan ban hành bên trái, Quốc hiệu bên phải, cùng hàng"))
