"""A commune whose People's Committee reports, with its Sở above it: through the real actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chungtay.documents.actions.offices import OfficeForm
from chungtay.documents.enums import DocumentKind
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import DirectiveForm, appoint_focal_point, record_directive
from chungtay.programmes.models import Directive, Programme, Round
from chungtay.reports.actions import begin_report
from chungtay.reports.models import Report
from tests.make.documents import Desk, make_office
from tests.make.places import Province, make_province, make_unit
from tests.make.programmes import make_programme, make_round

ON: Final = date(2026, 3, 5)  # the day of the report
HEAD: Final = OfficeForm("ỦY BAN NHÂN DÂN XÃ THANH AN", "UBND", "Thanh An", "UBND TỈNH ĐIỆN BIÊN", "VHXH")


@dataclass(frozen=True, slots=True)
class Reporting:
    """Who reports about what: `desk` of the committee of xã Thanh An; `th` a second school, TH&THCS, with a site of its own."""

    province: Province
    desk: Desk
    programme: Programme
    round: Round
    th: OrgUnit
    th_site: OrgUnit

    @property
    def mn(self) -> OrgUnit:
        return self.province.here.school

    @property
    def mn_site(self) -> OrgUnit:
        return self.province.here.site


def make_reporting(**head: Any) -> Reporting:
    province = make_province()
    committee = make_unit(province.here.unit, UnitType.AGENCY, "Ủy ban nhân dân xã Thanh An", code="ubnd-thanh-an")
    form = OfficeForm(**{name: head.get(name, getattr(HEAD, name)) for name in OfficeForm.__dataclass_fields__})
    both = SchoolLevel.TH | SchoolLevel.THCS
    th = make_unit(province.here.unit, UnitType.SCHOOL, "TH&THCS Thanh An", code="th-thanh-an", levels=both)
    site = make_unit(th, UnitType.SITE, "Pá Bông", code="th-thanh-an-pa-bong")
    desk = make_office(committee, form=form)
    programme = make_programme()
    return Reporting(province, desk, programme, make_round(programme), th, site)


def make_report(world: Reporting, *, on: date = ON) -> Report:
    return begin_report(world.round, by=world.desk.officer, unit=world.desk.unit, on=on)


def direct(
    world: Reporting, unit: OrgUnit, number: str, issued_on: date, *, subject: str = "", follows: Directive | None = None
) -> Directive:
    """A directive issued by the unit; a plan where its number says so."""
    kind = DocumentKind.KE_HOACH if "/KH-" in number else DocumentKind.CONG_VAN
    about = subject or "V/v triển khai Chương trình “Điều ước cho em”"
    given = DirectiveForm(number=number, issued_on=issued_on, subject=about, issuing_unit=unit, kind=kind, follows=follows)
    return record_directive(world.programme, by=None, unit=unit, given=given)


def appoint(world: Reporting, unit: OrgUnit, level: SchoolLevel, name: str, *, on: date = date(2025, 9, 1)) -> None:
    appoint_focal_point(world.programme, by=None, unit=unit, level=level, name=name, on=on)
