"""Documents that come in, and small true files of each type."""

import io
import struct
import zipfile
from datetime import date
from itertools import count
from typing import Any, Final

from chungtay.documents.actions.incoming import Arrival, register_incoming
from chungtay.documents.models import IncomingDocument
from tests.make.documents import DAY, Desk

A_PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"
_numbers = count(1)


def a_docx() -> bytes:
    """A package with the two parts that make it Word's."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def a_jpeg(*, width: int = 8, height: int = 8) -> bytes:
    """Start, size, picture, end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def make_incoming(desk: Desk, *, on: date = DAY, file: bytes = A_PDF, **more: Any) -> IncomingDocument:
    number = next(_numbers)
    given: dict[str, Any] = {
        "sender": "UBND tỉnh Điện Biên",
        "subject": f"Kế hoạch số {number}",
        "symbol": f"{number}/KH-UBND",
        "issued_on": on,
    }
    given |= {name: more.pop(name) for name in ("sender", "subject", "symbol", "issued_on", "kind") if name in more}
    return register_incoming(desk.unit, by=desk.officer, arrival=Arrival(**given), on=on, file=file, file_name="ke hoach.pdf", **more)
