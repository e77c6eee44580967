"""A whole text in which a figure stands as a token, {6#1}: people write its words on, and cannot write the figure over.

`render_figured` prints a template so; `figured_body` reads the text again, as a person left it. What the tokens stand for is kept beside
the text as plain data (`as_values`, `figures_of`), by mark.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chungtay.documents.layout import Annex, Block, Document
from chungtay.documents.template.figures import MarkedText, Marks, lines_of, refuse_foreign
from chungtay.documents.template.markup import body_from_lines
from chungtay.documents.template.paper import printed_lines
from chungtay.documents.template.sections import TokenRendering, bracketed, flowing


@dataclass(frozen=True, slots=True)
class Figured:
    """The document, its text with tokens, and the figures by their numbers."""

    document: Document
    text: str
    figures: dict[int, MarkedText]


def render_figured(template: str, names: Mapping[str, Any], *, numbers: Mapping[str, int] | None = None) -> Figured:
    """The template with these names, figures among them; `numbers` are those that marks already have. TemplateBroken with its line."""
    rendering = TokenRendering(template, names, {}, numbers or {})
    rendered = rendering.tokens.rendered(rendering.front.body, first_line=rendering.front.body_line)
    text = flowing(re.sub(r"[ \t]+", " ", line).strip() for _number, line in printed_lines(rendered))
    figures = {rendering.numbers[mark]: figure for mark, figure in rendering.figures.items()}
    blocks, annexes = figured_body(text, figures)
    head = rendering.head(blocks, annexes)
    meanings = {figure.mark: figure.meaning for figure in figures.values() if figure.meaning}
    return Figured(replace(head, marks=head.marks | meanings), text, figures)


def figured_body(text: str, figures: Mapping[int, MarkedText]) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
    """The text and its annexes, each token a run with its figure's mark.

    Raises TemplateBroken with the line where a token's words are not its figure's, its number is unknown, or a brace stands alone.
    """
    refuse_foreign(text)
    marks = Marks()
    return body_from_lines([(number, bracketed(line, number, figures, marks)) for number, line in enumerate(lines_of(text), 1)], marks)


def as_values(figures: Mapping[int, MarkedText]) -> dict[str, Any]:
    """By mark, what JSON holds of each."""
    return {
        figure.mark: {
            "number": number,
            "text": figure.text,
            "meaning": figure.meaning,
            "value": figure.value if isinstance(figure.value, int | None) else str(figure.value),
        }
        for number, figure in figures.items()
    }


def figures_of(values: Mapping[str, Any]) -> dict[int, MarkedText]:
    """The figures from what was kept; what was kept in another way is none of a text's."""
    return {
        kept["number"]: MarkedText(kept["text"], mark, kept["meaning"], _value(kept["value"]))
        for mark, kept in values.items()
        if isinstance(kept, dict) and {"number", "text", "meaning", "value"} <= kept.keys()
    }


def _value(kept: int | str | None) -> int | Decimal | date | None:
    if not isinstance(kept, str):
        return kept
    return date.fromisoformat(kept) if kept.count("-") == 2 else Decimal(kept)
