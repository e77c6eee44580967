"""Fonts, colour, encodings, words glued together (phụ lục I, mục I.4)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Dress, Edit
from chungtay.checker.encodings import is_legacy_font, legacy_words
from chungtay.checker.lines import Line, whole
from chungtay.checker.locate import Paper
from chungtay.checker.looks import stretches
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.documents.decree30.form import FONT, Role

_I_4: Final = gettext_lazy("Phụ lục I, mục I.4")
_SIGNS: Final = ("Symbol", "Wingdings", "Webdings", "Cambria Math", "Segoe UI Symbol", "MS Gothic", "Segoe UI Emoji")
_GLUED: Final = re.compile(r"(\d)(tháng|năm|ngày)(?!\w)|(tháng|năm|ngày)(\d)", re.IGNORECASE)


def _lines(paper: Paper) -> Iterable[Line]:
    return (whole(para) for para in paper.reading.written())


@rule("font.name", gettext_lazy("Phông chữ Times New Roman"), _I_4)
def font(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper):
        wrong = [(start, end, look.font) for start, end, look in stretches(line) if look.font != FONT and not look.font.startswith(_SIGNS)]
        wrong = [
            (start, end, name)
            for start, end, name in wrong
            if any(map(str.isalpha, line.para.text[start:end])) and not is_legacy_font(name)
        ]
        if wrong:
            fixes = tuple(Dress(line.para, start, end, font=FONT) for start, end, _name in wrong)
            yield Departure(_("Phông chữ"), line, ", ".join(sorted({name for _start, _end, name in wrong})), FONT, fixes)


@rule("font.colour", gettext_lazy("Chữ màu đen"), _I_4)
def colour(paper: Paper) -> Iterator[Departure]:
    """Degrees of urgency are red; a link is a departure too, printed it is blue."""
    urgent = {id(line.para) for line in paper.of(Role.URGENCY)}
    for line in _lines(paper):
        wrong = [(start, end) for start, end, look in stretches(line) if look.colour not in ("auto", "000000", "none")]
        if wrong and id(line.para) not in urgent:
            fixes = tuple(Dress(line.para, start, end, colour="auto") for start, end in wrong)
            yield Departure(_("Màu chữ"), line, _("chữ không phải màu đen"), _("màu đen"), fixes)


@rule("font.legacy", gettext_lazy("Bộ mã Unicode TCVN 6909:2001"), _I_4)
def legacy(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper):
        names = sorted({look.font for _start, _end, look in stretches(line) if is_legacy_font(look.font)})
        words = legacy_words(line.text)
        if names or words:
            found = ", ".join([*names, *(quoted(word) for word in words[:3])])
            yield Departure(_("Bộ mã"), line, found, _("gõ lại bằng Unicode, phông Times New Roman"))


@rule("letters.look-alike", gettext_lazy("Chữ Đ đúng mã"), _I_4)
def look_alikes(paper: Paper) -> Iterator[Departure]:
    """Ð of Icelandic looks like Đ and is not found by any search."""
    for line in _lines(paper):
        for match in re.finditer(r"[ÐðƉ]", line.text):
            place = line.start + match.start()
            fix = Edit(line.para, place, place + 1, "đ" if match[0] == "ð" else "Đ")
            yield Departure(_("Bộ mã"), line, _("chữ Đ của bảng mã khác"), _("chữ Đ tiếng Việt"), (fix,))


@rule("letters.composed", gettext_lazy("Unicode dựng sẵn"), _I_4, Severity.CAUTION)
def composed(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper):
        for start, end, _look in stretches(line):
            text = line.para.text[start:end]
            if any(map(unicodedata.combining, text)) and unicodedata.normalize("NFC", text) != text:
                fix = Edit(line.para, start, end, unicodedata.normalize("NFC", text))
                yield Departure(_("Bộ mã"), line, _("Unicode tổ hợp"), _("Unicode dựng sẵn"), (fix,))


@rule("words.glued", gettext_lazy("Chữ dính nhau"), gettext_lazy("Phụ lục I, mục II.4"))
def glued(paper: Paper) -> Iterator[Departure]:
    for line in _lines(paper):
        for match in _GLUED.finditer(line.text):
            cut = match.start() + (1 if match[1] else len(match[3]))
            place = line.start + cut
            yield Departure(
                _("Chữ dính nhau"),
                line,
                quoted(match[0]),
                quoted(f"{line.text[match.start() : cut]} {line.text[cut : match.end()]}"),
                (Edit(line.para, place, place, " "),),
            )
