"""Signing: what the decree wants to be seen, and what is refused with its field."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Final

import pdfplumber
import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.documents.decree30 import form
from chungtay.signing import Hand, Look, Seal, Stamp, sign_pdf, verify_pdf
from chungtay.signing.looks import Size, size_of, stamp_text
from chungtay.signing.places import MM
from tests.make.certificates import PASSWORD, Identity, a_hand, a_key, a_picture, a_seal, an_identity

Box = tuple[float, float, float, float]
PAGE_HEIGHT: Final = form.PAGE_HEIGHT


def boxes(pdf: bytes) -> list[Box]:
    """Left, top, right, bottom of the signatures in millimetres from the upper left corner."""
    found = []
    for signature in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
        left, lower, right, upper = (float(value) / MM for value in signature.sig_field["/Rect"])
        found.append((left, PAGE_HEIGHT - upper, right, PAGE_HEIGHT - lower))
    return found


def line(pdf: bytes, word: str) -> tuple[float, float]:
    """Top and bottom of the line of this word on the last page, in millimetres."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        found = [entry for entry in opened.pages[-1].extract_words() if entry["text"] == word]
    return found[-1]["top"] / MM, found[-1]["bottom"] / MM


def test_the_hand_stands_between_office_and_name(signed: bytes) -> None:
    ((left, top, right, bottom),) = boxes(signed)
    assert top >= line(signed, "TRƯỞNG")[1] - 0.5
    assert bottom <= line(signed, "A")[0] + 0.5
    middle = form.MARGIN_LEFT + form.FOOT_COLUMNS[0] + form.FOOT_COLUMNS[1] / 2
    assert (left + right) / 2 == pytest.approx(middle, abs=0.5)
    assert (right - left) / (bottom - top) == pytest.approx(2, abs=0.05)


def test_the_seal_covers_a_third_of_the_hand_on_its_left(signed_twice: bytes) -> None:
    hand, seal = boxes(signed_twice)
    assert (seal[2] - hand[0]) / (hand[2] - hand[0]) == pytest.approx(1 / 3, abs=0.03)
    assert seal[0] < hand[0]
    assert seal[2] - seal[0] == pytest.approx(36, abs=0.5)
    assert (seal[1] + seal[3]) / 2 == pytest.approx((hand[1] + hand[3]) / 2, abs=0.5)


def test_the_seal_has_the_size_that_its_picture_says() -> None:
    seal = a_seal()
    body = b"pHYs" + struct.pack(">IIB", 6000, 6000, 1)
    at = seal.index(b"IDAT") - 4
    sized = seal[:at] + struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body)) + seal[at:]
    assert size_of(Seal(sized), room=Size(60, 23)).width == pytest.approx(40)


def test_an_annex_in_its_own_file_bears_number_and_time(printed: bytes, agency: Identity) -> None:
    pdf = sign_pdf(printed, agency.pkcs12, PASSWORD, appearance=Stamp("42/BC-PGDĐT"))
    ((_left, top, right, bottom),) = boxes(pdf)
    assert right == pytest.approx(form.PAGE_WIDTH - form.MARGIN_RIGHT, abs=0.5)
    assert 0 < top < bottom < form.MARGIN_TOP
    field = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0].sig_field
    assert b"/Image" not in repr(field["/AP"]["/N"]["/Resources"]).encode()


def test_the_stamp_says_the_time_of_vietnam() -> None:
    at = datetime(2021, 3, 4, 20, 5, 9, tzinfo=UTC)
    assert stamp_text(Stamp("42/BC-PGDĐT"), at) == "42/BC-PGDĐT; 05/3/2021 03:05:09 +07:00"


def test_without_a_picture_or_a_room_the_signature_is_unseen(printed: bytes, leader: Identity) -> None:
    assert boxes(sign_pdf(printed, leader.pkcs12, PASSWORD)) == [(0, PAGE_HEIGHT, 0, PAGE_HEIGHT)]
    nameless = printed.replace(b"paper:signature-room", b"paper:signature-rooM")
    assert nameless != printed
    assert boxes(sign_pdf(nameless, leader.pkcs12, PASSWORD, appearance=Hand(a_hand()))) == [(0, PAGE_HEIGHT, 0, PAGE_HEIGHT)]


