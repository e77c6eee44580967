"""Lengths of lines, by which rules are drawn and centred lines evened out. (test_docx_in_libreoffice measures the letters themselves.)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.press.widths import evened, lines, width

texts = st.lists(st.text("aiỦƯơđmW ", min_size=1, max_size=12), min_size=1, max_size=12).map(" ".join)


def test_a_letter_keeps_its_width_under_its_marks() -> None:
    assert width("Ủ", 12, bold=True) == width("U", 12, bold=True)
    assert width("ậ", 12, bold=False) == width("a", 12, bold=False)
    assert width("ử", 12, bold=True) != width("u", 12, bold=True)
    assert width("Độc lập - Tự do - Hạnh phúc", 13, bold=True) == pytest.approx(56.1, abs=0.1)


def test_lines_break_where_words_no_longer_fit() -> None:
    word = width("aaaa", 14, bold=False)
    assert lines("aaaa aaaa", 14, bold=False, room=word * 1.5) == pytest.approx([word, word])
    assert len(lines("aaaa aaaa", 14, bold=False, room=word * 3)) == 1
    assert len(lines("aaaa\naaaa", 14, bold=False, room=word * 3)) == 2
    assert lines("aaaa", 14, bold=False, room=word / 2) == pytest.approx([word])


@given(text=texts, room=st.floats(20, 170))
def test_evened_lines_are_as_many_and_not_longer(text: str, room: float) -> None:
    narrow = evened(text, 12, bold=True, room=room)
    assert narrow <= room
    assert len(lines(text, 12, bold=True, room=narrow)) == len(lines(text, 12, bold=True, room=room))


def test_no_last_word_alone() -> None:
    whole = lines("ỦY BAN NHÂN DÂN XÃ THANH AN", 12, bold=True, room=67.5)
    even = lines("ỦY BAN NHÂN DÂN XÃ THANH AN", 12, bold=True, room=evened("ỦY BAN NHÂN DÂN XÃ THANH AN", 12, bold=True, room=67.5))
    assert whole[1] < 8
    assert even[1] > 25
