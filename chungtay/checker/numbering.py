"""Automatic numbers and bullets: what stands before a paragraph although nobody typed it."""

from dataclasses import dataclass, field
from typing import Final

from chungtay.checker.ooxml import Element, W, count_of, value
from chungtay.checker.styles import Props, paragraph_props
from chungtay.documents.decree30.sheet import roman

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Level:
    """`text`: "%1.%2." or the bullet itself."""

    shape: str
    text: str
    start: int
    paragraph: Props
    element: Element


@dataclass(slots=True)
class Numbering:
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # numId → level → how
    family: dict[str, str] = field(default_factory=dict)  # numId → the list whose counters it shares
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, num: str | None, depth: int) -> Level | None:
        return self.levels.get(num or "", {}).get(depth)

    def next_label(self, num: str | None, depth: int) -> str:
        """The number or bullet of the next paragraph of this list; "" where it has none."""
        levels = self.levels.get(num or "", {})
        level = levels.get(depth)
        if num is None or level is None:
            return ""
        if level.shape == "bullet":
            return _bullet(level.text)
        counted = self.counters.setdefault(self.family[num], {})
        counted[depth] = counted.get(depth, level.start - 1) + 1
        for deeper in [each for each in counted if each > depth]:
            del counted[deeper]
        text = level.text
        for each in range(depth + 1):
            shown = levels.get(each)
            if shown is not None and f"%{each + 1}" in text:
                text = text.replace(f"%{each + 1}", _written(counted.get(each, shown.start), shown.shape))
        return text if level.shape != "none" else ""


def read_numbering(root: Element | None) -> Numbering:
    """The numbering part; lists that borrow their levels from a style are followed there."""
    numbering = Numbering()
    if root is None:
        return numbering
    lists = {value(each, "abstractNumId") or "": each for each in root.findall(W + "abstractNum")}
    by_style = {link: each for each in lists.values() if (link := value(each.find(W + "styleLink")))}
    for num in root.findall(W + "num"):
        name, family = value(num, "numId") or "", value(num.find(W + "abstractNumId")) or ""
        source = lists.get(family)
        borrowed = value(source.find(W + "numStyleLink")) if source is not None else None
        source = by_style.get(borrowed or "", source)
        if source is None:
            continue
        numbering.levels[name] = {count_of(value(each, "ilvl"), 0): _level(each) for each in source.findall(W + "lvl")}
        numbering.family[name] = family
        for override in num.findall(W + "lvlOverride"):
            numbering.family[name] = f"{family}/{name}"  # a list that starts anew counts by itself
            depth, inner, start = count_of(value(override, "ilvl"), 0), override.find(W + "lvl"), override.find(W + "startOverride")
            if inner is not None:
                numbering.levels[name][depth] = _level(inner)
            if start is not None and depth in numbering.levels[name]:
                numbering.levels[name][depth].start = count_of(value(start), 1)
    return numbering


def _level(element: Element) -> Level:
    return Level(
        shape=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        start=count_of(value(element.find(W + "start")), 1),
        paragraph=paragraph_props(element.find(W + "pPr")),
        element=element,
    )


def _bullet(text: str) -> str:
    """Signs of the fonts Symbol and Wingdings stand in the private area: shown as a dot."""
    return "•" if not text.strip() or "\ue000" <= text.strip()[0] <= "\uf8ff" else text.strip()


def _written(number: int, shape: str) -> str:
    if shape in ("upperRoman", "lowerRoman"):
        return roman(number) if shape == "upperRoman" else roman(number).lower()
    if shape in ("upperLetter", "lowerLetter"):
        letter = _LATIN[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letter.upper() if shape == "upperLetter" else letter
    return f"{number:02d}" if shape == "decimalZero" else str(number)
