"""Payment codes: what a donor writes into a transfer, found again in what the banks make of it.

"CT", seven random characters and a check character, of digits and capitals without I, L, O and U. The check is a sum over GF(32) in which
every place has a weight of its own, so that one wrong character and two that changed places are always seen.
"""

import re
import secrets
from typing import Final

from chungtay.core.vietnamese import fold

PREFIX: Final = "CT"
LENGTH: Final = 10
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_FREE: Final = 7
_MENDED: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD: Final = 0b100101  # x⁵ + x² + 1: its root generates all 31 elements but zero
_PREFIXED: Final = re.compile(rf"{PREFIX}(?=([0-9A-Z]{{{LENGTH - len(PREFIX)}}}))")


def new_code() -> str:
    """One of 34 billion; that it is not given out twice is for its table to say."""
    free = "".join(secrets.choice(_ALPHABET) for _ in range(_FREE))
    return f"{PREFIX}{free}{_check(free)}"


def is_code(text: str) -> bool:
    """Whether it is a code exactly as new_code() writes them."""
    body = text[len(PREFIX) :]
    return len(text) == LENGTH and text.startswith(PREFIX) and all(c in _VALUES for c in body) and _check(body[:-1]) == body[-1]


def codes_in(text: str) -> list[str]:
    """Every code in a bank's narrative, in the order in which they stand there, each once.

    Marks, case, blanks, dots and line breaks do not matter, nor what stands before and after: banks glue their own words to the remitter's
    and break lines wherever they like. O is read as 0, I and L as 1. A text of chance holds a "CT" with a right check one time in 32: that
    a code was ever given out is for the caller to ask.
    """
    run = fold(text).replace(" ", "").upper()
    found = (PREFIX + match[1].translate(_MENDED) for match in _PREFIXED.finditer(run))
    return list(dict.fromkeys(code for code in found if is_code(code)))


def _check(free: str) -> str:
    """The character that brings the weighted sum to zero: the last one weighs 1, each before it the root of the field times more."""
    total = 0
    for letter in free:
        total = _times_root(total ^ _VALUES[letter])
    return _ALPHABET[total]


def _times_root(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 0b100000 else doubled
