"""The codes by which people name what came: read out on the phone, typed from a letter."""

import re
import secrets
from typing import Final

_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U/V
_TRACE: Final = re.compile(r"[^0-9A-Z]")


def new_trace_code() -> str:
    """Twelve letters, about 59 bits, in three groups: "7K3M-Q9TX-2BFH". Whoever knows it sees where the gift is; nobody guesses it."""
    letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def new_code(prefix: str) -> str:
    """ "PB-7K3MQ9": of an allocation (PB), a delivery (BG), a complaint (PA); eight letters, unique by its column."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _place in range(8))}"


def trace_code_of(typed: str) -> str:
    """What somebody typed, as it is kept; empty where it cannot be one."""
    letters = _TRACE.sub("", typed.upper()[:40])
    if len(letters) != 12 or any(letter not in _LETTERS for letter in letters):
        return ""
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
