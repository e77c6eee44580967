"""No false alarm on what our own press prints."""

from collections.abc import Callable
from typing import Final

import pytest

from chungtay.checker.inspecting import inspect
from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from tests.make.layouts import SAMPLES

# What a document itself leaves out: room for the pen, the name of a signer. Said to a person, and not to the press.
LEFT_OUT: Final = {"make_resolution": {"number.blank", "day.blank", "signer.present"}}


@pytest.mark.parametrize("make", SAMPLES)
def test_nothing_departs(make: Callable[[], Document]) -> None:
    found = {finding.rule for finding in inspect(print_docx(make())).findings}
    assert found == LEFT_OUT.get(make.__name__, set())
