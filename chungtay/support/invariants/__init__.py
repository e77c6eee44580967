"""What must be true of support, by noun."""

from typing import Final

from chungtay.core.invariants import Invariant
from chungtay.support.invariants import goods

INVARIANTS: Final[tuple[Invariant, ...]] = goods.INVARIANTS
