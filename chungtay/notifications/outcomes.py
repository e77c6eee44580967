"""What became of one try to send a message."""

from dataclasses import dataclass
from enum import Enum, auto


class Fate(Enum):
    SENT = auto()
    LATER = auto()  # surely not taken, and another try may help
    REFUSED = auto()  # surely not taken, and no other try will help
    UNCERTAIN = auto()  # the other side may have it
    EXPIRED = auto()  # surely not taken: the token by which we are known is no longer good


@dataclass(frozen=True, slots=True)
class Outcome:
    """`words` is for the operator: a code and a kind of failure, never a word of the message or an address."""

    fate: Fate
    words: str = ""
