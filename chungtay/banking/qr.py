"""VietQR: the payload of the EMVCo standard as NAPAS uses it for transfers to an account, and its picture. Nothing leaves the machine."""

import io
from typing import Final

import segno

from chungtay.banking.codes import codes_in
from chungtay.banking.models import BankAccount
from chungtay.core.vietnamese import fold

LONGEST_PURPOSE: Final = 25  # what the apps of all banks let through
MOST_VND: Final = 9_999_999_999_999  # the amount has 13 characters
_NAPAS: Final = "A000000727"
_TO_ACCOUNT: Final = "QRIBFTTA"
_DONG: Final = "704"
_SCALE: Final = 8  # pixels of one module of the picture


def payload(account: BankAccount, *, amount_vnd: int | None, purpose: str) -> str:
    """The text behind the picture: pay `amount_vnd` đồng (None: the payer types it) into the account, with these words.

    `purpose` becomes at most 25 of A-Z, 0-9 and blanks and keeps the payment code whole. ValueError without a code, or for an amount that
    nobody can pay.
    """
    if amount_vnd is not None and not 1 <= amount_vnd <= MOST_VND:
        raise ValueError(amount_vnd)
    receiver = _field("00", account.bank_bin) + _field("01", account.number)
    fields = [
        _field("00", "01"),
        _field("01", "11" if amount_vnd is None else "12"),
        _field("38", _field("00", _NAPAS) + _field("01", receiver) + _field("02", _TO_ACCOUNT)),
        _field("53", _DONG),
        _field("54", str(amount_vnd)) if amount_vnd is not None else "",
        _field("58", "VN"),
        _field("62", _field("08", purpose_words(purpose))),
        "6304",
    ]
    text = "".join(fields)
    return f"{text}{crc(text.encode('ascii')):04X}"


def purpose_words(purpose: str) -> str:
    """At most 25 of A-Z, 0-9 and single blanks, the payment code whole: at its place, or first where the words are too long for it."""
    codes = codes_in(purpose)
    if not codes:
        raise ValueError(purpose)
    words = "".join(letter if letter.isascii() else " " for letter in fold(purpose)).upper().split()
    text = " ".join(words)[:LONGEST_PURPOSE].rstrip()
    return text if codes[0] in text else " ".join([codes[0], *(word for word in words if word != codes[0])])[:LONGEST_PURPOSE].rstrip()


def crc(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, begins with FFFF, nothing reflected."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
        value &= 0xFFFF
    return value


def svg(payload: str) -> str:
    """For within a page: no size of its own, black on white whatever the theme."""
    return _drawn(payload).svg_inline(svgclass="qr", lineclass=None, omitsize=True, light="#fff", border=4)


def png(payload: str) -> bytes:
    """To save, print or send."""
    file = io.BytesIO()
    _drawn(payload).save(file, kind="png", scale=_SCALE, border=4, light="#fff")
    return file.getvalue()


def _drawn(payload: str) -> segno.QRCode:
    return segno.make_qr(payload, error="m", boost_error=True)


def _field(tag: str, value: str) -> str:
    """Two digits of what it is, two of how long it is, the value."""
    if len(value) > 99:
        raise ValueError(value)
    return f"{tag}{len(value):02d}{value}"
