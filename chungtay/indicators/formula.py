"""A derived indicator: a small language over other ones, with no way out of it. Codes, numbers, + - * / and parentheses; exact.

    100 * special_children / children_total

It is reckoned from totals, never added up itself: the share of a district is not the sum of the shares of its communes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate, of_sum
from chungtay.indicators.reading import Reading

MOST_LETTERS: Final = 200
MOST_DEEP: Final = 20
_WORDS: Final = re.compile(r"\s*(?:(?P<code>[a-z][a-z0-9_]*)|(?P<number>\d{1,15}(?:\.\d{1,6})?)|(?P<sign>[-+*/()])|(?P<strange>\S))")


class FormulaBroken(RuleBroken):
    """The formula cannot be read, or says nothing that makes sense."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a formula gives: exact, and as sure as its least sure operand."""

    value: Fraction
    estimate: Estimate = Estimate.EXACT


@dataclass(frozen=True, slots=True)
class _Node:
    """A number (`sign` "n"), a code ("c"), or a sign between two sides."""

    sign: str
    number: Fraction = Fraction(0)
    code: str = ""
    sides: tuple["_Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that could be read; `codes` are the indicators over which it reckons, in the order in which it names them."""

    text: str
    codes: tuple[str, ...]
    root: _Node

    def value(self, readings: Mapping[str, "Reading | Derived | None"]) -> Derived | None:
        """What comes out of numbers and of other formulas; None where an operand is blank or something would be divided by zero."""
        used = [readings.get(code) for code in self.codes]
        known = {code: reading for code, reading in zip(self.codes, used, strict=True) if reading is not None}
        if len(known) < len(self.codes):
            return None
        found = _value(self.root, {code: Fraction(reading.value) for code, reading in known.items()})
        return None if found is None else Derived(found, of_sum(reading.estimate for reading in known.values()))

    def money_power(self, powers: Mapping[str, int]) -> int:
        """How often đồng stands in the result: 1 for an amount, 0 for a number or a share; `powers` says it of every code.

        Raises FormulaBroken where money is added to what is no money.
        """
        return _power(self.root, powers)


def parse(text: str) -> Formula:
    """The formula as read. Raises FormulaBroken with a sentence."""
    if len(text) > MOST_LETTERS:
        raise FormulaBroken(_("công thức dài quá: tối đa %(most)d ký tự.") % {"most": MOST_LETTERS})
    reader = _Reader(list(_words(text)))
    root = reader.sum(0)
    if reader.word:
        raise FormulaBroken(_("công thức có “%(word)s” không đúng chỗ.") % {"word": reader.word})
    codes = tuple(dict.fromkeys(_codes(root)))
    if not codes:
        raise FormulaBroken(_("công thức phải dùng ít nhất một chỉ tiêu."))
    return Formula(text, codes, root)


def circle(formulas: Mapping[str, Formula]) -> list[str]:
    """The first chain of derived indicators that comes back to where it began, [a, b, a]; empty where there is none."""
    done: set[str] = set()
    for code in formulas:
        if found := _came_back(code, formulas, [], done):
            return found
    return []


def _came_back(code: str, formulas: Mapping[str, Formula], way: list[str], done: set[str]) -> list[str]:
    if code in way:
        return [*way[way.index(code) :], code]
    if code in done or code not in formulas:
        return []
    found = next((back for used in formulas[code].codes if (back := _came_back(used, formulas, [*way, code], done))), [])
    done.add(code)
    return found


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(text: str) -> Iterator[tuple[str, str]]:
    for match in _WORDS.finditer(text):
        kind, word = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "strange":
            raise FormulaBroken(_("công thức không dùng được ký tự “%(word)s”; chỉ có mã chỉ tiêu, số, + - * / và ngoặc.") % {"word": word})
        yield kind, word


class _Reader:
    """Reads from left to right; times and division bind more strongly than plus and minus."""

    def __init__(self, words: list[tuple[str, str]]) -> None:
        self.words = words
        self.at = 0

    @property
    def word(self) -> str:
        return self.words[self.at][1] if self.at < len(self.words) else ""

    def sum(self, deep: int) -> _Node:
        found = self.product(deep)
        while self.word in ("+", "-"):
            found = _Node(self.take(), sides=(found, self.product(deep)))
        return found

    def product(self, deep: int) -> _Node:
        found = self.part(deep)
        while self.word in ("*", "/"):
            sign, other = self.take(), self.part(deep)
            if sign == "/" and not any(_codes(other)) and not _value(other, {}):
                raise FormulaBroken(_("công thức chia cho 0."))
            found = _Node(sign, sides=(found, other))
        return found

    def part(self, deep: int) -> _Node:
        if deep > MOST_DEEP:
            raise FormulaBroken(_("công thức có quá nhiều lớp ngoặc."))
        kind = self.words[self.at][0] if self.word else ""
        if kind == "code":
            return _Node("c", code=self.take())
        if kind == "number":
            return _Node("n", Fraction(self.take()))
        if self.word != "(":
            said = _("công thức có “%(word)s” không đúng chỗ.") if self.word else _("công thức thiếu một vế ở cuối.")
            raise FormulaBroken(said % {"word": self.word})
        self.take()
        found = self.sum(deep + 1)
        if self.word != ")":
            raise FormulaBroken(_("công thức thiếu dấu ngoặc đóng."))
        self.take()
        return found

    def take(self) -> str:
        self.at += 1
        return self.words[self.at - 1][1]


# ── Reckoning ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _value(node: _Node, numbers: Mapping[str, Fraction]) -> Fraction | None:
    if not node.sides:
        return node.number if node.sign == "n" else numbers[node.code]
    left, right = (_value(side, numbers) for side in node.sides)
    if left is None or right is None or (node.sign == "/" and not right):
        return None
    if node.sign in ("+", "-"):
        return left + right if node.sign == "+" else left - right
    return left * right if node.sign == "*" else left / right


def _codes(node: _Node) -> Iterator[str]:
    if node.code:
        yield node.code
    for side in node.sides:
        yield from _codes(side)


def _power(node: _Node, powers: Mapping[str, int]) -> int:
    if not node.sides:
        return powers.get(node.code, 0)
    left, right = (_power(side, powers) for side in node.sides)
    if node.sign in ("*", "/"):
        return left + right if node.sign == "*" else left - right
    if left != right:
        raise FormulaBroken(_("công thức cộng hoặc trừ tiền với thứ không phải tiền."))
    return left
