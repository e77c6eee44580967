"""What is no sound .docx gets one clear sentence, and costs little memory and time."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.shared import Pt

from chungtay.checker.checking import check, checked, corrected
from chungtay.checker.inspecting import inspect
from chungtay.checker.package import LARGEST_FILE
from chungtay.core import confined
from chungtay.core.errors import RuleBroken
from tests.make.papers import LONG, make_paper, saved

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_NOT_DOCX: Final = "Đây không phải tệp Word .docx. Xin chọn tệp .docx."
_BROKEN: Final = "Tệp .docx bị hỏng, không đọc được. Xin mở bằng Word, lưu lại rồi gửi lại."
_STRANGE: Final = "Tệp có khai báo XML lạ, không an toàn, nên không được nhận."
_BOMB: Final = "Tệp nén bất thường: giải nén ra quá lớn nên không được nhận."
_HUGE: Final = "Văn bản lớn quá mức kiểm tra được. Xin tách thành nhiều tệp nhỏ hơn."
_MACROS: Final = "Tệp có macro nên không được nhận. Xin lưu lại thành .docx không có macro."
_PASSWORD: Final = "Tệp đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại."
_OLD_LETTERS: Final = "Văn bản dùng phông và bảng mã cũ (TCVN3, VNI) nên không kiểm tra được. Xin chuyển sang Unicode rồi gửi lại."


def zipped(**entries: bytes) -> bytes:
    """A package of these parts; a double underscore stands for the slash, a single one before the ending for the dot."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A right paper in which one part is another."""
    file = BytesIO()
    with ZipFile(BytesIO(make_paper())) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return file.getvalue()


def body(content: bytes, before: bytes = b"") -> bytes:
    return with_part("word/document.xml", before + f'<w:document xmlns:w="{_W}"><w:body>'.encode() + content + b"</w:body></w:document>")


def billion_laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return body(b"<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}]>'.encode())


def entity_in_utf16() -> bytes:
    text = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><w:document xmlns:w="{_W}"/>'
    return with_part("word/document.xml", text.encode("utf-16"))


def deep() -> bytes:
    return body(b"<w:tbl>" * 200_000 + b"</w:tbl>" * 200_000)


def zip_bomb() -> bytes:
    """300 MB of blanks in 300 kB."""
    return with_part("word/media/image1.png", b" " * 300_000_000)


def liar() -> bytes:
    """A package whose list says that a part is small, and whose part is not."""
    honest = body(b"<w:p/>" * 1_000_000)
    with ZipFile(BytesIO(honest)) as package:
        size = package.getinfo("word/document.xml").file_size
    return honest.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def many_entries() -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>"}, **{f"word/{n}.xml": b"" for n in range(4000)})


def many_elements() -> bytes:
    """Just small enough to be read, but with more elements than there is memory for; numbers keep it from looking like a bomb."""
    return body(b"".join(b'<w:p w:x="%x"/>' % zlib.crc32(b"%d" % n) for n in range(600_000)))


def five_thousand_pages() -> bytes:
    word = Document()
    word.add_paragraph("x")
    xml = f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>{LONG}</w:t></w:r></w:p>'.encode()
    return body(b"".join(xml.replace(b"10", b"%d" % n) for n in range(5000 * 12)))


def macros() -> bytes:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    kind = b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return with_part("[Content_Types].xml", types + kind)


def in_font(font: str, text: str) -> bytes:
    word = Document()
    run = word.add_paragraph().add_run(text)
    run.font.name, run.font.size = font, Pt(14)
    return saved(word)


CASES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "nothing": (lambda: b"", "Tệp trống, không có gì để kiểm tra."),
    "text": (lambda: b"Kinh gui", _NOT_DOCX),
    "old word": (lambda: _OLE, "Đây là tệp Word kiểu cũ (.doc), không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx."),
    "pdf": (lambda: b"%PDF-1.7\n", "Đây là tệp PDF, không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx."),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n", "Đây là ảnh, không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx."),
    "rtf": (lambda: b"{\\rtf1}", "Đây là tệp RTF, không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx."),
    "opendocument": (
        lambda: zipped(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "Đây là tệp OpenDocument (.odt), không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx.",
    ),
    "zip": (lambda: zipped(**{"a.txt": b"a"}), _NOT_DOCX),
    "excel": (lambda: zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), _NOT_DOCX),
    "encrypted": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), _PASSWORD),
    "too large": (lambda: b"PK" + b"\0" * LARGEST_FILE, "Tệp lớn quá: tối đa 20 MB."),
    "cut off": (lambda: make_paper()[:9000], _BROKEN),
    "no body": (lambda: with_part("word/document.xml", f'<w:document xmlns:w="{_W}"/>'.encode()), _BROKEN),
    "no xml": (lambda: with_part("word/document.xml", b"not xml"), _BROKEN),
    "no styles": (lambda: with_part("word/styles.xml", b"<broken"), _BROKEN),
    "empty": (lambda: saved(Document()), "Văn bản trống, không có chữ nào để kiểm tra."),
    "macros by type": (macros, _MACROS),
    "macros by part": (lambda: with_part("word/vbaProject.bin", b"x"), _MACROS),
    "laughs": (billion_laughs, _STRANGE),
    "entity": (entity_in_utf16, _STRANGE),
    "deep": (deep, _BROKEN),
    "bomb": (zip_bomb, _BOMB),
    "liar": (liar, _BROKEN),
    "many entries": (many_entries, _BOMB),
    "many elements": (many_elements, _HUGE),
    "five thousand pages": (five_thousand_pages, _HUGE),
    "tcvn3": (lambda: in_font(".VnTime", "B¸o c¸o t×nh h×nh kinh tÕ - x· héi n¨m 2021"), _OLD_LETTERS),
    "tcvn3 in another font": (lambda: in_font("Times New Roman", "B¸o c¸o t×nh h×nh kinh tÕ - x· héi n¨m 2021"), _OLD_LETTERS),
    "vni": (lambda: in_font("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), _OLD_LETTERS),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_one_clear_sentence(case: str) -> None:
    make, sentence = CASES[case]
    with pytest.raises(RuleBroken) as refusal:
        check(make())
    assert refusal.value.sentence == sentence


def test_a_good_file_comes_through_the_same_door() -> None:
    wrong = make_paper(number="Số: 5/BC-UBND")
    report = check(wrong)
    assert [finding.rule for finding in report.findings] == ["number.zero"]
    assert check(corrected(wrong, report)).is_clean
    assert checked(wrong) == (report, corrected(wrong, report))
    assert checked(make_paper())[1] == b""


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 0.01)
    with pytest.raises(RuleBroken, match=_HUGE):
        check(make_paper())


@pytest.mark.parametrize("nonsense", [b"x", b"", b"-1", b"99999999999999999999", b"1e400", b"nan"])
def test_nonsense_in_the_attributes_does_no_harm(nonsense: bytes) -> None:
    """Every number of every part of the file is something else; what cannot be understood is passed over."""
    file = BytesIO()
    with ZipFile(BytesIO(make_paper())) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            is_form = name.endswith(".xml") and name.startswith("word/")
            target.writestr(name, re.sub(rb'(w:\w+=)"-?[0-9]+"', rb'\1"' + nonsense + b'"', content) if is_form else content)
    assert inspect(file.getvalue()).findings


@pytest.fixture
def english() -> Iterator[None]:
    from django.utils import translation  # noqa: PLC0415 — only here

    with translation.override("en"):
        yield


def test_the_child_speaks_the_language_of_the_person(english: None) -> None:
    with pytest.raises(RuleBroken):
        check(b"")
