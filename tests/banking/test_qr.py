"""The payload is what NAPAS asks for, read by two programs that are not ours."""

import io

import pytest
import zxingcpp
from PIL import Image
from vietnam_qr_pay import QRPay

from chungtay.banking.banks import BANKS
from chungtay.banking.codes import _check
from chungtay.banking.models import BankAccount
from chungtay.banking.qr import crc, payload, png, purpose_words, svg

ACCOUNT = BankAccount(bank_bin="970436", number="1021000001", holder="UBND XA THANH AN")
CODE = f"CT7ABCDEF{_check('7ABCDEF')}"
PUBLISHED = (
    "00020101021238530010A0000007270123000697043201091290057180208QRIBFTTA53037045802VN5920NGUYEN PHAM THUY LAN62390835"
    "Thanh toan don hang cho Bean Bakery6304"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123456789", "29B1"),
        (PUBLISHED, "3AA2"),
        ("00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN6304", "9E6F"),
    ],
)
def test_the_crc_of_known_strings(text: str, expected: str) -> None:
    assert f"{crc(text.encode()):04X}" == expected


def test_the_payload_letter_by_letter() -> None:
    account = BankAccount(bank_bin="970403", number="0011012345678")
    code = "CT0000000" + "0"
    head = "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA5303704540550000" + "5802VN"
    text = f"{head}62140810{code}6304"
    assert payload(account, amount_vnd=50_000, purpose=code) == f"{text}{crc(text.encode()):04X}"


@pytest.mark.parametrize("amount", [None, 1, 1_500_000, 9_999_999_999_999])
@pytest.mark.parametrize("bank_bin", ["970407", "970418", "970436"])
def test_another_library_reads_the_same(amount: int | None, bank_bin: str) -> None:
    account = BankAccount(bank_bin=bank_bin, number="19036789012345")
    read = QRPay(payload(account, amount_vnd=amount, purpose=f"{CODE} ủng hộ Đường lên bản"))
    assert read.is_valid
    assert (read.consumer.bank_bin, read.consumer.bank_number) == (bank_bin, "19036789012345")
    assert read.provider.service == "QRIBFTTA"
    assert read.amount == (None if amount is None else str(amount))
    assert read.init_method == ("11" if amount is None else "12")
    assert read.additional_data.purpose == f"{CODE} UNG HO DUONG LEN BAN"[:25].strip()


def test_a_camera_reads_the_picture() -> None:
    text = payload(ACCOUNT, amount_vnd=250_000, purpose=CODE)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png(text))))
    assert [one.text for one in found] == [text]


def test_the_drawing_has_nothing_inline_and_no_size() -> None:
    drawn = svg(payload(ACCOUNT, amount_vnd=None, purpose=CODE))
    assert drawn.startswith("<svg")
    assert "viewBox" in drawn
    assert "style" not in drawn
    assert 'width="' not in drawn.split(">")[0]
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    "purpose",
    [
        CODE,
        f"{CODE} Bữa ăn bán trú cho các cháu Mầm non Thanh An",
        f"Bữa ăn bán trú cho các cháu Mầm non Thanh An {CODE}",
        f"Bữa ăn {CODE[:4].lower()} {CODE[4:].lower()} cho các cháu",
        f"日本 {CODE} 🙂",
    ],
)
def test_the_code_stays_whole_in_the_words(purpose: str) -> None:
    words = purpose_words(purpose)
    assert CODE in words
    assert len(words) <= 25
    assert all(letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 " for letter in words)


def test_what_cannot_be_paid() -> None:
    with pytest.raises(ValueError, match="ung ho"):
        payload(ACCOUNT, amount_vnd=None, purpose="ung ho")
    for amount in (0, -5, 10**13):
        with pytest.raises(ValueError, match=str(amount)):
            payload(ACCOUNT, amount_vnd=amount, purpose=CODE)


def test_the_banks_that_are_sure() -> None:
    sure = {
        "970436": "Vietcombank",
        "970418": "BIDV",
        "970415": "VietinBank",
        "970405": "Agribank",
        "970422": "MB Bank",
        "970407": "Techcombank",
        "970416": "ACB",
        "970432": "VPBank",
        "970423": "TPBank",
    }
    assert {number: BANKS[number].short_name for number in sure} == sure
    assert all(len(number) == 6 and number.isdecimal() and bank.bin == number for number, bank in BANKS.items())
    assert len({bank.code for bank in BANKS.values()}) == len(BANKS)
