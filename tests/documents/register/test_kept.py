"""A document kept as JSON comes out exactly as it went in."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.kept import kept, marked, taken_out
from chungtay.documents.layout import (
    Align,
    Annex,
    Cell,
    Column,
    Contact,
    Document,
    Heading,
    Item,
    Level,
    Paragraph,
    Run,
    Signature,
    Table,
)
from tests.make.documents import a_report

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.lists(text, max_size=3).map(tuple)
bare_run = st.builds(Run, text, st.booleans(), st.booleans(), text)
run = st.builds(Run, text, st.booleans(), st.booleans(), text, st.lists(bare_run, max_size=2).map(tuple))
runs = st.lists(run, max_size=3).map(tuple)
cell = st.builds(Cell, runs, st.none() | st.sampled_from(Align), st.booleans(), st.integers(1, 3), st.integers(1, 3))
rows = st.lists(st.lists(cell, max_size=3).map(tuple), max_size=2).map(tuple)
column = st.builds(Column, st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(Align))
block = (
    st.builds(Heading, st.sampled_from(Level), runs)
    | st.builds(Paragraph, runs)
    | st.builds(Item, runs)
    | st.builds(Table, st.lists(column, max_size=3).map(tuple), rows, rows, runs)
)
blocks = st.lists(block, max_size=3).map(tuple)
document = st.builds(
    Document,
    kind=st.sampled_from(DocumentKind),
    issuer=text,
    notation=text,
    subject=text,
    blocks=blocks,
    signature=st.builds(Signature, texts, text, texts),
    parent_issuer=text,
    number=st.none() | st.integers(1, 99_999),
    place=text,
    issued_on=st.none() | st.dates(),
    addressees=texts,
    bases=st.lists(runs, max_size=2).map(tuple),
    recipients=texts,
    archive=text,
    annexes=st.lists(st.builds(Annex, text, blocks, st.booleans()), max_size=2).map(tuple),
    urgency=st.none() | st.sampled_from(Urgency),
    circulation=text,
    drafter_mark=text,
    contact=st.none() | st.builds(Contact, text),
    marks=st.dictionaries(text, text, max_size=3),
)


@given(document)
def test_there_and_back(document: Document) -> None:
    assert taken_out(json.loads(json.dumps(kept(document)))) == document


def test_what_is_kept_can_be_read_by_people() -> None:
    data = kept(a_report(number=5, issued_on=date(2026, 3, 5)))
    assert (data["version"], data["kind"], data["number"], data["issued_on"]) == (1, "BC", 5, "2026-03-05")
    assert data["blocks"][0]["runs"][1] == {"text": "6 trường", "mark": "truong"}


def test_a_version_from_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="version 2"):
        taken_out(kept(a_report()) | {"version": 2})


def test_marks_are_found_wherever_they_stand() -> None:
    table = Table(
        (Column(),), ((Cell((Run("Đầu", mark="dau"),)),),), ((Cell((Run("1", mark="o"),)),),), caption=(Run("Bảng", mark="bang"),)
    )
    noted = Paragraph((Run("xem", footnote=(Run("30 em", mark="chu"),)),))
    document = replace(
        a_report(),
        bases=((Run("Luật", mark="luat"),),),
        blocks=(Heading(Level.ROMAN, (Run("II", mark="muc"),)), table, noted),
        annexes=(Annex("Kèm", (Item((Run("9", mark="phu"),)),)),),
    )
    assert marked(document) == {"luat": "Luật", "muc": "II", "bang": "Bảng", "dau": "Đầu", "o": "1", "chu": "30 em", "phu": "9"}
