"""The rules, grouped by the part of the paper that they look at. Importing this package registers them all."""

from chungtay.checker.rule import RULES
from chungtay.checker.rules import (
    annex,
    bases,
    body,
    foot,
    head,
    headings,
    letters,
    looks,
    number_and_day,
    page,
    title,
    typography,
)

__all__ = [
    "RULES",
    "annex",
    "bases",
    "body",
    "foot",
    "head",
    "headings",
    "letters",
    "looks",
    "number_and_day",
    "page",
    "title",
    "typography",
]
