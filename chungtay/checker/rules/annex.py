"""Phụ lục (phụ lục I, mục III.1)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role
from chungtay.documents.decree30.sheet import roman

_III_1: Final = gettext_lazy("Phụ lục I, mục III.1")


@rule("annex.number", gettext_lazy("Từ hai phụ lục trở lên: đánh số La Mã"), _III_1)
def number(paper: Paper) -> Iterator[Departure]:
    if len(paper.annexes) < 2:
        return
    for index, annex in enumerate(paper.annexes, 1):
        label = annex.label
        match = re.match(r"^(phụ lục)(?:\s+số)?\s*([\w]*)", label.text, re.IGNORECASE)
        if match and match[2] != roman(index):
            start = label.start + match.end(1)
            fix = Edit(label.para, start, label.start + match.end(), f" {roman(index)}")
            yield Departure(Role.ANNEX.value, label, quoted(label.text), _("Phụ lục %(n)s") % {"n": roman(index)}, (fix,))


@rule("annex.titled", gettext_lazy("Phụ lục có tiêu đề"), _III_1)
def titled(paper: Paper) -> Iterator[Departure]:
    for annex in paper.annexes:
        if not annex.title:
            yield Departure(
                Role.ANNEX_TITLE.value, annex.label, _("không thấy tiêu đề phụ lục"), _("tiêu đề in hoa đậm, canh giữa, dưới chữ “Phụ lục”")
            )


@rule("annex.referred", gettext_lazy("Phụ lục ghi văn bản kèm theo"), _III_1)
def referred(paper: Paper) -> Iterator[Departure]:
    for annex in paper.annexes:
        if not annex.reference:
            wanted = _("(Kèm theo … số …/… ngày … tháng … năm … của …) dưới tiêu đề")
            yield Departure(Role.ANNEX_REFERENCE.value, annex.label, _("không thấy dòng “(Kèm theo …)”"), wanted)


@rule("annex.mentioned", gettext_lazy("Văn bản có chỉ dẫn về phụ lục"), _III_1, Severity.CAUTION)
def mentioned(paper: Paper) -> Iterator[Departure]:
    lines = [*(line for _role, line in paper.body), *paper.of(Role.TABLE_CELL)]
    words = " ".join(fold(line.text) for line in lines) if paper.annexes else ""
    if paper.annexes and not re.search(r"\b(?:phu luc|kem theo|bieu|danh sach)\b", words):
        found = _("nội dung không nhắc đến phụ lục")
        yield Departure(Role.ANNEX.value, paper.annexes[0].label, found, _("trong văn bản có chỉ dẫn về phụ lục"))


@rule("annex.page", gettext_lazy("Phụ lục bắt đầu trang mới"), _III_1, Severity.CAUTION)
def new_page(paper: Paper) -> Iterator[Departure]:
    """A break before it, in the paragraph above or by a new section."""
    order = {id(para): index for index, para in enumerate(paper.reading.paras)}
    for annex in paper.annexes:
        index = order[id(annex.label.para)]
        near = paper.reading.paras[max(index - 4, 0) : index + 1]
        is_broken = any("\f" in para.text or para.breaks_page for para in near)
        if not is_broken and paper.reading.paras[max(index - 1, 0)].section == annex.label.para.section:
            yield Departure(Role.ANNEX.value, annex.label, _("không thấy ngắt trang trước phụ lục"), _("phụ lục sang trang mới"))


@rule("annex.page-number", gettext_lazy("Số trang của phụ lục đánh riêng"), gettext_lazy("Phụ lục I, mục I.7"), Severity.CAUTION)
def page_number(paper: Paper) -> Iterator[Departure]:
    sections = paper.reading.sections
    for annex in paper.annexes:
        if annex.label.para.section < len(sections) and sections[annex.label.para.section].starts_at is None:
            yield Departure(Role.ANNEX.value, annex.label, _("số trang nối tiếp văn bản"), _("số trang của từng phụ lục đánh riêng, từ 1"))
