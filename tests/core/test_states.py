"""Which state may follow which."""

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.documents.enums import DOCUMENT_MOVES, DocumentStatus


def test_a_move_of_the_table_passes_any_other_is_refused_by_name() -> None:
    for status in DocumentStatus:
        for to in DocumentStatus:
            if to in DOCUMENT_MOVES[status]:
                check_move(DOCUMENT_MOVES, status.value, to)
            else:
                with pytest.raises(RuleBroken, match=f"“{status.label}”, không chuyển sang “{to.label}”"):
                    check_move(DOCUMENT_MOVES, status.value, to)


def test_a_state_that_nobody_knows_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="lost"):
        check_move(DOCUMENT_MOVES, "lost", DocumentStatus.DRAFT)
