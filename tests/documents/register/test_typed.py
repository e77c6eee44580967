"""A paper typed into a form, and shown there again."""

from dataclasses import replace

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import draft_document, revise_draft
from chungtay.documents.enums import Urgency
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Heading, Item, Level, Paragraph, Run, plain
from chungtay.documents.typed import TypedPaper, document_of, typed_of
from tests.make.documents import DAY, SIX, Desk, make_draft

TYPED = TypedPaper(
    kind="BC",
    subject="Kết quả  thực hiện",
    authority="KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN",
    text="Mở đầu.\n\n# Kết quả\n\n- Một",
    addressees="- Ủy ban nhân dân tỉnh;\n\nSở Y tế.",
    bases="Luật Trẻ em;\nKế hoạch số 210/KH-UBND.",
    recipients="Lãnh đạo xã",
    offices="PHÓ CHỦ TỊCH UBND HUYỆN",
    signer="Lò Văn A",
    archive=" VT,  GD ",
    urgency="KHAN",
)


def test_each_line_one_thing_without_the_signs_that_the_form_adds() -> None:
    document = document_of(TYPED)
    assert document.subject == "Kết quả thực hiện"
    assert document.addressees == ("Ủy ban nhân dân tỉnh", "Sở Y tế")
    assert [plain(runs) for runs in document.bases] == ["Luật Trẻ em", "Kế hoạch số 210/KH-UBND"]
    assert document.signature.authority == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert (document.signature.name, document.signature.offices) == ("Lò Văn A", ("PHÓ CHỦ TỊCH UBND HUYỆN",))
    assert (document.archive, document.urgency) == ("VT, GD", Urgency.KHAN)
    assert document.blocks == (
        Paragraph((Run("Mở đầu."),)),
        Heading(Level.ROMAN, (Run("Kết quả"),)),
        Item((Run("Một"),)),
    )


def test_shown_again_it_says_the_same(desk: Desk) -> None:
    paper = draft_document(desk.unit, by=desk.officer, document=document_of(TYPED), on=DAY, source=TYPED.text or "")
    assert document_of(typed_of(paper)) == document_of(TYPED)


def test_a_broken_text_names_its_line() -> None:
    with pytest.raises(RuleBroken, match="Dòng 3") as refusal:
        document_of(replace(TYPED, text="Một\n\n-"))
    assert refusal.value.field == "text"


def test_what_came_from_records_keeps_blocks_and_marks(desk: Desk) -> None:
    marked = ((Run("Theo báo cáo của "), SIX),)
    paper = make_draft(desk, bases=marked)
    typed = typed_of(paper)
    assert typed.text is None
    revised = document_of(replace(typed, subject="Khác", bases=f"{typed.bases}\nLuật Trẻ em"), taken_out(paper.content))
    paper = revise_draft(paper, by=desk.officer, document=revised, on=DAY)
    document = taken_out(paper.content)
    assert document.bases == (*marked, (Run("Luật Trẻ em"),))
    assert SIX in document.blocks[0].runs  # type: ignore[union-attr]
