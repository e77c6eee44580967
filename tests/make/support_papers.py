"""What papers of support are about, for tests."""

from datetime import date
from typing import Final

from chungtay.core import clock
from chungtay.documents.actions.offices import OfficeForm
from chungtay.places.models import OrgUnit
from chungtay.support.actions.delivering import hand_over
from chungtay.support.enums import PaperKind, PlanStatus, PostingKind
from chungtay.support.handing import Handed
from chungtay.support.models import Allocation, Delivery, MobilisationLine, MobilisationPlan, Posting
from chungtay.support.papers import About, about
from tests.make.programmes import make_programme

SCHOOL: Final = OfficeForm(issuer="TRƯỜNG MẦM NON THANH AN", parent_issuer="UBND XÃ THANH AN", abbreviation="TrMNTA", place="Thanh An")
DAY: Final = date(2026, 3, 28)


def make_delivery(unit: OrgUnit, lines: list[tuple[Allocation, int, int]], *, on: date = DAY) -> Delivery:
    """(allocation, đồng or pieces, units of the need met) handed over to the unit that day; goods from where they lie."""
    handed = []
    for allocation, amount, met in lines:
        lies = allocation.contribution.stores.first()
        handed.append(Handed(allocation, amount, met, store=lies.place if lies else None))
    giver, receiver = "Bà Lò Thị Hoa", "Cô Quàng Thị Mai"
    return hand_over(unit, by=None, on=on, lines=handed, giver_name=giver, receiver_name=receiver, place="điểm trường Bản Ten")


def make_plan(school: OrgUnit, *, is_approved: bool = False) -> MobilisationPlan:
    approval = {"status": PlanStatus.APPROVED, "approval_number": "45/UBND-VHXH", "approved_on": date(2025, 9, 30)} if is_approved else {}
    plan = MobilisationPlan.objects.create(
        programme=make_programme(),
        unit=school,
        school_year=2025,
        purpose="Bổ sung chăn ấm, đồ dùng bán trú cho trẻ ở các điểm trường lẻ.",
        beneficiaries="120 trẻ ở 3 điểm trường.",
        method="Nhận hiện vật, tiền qua tài khoản của xã từ tháng 10 đến tháng 12; bàn giao trước ngày 15 tháng 01.",
        recorded_at=clock.now(),
        **approval,
    )
    for what, quantity, cost in (("Chăn ấm", 120, 36_000_000), ("Bếp ăn", 1, None)):
        MobilisationLine.objects.create(plan=plan, what=what, quantity=quantity, measure="chiếc", cost_vnd=cost)
    return plan


def make_posting(plan: MobilisationPlan, *, kind: PostingKind = PostingKind.USE_PLAN) -> Posting:
    return Posting.objects.create(
        unit=plan.unit,
        programme=plan.programme,
        plan=plan,
        kind=kind,
        text="Chia 120 chăn cho 3 điểm trường.\nBếp ăn sửa trong tháng 11.",
        place="bảng tin của trường",
        posted_on=date(2025, 10, 1),
        until_on=date(2025, 10, 22),
        recorded_at=clock.now(),
    )


def about_it(kind: PaperKind, code: object, unit: OrgUnit | None = None) -> About:
    what = about(kind, str(code), unit=unit, programme=make_programme() if unit else None)
    assert what is not None
    return what
