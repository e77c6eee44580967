"""Documents that come in."""

from datetime import date
from itertools import count
from typing import Any

from chungtay.documents.actions.incoming import Arrival, register_incoming
from chungtay.documents.models import IncomingDocument
from tests.make.documents import DAY, Desk
from tests.make.files import A_PDF

_numbers = count(1)


def make_incoming(desk: Desk, *, on: date = DAY, file: bytes = A_PDF, **more: Any) -> IncomingDocument:
    number = next(_numbers)
    given: dict[str, Any] = {
        "sender": "UBND tỉnh Điện Biên",
        "subject": f"Kế hoạch số {number}",
        "symbol": f"{number}/KH-UBND",
        "issued_on": on,
    }
    given |= {name: more.pop(name) for name in ("sender", "subject", "symbol", "issued_on", "kind") if name in more}
    return register_incoming(desk.unit, by=desk.officer, arrival=Arrival(**given), on=on, file=file, file_name="ke hoach.pdf", **more)
