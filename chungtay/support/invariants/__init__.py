"""What must be true of support, by noun."""

from typing import Final

from chungtay.core.invariants import Invariant
from chungtay.support.invariants import gifts, goods

INVARIANTS: Final[tuple[Invariant, ...]] = (*gifts.INVARIANTS, *goods.INVARIANTS)