def test_it_is_pades(signed: bytes) -> None:
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_regular_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    names = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= names
    assert "signing_time" not in names


def test_the_key_is_not_in_the_file(signed: bytes, leader: Identity) -> None:
    secret = leader.key.private_numbers()
    assert secret.p.to_bytes(128, "big") not in signed
    assert PASSWORD.encode() not in signed


def refused(printed: bytes, data: bytes, password: str = PASSWORD, look: Look | None = None) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        sign_pdf(printed, data, password, appearance=look)
    return caught.value


def test_certificates_that_may_not_sign(printed: bytes, authority: Identity, leader: Identity) -> None:
    now = clock.now()
    bare = pkcs12.serialize_key_and_certificates(b"x", a_key("Trưởng phòng"), None, None, NoEncryption())
    cases = [
        (refused(printed, leader.pkcs12, "sai"), "password", "Mật khẩu"),
        (refused(printed, leader.pkcs12, ""), "password", "Mật khẩu"),
        (refused(printed, b"khong phai"), "pkcs12", "không phải chứng thư số"),
        (refused(printed, b""), "pkcs12", "không phải chứng thư số"),
        (refused(printed, leader.pem), "pkcs12", "không phải chứng thư số"),
        (refused(printed, b"\x30" * 300_000), "pkcs12", "không phải chứng thư số"),
        (refused(printed, bare, ""), "pkcs12", "không có đủ"),
        (refused(printed, an_identity("Cũ", starts=now - timedelta(days=99), days=9).pkcs12), "pkcs12", "đã hết hạn ngày"),
        (refused(printed, an_identity("Mới", starts=now + timedelta(days=9)).pkcs12), "pkcs12", "có hiệu lực từ"),
        (refused(printed, an_identity("Thư", may_sign=False).pkcs12), "pkcs12", "không dùng để ký"),
        (refused(printed, an_identity("Yếu", bits=1024).pkcs12), "pkcs12", "quá ngắn"),
    ]
    for error, field, says in cases:
        assert (error.field, says in error.sentence) == (field, True), error.sentence


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"khong phai anh", "PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "PNG"),
        (a_picture(lambda _x, _y: 1.0, (0, 0, 255), wide=8, high=8, transparent=False), "nền trong suốt"),
        (a_hand().replace(b"\x00\x00\x01\x2c\x00\x00\x00\x96", b"\x00\x00\xff\xff\x00\x00\xff\xff"), "quá lớn"),
        (a_hand()[:60], "Không mở được"),
        (a_hand() + b"0" * 1_000_000, "PNG"),
    ],
)
def test_pictures_that_cannot_be_shown(printed: bytes, leader: Identity, picture: bytes, says: str) -> None:
    for look in (Hand(picture), Seal(picture)):
        error = refused(printed, leader.pkcs12, look=look)
        assert (error.field, says in error.sentence) == ("picture", True), error.sentence


@pytest.mark.parametrize(("content", "says"), [(b"x", "không phải PDF"), (b"%PDF-1.7 x", "đã hỏng")])
def test_files_that_cannot_be_signed(leader: Identity, content: bytes, says: str) -> None:
    error = refused(content, leader.pkcs12)
    assert (error.field, says in error.sentence) == ("pdf", True)


def test_the_time_authority_does_not_answer(printed: bytes, leader: Identity) -> None:
    with pytest.raises(RuleBroken, match="dấu thời gian"):
        sign_pdf(printed, leader.pkcs12, PASSWORD, timestamp_url="http://127.0.0.1:9/")


def test_signing_again_and_again(signed_twice: bytes, leader: Identity) -> None:
    pdf = sign_pdf(signed_twice, leader.pkcs12, PASSWORD, appearance=Stamp("1/BC-X"))
    assert pdf.startswith(signed_twice)
    assert len(verify_pdf(pdf).signatures) == 3
    assert verify_pdf(pdf).is_intact
