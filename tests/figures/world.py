"""Điện Biên in small, with a TH&THCS school beside two of mầm non, and needs in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chungtay.figures.ask import Filters, Question
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme, Round
from tests.make.needs import make_need
from tests.make.places import Province, make_province, make_unit
from tests.make.programmes import SLUG, make_programme, make_round

TODAY: Final = date(2026, 4, 1)
ON: Final = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class World:
    """Commune `here` has Mầm non Thanh An (a site) and `both`, TH&THCS with two sites; commune `there` Mầm non Sam Mứn (a site)."""

    province: Province
    both: OrgUnit
    sites: tuple[OrgUnit, OrgUnit]
    programme: Programme
    round: Round

    @property
    def places(self) -> list[OrgUnit]:
        """Every school and every site."""
        here, there = self.province.here, self.province.there
        return [here.school, here.site, self.both, *self.sites, there.school, there.site]

    def need(self, place: OrgUnit, status: NeedStatus = NeedStatus.VERIFIED, **given: Any) -> Need:
        return make_need(place, programme=self.programme, status=status, **({"on": ON} | given))


def make_world() -> World:
    province = make_province()
    levels = SchoolLevel.TH | SchoolLevel.THCS
    both = make_unit(province.here.unit, UnitType.SCHOOL, "TH&THCS Hua Nà", code="ththcs-hua-na", levels=levels)
    sites = (make_unit(both, UnitType.SITE, "Bản Mển", code="hua-na-men"), make_unit(both, UnitType.SITE, "Bản Lứa", code="hua-na-lua"))
    programme = make_programme()
    return World(province, both, sites, programme, make_round(programme))


# What a question that cannot do without more is asked of.
_NEEDED: Final = {"kind": "blankets", "output": "scholarships", "indicator": "pupils"}


def needed(question: Question) -> dict[str, Any]:
    """The filters without which the question cannot be asked, of the shipped pack."""
    return {name: _NEEDED[name] for name in question.needs if name in _NEEDED}


def asked(unit: str = "11", on: date = ON, **filters: str) -> Filters:
    """Filters of the world's programme and round."""
    return Filters(**({"programme": SLUG, "unit": unit, "round": "2025", "as_of": on} | filters))  # type: ignore[arg-type]
