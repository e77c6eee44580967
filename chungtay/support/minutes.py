"""What stands in the minutes of receiving cash or goods, before it is written."""

from dataclasses import dataclass
from datetime import date

from chungtay.core.estimates import Estimate
from chungtay.donors.models import Donor
from chungtay.files.pictures import Upload
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.support.models import PledgeLine


@dataclass(frozen=True, slots=True)
class Wish:
    """What the donor wants it for: a need, or a unit, a category, or both; nothing: wherever it is needed most."""

    need: Need | None = None
    unit: OrgUnit | None = None
    category: str = ""

    @classmethod
    def of_line(cls, line: PledgeLine | None) -> "Wish":
        return cls(line.need, line.unit, line.category) if line is not None else cls()


@dataclass(frozen=True, slots=True)
class Received:
    """One line: of money `value_vnd` đồng, of goods `quantity` in `measure` (else the pack's), valued or not.

    `pledge_line`: the promise that it keeps; its wish is then the donor's, unless another is stated.
    """

    kind: str
    quantity: int | None = None
    measure: str = ""
    value_vnd: int | None = None
    value_estimate: str = Estimate.EXACT
    note: str = ""
    pledge_line: PledgeLine | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Who gave and who received, where, on which day; `upload` is the signed paper, `once` the key of the form."""

    received_on: date
    donor: Donor | None = None
    number: str = ""
    place: str = ""
    giver_name: str = ""
    receiver_name: str = ""
    upload: Upload | None = None
    upload_name: str = "bien-ban"
    once: str = ""
