"""A template as sections of text that people go on writing, in which a figure stands as a token: {6#1}, its words and its number.

In the template a line `§ key` begins a section; a heading right under it is its title. `render_sections` prints the text of each with its
tokens; `blocks_of_section` reads such a text again, as a person left it: words are theirs, a figure is what it was or is gone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.documents.layout import Block, Document
from chungtay.documents.template.data import Figures
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import MarkedText, Marks, lines_of, refuse_foreign
from chungtay.documents.template.filters import Figure, Phrase, ways_to_write, written
from chungtay.documents.template.markup import STARTS, Line, body_from_lines
from chungtay.documents.template.paper import Rendering, front_of, printed_lines
from chungtay.documents.template.sandbox import Sandbox

_BEGINS: Final = re.compile(r"§ ([a-z][a-z0-9_]*)")
_TITLE: Final = re.compile(r"(#{1,2}) (.+)")
_OWN_HEADING: Final = re.compile(r"#{1,2}(?: |$)|§|(?:Phần|Chương|Mục|Điều):(?: |$)")
_TOKEN: Final = re.compile(r"\\.|\{(?P<words>[^{}#\\]*)#(?P<number>[0-9]{1,4})\}|(?P<stray>[{}])")
_SIGNS: Final = re.compile(r"[\\*_{}|]|\[(?=\^)|^\s*(?:[#=§-]|(?:Phần|Chương|Mục|Điều|Bảng):)")
LONGEST: Final = 20_000  # characters of one section
MOST_LINES: Final = 300


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: `level` 1 under a heading I., 2 under a heading 1., 0 without a heading."""

    key: str
    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Sectioned:
    """What a template says: `head`, the document still without its text; its sections; the number of every mark in their tokens."""

    head: Document
    sections: tuple[Section, ...]
    numbers: dict[str, int]


def render_sections(
    template: str, names: Mapping[str, Any], *, figures: Figures | None = None, numbers: Mapping[str, int] | None = None
) -> Sectioned:
    """The template with these names and figures; `numbers` are those that marks already have. Raises TemplateBroken with its line."""
    return _SectionedRendering(template, names, figures if figures is not None else {}, numbers or {}).sectioned()


def blocks_of_section(text: str, figures: Mapping[int, MarkedText]) -> tuple[Block, ...]:
    """The section's text as blocks, each token a run with its figure's mark.

    Raises TemplateBroken with the line of the text where a token's words are not its figure's, its number is unknown, a brace stands alone.
    """
    refuse_foreign(text)
    lines = lines_of(text)
    if len(text) > LONGEST or len(lines) > MOST_LINES:
        reason = _("mục này dài quá: tối đa %(n)d ký tự, %(lines)d dòng.") % {"n": LONGEST, "lines": MOST_LINES}
        raise TemplateBroken(reason, line=min(len(lines), MOST_LINES))
    marks = Marks()
    _refuse_headings(lines)
    blocks, annexes = body_from_lines([(number, bracketed(line, number, figures, marks)) for number, line in enumerate(lines, 1)], marks)
    if annexes:
        raise TemplateBroken(_("chỗ này không nhận phụ lục (dòng “=== Phụ lục: …”)."))
    return blocks


def numbers_in(text: str) -> list[int]:
    """The numbers of the figures that stand in the text, in order."""
    return [int(token["number"]) for token in _TOKEN.finditer(text) if token["number"]]


def rewritten(text: str, before: Mapping[int, MarkedText], after: Mapping[int, MarkedText]) -> str:
    """The same words with the figures of `after`; a token written in another way than its figure's own ("sáu") stays in that way."""

    def _again(token: re.Match[str]) -> str:
        if not token["number"] or int(token["number"]) not in after:
            return token.group()
        number = int(token["number"])
        way = _way(token["words"], before[number]) if number in before else None
        words = ways_to_write(after[number])[way or 0]
        return f"{{{words[:1].upper() + words[1:] if token['words'][:1].isupper() else words}#{number}}}"

    return _TOKEN.sub(_again, text)


def _way(words: str, figure: MarkedText) -> int | None:
    """Which of the figure's ways these words are; None: none of them."""
    said = " ".join(words.split()).casefold()
    return next((at for at, way in enumerate(ways_to_write(figure)) if way.casefold() == said), None)


def _refuse_headings(lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, 1):
        if _OWN_HEADING.match(line.strip()):
            raise TemplateBroken(_("đề mục của các mục do mẫu đặt; trong mục chỉ dùng ### cho ý a), b)."), line=number)


