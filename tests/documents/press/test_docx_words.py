"""Word says what the sheet says: every word, in its order, footnotes and figures included."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Cell, Column, Contact, Document, Heading, Item, Level, Paragraph, Run, Table
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.letters import legible
from tests.documents.press.reading import W, Word, has, is_continued, text, value
from tests.make.layouts import SAMPLES, make_document, make_report, said

CONTROL = f"{W}sdt"


@pytest.mark.parametrize("make", SAMPLES)
def test_the_words_are_those_of_the_sheet(make: Callable[[], Document]) -> None:
    document = make()
    assert Word(print_docx(document)).words() == words(compose(document))


any_text = st.text(max_size=30)
any_runs = st.lists(st.builds(Run, any_text, bold=st.booleans(), mark=st.sampled_from(("", "a", "b"))), max_size=3).map(tuple)


@given(
    subject=any_text,
    issuer=any_text,
    blocks=st.lists(
        st.builds(Paragraph, any_runs)
        | st.builds(Item, any_runs)
        | st.builds(Heading, st.sampled_from(Level), any_runs)
        | any_runs.map(lambda runs: Table((Column(), Column(2)), ((Cell(runs), Cell()),), ((Cell(runs, columns=2),),), caption=runs)),
        max_size=5,
    ).map(tuple),
)
def test_whatever_people_paste(subject: str, issuer: str, blocks: tuple[Paragraph | Item | Heading | Table, ...]) -> None:
    document = make_document(subject=subject, issuer=issuer, blocks=blocks)
    said = [legible(piece) for piece in words(compose(document))]
    assert list(filter(None, Word(print_docx(document)).words())) == list(filter(None, said))


def test_signs_of_xml_and_ends_of_lines_are_words_like_others() -> None:
    pasted = Paragraph(said('a < b & c > "d"\r\ne\tf\x0b\x00'))
    word = Word(print_docx(make_document(blocks=(pasted,))))
    assert 'a < b & c > "d"\ne f./.' in word.words()


def test_footnotes_stand_where_they_are_called() -> None:
    word = Word(print_docx(make_report()))
    notes = [(note.get(f"{W}id"), text(note)) for note in word.part("footnotes") if not note.get(f"{W}type")]
    assert notes == [("1", " Gồm cả hiện vật quy đổi theo giá tháng 3."), ("2", " Theo biên bản bàn giao.")]
    children = [list(paragraph) for paragraph in word.body.iter(f"{W}p")]
    called = [text(before) for runs in children for before, run in pairwise(runs) if has(run, "footnoteReference")]
    assert called == ["245.000.000", "."]
    assert [note.get(f"{W}type") for note in word.part("footnotes")][:2] == ["separator", "continuationSeparator"]


def test_a_note_within_a_note_is_left_out() -> None:
    inner = Run("chú thích", footnote=said("không thể có"))
    word = Word(print_docx(make_document(blocks=(Paragraph((Run("Lời", footnote=(inner,)),)),))))
    assert len(word.part("footnotes")) == 3
    assert text(word.part("footnotes")) == " chú thích"


def test_every_mark_is_a_content_control() -> None:
    found = [
        (value(control, "sdtPr/tag"), value(control, "sdtPr/alias"), text(control), value(control, "sdtPr/lock"))
        for control in Word(print_docx(make_report())).body.iter(CONTROL)
    ]
    schools = ("power.schools", "Trường thiếu điện, nước", "16", "sdtContentLocked")
    sites = ("power.sites", "Điểm trường thiếu điện, nước", "35", "sdtContentLocked")
    money = ("money", "Tiền đã tiếp nhận", "245.000.000", "sdtContentLocked")
    assert found == [schools, sites, schools, sites, money, schools, schools, sites]


def test_content_controls_have_ids_of_their_own() -> None:
    blocks = (Paragraph((Run("1", mark="m", footnote=(Run("2", mark="n"),)), Run("3", mark="m"))),)
    word = Word(print_docx(make_document(blocks=blocks)))
    controls = [*word.body.iter(CONTROL), *word.part("footnotes").iter(CONTROL)]
    assert [text(control) for control in controls] == ["1", "3", "2"]
    assert len({value(control, "sdtPr/id") for control in controls}) == 3


def test_a_mark_without_meaning_is_named_by_its_id() -> None:
    word = Word(print_docx(make_document(blocks=(Paragraph((Run("7", mark="gifts"),)),), marks={"gifts": ""})))
    assert [value(control, "sdtPr/alias") for control in word.body.iter(CONTROL)] == ["gifts"]


def test_a_long_meaning_is_cut_and_a_long_id_is_refused() -> None:
    """Word takes 64 letters for either; the meaning is for people, the id is not ours to change."""
    blocks = (Paragraph((Run("7", mark="m" * 64),)),)
    word = Word(print_docx(make_document(blocks=blocks, marks={"m" * 64: "ý nghĩa " * 20})))
    assert [len(value(control, "sdtPr/alias")) for control in word.body.iter(CONTROL)] == [64]
    with pytest.raises(ValueError, match="longer than 64"):
        print_docx(make_document(blocks=(Paragraph((Run("7", mark="m" * 65),)),)))


def test_emphasis_is_all_that_runs_carry() -> None:
    word = Word(print_docx(make_report()))
    dressed = {child.tag.removeprefix(W) for run in word.body.iter(f"{W}rPr") for child in run}
    assert dressed == {"b", "bCs", "i", "iCs", "rStyle"}
    assert [text(run) for run in word.body.iter(f"{W}r") if has(run, "rPr/i")] == ["6 trường"]


def test_the_address_stands_at_the_foot_of_the_first_page() -> None:
    word = Word(print_docx(make_document(contact=Contact("Địa chỉ: xã Thanh An"))))
    (section,) = word.sections()
    assert [(foot.get(f"{W}type"), foot[:]) for foot in section.iter(f"{W}footerReference")] == [("first", [])]
    assert text(word.part("contact")) == "Địa chỉ: xã Thanh An"
    assert has(word.styles()["Địa chỉ cơ quan"], "pPr/pBdr/top")


def test_a_cell_over_two_rows_says_its_words_once() -> None:
    word = Word(print_docx(make_report()))
    continued = [text(cell) for cell in word.body.iter(f"{W}tc") if is_continued(cell)]
    assert continued == [""] * 6  # in each of two tables: two of the head, one of the rows
