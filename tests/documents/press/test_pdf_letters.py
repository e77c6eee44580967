"""Every letter that Vietnamese writes comes out; nothing that people paste stops the press, passes for a command, or vanishes."""

import unicodedata

import pytest

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Align, Annex, Cell, Column, Contact, Document, Item, Paragraph, Run, Signature, Table
from chungtay.documents.press.letters import BREAK, FONTS, breakable, drawable, legible, printable
from chungtay.documents.press.pdf import print_pdf
from tests.documents.press.printed import MM, Printed
from tests.make.layouts import make_document, said
from tests.preflight import complaints

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VIETNAMESE = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
LETTERS = VIETNAMESE + VIETNAMESE.upper() + "₫"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
STRANGE = (
    "#let x = 1",
    "$x^2$",
    "@nguồn",
    "<nhãn>",
    "\\u{41}",
    "`mã`",
    "*đậm*",
    "_nghiêng_",
    "= Đề mục",
    "- gạch",
    "+ số",
    "/ từ: nghĩa",
    "// lời bàn",
    "/* lời bàn */",
    "#panic()",
    '"ngoặc"',
    "~",
    "---",
    "[ ]",
    "{ }",
    "&nbsp;",
    "%",
    "a -- b",
    "https://x.vn/?a=1&b=#2",
    "{{ tên }}",
)


def text_of(document: Document) -> str:
    return "\n".join(Printed(print_pdf(document)).words())


def paper(text: str) -> Document:
    return make_document(blocks=(Paragraph(said(text)), Item(said("Hết"))))


@pytest.mark.parametrize("face", FACES)
def test_the_type_has_all_letters_of_vietnamese(face: str) -> None:
    assert len(LETTERS) == 146 + 1
    drawn = drawable(f"Tinos-{face}.ttf")
    assert [letter for letter in LETTERS if ord(letter) not in drawn] == []
    assert drawn == drawable()


def test_what_passes_unseen_is_in_the_type() -> None:
    """Text of these characters alone is not looked up letter by letter."""
    quick = [*range(0x20, 0x7F), *range(0xA0, 0x234), *range(0x1EA0, 0x1EFA), *range(0x2010, 0x2027), 0x20AB]
    assert [hex(letter) for letter in quick if printable(chr(letter)) not in ("", unicodedata.normalize("NFC", chr(letter)))] == []
    assert [hex(letter) for letter in quick if letter not in drawable() and legible(chr(letter))] == []


@pytest.mark.parametrize(("bold", "italic"), [(False, False), (True, False), (False, True), (True, True)])
def test_all_letters_of_vietnamese_come_out(bold: bool, italic: bool) -> None:
    letters = " ".join(LETTERS)
    document = make_document(blocks=(Paragraph((Run(letters, bold=bold, italic=italic),)), Item(said("Hết"))))
    printed = print_pdf(document)
    assert letters in Printed(printed).words()
    assert complaints(printed) == []


def test_letters_of_parts_come_out_whole() -> None:
    """As some keyboards and macOS write them."""
    assert "Điện Biên, ước mơ, Nguyễn" in text_of(paper(unicodedata.normalize("NFD", "Điện Biên, ước mơ, Nguyễn")))


@pytest.mark.parametrize("text", STRANGE)
def test_signs_of_typst_are_words_like_others(text: str) -> None:
    assert text in text_of(paper(text))


def test_signs_of_typst_everywhere() -> None:
    """In whatever element they stand."""
    sign = '#panic("x") $ @a <b> \\ ` * _'
    table = Table((Column(),), ((Cell(said(sign)),),), ((Cell(said(sign)),),), caption=said(sign))
    document = Document(
        kind=make_document().kind,
        issuer=sign,
        notation=sign,
        subject=sign,
        blocks=(Paragraph((Run(sign, mark=sign, footnote=said(sign)),)), table),
        signature=Signature((sign,), sign, (sign,)),
        parent_issuer=sign,
        place=sign,
        addressees=(sign, sign),
        bases=(said(sign),),
        recipients=(sign,),
        archive=sign,
        annexes=(Annex(sign, (Paragraph(said(sign)),)),),
        circulation=sign,
        drafter_mark=sign,
        contact=Contact(sign),
        marks={sign: sign},
    )
    printed = print_pdf(document)
    assert complaints(printed) == []
    assert Printed(printed).words() == [" ".join(text.split()) for text in words(compose(document))]


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("vui 😀 quá", "vui □ quá"),
        ("漢字", "□□"),
        ("nửa\ud83dchừng", "nửachừng"),
        ("chuông\x07, thoát\x1b, không\x00", "chuông, thoát, không"),
        ("gạch\u00adnối, nối\u200dliền, \u202engược", "gạchnối, nốiliền, ngược"),
        ("một\thai\r\nba\rbốn", "một haibabốn"),
        ("ước lượng ≥ 5, ½ → 1", "ước lượng ≥ 5, ½ → 1"),
    ],
)
def test_what_the_type_lacks_is_a_box(pasted: str, shown: str) -> None:
    printed = print_pdf(paper(pasted))
    assert shown in Printed(printed).words()
    assert complaints(printed) == []


def test_a_line_may_end_where_the_text_says() -> None:
    lines = [line["text"] for line in Printed(print_pdf(paper("một\nhai"))).pages[0].extract_text_lines()]
    assert lines.index("hai") == lines.index("một") + 1


@pytest.mark.parametrize("word", ["m" * 400, "Ơ" * 300, "1.234.567" * 40, "https://vidu.vn/" + "a" * 300])
def test_a_very_long_word_stays_on_the_paper(word: str) -> None:
    narrow = Table((Column(1, Align.RIGHT), Column(12)), (), ((Cell(said(word)), Cell(said("x"))),))
    printed = Printed(print_pdf(make_document(subject=word, issuer=word, blocks=(Paragraph(said(word)), Item(said(word)), narrow))))
    assert max(char["x1"] for page in printed.pages for char in page.chars) / MM <= form.PAGE_WIDTH - form.MARGIN_RIGHT + 0.1
    assert max(char["bottom"] for page in printed.pages for char in page.chars) / MM <= form.PAGE_HEIGHT - form.MARGIN_BOTTOM + 1
    assert word in printed.words()


def test_words_that_fit_are_not_broken() -> None:
    assert breakable("Ủy ban nhân dân", 14, room=165) == "Ủy ban nhân dân"
    assert breakable("a bbbb", 14, room=5) == f"a {BREAK.join('bbbb')}"


def test_a_cell_longer_than_a_page_is_not_cut() -> None:
    long = "Nội dung rất dài. " * 600
    table = Table((Column(), Column()), (), ((Cell(said(long)), Cell()),))
    printed = Printed(print_pdf(make_document(blocks=(table,))))
    assert long.strip() in printed.words()
    assert len(printed.pages) > 2
    assert max(char["bottom"] for page in printed.pages for char in page.chars) / MM <= form.PAGE_HEIGHT - form.MARGIN_BOTTOM + 1


def test_the_type_comes_with_its_licence() -> None:
    licence = (FONTS / "OFL.txt").read_text()
    assert "Google Inc." in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
