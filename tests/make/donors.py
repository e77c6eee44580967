"""Donors for tests, put on record by the real actions."""

from datetime import date
from itertools import count
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.donors.actions import record_donor
from chungtay.donors.enums import ConsentHow, DonorKind, PublicAs
from chungtay.donors.models import Donor
from chungtay.places.models import OrgUnit

TAX_CODE: Final = "0100109106"  # its last digit is right
_numbers = count(1)


def make_donor(
    at: OrgUnit, *, name: str = "", kind: str = DonorKind.COMPANY, by: User | None = None, on: date | None = None, **more: Any
) -> Donor:
    """A company that wishes to be named and has said so; `more` as record_donor takes it."""
    given: dict[str, Any] = {"public_as": PublicAs.NAME, "consent_how": ConsentHow.ONLINE}
    return record_donor(by=by, at=at, on=on or clock.today(), kind=kind, name=name or f"Công ty Số {next(_numbers)}", **(given | more))


def make_nameless(at: OrgUnit, **more: Any) -> Donor:
    """A person who does not wish to be named."""
    given: dict[str, Any] = {"kind": DonorKind.PERSON, "public_as": PublicAs.NONE, "consent_how": ""}
    return make_donor(at, **({"name": f"Nguyễn Thị Số {next(_numbers)}"} | given | more))
