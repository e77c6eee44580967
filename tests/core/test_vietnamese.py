"""Folding for search and sorting as Vietnamese readers expect."""

import csv
import unicodedata
from itertools import pairwise
from typing import Final

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.vietnamese import clean, fold, sort_key
from chungtay.places.actions.national import DATA

LISTS: Final = ("units-until-2025-06-30.csv", "units-from-2025-07-01.csv")
VIETNAMESE: Final = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Điện Biên", "dien bien"),
        ("ĐIỆN BIÊN", "dien bien"),
        (unicodedata.normalize("NFD", "Điện Biên"), "dien bien"),
        ("Ðiện Biên", "dien bien"),  # U+00D0
        ("Ɖiện Biên", "dien bien"),  # U+0189
        ("ðiện biên", "dien bien"),  # U+00F0
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("TH&THCS Na Ư", "th thcs na u"),
        ("  Phường\t10 ", "phuong 10"),
        ("_%*'\"", ""),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_fold_leaves_plain_letters_of_the_whole_alphabet() -> None:
    assert set(fold(VIETNAMESE)) == set(fold(VIETNAMESE.upper())) == set("abcdeghiklmnopqrstuvxy")


@given(st.text())
def test_fold_is_the_same_however_often_and_however_composed(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -10"))
def test_clean_keeps_every_letter(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "words",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "b"],  # tones after letters
        ["da", "dê", "đa", "đê", "e", "ê", "g"],  # đ after d
        ["o", "ó", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "má", "mạ", "man", "mán", "mang"],  # letters decide first, over the whole word
        ["Hòa An", "Hóa An", "Hòa Bình"],  # a tone decides only where all letters are equal
        ["Nam", "Nam An", "Nam Định", "Năm Căn"],  # a space before every letter
        ["Điện Biên", "Điện Biên Đông", "Điện Biên Phủ"],
        ["Phường 1", "Phường 2", "Phường 10", "Phường An Bình"],  # numbers by size, before letters
        ["quận", "Quận 3"],  # capitals do not matter
    ],
)
def test_sort_key_orders_as_a_dictionary_does(words: list[str]) -> None:
    keys = [sort_key(word) for word in words]
    assert sorted(set(keys)) == keys


def test_capitals_and_composition_do_not_matter_for_order() -> None:
    assert sort_key("Điện Biên") == sort_key("ĐIỆN BIÊN") == sort_key(unicodedata.normalize("NFD", "điện biên"))


@given(st.text(max_size=20))
def test_sort_key_is_plain_text_that_no_collation_reorders(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(text) == sort_key(text).lower()


def all_names() -> list[str]:
    """The names of every unit of both eras."""
    names: set[str] = set()
    for path in LISTS:
        with (DATA / path).open(encoding="utf-8", newline="") as file:
            names.update(f"{row['title']} {row['name']}" for row in csv.DictReader(file))
            file.seek(0)
            names.update(row["name"] for row in csv.DictReader(file))
    return sorted(names)


def test_no_two_names_of_units_share_a_key_unless_only_capitals_or_marks_between_words_differ() -> None:
    by_key: dict[str, set[str]] = {}
    for name in all_names():
        plain = "".join(letter for letter in clean(name).casefold() if letter.isalnum())
        by_key.setdefault(sort_key(name), set()).add(plain)
    assert {key: names for key, names in by_key.items() if len(names) > 1} == {}


@pytest.mark.postgres_only(reason="the other opinion comes from PostgreSQL's ICU collation for Vietnamese")
@pytest.mark.django_db
def test_our_order_is_that_of_icu() -> None:
    """Numbers apart: ICU reads them digit by digit, we by size."""
    names = [name for name in all_names() if not any(letter.isdigit() for letter in name)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_collation WHERE collname = 'vi-x-icu'")
        assert cursor.fetchone() == (1,), "this PostgreSQL was built without ICU"
        cursor.execute('SELECT name FROM unnest(%s::text[]) AS t (name) ORDER BY name COLLATE "vi-x-icu"', [names])
        theirs = [name for (name,) in cursor.fetchall()]
    assert len(theirs) > 7_000
    assert [(first, second) for first, second in pairwise(theirs) if sort_key(first) > sort_key(second)] == []


def test_the_order_of_bytes_of_our_keys_is_that_of_the_database(db: None) -> None:
    keys = [sort_key(name) for name in all_names()]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE keys (value varchar(1000))")
        cursor.executemany("INSERT INTO keys VALUES (%s)", [(key,) for key in reversed(keys)])
        cursor.execute("SELECT value FROM keys ORDER BY value")
        assert [value for (value,) in cursor.fetchall()] == sorted(keys)
        cursor.execute("DROP TABLE keys")
