"""How an element must look, by the one table of the form (decree30.form.STYLES): its size, and its letters."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from chungtay.checker.correcting import Dress, Edit, Fix, Shape
from chungtay.checker.lines import Line, is_upper
from chungtay.checker.locate import Paper
from chungtay.checker.reading import Look, Zone
from chungtay.checker.rule import Departure
from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.layout import Align

_ODD: Final = 0.2  # the share of letters in another style that is no longer an oversight of a blank or a full stop
# Elements whose letters are small by rule, so that all capitals depart.
_LOWER: Final = frozenset({Role.SUBJECT, Role.LETTER_SUBJECT, Role.SIGNER, Role.ANNEX})
_CENTRED: Final = frozenset(
    {
        Role.NATION,
        Role.MOTTO,
        Role.ISSUER,
        Role.PARENT_ISSUER,
        Role.NUMBER,
        Role.PLACE_AND_DAY,
        Role.KIND,
        Role.SUBJECT,
        Role.PART,
        Role.PART_TITLE,
        Role.SECTION,
        Role.SECTION_TITLE,
        Role.AUTHORITY,
        Role.SIGNER,
        Role.ANNEX,
        Role.ANNEX_TITLE,
        Role.ANNEX_REFERENCE,
    }
)


def stretches(line: Line) -> Iterator[tuple[int, int, Look]]:
    """The looks of a line with the places where they stand; blanks alone do not count."""
    for span in line.para.spans:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end and line.para.text[start:end].strip() and not span.look.raised:
            yield start, end, span.look


def size_departures(paper: Paper, role: Role) -> Iterator[Departure]:
    """Letters smaller or larger than the decree allows for this element."""
    low, high = STYLES[role].sizes
    for line in paper.of(role):
        wrong = [(start, end, look.size) for start, end, look in stretches(line) if not low <= look.size <= high]
        if wrong:
            fixes = tuple(Dress(line.para, start, end, size=low if size < low else high) for start, end, size in wrong)
            sizes = ", ".join(f"{size:g}" for size in sorted({size for _start, _end, size in wrong}))
            yield Departure(role.value, line, _("cỡ chữ %(size)s") % {"size": sizes}, wanted_size(role), fixes)


def wanted_size(role: Role) -> str:
    low, high = STYLES[role].sizes
    return _("cỡ chữ %(low)g") % {"low": low} if low == high else _("cỡ chữ %(low)g đến %(high)g") % {"low": low, "high": high}


def style_departures(paper: Paper, role: Role) -> Iterator[Departure]:
    """Bold, italic, capitals, centred: as the form has it."""
    style = STYLES[role]
    for line in paper.of(role):
        bold, italic = _share(line, "bold"), _share(line, "italic")
        found: list[str] = []
        fixes: list[Fix] = []
        if (bold < 1 - _ODD) if style.bold else (bold > _ODD):
            found.append(_("không đậm") if style.bold else _("đậm"))
            fixes.append(Dress(line.para, line.start, line.end, bold=style.bold))
        if (italic < 1 - _ODD) if style.italic else (italic > _ODD):
            found.append(_("không nghiêng") if style.italic else _("nghiêng"))
            fixes.append(Dress(line.para, line.start, line.end, italic=style.italic))
        if style.upper and not is_upper(line.text):
            found.append(_("chữ in thường"))
            fixes += recased(line, str.upper)
        elif role in _LOWER and is_upper(line.text) and len(line.text) > 3:
            found.append(_("chữ in hoa"))
            fixes += recased(line, _lowered(role))
        if role in _CENTRED and _is_off_centre(line):
            found.append(_("không canh giữa"))
            fixes.append(Shape(line.para, align="center"))
        if found:
            yield Departure(role.value, line, ", ".join(found), wanted_style(role), tuple(fixes))


def _lowered(role: Role) -> type[str] | object:
    return str.title if role == Role.SIGNER else str.capitalize


def recased(line: Line, change: object) -> list[Fix]:
    """The same words in other letters, run by run, so that every run keeps its dress."""
    assert callable(change)
    changed = str(change(line.text))
    if len(changed) != len(line.text):
        return []
    edits: list[Fix] = []
    for start, end, _look in stretches(line):
        new = changed[start - line.start : end - line.start]
        if new != line.para.text[start:end]:
            edits.append(Edit(line.para, start, end, new))
    return edits


def wanted_style(role: Role) -> str:
    style = STYLES[role]
    words = [
        _("chữ in hoa") if style.upper else _("chữ in thường"),
        _("đậm") if style.bold else _("không đậm"),
        _("nghiêng") if style.italic else _("đứng"),
    ]
    if role in _CENTRED:
        words.append(_("canh giữa"))
    return ", ".join(words)


def _share(line: Line, name: str) -> float:
    """The share of the letters that are bold or italic."""
    counted = [(bool(getattr(look, name)), count) for look, count in line.looks()]
    total = sum(count for _is, count in counted)
    return sum(count for is_so, count in counted if is_so) / total if total else 0.0


def _is_off_centre(line: Line) -> bool:
    """Only where the paragraph holds nothing else: heads made with tabs centre in their own way."""
    para = line.para
    return para.align != Align.CENTER and "\t" not in para.text and "    " not in para.text and para.spot.zone in (Zone.BODY, Zone.CELL)