def bracketed(line: str, number: int, figures: Mapping[int, MarkedText], marks: Marks) -> str:
    """The line with every token between the brackets by which the reader knows a figure."""

    def _figure(token: re.Match[str]) -> str:
        if token["stray"]:
            reason = _("dấu %(sign)s đứng một mình; con số viết như {6#1}, muốn in chính dấu ấy thì viết \\ trước nó.")
            raise TemplateBroken(reason % {"sign": token["stray"]}, line=number)
        if not token["number"]:
            return token.group()
        known = figures.get(int(token["number"]))
        if known is None:
            raise TemplateBroken(_("không có con số mang số hiệu %(n)s.") % {"n": token["number"]}, line=number)
        if _way(token["words"], known) is None:
            reason = _("con số “%(typed)s” đã bị sửa, đúng là “%(words)s”. Số sai xin sửa ở nơi ghi rồi đếm lại, đừng sửa ở đây.")
            raise TemplateBroken(reason % {"typed": token["words"], "words": known.text}, line=number)
        return marks.bracketed(known, as_typed(" ".join(token["words"].split())))

    return _TOKEN.sub(_figure, line)


def as_typed(text: str) -> str:
    """As template.escaped, but only where a sign would be read as markup: people go on writing here."""
    return _SIGNS.sub(lambda sign: f"{sign.group()[:-1]}\\{sign.group()[-1]}", " ".join(text.splitlines()))


class TokenRendering(Rendering):
    """Prints figures of the text as tokens; the head of the paper as ever. `figures`: those printed, by mark."""

    def __init__(self, template: str, names: Mapping[str, Any], figures: Figures, numbers: Mapping[str, int]) -> None:
        super().__init__(front_of(template), names, figures)
        self.numbers = dict(numbers)
        self.figures: dict[str, MarkedText] = {}
        self.tokens = Sandbox(self.known, self._as_token)

    def _as_token(self, value: Any) -> str:
        if isinstance(value, Phrase):
            return "".join(self._as_token(part) for part in value.parts)
        if not isinstance(value, Figure):
            return as_typed(written(value))
        self.figures.setdefault(value.marked.mark, value.marked)
        number = self.numbers.setdefault(value.marked.mark, max(self.numbers.values(), default=0) + 1)
        return f"{{{value.marked.text}#{number}}}"


class _SectionedRendering(TokenRendering):
    def sectioned(self) -> Sectioned:
        lines = printed_lines(self.tokens.rendered(self.front.body, first_line=self.front.body_line))
        sections = tuple(_section(part) for part in _parts(lines, self.front.body_line))
        keys = [section.key for section in sections]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise TemplateBroken(_("mục “%(key)s” mở hai lần.") % {"key": twice}, line=self.front.body_line)
        return Sectioned(self.head((), ()), sections, self.numbers)


def _parts(lines: Sequence[Line], first: int) -> list[tuple[str, list[Line]]]:
    """The lines by section."""
    found: list[tuple[str, list[Line]]] = []
    for number, raw in lines:
        text = re.sub(r"[ \t]+", " ", raw).strip()
        if text.startswith("§"):
            key = _BEGINS.fullmatch(text)
            if not key:
                raise TemplateBroken(_("mục mở đầu bằng dòng “§ ma_muc”: chữ thường không dấu, số, dấu _."), line=number)
            found.append((key[1], []))
        elif found:
            found[-1][1].append((number, text))
        elif text:
            raise TemplateBroken(_("trước dòng này chưa có mục nào mở (dòng “§ ma_muc”)."), line=number)
    if not found:
        raise TemplateBroken(_("mẫu chưa có mục nào (dòng “§ ma_muc”)."), line=first)
    return found


def _section(part: tuple[str, list[Line]]) -> Section:
    """Its title apart, each paragraph on one line, so that it is easy to go on writing."""
    key, lines = part
    title, level = "", 0
    found: list[str] = []
    for number, text in lines:
        heading = _TITLE.fullmatch(text)
        if heading and (title or any(found)):
            raise TemplateBroken(_("đề mục đứng ngay dưới dòng “§ %(key)s”, mỗi mục một đề mục.") % {"key": key}, line=number)
        if heading and numbers_in(heading[2]):
            raise TemplateBroken(_("đề mục không mang con số."), line=number)
        if heading:
            title, level = heading[2], len(heading[1])
        else:
            found.append(text)
    return Section(key, title, level, flowing(found))


def flowing(lines: Iterable[str]) -> str:
    """The lines with each paragraph on one of them and one empty line between blocks."""
    texts: list[str] = []
    for text in lines:
        if text and texts and texts[-1] and not STARTS.match(text):
            texts[-1] = f"{texts[-1]} {text}"
        elif text or (texts and texts[-1]):
            texts.append(text)
    return "\n".join(texts).strip()
