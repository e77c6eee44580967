"""What many wrote stands together, each with where it came from."""

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from chungtay.submissions.actions import GivenText, save_answers
from chungtay.submissions.likeness import Said, groups, rolled_up, sentences
from tests.make.submissions import Asked, make_sent


def test_sentences_and_lines_of_a_list() -> None:
    text = """- Kinh phí hạn hẹp, chỉ 14.000.000 đồng.
1. Cán bộ kiêm nhiệm. Đường xa; Mưa nhiều!
Đề nghị TP. Kon Tum, v.v. hỗ trợ thêm
…
 a) Không."""
    assert sentences(text) == [
        "Kinh phí hạn hẹp, chỉ 14.000.000 đồng.",
        "Cán bộ kiêm nhiệm.",
        "Đường xa;",
        "Mưa nhiều!",
        "Đề nghị TP. Kon Tum, v.v. hỗ trợ thêm",
        "Không.",
    ]


def test_likes_stand_together_whatever_the_order() -> None:
    said = [
        Said(1, "Kinh phí cho công tác trẻ em còn hạn hẹp."),
        Said(2, "Kinh phí công tác trẻ em hạn hẹp"),
        Said(3, "kinh phí, công tác trẻ em HẠN HẸP;"),
        Said(3, "Cán bộ làm công tác trẻ em kiêm nhiệm nhiều việc"),
        Said(1, "Không."),
        Said(2, "Không"),
    ]
    first = groups(said)
    assert [(likes.text, likes.units) for likes in first] == [
        ("kinh phí, công tác trẻ em HẠN HẸP;", 3),
        ("Không.", 2),
        ("Cán bộ làm công tác trẻ em kiêm nhiệm nhiều việc", 1),
    ]
    for order in list(permutations(said))[::97]:
        assert {frozenset(likes.members) for likes in groups(order)} == {frozenset(likes.members) for likes in first}


def test_a_short_word_is_not_taken_for_a_long_sentence() -> None:
    said = [Said(1, "Không có kinh phí để tổ chức cho trẻ em ở các thôn xa"), Said(2, "Không"), Said(3, "Không có kinh phí")]
    assert [likes.units for likes in groups(said)] == [2, 1]


WORDS = st.lists(st.sampled_from(["xã", "trẻ", "em", "kinh", "phí", "thiếu", "ít", "xa"]), min_size=1, max_size=6)


@given(st.lists(st.builds(Said, st.integers(1, 5), WORDS.map(" ".join))))
def test_nothing_is_lost_and_nothing_stands_twice(said: list[Said]) -> None:
    found = groups(said)
    assert Counter(one for likes in found for one in likes.members) == Counter(said)
    assert all(likes.text in {one.text for one in likes.members} for likes in found)


def test_the_texts_of_those_that_have_sent(asked: Asked) -> None:
    for one, text in ((asked.here, "Báo cáo chậm."), (asked.there, "Báo cáo còn chậm. Thiếu người.")):
        save_answers(one, by=None, given={}, texts={"limits": GivenText(text)})
    make_sent(asked.here)
    assert [likes.text for likes in rolled_up(asked.round)["limits"]] == ["Báo cáo chậm."]
    make_sent(asked.there)
    found = rolled_up(asked.round, collector=asked.province.office)
    assert [(likes.text, likes.units) for likes in found["limits"]] == [("Báo cáo còn chậm.", 2), ("Thiếu người.", 1)]
    assert found["proposals"] == []
    assert rolled_up(asked.round, territory=asked.province.there.unit)["limits"][0].units == 1
