"""Huyện Ngọc Hồi of 2021 in small: two communes answer the month for children to their district, whose board reports to the province."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chungtay.core.estimates import Estimate
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.enums import DocumentKind
from chungtay.indicators.reading import Reading
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import DirectiveForm, assign_duty, record_directive, record_plan
from chungtay.programmes.models import Round
from chungtay.submissions.actions import Given, GivenText, accept_submission, ask_round, save_answers, send_submission
from chungtay.submissions.models import Submission
from tests.make.places import make_country, make_unit
from tests.make.submissions import make_month_round

FOUNDED: Final = date(2021, 1, 1)
JULY: Final = date(2021, 7, 5)
HEAD: Final = OfficeForm(
    "Ban điều hành",
    "BĐH",
    "Ngọc Hồi",
    "UBND huyện Ngọc Hồi",
    pads_counts=True,
    signature="KT. TRƯỞNG BAN\nPhó Trưởng ban\nPHÓ CHỦ TỊCH UBND HUYỆN",
)


@dataclass(frozen=True, slots=True)
class Month:
    """Huyện Ngọc Hồi of 2021 with two of its communes and the board that gathers what they did."""

    district: OrgUnit
    communes: tuple[OrgUnit, OrgUnit]
    board: OrgUnit
    round: Round

    def answer(self, unit: OrgUnit, *, texts: dict[str, str] | None = None, **numbers: int | Reading) -> Submission:
        submission = Submission.objects.get(round=self.round, unit=unit)
        given = {name.replace("__", "."): Given(Reading(now) if isinstance(now, int) else now) for name, now in numbers.items()}
        said = {code: GivenText(text) for code, text in (texts or {}).items()}
        save_answers(submission, by=None, given=given, texts=said)
        return send_submission(submission, by=None, on_record={})


def make_district() -> Month:
    province = make_unit(make_country(FOUNDED), UnitType.PROVINCE, "Kon Tum", code="62", on=FOUNDED)
    make_unit(province, UnitType.AGENCY, "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum", code="so-ldtbxh", on=FOUNDED)
    district = make_unit(province, UnitType.DISTRICT, "Ngọc Hồi", code="611", on=FOUNDED)
    first, second = (make_unit(district, UnitType.COMMUNE, name, on=FOUNDED) for name in ("Đắk Dục", "Sa Loong"))
    board = make_unit(district, UnitType.AGENCY, "Ban điều hành", code="bdh", on=FOUNDED)
    set_office_profile(board, by=None, form=HEAD, on=FOUNDED)
    asked = make_month_round("2021", year=2021)
    ask_round(asked, by=None, top=province, on=asked.starts_on)
    return Month(district, (first, second), board, asked)


def fill(world: Month) -> None:
    """As it was: no launch, three reportages, a screening, bicycles, the budget; and what the two communes wrote."""
    order = DirectiveForm(
        number="1391/KH-UBND",
        issued_on=date(2021, 5, 12),
        subject="Về tổ chức Tháng hành động",
        issuing_unit=world.district,
        kind=DocumentKind.KE_HOACH,
    )
    directive = record_directive(world.round.programme, by=None, unit=world.board, given=order)
    assign_duty(directive, by=None, units=world.communes, due_on=None, on=date(2021, 5, 12))
    for place, commune in enumerate(world.communes):
        record_plan(directive, by=None, unit=commune, number=f"{place + 1}/KH-UBND", issued_on=date(2021, 5, 20))
    no = Reading(0, reason="ảnh hưởng của dịch Covid-19.")
    limits = ("Cán bộ còn kiêm nhiệm nhiều việc.", "Cán bộ của xã còn kiêm nhiệm nhiều việc. Thu thập số liệu còn chậm.")
    for commune, text in zip(world.communes, limits, strict=True):
        numbers: dict[str, Any] = {"protection_systems": 1, "participation_models": 1, "local_budget_vnd": 2_000_000}
        sent = world.answer(commune, launch_event=no, texts={"limits": text, "proposals": "Không."}, **numbers)
        accept_submission(sent, by=None)
    own: dict[str, Any] = {"reportages": 3, "screened_children": Reading(300, estimate=Estimate.AT_LEAST), "congenital_heart_cases": 1}
    own |= {"motor_surgery_cases": 2, "bicycles": 50, "children_given": 50, "banners": 5, "local_budget_vnd": 10_000_000}
    world.answer(world.district, launch_event=no, **own)
