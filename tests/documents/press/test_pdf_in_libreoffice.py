"""LibreOffice sets our Word file as typst sets our PDF: the same pages, the same lines."""

from collections.abc import Callable

import pytest

from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.pdf import print_pdf
from tests.documents.press.printed import Printed
from tests.libreoffice import to_pdf
from tests.make.layouts import SAMPLES, make_long_report


def pages(pdf: bytes) -> list[list[str]]:
    """Every line of every page, letters alone: the two print the spaces of a justified line differently."""
    return [["".join(line["text"].split()) for line in page.extract_text_lines()] for page in Printed(pdf).pages]


@pytest.mark.parametrize("make", [*SAMPLES, make_long_report])
def test_pages_and_lines_fall_alike(make: Callable[[], Document]) -> None:
    document = make()
    ours, theirs = pages(print_pdf(document)), pages(to_pdf(print_docx(document)))
    assert len(ours) == len(theirs)
    for number, (our, their) in enumerate(zip(ours, theirs, strict=True), 1):
        assert (number, our) == (number, their)
