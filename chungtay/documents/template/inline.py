"""Words within a paragraph: **bold**, _italic_, footnote references, figures, and backslashes before signs that mean themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _

from chungtay.documents.layout import Run, Runs
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import CLOSE, DIGITS, OPEN, Marks

_SIGN: Final = "[!-/:-@\\[-`{-~§]"  # ASCII punctuation, and the sign that begins a section
_TOKEN: Final = re.compile(
    rf"\\(?P<escape>{_SIGN})|(?P<bold>\*\*)|(?P<italic>_+)|\[\^(?P<note>[^\]\s]+)\]|{OPEN}(?P<open>[{DIGITS}]+)|(?P<close>{CLOSE})"
)
_NEEDS_ESCAPE: Final = re.compile(f"({_SIGN})")


def escaped(text: str) -> str:
    """Text from outside, so that no sign in it is markup: one line, a backslash before every sign."""
    return _NEEDS_ESCAPE.sub(r"\\\1", " ".join(text.splitlines()))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one block; `numbers` are the lines' numbers in what was typed."""

    text: str
    numbers: tuple[int, ...]

    def line_at(self, position: int) -> int:
        return self.numbers[min(self.text.count("\n", 0, position), len(self.numbers) - 1)]


@dataclass
class Notes:
    """Footnotes of one text: what they say, and which were referred to already."""

    texts: Mapping[str, Stretch] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    is_inside: bool = False

    def take(self, name: str, marks: Marks, *, line: int) -> Runs:
        if self.is_inside:
            raise TemplateBroken(_("trong cước chú không có cước chú khác."), line=line)
        if name not in self.texts:
            raise TemplateBroken(_("không có dòng “[^%(name)s]: …” cho cước chú này.") % {"name": name}, line=line)
        if name in self.used:
            raise TemplateBroken(_("cước chú [^%(name)s] đã được dẫn một lần; mỗi cước chú chỉ dẫn một lần.") % {"name": name}, line=line)
        self.used.add(name)
        return runs_of(self.texts[name], marks, Notes(is_inside=True))


@dataclass
class _Dress:
    """The state of the pen."""

    bold: int | None = None  # where it was opened
    italic: int | None = None
    mark: str = ""


def runs_of(stretch: Stretch, marks: Marks, notes: Notes) -> Runs:
    """The stretch as runs; adjacent text in one dress is one run."""
    dress, pending, found = _Dress(), "", list[Run]()

    def flush(note: Runs = ()) -> None:
        nonlocal pending
        if pending or (note and (not found or found[-1].footnote)):
            found.append(Run(pending, dress.bold is not None, dress.italic is not None, dress.mark, note))
        elif note:
            found[-1] = replace(found[-1], footnote=note)
        pending = ""

    last = 0
    for token in _TOKEN.finditer(stretch.text):
        pending += stretch.text[last : token.start()].replace("\n", " ")
        last = token.end()
        if token["escape"]:
            pending += token["escape"]
        elif token["note"]:
            flush(notes.take(token["note"], marks, line=stretch.line_at(token.start())))
        elif token["italic"] and not _turns_italic(token, stretch.text, is_on=dress.italic is not None):
            pending += token["italic"]
        else:
            flush()
            _turn(dress, token, marks)
    pending += stretch.text[last:].replace("\n", " ")
    flush()
    _refuse_open(dress, stretch)
    return tuple(found)


def _turns_italic(token: re.Match[str], text: str, *, is_on: bool) -> bool:
    """A single underscore at the edge of a word; inside a word, or in a row of them (room to fill in), it is a sign like any other."""
    if len(token["italic"]) > 1:
        return False
    before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
    if is_on:
        return bool(before.strip()) and not after.isalnum()
    return bool(after.strip()) and not before.isalnum()


def _turn(dress: _Dress, token: re.Match[str], marks: Marks) -> None:
    if token["bold"]:
        dress.bold = None if dress.bold is not None else token.start()
    elif token["italic"]:
        dress.italic = None if dress.italic is not None else token.start()
    else:
        dress.mark = marks.of(token["open"]) if token["open"] else ""


def _refuse_open(dress: _Dress, stretch: Stretch) -> None:
    for start, sign in ((dress.bold, "**"), (dress.italic, "_")):
        if start is not None:
            reason = _("dấu %(sign)s mở mà không đóng; muốn in chính dấu ấy thì viết \\ trước nó.") % {"sign": sign}
            raise TemplateBroken(reason, line=stretch.line_at(start))
