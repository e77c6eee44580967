"""The text: size, setting, indents, spacing, its end (phụ lục I, mục II.6)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Dress, Edit, Shape
from chungtay.checker.lines import Line
from chungtay.checker.locate import Paper
from chungtay.checker.looks import stretches, wanted_size
from chungtay.checker.reading import Para
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, rule
from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.layout import Align

_II_6: Final = gettext_lazy("Phụ lục I, mục II.6")
_TEXT: Final = frozenset({Role.BODY, Role.ITEM, Role.POINT, Role.CLAUSE_TITLE, Role.ROMAN, Role.ARTICLE, Role.BASIS})
_SIZED: Final = frozenset({Role.BODY, Role.ITEM, Role.POINT, Role.CLAUSE_TITLE})
_SET: Final = frozenset({Role.BODY, Role.ITEM, Role.POINT, Role.BASIS})
_INDENTS: Final = (10.0, 12.7)
_SLACK: Final = 0.6  # mm
_TAB: Final = 12.7  # Word's own tab stops


def _lines(paper: Paper, roles: frozenset[Role]) -> Iterator[Line]:
    return (line for role, line in paper.body if role in roles)


@rule("body.size", gettext_lazy("Cỡ chữ nội dung"), _II_6)
def size(paper: Paper) -> Iterator[Departure]:
    low, high = STYLES[Role.BODY].sizes
    for line in _lines(paper, _SIZED):
        wrong = [(start, end, look.size) for start, end, look in stretches(line) if not low <= look.size <= high]
        if wrong:
            fixes = tuple(Dress(line.para, start, end, size=low if each < low else high) for start, end, each in wrong)
            found = ", ".join(f"{each:g}" for each in sorted({each for _start, _end, each in wrong}))
            yield Departure(Role.BODY.value, line, _("cỡ chữ %(size)s") % {"size": found}, wanted_size(Role.BODY), fixes)


@rule("body.upright", gettext_lazy("Nội dung kiểu chữ đứng"), _II_6, Severity.CAUTION)
def upright(paper: Paper) -> Iterator[Departure]:
    """A whole paragraph in italics or underlined; a word here and there is emphasis."""
    for line in _lines(paper, frozenset({Role.BODY, Role.ITEM, Role.POINT})):
        looks = list(line.looks())
        if (
            len(line.text) > 60
            and looks
            and all(look.italic for look, _count in looks)
            and not re.match(r"^\(|^(?:Ghi chú|Nguồn)", line.text)
        ):
            fix = Dress(line.para, line.start, line.end, italic=False)
            yield Departure(Role.BODY.value, line, _("cả đoạn chữ nghiêng"), _("chữ đứng"), (fix,))


@rule("body.justified", gettext_lazy("Canh đều cả hai lề"), _II_6)
def justified(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper, _SET):
        if line.para.align != Align.JUSTIFY and (len(line.text) > 90 or line.para.align != Align.LEFT) and line.text.strip() != "./.":
            found = {Align.LEFT: _("canh trái"), Align.RIGHT: _("canh phải"), Align.CENTER: _("canh giữa")}[line.para.align]
            yield Departure(Role.BODY.value, line, found, _("canh đều cả hai lề"), (Shape(line.para, align="both"),))


def first_line(para: Para) -> float:
    """Where the first line begins, in millimetres from the margin; a tab in front moves it to the next stop."""
    start = para.left + para.first
    for letter in para.text[: len(para.text) - len(para.text.lstrip())]:
        start = (int((start + 0.1) / _TAB) + 1) * _TAB if letter == "\t" else start + 1.2
    return start


@rule("body.indent", gettext_lazy("Lùi đầu dòng 1 cm hoặc 1,27 cm"), _II_6)
def indent(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper, _TEXT):
        start = first_line(line.para)
        if line.text.strip() == "./." or line.para.align in (Align.CENTER, Align.RIGHT):
            continue
        if not any(abs(start - wanted) <= _SLACK for wanted in _INDENTS):
            lead = len(line.para.text) - len(line.para.text.lstrip())
            trimmed = (Edit(line.para, 0, lead, ""),) if lead else ()
            fixes = () if line.para.label else (Shape(line.para, first=12.7), *trimmed)
            found = _("lùi %(n)s cm") % {"n": f"{start / 10:.2f}".replace(".", ",")}
            yield Departure(Role.BODY.value, line, found, _("lùi 1 cm hoặc 1,27 cm"), fixes)


@rule("body.spacing", gettext_lazy("Khoảng cách giữa các đoạn"), _II_6)
def spacing(paper: Paper) -> Iterator[Departure]:
    """From paragraph to paragraph of the text; what stands between them (a table, a blank line) makes room of its own."""
    order = {id(para): index for index, para in enumerate(paper.reading.paras)}
    lines = [line for role, line in paper.body if role in _TEXT]
    for line, below in pairwise(lines):
        above, para = line.para, below.para
        if order[id(para)] != order[id(above)] + 1:
            continue
        is_same = above.style == para.style
        gap = (0 if above.is_contextual and is_same else above.after) + (0 if para.is_contextual and is_same else para.before)
        if gap < 5.95:
            found = _("cách %(n)g pt") % {"n": round(gap, 1)}
            yield Departure(Role.BODY.value, line, found, _("tối thiểu 6 pt"), (Shape(above, after=6.0),))


@rule("body.line", gettext_lazy("Khoảng cách dòng"), _II_6)
def line_spacing(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper, _TEXT):
        if not 0.97 <= line.para.line <= 1.52:
            found = _("%(n)s dòng") % {"n": f"{line.para.line:.2f}".replace(".", ",")}
            fix = Shape(line.para, line=1.0 if line.para.line < 1 else 1.5)
            yield Departure(Role.BODY.value, line, found, _("tối thiểu dòng đơn, tối đa 1,5 dòng"), (fix,))


@rule("body.end", gettext_lazy("Kết thúc bằng “./.”"), _II_6)
def end_sign(paper: Paper) -> Iterator[Departure]:
    if not paper.body or (paper.first(Role.RECIPIENTS) is None and paper.first(Role.AUTHORITY) is None):
        return
    line = paper.body[-1][1]
    text = re.sub(r"\s*\(\s*\d+\s*\)$", "", line.text)
    cells = [each.para.number for each in paper.of(Role.TABLE_CELL)]
    if re.search(r"\./\.\s*$", text):
        return
    if cells and max(cells) > line.para.number:  # the text ends in a table
        yield Departure(Role.BODY.value, line, _("không thấy “./.” sau bảng cuối"), "./.")
        return
    kept = len(line.text.rstrip(" ./;:"))
    fix = Edit(line.para, line.start + kept, line.end, "./.")
    yield Departure(Role.BODY.value, line, f"“… {line.text[-20:]}”", _("hết nội dung có dấu “./.”"), (fix,))
