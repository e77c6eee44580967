"""Paper, margins, page number (phụ lục I, mục I)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Dress, Edit, Fix, Page, PageNumber, Shape
from chungtay.checker.lines import whole
from chungtay.checker.locate import Paper
from chungtay.checker.looks import stretches
from chungtay.checker.ooxml import W, value
from chungtay.checker.reading import Para, Section, Zone
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.layout import Align

_SLACK: Final = 0.6  # millimetres that rounding between inches and centimetres costs
_PAPER: Final = gettext_lazy("Phụ lục I, mục I.1")
_DIRECTION: Final = gettext_lazy("Phụ lục I, mục I.2")
_MARGINS: Final = gettext_lazy("Phụ lục I, mục I.3")
_NUMBERS: Final = gettext_lazy("Phụ lục I, mục I.7")


def _name(index: int, paper: Paper) -> str:
    return _("Trang giấy") if len(paper.reading.sections) == 1 else _("Trang giấy, phần %(n)d") % {"n": index + 1}


@rule("page.paper", gettext_lazy("Khổ giấy A4"), _PAPER)
def paper_size(paper: Paper) -> Iterator[Departure]:
    for index, section in enumerate(paper.reading.sections):
        short, long = sorted((section.width, section.height))
        if abs(short - 210) > 1 or abs(long - 297) > 1:
            size = (297.0, 210.0) if section.is_landscape else (210.0, 297.0)
            found = f"{section.width:.0f} × {section.height:.0f} mm"
            yield Departure(_name(index, paper), None, found, "210 × 297 mm", (Page(section, size=size),))


@rule("page.direction", gettext_lazy("Chiều giấy đứng"), _DIRECTION, Severity.CAUTION)
def direction(paper: Paper) -> Iterator[Departure]:
    """Landscape is for tables."""
    wide = [index for index, section in enumerate(paper.reading.sections) if section.is_landscape]
    lines = [*paper.of(Role.TABLE_CELL), *(line for annex in paper.annexes for line in annex.body)]
    has_table = {line.para.section for line in lines if line.para.spot.zone == Zone.CELL}
    for index in wide:
        if index not in has_table:
            yield Departure(_name(index, paper), None, _("giấy nằm ngang"), _("giấy đứng; chỉ nằm ngang khi có bảng biểu"))


def _margin(paper: Paper, side: str, low: float, high: float) -> Iterator[Departure]:
    for index, section in enumerate(paper.reading.sections):
        found = float(getattr(section, side))
        if section.is_landscape or low - _SLACK <= found <= high + _SLACK:
            continue
        fix = Page(section, margins=((side, low if found < low else high),))
        wanted = _("%(low)g đến %(high)g mm") % {"low": low, "high": high}
        yield Departure(_name(index, paper), None, f"{found:.0f} mm", wanted, (fix,))


@rule("page.top", gettext_lazy("Lề trên"), _MARGINS)
def top_margin(paper: Paper) -> Iterator[Departure]:
    return _margin(paper, "top", 20, 25)


@rule("page.bottom", gettext_lazy("Lề dưới"), _MARGINS)
def bottom_margin(paper: Paper) -> Iterator[Departure]:
    return _margin(paper, "bottom", 20, 25)


@rule("page.left", gettext_lazy("Lề trái"), _MARGINS)
def left_margin(paper: Paper) -> Iterator[Departure]:
    return _margin(paper, "left", 30, 35)


@rule("page.right", gettext_lazy("Lề phải"), _MARGINS)
def right_margin(paper: Paper) -> Iterator[Departure]:
    return _margin(paper, "right", 15, 20)


def _numbers(paper: Paper) -> Iterator[Para]:
    """Every paragraph that holds a page number in the top margin, once."""
    seen: set[int] = set()
    for section in paper.reading.sections:
        for header in section.headers.values():
            number = header.page_number
            if number is not None and id(number) not in seen:
                seen.add(id(number))
                yield number


def _has_number(section: Section) -> bool:
    header = section.headers.get("default")
    return header is not None and header.page_number is not None


def _in_footer(section: Section) -> bool:
    return any(footer.page_number is not None for footer in section.footers.values())


@rule("page-number.present", gettext_lazy("Số trang"), _NUMBERS)
def number_present(paper: Paper) -> Iterator[Departure]:
    sections = paper.reading.sections
    if paper.reading.pages > 1 and sections and not any(_has_number(each) or _in_footer(each) for each in sections):
        found = _("văn bản nhiều trang không có số trang")
        yield Departure(_("Số trang"), None, found, _("số trang từ trang 2, canh giữa ở lề trên"), (PageNumber(sections[0]),))


@rule("page-number.place", gettext_lazy("Vị trí số trang"), _NUMBERS)
def number_place(paper: Paper) -> Iterator[Departure]:
    section = next((each for each in paper.reading.sections if _in_footer(each) and not _has_number(each)), None)
    if section is not None:
        found = _("số trang ở lề dưới")
        yield Departure(_("Số trang"), None, found, _("canh giữa theo chiều ngang ở lề trên của trang"), (PageNumber(section),))


@rule("page-number.first", gettext_lazy("Không hiện số trang thứ nhất"), _NUMBERS)
def number_hidden_on_first(paper: Paper) -> Iterator[Departure]:
    section = next(iter(paper.reading.sections), None)
    if section is None or not (_has_number(section) or _in_footer(section)):
        return
    first = [part.get("first") for part in (section.headers, section.footers)]
    shows = not section.has_first or any(each is not None and each.page_number is not None for each in first)
    if shows:
        fixes: tuple[Fix, ...] = () if section.has_first else (Page(section, has_first=True),)
        yield Departure(_("Số trang"), None, _("số trang hiện ở trang thứ nhất"), _("không hiện số trang thứ nhất"), fixes)


@rule("page-number.centred", gettext_lazy("Số trang canh giữa"), _NUMBERS)
def number_centred(paper: Paper) -> Iterator[Departure]:
    for para in _numbers(paper):
        frame = para.element.find(f"{W}pPr/{W}framePr")
        is_centred = para.align == Align.CENTER or value(frame, "xAlign") == "center" or para.text.startswith("\t")
        if not is_centred and para.spot.zone == Zone.HEADER:
            yield Departure(_("Số trang"), None, _("số trang không canh giữa"), _("canh giữa"), (Shape(para, align="center", first=0.0),))


@rule("page-number.style", gettext_lazy("Cỡ, kiểu chữ số trang"), _NUMBERS)
def number_style(paper: Paper) -> Iterator[Departure]:
    low, high = STYLES[Role.PAGE_NUMBER].sizes
    for para in _numbers(paper):
        line = whole(para)
        wrong = [(start, end, look) for start, end, look in stretches(line) if not low <= look.size <= high or look.bold or look.italic]
        if wrong:
            found = ", ".join(_("cỡ chữ %(size)s") % {"size": f"{look.size:g}"} for _start, _end, look in wrong[:1])
            sized = [(start, end, min(max(look.size, low), high)) for start, end, look in wrong]
            fixes = tuple(Dress(para, start, end, size=size, bold=False, italic=False) for start, end, size in sized)
            yield Departure(_("Số trang"), None, found, _("chữ số Ả Rập, cỡ chữ 13 đến 14, đứng, không đậm"), fixes)


@rule("page-number.arabic", gettext_lazy("Số trang là chữ số Ả Rập"), _NUMBERS)
def number_arabic(paper: Paper) -> Iterator[Departure]:
    for index, section in enumerate(paper.reading.sections):
        if section.number_format not in ("decimal", "decimalZero") and (_has_number(section) or _in_footer(section)):
            fix = Page(section, number_format="decimal")
            yield Departure(_name(index, paper), None, section.number_format, _("chữ số Ả Rập: 1, 2, 3 …"), (fix,))


@rule("page-number.bare", gettext_lazy("Chỉ ghi số trang"), _NUMBERS, Severity.CAUTION)
def number_bare(paper: Paper) -> Iterator[Departure]:
    for para in _numbers(paper):
        text = para.text.strip()
        if re.search(r"[^\W\d_]|[-–—/]", text):
            found = re.match(r"^\s*[-–—]\s*\d*\s*[-–—]\s*$", para.text)
            fixes = tuple(Edit(para, sign.start(), sign.end(), "") for sign in re.finditer(r"\s*[-–—]\s*", para.text)) if found else ()
            yield Departure(_("Số trang"), None, quoted(text), _("chỉ có chữ số, không thêm chữ hay dấu"), fixes)
