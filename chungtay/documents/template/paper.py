"""From a template and what is known to a document: `render`."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.layout import Annex, Block, Contact, Document, Runs, Signature
from chungtay.documents.template.data import Counted, Figures, plain_data
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import DIGITS, LINE, Marks, lines_of, read_number, refuse_foreign
from chungtay.documents.template.filters import Figure, Phrase, written
from chungtay.documents.template.front import Front, read_front
from chungtay.documents.template.inline import Notes, Stretch, escaped, runs_of
from chungtay.documents.template.markup import body_from_lines
from chungtay.documents.template.sandbox import FIGURES, LONGEST_SOURCE, Sandbox

_MARKER: Final = re.compile(f"{LINE}([{DIGITS}]+)")
_LEADING: Final = re.compile(rf"(?:{LINE}[{DIGITS}]+|[ \t])*")


def render(template: str, names: Mapping[str, Any], *, figures: Figures | None = None) -> Document:
    """The document that the template says, with these names and figures.

    `names`: plain data (text, whole numbers, days, lists, groups). `figures`: MarkedText by name, or a function of a name and conditions
    that raises LookupError for what it does not know; wherever one is printed in the text it becomes a run with its mark. Raises
    TemplateBroken with the template's line.
    """
    return Rendering(front_of(template), names, figures if figures is not None else {}).document()


def front_of(template: str) -> Front:
    """The template's head and body, as typed."""
    source = unicodedata.normalize("NFC", template)
    refuse_foreign(source)
    if len(source) > LONGEST_SOURCE:
        raise TemplateBroken(_("mẫu quá dài (trên %(n)d ký tự).") % {"n": LONGEST_SOURCE})
    return read_front(source)


class Rendering:
    """One printing of a template."""

    def __init__(self, front: Front, names: Mapping[str, Any], figures: Figures) -> None:
        self.front = front
        self.marks = Marks()
        self.known = {**plain_data(names), FIGURES: Counted(figures)}
        self.markup = Sandbox(self.known, self._as_markup)
        self.text = Sandbox(self.known, _as_text)

    def document(self) -> Document:
        lines = printed_lines(self.markup.rendered(self.front.body, first_line=self.front.body_line))
        return self.head(*body_from_lines(lines, self.marks))

    def head(self, blocks: tuple[Block, ...], annexes: tuple[Annex, ...]) -> Document:
        """The front matter filled in, around this text."""
        values = self.front.values
        contact = self._filled("contact")
        return Document(
            kind=self._kind(),
            blocks=blocks,
            annexes=annexes,
            signature=self._signature(values["signature"]),
            other_side=self._signature(values["other_side"]) if "other_side" in values else None,
            number=self._number(),
            issued_on=self._issued_on(),
            bases=tuple(self._runs(text) for text in values.get("bases", [])),
            urgency=self._urgency(),
            contact=Contact(contact) if contact else None,
            subject=self._filled("subject"),
            parent_issuer=self._filled("parent_issuer"),
            issuer=self._filled("issuer"),
            notation=self._filled("notation"),
            place=self._filled("place"),
            archive=self._filled("archive") or "VT",
            circulation=self._filled("circulation"),
            drafter_mark=self._filled("drafter_mark"),
            addressees=self._filled_list("addressees", values.get("addressees", [])),
            recipients=self._filled_list("recipients", values.get("recipients", [])),
            marks=self.marks.meanings,
        )

    # ── Printing a value ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _as_markup(self, value: Any) -> str:
        """Inside the text: signs of a value are never markup, a figure stays between its brackets."""
        if isinstance(value, Phrase):
            return "".join(self._as_markup(part) for part in value.parts)
        if isinstance(value, Figure):
            return self.marks.bracketed(value.marked, escaped(value.marked.text))
        return escaped(written(value))

    # ── The front matter ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _filled(self, key: str) -> str:
        return self._one(key, str(self.front.values.get(key, "")))

    def _filled_list(self, key: str, texts: list[str]) -> tuple[str, ...]:
        return tuple(text for text in (self._one(key, text) for text in texts) if text)

    def _one(self, key: str, text: str) -> str:
        filled = self.text.rendered(text, first_line=self.front.line_of(key, text))
        return " ".join(_MARKER.sub("", filled).split(" ")).replace("\n", " ").strip()

    def _runs(self, text: str) -> Runs:
        line = self.front.line_of("bases", text)
        filled = _MARKER.sub("", self.markup.rendered(text, first_line=line)).replace("\n", " ").strip()
        return runs_of(Stretch(filled, (line,)), self.marks, Notes())

    def _signature(self, values: dict[str, Any]) -> Signature:
        return Signature(
            authority=self._filled_list("authority", values.get("authority", [])),
            offices=self._filled_list("offices", values.get("offices", [])),
            name=self._one("name", values.get("name", "")),
        )

    def _kind(self) -> DocumentKind:
        asked = self._filled("kind")
        for kind in DocumentKind:
            if asked == kind.value or asked.casefold() == str(kind.label).casefold():
                return kind
        raise self._refusal("kind", _("không có loại văn bản “%(kind)s”.") % {"kind": asked})

    def _number(self) -> int | None:
        typed = self._filled("number")
        if not typed:
            return None
        if not typed.isdecimal() or not 0 < int(typed) < 1_000_000:
            raise self._refusal("number", _("số của văn bản là một số nguyên từ 1."))
        return int(typed)

    def _issued_on(self) -> date | None:
        value = self.front.values.get("issued_on", "")
        if isinstance(value, date):
            return value
        typed = self._filled("issued_on")
        try:
            return parse_day(typed) if typed else None
        except RuleBroken as error:
            raise self._refusal("issued_on", error.sentence) from error

    def _urgency(self) -> Urgency | None:
        typed = self._filled("urgency").upper()
        if not typed:
            return None
        if typed not in {urgency.value for urgency in Urgency}:
            raise self._refusal("urgency", _("độ khẩn là HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN."))
        return Urgency(typed)

    def _refusal(self, key: str, reason: str) -> TemplateBroken:
        return TemplateBroken(reason, line=self.front.line_of(key))


def _as_text(value: Any) -> str:
    """In the front matter text is only text: one line, figures without their mark."""
    if isinstance(value, Phrase):
        return "".join(_as_text(part) for part in value.parts)
    return " ".join(lines_of(value.marked.text if isinstance(value, Figure) else written(value)))


def printed_lines(rendered: str) -> list[tuple[int, str]]:
    """The lines printed, each with the template's line that its first visible sign comes from."""
    found, number = [], 1
    for line in rendered.split("\n"):
        lead = _LEADING.match(line)
        markers = _MARKER.findall(line, 0, lead.end()) if lead else []
        number = read_number(markers[-1]) if markers else number
        found.append((number, _MARKER.sub("", line)))
    return found
