"""What a run and a paragraph look like in the end: document defaults, styles and their bases, numbering, and what is said on the spot.

Sizes in points, lengths in twips until they leave for the reading. (Office Open XML, part 1, 17.7.2: the style hierarchy.)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from chungtay.checker.ooxml import A, Element, W, count_of, truth, twips, value

Props = dict[str, Any]
_SWITCHES: Final = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
DEFAULT_FONT: Final = "Times New Roman"  # what Word takes where a file names none


@dataclass(slots=True)
class Style:
    kind: str
    based_on: str | None
    run: Props
    paragraph: Props


@dataclass(slots=True)
class Styles:
    """The styles of a file, with the fonts of its theme."""

    theme: dict[str, str] = field(default_factory=dict)
    run: Props = field(default_factory=dict)
    paragraph: Props = field(default_factory=dict)
    by_id: dict[str, Style] = field(default_factory=dict)
    standard: dict[str, str] = field(default_factory=dict)  # kind → id of the style of what names none
    _known: dict[tuple[str | None, str], tuple[Props, Props]] = field(default_factory=dict)

    def chain(self, name: str | None, kind: str) -> tuple[Props, Props]:
        """Run and paragraph properties of a style with those of its bases beneath; not to be changed."""
        if (name, kind) not in self._known:
            self._known[name, kind] = self._collected(name, kind)
        return self._known[name, kind]

    def _collected(self, name: str | None, kind: str) -> tuple[Props, Props]:
        names: list[str] = []
        style = self.by_id.get(name or self.standard.get(kind, ""))
        current = name or self.standard.get(kind)
        while style is not None and current is not None and current not in names and len(names) < 30:
            names.append(current)
            current = style.based_on
            style = self.by_id.get(current or "")
        run: Props = {}
        paragraph: Props = {}
        for each in reversed(names):
            run |= self.by_id[each].run
            paragraph |= self.by_id[each].paragraph
        return run, paragraph


def read_styles(root: Element | None, theme: Element | None) -> Styles:
    """The styles part; an absent one leaves the defaults of the format (10 points)."""
    styles = Styles(theme=_theme_fonts(theme))
    if root is None:
        return styles
    defaults = root.find(W + "docDefaults")
    if defaults is not None:
        styles.run = run_props(defaults.find(f"{W}rPrDefault/{W}rPr"), styles.theme)
        styles.paragraph = paragraph_props(defaults.find(f"{W}pPrDefault/{W}pPr"))
    for element in root.findall(W + "style"):
        name, kind = value(element, "styleId") or "", value(element, "type") or "paragraph"
        based_on = value(element.find(W + "basedOn"))
        run, paragraph = run_props(element.find(W + "rPr"), styles.theme), paragraph_props(element.find(W + "pPr"))
        styles.by_id[name] = Style(kind, based_on, run, paragraph)
        if value(element, "default") in ("1", "true", "on"):
            styles.standard[kind] = name
    return styles


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """majorHAnsi, minorHAnsi … → font name."""
    if theme is None:
        return {}
    found: dict[str, str] = {}
    for part in ("major", "minor"):
        latin = theme.find(f".//{A}{part}Font/{A}latin")
        if latin is not None and latin.get("typeface"):
            found |= {f"{part}{ending}": str(latin.get("typeface")) for ending in ("HAnsi", "Ascii", "Bidi", "EastAsia")}
    return found


def run_props(element: Element | None, theme: dict[str, str]) -> Props:
    """Only what the element says."""
    props: Props = {}
    if element is None:
        return props
    for child in element:
        name = str(child.tag).removeprefix(W)
        if name in _SWITCHES:
            props[_SWITCHES[name]] = truth(child)
        elif name in _VALUES:
            key, read = _VALUES[name]
            props[key] = read(value(child))
        elif name == "rFonts":
            _put_font(props, child, theme)
    return {key: each for key, each in props.items() if each is not None}


def _size(text: str | None) -> float | None:
    """Half points, or a length with its unit."""
    found = twips(text)
    return None if found is None else found / (20 if str(text).endswith("pt") else 2)


_VALUES: Final[dict[str, tuple[str, Callable[[str | None], object]]]] = {
    "sz": ("size", _size),
    "u": ("underline", lambda text: text not in (None, "none")),
    "color": ("colour", lambda text: (text or "auto").lower()),
    "rStyle": ("style", lambda text: text),
    "vertAlign": ("raised", lambda text: text in ("superscript", "subscript")),
}


def _put_font(props: Props, element: Element, theme: dict[str, str]) -> None:
    themed = value(element, "asciiTheme") or value(element, "hAnsiTheme")
    font = theme.get(themed or "") or value(element, "hAnsi") or value(element, "ascii")
    if font:
        props["font"] = font


def paragraph_props(element: Element | None) -> Props:
    """Only what the element says; every attribute of indents and spacing inherits by itself."""
    props: Props = {}
    if element is None:
        return props
    for child in element:
        name = str(child.tag).removeprefix(W)
        if name in _LENGTHS:
            _LENGTHS[name](props, child)
        elif name in ("jc", "pStyle"):
            props["align" if name == "jc" else "style"] = value(child)
        elif name == "pBdr":
            props["border"] = any(child.find(W + side) is not None for side in ("top", "bottom"))
        elif name == "numPr":
            props["num"], props["level"] = value(child.find(W + "numId")), count_of(value(child.find(W + "ilvl")), 0)
        elif name in ("pageBreakBefore", "contextualSpacing"):
            props[name] = truth(child)
    return props


def _put_indent(props: Props, element: Element) -> None:
    left = twips(value(element, "start") or value(element, "left"))
    first, hanging = twips(value(element, "firstLine")), twips(value(element, "hanging"))
    if left is not None:
        props["left"] = left
    if hanging is not None:
        props["first"] = -hanging
    elif first is not None:
        props["first"] = first


def _put_spacing(props: Props, element: Element) -> None:
    for name in ("before", "after", "line"):
        length = twips(value(element, name))
        if length is not None:
            props[name] = length
        if truth_of(value(element, f"{name}Autospacing")):
            props[name] = 280.0  # Word's automatic 14 pt
    if value(element, "lineRule"):
        props["line_rule"] = value(element, "lineRule")


_LENGTHS: Final = {"ind": _put_indent, "spacing": _put_spacing}


def truth_of(text: str | None) -> bool:
    return text in ("1", "true", "on")
