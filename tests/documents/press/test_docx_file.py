"""The file itself: Word opens it without repair, it says what it is, and the same document is the same file."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from tests.documents.press.reading import Word
from tests.make.layouts import SAMPLES, make_document, make_report
from tests.open_xml import faults


@pytest.mark.parametrize("make", SAMPLES)
def test_microsofts_validator_finds_no_fault(make: Callable[[], Document]) -> None:
    assert faults(print_docx(make())) == []


def test_the_validator_does_find_faults() -> None:
    changed = BytesIO()
    with ZipFile(changed, "w") as archive:
        for name, part in Word(print_docx(make_document())).parts.items():
            archive.writestr(name, part.replace(b"<w:jc ", b"<w:justification "))
    assert any("justification" in fault for fault in faults(changed.getvalue()))


def test_another_library_reads_it() -> None:
    """python-docx finds the text, the styles and the sections."""
    read = docx.Document(BytesIO(print_docx(make_report())))
    assert len(read.sections) == 3
    assert {paragraph.style.name for paragraph in read.paragraphs if paragraph.style and paragraph.text} >= {
        "Tên loại",
        "Trích yếu",
        "Mục La Mã",
    }


def test_what_the_file_says_of_itself() -> None:
    said = docx.Document(BytesIO(print_docx(make_document()))).core_properties
    assert (said.title, said.language, said.author) == (
        "Báo cáo Kết quả Tháng hành động vì trẻ em năm 2021",
        "vi-VN",
        "Phòng Lao động - Thương binh và Xã hội",
    )
    assert said.identifier == "07/BC-LĐTBXH"
    assert said.created is not None
    assert said.created.date().isoformat() == "2021-07-05"
    assert b"created" not in Word(print_docx(make_document(issued_on=None))).parts["docProps/core.xml"]


@pytest.mark.parametrize("make", SAMPLES)
def test_the_same_document_is_the_same_file(make: Callable[[], Document]) -> None:
    printed = print_docx(make())
    assert printed == print_docx(make())
    with ZipFile(BytesIO(printed)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
