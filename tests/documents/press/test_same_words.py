"""Word, PDF and screen say the same words in the same order: those of the sheet."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Cell, Column, Document, Heading, Item, Level, Paragraph, Run, Table
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.html import print_html
from chungtay.documents.press.letters import legible, printable
from chungtay.documents.press.pdf import print_pdf
from tests.documents.press.printed import Printed
from tests.documents.press.reading import Word
from tests.make.layouts import SAMPLES, make_document, make_long_report


class Screen(HTMLParser):
    """The words of the article, element by element; without the address and the footnotes, which are not in the order of the text."""

    LINES = ("p", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "caption")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.silent = 0
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "col"):
            if tag == "br":
                self.handle_data("\n")
            return
        named = dict(attributes).get("class") or ""
        silences = any(name in named.split() for name in ("paper-address", "paper-notes", "paper-reference"))
        self.open.append((tag, silences))
        self.silent += silences
        if tag in self.LINES and not self.silent:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        opened, silences = self.open.pop()
        assert opened == tag, "the elements do not nest"
        self.silent -= silences

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += data


def evened(texts: list[str]) -> list[str]:
    """One kind of space, because hard spaces and the ends of lines are spaces in a PDF."""
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("make", [*SAMPLES, make_long_report])
def test_three_ways_one_text(make: Callable[[], Document]) -> None:
    document = make()
    said = evened(words(compose(document)))
    assert evened(Word(print_docx(document)).words()) == said
    assert Printed(print_pdf(document)).words() == said
    assert evened(Screen(print_html(document)).lines) == said


any_text = st.text(max_size=30)
any_runs = st.lists(
    st.builds(Run, any_text, bold=st.booleans(), italic=st.booleans(), mark=st.sampled_from(("", "a", "b"))), max_size=3
).map(tuple)
any_table = any_runs.map(lambda runs: Table((Column(), Column(2)), ((Cell(runs), Cell()),), ((Cell(runs, columns=2),),), caption=runs))


@settings(max_examples=40, deadline=None)
@given(
    subject=any_text,
    issuer=any_text,
    blocks=st.lists(
        st.builds(Paragraph, any_runs) | st.builds(Item, any_runs) | st.builds(Heading, st.sampled_from(Level), any_runs) | any_table,
        max_size=4,
    ).map(tuple),
)
def test_whatever_people_paste(subject: str, issuer: str, blocks: tuple[Paragraph | Item | Heading | Table, ...]) -> None:
    """Letter by letter: what stands alone on a line may be without a tag, and a letter that the type lacks is a box."""
    document = make_document(subject=subject, issuer=issuer, blocks=blocks)
    said = words(compose(document))
    assert "".join(Screen(print_html(document)).lines).split() == "".join(legible(text) for text in said).split()
    assert inked(Printed(print_pdf(document)).words()) == inked([printable(text) for text in said])


def inked(texts: list[str]) -> str:
    return "".join("".join(texts).split())
