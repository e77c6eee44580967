"""Tên loại, trích yếu, Kính gửi (phụ lục I, mục II.5 và II.9)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.lines import HYPHENS, Line
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.checker.rules.head import has_rule
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role
from chungtay.documents.enums import DocumentKind

_II_5: Final = gettext_lazy("Phụ lục I, mục II.5")
_II_9: Final = gettext_lazy("Phụ lục I, mục II.9")


@rule("title.present", gettext_lazy("Có tên loại, hoặc trích yếu công văn"), _II_5)
def title_present(paper: Paper) -> Iterator[Departure]:
    if paper.kind is None and not paper.is_letter:
        found = _("không thấy tên loại văn bản, cũng không thấy “V/v …” của công văn")
        yield Departure(Role.KIND.value, None, found, _("tên loại in hoa đậm, canh giữa; công văn: “V/v …” dưới số, ký hiệu"))


@rule("subject.present", gettext_lazy("Có trích yếu"), _II_5)
def subject_present(paper: Paper) -> Iterator[Departure]:
    if paper.kind is not None and paper.first(Role.SUBJECT) is None:
        yield Departure(
            Role.SUBJECT.value, paper.first(Role.KIND), _("không thấy trích yếu dưới tên loại"), _("trích yếu ngay dưới tên loại")
        )


@rule("subject.rule", gettext_lazy("Đường kẻ dưới trích yếu"), _II_5, Severity.CAUTION)
def subject_rule(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.SUBJECT)
    if not lines or has_rule(paper, lines[-1]):
        return
    paras = paper.reading.paras
    at = next(index for index, para in enumerate(paras) if para is lines[-1].para)
    near = paras[max(at - 2, 0) : at + 4]
    if not any(
        para.lines_drawn or (para.has_border and not para.text.strip()) or re.fullmatch(r"\s*[_\-–—=]{3,}\s*", para.text) for para in near
    ):
        wanted = _("đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ")
        yield Departure(Role.SUBJECT.value, lines[-1], _("không thấy đường kẻ ngang"), wanted)


@rule("addressee.present", gettext_lazy("Có “Kính gửi”"), _II_9)
def addressee_present(paper: Paper) -> Iterator[Departure]:
    if (paper.is_letter or paper.kind == DocumentKind.TO_TRINH) and paper.first(Role.ADDRESSEE) is None:
        yield Departure(Role.ADDRESSEE.value, None, _("không thấy “Kính gửi”"), _("công văn, tờ trình có “Kính gửi:” và nơi nhận"))


@rule("addressee.upward", gettext_lazy("“Kính gửi” trên báo cáo gửi cấp trên"), _II_9, Severity.CAUTION)
def addressee_of_upward_report(paper: Paper) -> Iterator[Departure]:
    """Known to go upward by “(b/c)” or “(để báo cáo)” among the recipients."""
    if paper.kind != DocumentKind.BAO_CAO or paper.first(Role.ADDRESSEE) is not None:
        return
    for line in paper.of(Role.RECIPIENT):
        if re.search(r"\(\s*(?:để\s+)?b\s*/\s*c\s*\)|\((?:để )?báo cáo\)", line.text, re.IGNORECASE):
            wanted = _("báo cáo gửi cấp trên có “Kính gửi:” dưới trích yếu")
            yield Departure(Role.ADDRESSEE.value, line, _("báo cáo gửi cấp trên mà không có “Kính gửi”"), wanted)
            return


@rule("addressee.colon", gettext_lazy("Dấu hai chấm sau “Kính gửi”"), _II_9)
def addressee_colon(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.ADDRESSEE):
        match = re.match(r"^Kính gửi\s*(:?)", line.text, re.IGNORECASE)
        if match and not match[1]:
            place = line.start + len("Kính gửi")
            yield Departure(Role.ADDRESSEE.value, line, quoted(line.text), "Kính gửi:", (Edit(line.para, place, place, ":"),))


@rule("addressee.one", gettext_lazy("Một nơi nhận: cùng dòng với “Kính gửi:”"), _II_9, Severity.CAUTION)
def one_addressee(paper: Paper) -> Iterator[Departure]:
    lines, first = paper.of(Role.ADDRESSEE_LINE), paper.first(Role.ADDRESSEE)
    if first is not None and len(lines) == 1 and fold(first.text) == "kinh gui" and not first.para.spot.table:
        yield Departure(Role.ADDRESSEE.value, lines[0], quoted(lines[0].full), _("một nơi nhận thì ghi cùng dòng với “Kính gửi:”"))


@rule("addressee.lines", gettext_lazy("Dấu câu của các nơi nhận sau “Kính gửi:”"), _II_9)
def addressee_lines(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.ADDRESSEE_LINE)
    if len(lines) > 1:
        yield from listed(lines, Role.ADDRESSEE_LINE.value)


def listed(lines: list[Line], element: str) -> Iterator[Departure]:
    """Each begins with a hyphen and ends in a semicolon, the last in a full stop."""
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        sign = "." if is_last else ";"
        text = line.text.rstrip()
        fixes: list[Edit] = []
        if not line.full.startswith("-"):
            bare = re.match(rf"^[{HYPHENS}•+*·]\s*", text)
            if not line.para.label:
                fixes.append(Edit(line.para, line.start, line.start + (bare.end() if bare else 0), "- "))
        if not text.endswith(sign):
            kept = len(text.rstrip(" ;,.:"))
            fixes.append(Edit(line.para, line.start + kept, line.start + len(text), sign))
        if fixes:
            wanted = _("đầu dòng gạch (-), cuối dòng dấu chấm (.)") if is_last else _("đầu dòng gạch (-), cuối dòng dấu chấm phẩy (;)")
            yield Departure(element, line, quoted(line.full), wanted, tuple(fixes))
