"""Căn cứ ban hành and citations (phụ lục I, mục II.6)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.checker.rules.number_and_day import month_departures
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role

_II_6: Final = gettext_lazy("Phụ lục I, mục II.6")
_CITED: Final = re.compile(r"\b(Nghị định|Thông tư|Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Công văn|Hướng dẫn|Văn bản|Thông báo)\b")
# “Kế hoạch số    /KH-UBND”, “Công văn số …/SGDĐT”: room for the pen in the middle of a text.
_BLANK: Final = re.compile(r"\bsố\s*[:.…_\s\u00a0]*/\s*[A-ZĐ][\w\-–/]*|\bsố\s+(?:\.{2,}|…+|_{2,})", re.IGNORECASE)
_BLANK_DAY: Final = re.compile(r"ngày\s*(?:[.…_\u00a0]|\s)*tháng\s*(?:[.…_\u00a0\d]|\s)*năm|ngày\s*(?:\.{2,}|…+)\s*/", re.IGNORECASE)


@rule("basis.ends", gettext_lazy("Dấu câu cuối căn cứ"), _II_6)
def basis_ends(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.BASIS)
    for index, line in enumerate(lines):
        sign = "." if index == len(lines) - 1 else ";"
        text = line.text
        if text.endswith(sign) or (sign == "." and text.endswith((":", ","))):  # the sentence goes on after the last
            continue
        kept = len(text.rstrip(" ;,.:"))
        fix = Edit(line.para, line.start + kept, line.end, sign)
        wanted = _("căn cứ cuối cùng kết thúc bằng dấu chấm (.)") if sign == "." else _("mỗi căn cứ kết thúc bằng dấu chấm phẩy (;)")
        yield Departure(Role.BASIS.value, line, quoted(text[-25:]), wanted, (fix,))


@rule("basis.one-a-line", gettext_lazy("Mỗi căn cứ một dòng"), _II_6)
def one_basis_a_line(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.BASIS):
        if len(re.findall(r"(?:^|[;.\n]\s*)Căn cứ\b", line.text)) > 1:
            yield Departure(Role.BASIS.value, line, quoted(line.text), _("mỗi căn cứ xuống một dòng"))


@rule("basis.full", gettext_lazy("Căn cứ ghi đủ số, ký hiệu, ngày"), _II_6, Severity.CAUTION)
def full_citation(paper: Paper) -> Iterator[Departure]:
    """Luật and Pháp lệnh by name alone."""
    for line in paper.of(Role.BASIS):
        match = _CITED.search(line.text)
        if match is None or not fold(line.text[:30]).startswith("can cu") or re.search(r"chức năng|nhiệm vụ", line.text[: match.start()]):
            continue
        rest = line.text[match.end() :]
        missing = [word for word, shape in ((_("số, ký hiệu"), r"\bsố\b|\d+[/\-]"), (_("ngày"), r"\bngày\b")) if not re.search(shape, rest)]
        if missing:
            wanted = _("tên loại, số và ký hiệu, cơ quan ban hành, ngày tháng năm, trích yếu")
            yield Departure(Role.BASIS.value, line, _("thiếu %(what)s") % {"what": ", ".join(missing)}, wanted)


@rule("citation.blank", gettext_lazy("Viện dẫn còn trống số"), _II_6, Severity.CAUTION)
def blank_citation(paper: Paper) -> Iterator[Departure]:
    for line in [*paper.of(Role.BASIS), *(line for role, line in paper.body if role != Role.BASIS)]:
        for match in _BLANK.finditer(line.text):
            yield Departure(_("Viện dẫn"), line, quoted(match[0]), _("ghi đủ số, ký hiệu văn bản được viện dẫn"))


@rule("citation.blank-day", gettext_lazy("Viện dẫn còn trống ngày"), _II_6, Severity.CAUTION)
def blank_citation_day(paper: Paper) -> Iterator[Departure]:
    for _role, line in paper.body:
        for match in _BLANK_DAY.finditer(line.text):
            yield Departure(_("Viện dẫn"), line, quoted(match[0]), _("ghi đủ ngày, tháng, năm"))


@rule("citation.month", gettext_lazy("Số 0 trước tháng: chỉ tháng 1 và 2"), gettext_lazy("Phụ lục I, mục II.4"), Severity.CAUTION)
def months_in_text(paper: Paper) -> Iterator[Departure]:
    for _role, line in paper.body:
        yield from month_departures(line, _("Nội dung"))
