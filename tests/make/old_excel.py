"""Excel books as before 2007 (.xls): the few records of BIFF8 that a table needs, in a compound file of one stream.

Written by the published formats [MS-XLS] and [MS-CFB]; small tables only (64 KB).
"""

import struct
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

_SECTOR: Final = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BIFF8: Final = 0x0600


def as_xls(rows: Sequence[Sequence[Any]], *, stream: str = "Workbook") -> bytes:
    """Numbers as numbers, everything else as text, days day first."""
    cells = b"".join(_cell(row, column, value) for row, values in enumerate(rows) for column, value in enumerate(values) if value != "")
    sheet = _record(0x0809, struct.pack("<HHHHII", _BIFF8, 0x0010, 0, 1997, 0, 6)) + cells + _record(0x000A)
    start = _record(0x0809, struct.pack("<HHHHII", _BIFF8, 0x0005, 0, 1997, 0, 6)) + _record(0x0042, struct.pack("<H", 1200))
    name = b"\x06\x00Sao ke"
    length = len(start) + 4 + 6 + len(name) + 4
    book = start + _record(0x0085, struct.pack("<IBB", length, 0, 0) + name) + _record(0x000A) + sheet
    return _compound(stream, book)


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(name: str, stream: bytes) -> bytes:
    """Sector 0 holds the table of sectors, sector 1 the directory, the rest the stream, long enough to have sectors of its own."""
    data = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(data) // _SECTOR
    assert count <= 126
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, child=1) + _entry(name, 2, start=2, size=len(data)) + _entry("", 0) * 2
    return head + table + entries + data


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    letters = (name + "\0").encode("utf-16-le") if name else b""
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return letters.ljust(64, b"\0") + struct.pack("<H", len(letters)) + links + b"\0" * 36 + struct.pack("<IQ", start, size)
