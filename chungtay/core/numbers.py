"""Whole numbers as Vietnamese papers write them: with dots between thousands, with their đồng, and in words."""

from typing import Final

from django.utils.translation import gettext as _

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", " nghìn", " triệu")
_BILLION: Final = 10**9
LARGEST: Final = 10**18 - 1  # beyond it nobody agrees on the words
_MILLION: Final = 10**6


def grouped(number: int) -> str:
    """14000000 → '14.000.000'."""
    return f"{number:,}".replace(",", ".")


def in_dong(amount: int) -> str:
    """'14.000.000 đồng', in the reader's language."""
    return _("%(amount)s đồng") % {"amount": grouped(amount)}


def in_short(dong: int, *, is_floor: bool = False) -> str:
    """Đồng as people say it, to a tenth of a million or a billion: 1,2 tỷ; 350 triệu; 80.000. `is_floor` never rounds up."""
    if dong < _MILLION:
        return grouped(dong)
    step, word = (_BILLION, "tỷ") if dong >= _BILLION else (_MILLION, "triệu")
    tenths = dong * 10 // step if is_floor else (dong * 10 + step // 2) // step
    if tenths == 10_000 and word == "triệu":  # 999,97 triệu
        tenths, word = 10, "tỷ"
    whole, rest = divmod(tenths, 10)
    return f"{grouped(whole)},{rest} {word}" if rest else f"{grouped(whole)} {word}"


def in_words(number: int) -> str:
    """21015 → 'hai mươi mốt nghìn không trăm mười lăm'.

    The words of accounting: every group of three after the first says its hundreds ('không trăm'), a missing ten is 'linh', and after
    'mươi' one, four and five are 'mốt', 'tư', 'lăm'. Groups of zeros are not said. Raises ValueError beyond ±LARGEST.
    """
    if abs(number) > LARGEST:
        raise ValueError(number)
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    return _below_billions(number)


def _below_billions(number: int) -> str:
    billions, rest = divmod(number, _BILLION)
    said = [f"{_below_billions(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        if group := rest // 1000**power % 1000:
            said.append(_group(group, is_first=not said) + _GROUPS[power])
    return " ".join(said)


def _group(group: int, *, is_first: bool) -> str:
    """Three digits; the first group of a number says nothing of hundreds and tens that it does not have."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    said = [] if is_first and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if tens:
        said.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_ones(ones, after=tens))
    return " ".join(said)


def _ones(ones: int, *, after: int) -> str:
    if ones == 5 and after:
        return "lăm"
    if after > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
