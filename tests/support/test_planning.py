"""A school asks for nothing before its plan is approved in writing by another person; what is posted hangs for 15 working days."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.notifications.models import Notice
from chungtay.programmes.models import Programme
from chungtay.support.actions import planning
from chungtay.support.actions.planning import Asked
from chungtay.support.enums import PlanStatus, PostingKind
from chungtay.support.models import MobilisationPlan, Posting
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.support import a_plan
from tests.support.conftest import TODAY


def posting(plan: MobilisationPlan, **more: Any) -> Posting:
    given: dict[str, Any] = {"by": None, "on": TODAY, "kind": PostingKind.USE_PLAN, "text": "Mua 50 chăn cho 50 em.", "place": "Bảng tin"}
    return planning.post_publicly(plan.unit, programme=plan.programme, plan=plan, **(given | more))


def test_from_draft_to_end(province: Province) -> None:
    clerk, officer = make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    plan = a_plan(province.here.school, by=clerk)
    assert (plan.status, plan.lines.count()) == (PlanStatus.DRAFT, 2)
    planning.submit_plan(plan, by=clerk, on=TODAY)
    assert Notice.objects.get().person == officer
    plan = planning.return_plan(plan, by=officer, on=TODAY, reason="Ghi rõ số em được hưởng")
    assert Notice.objects.get(person=clerk).text == "Ghi rõ số em được hưởng"
    said = {"purpose": "Đủ chăn cho trẻ bán trú", "beneficiaries": "50 em bán trú", "method": "Mua và trao trong tháng 11"}
    plan = planning.revise_plan(plan, by=clerk, on=TODAY, lines=[Asked("chăn ấm", 50, "chiếc", 10_000_000)], **said)
    planning.submit_plan(plan, by=clerk, on=TODAY)
    plan = planning.approve_plan(plan, by=officer, on=TODAY, number="45/UBND-VHXH")
    assert (plan.status, plan.approval_number, plan.approved_on, plan.end_reason) == (PlanStatus.APPROVED, "45/UBND-VHXH", TODAY, "")
    assert planning.end_plan(plan, by=clerk, on=TODAY, reason="Đã đủ chăn").status == PlanStatus.ENDED


def test_who_wrote_it_does_not_approve_it(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    plan = a_plan(province.here.school, by=officer, status=PlanStatus.SUBMITTED)
    with pytest.raises(RuleBroken, match="không tự phê duyệt"):
        planning.approve_plan(plan, by=officer, on=TODAY, number="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        MobilisationPlan.objects.update(approved_by=officer)
    for stranger in (make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.COMMUNE_OFFICER, province.there.unit)):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            planning.approve_plan(plan, by=stranger, on=TODAY, number="1")


def test_approved_in_writing_only(province: Province) -> None:
    plan = a_plan(province.here.school, status=PlanStatus.SUBMITTED)
    for changes, field in (({"number": " "}, "number"), ({"number": "1", "approved_on": TODAY + timedelta(days=1)}, "approved_on")):
        with pytest.raises(RuleBroken) as refusal:
            planning.approve_plan(plan, by=None, on=TODAY, **changes)
        assert refusal.value.field == field
    with pytest.raises(IntegrityError), transaction.atomic():
        MobilisationPlan.objects.update(status=PlanStatus.APPROVED)


def test_no_step_is_skipped(province: Province) -> None:
    plan = a_plan(province.here.school)
    steps: list[Callable[[], MobilisationPlan]] = [
        lambda: planning.approve_plan(plan, by=None, on=TODAY, number="1"),
        lambda: planning.return_plan(plan, by=None, on=TODAY, reason="Sai"),
        lambda: planning.end_plan(plan, by=None, on=TODAY, reason="Xong"),
    ]
    for step in steps:
        with pytest.raises(RuleBroken, match="không chuyển sang"):
            step()
    planning.submit_plan(plan, by=None, on=TODAY)
    said = {"purpose": "Khác", "beneficiaries": "Khác", "method": "Khác"}
    with pytest.raises(RuleBroken, match="không sửa được"):
        planning.revise_plan(plan, by=None, on=TODAY, lines=[Asked("chăn", 1, "chiếc")], **said)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"purpose": "Xin tiền thuê bảo vệ trường"}, "purpose"),
        ({"lines": [Asked("thuê giáo viên dạy thêm", 1, "người")]}, "lines"),
        ({"method": "Chi thưởng Tết cho giáo viên"}, "method"),
        ({"purpose": ""}, "purpose"),
        ({"beneficiaries": "x" * 501}, "beneficiaries"),
        ({"lines": []}, "lines"),
        ({"lines": [Asked("chăn", 1, "chiếc")] * 41}, "lines"),
        ({"lines": [Asked("chăn", 0, "chiếc")]}, "lines"),
        ({"lines": [Asked("chăn", 1, " ")]}, "lines"),
        ({"lines": [Asked("chăn", 1, "chiếc", 0)]}, "lines"),
        ({"lines": [Asked("chăn", 1, "chiếc", 1, "gold")]}, "lines"),
        ({"school_year": 2031}, "school_year"),
    ],
)
def test_what_may_not_be_asked_for(province: Province, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        a_plan(province.here.school, **changes)
    assert refusal.value.field == field
    assert not MobilisationPlan.objects.exists()


def test_a_forbidden_purpose_is_refused_with_its_article(province: Province) -> None:
    with pytest.raises(RuleBroken, match=r"Điều 3, khoản 2, Thông tư 16/2018/TT-BGDĐT"):
        a_plan(province.here.school, purpose="Xin tiền thuê bảo vệ trường")


def test_a_plan_is_a_schools(province: Province, programme: Programme) -> None:
    with pytest.raises(RuleBroken, match="của một trường"):
        a_plan(province.here.unit)
    assert not {"per_head", "minimum", "average"} & {field.name for field in MobilisationPlan._meta.get_fields()}


def test_a_plan_of_use_hangs_for_fifteen_working_days(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan(province.here.school, status=PlanStatus.APPROVED)
    row = posting(plan)
    assert (row.posted_on, row.until_on) == (TODAY, date(2026, 4, 22))  # no holiday among them
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 20))
    assert posting(plan, on=date(2026, 4, 20)).until_on == date(2026, 5, 14)  # 27/4, 30/4 and 01/5 are off
    with pytest.raises(RuleBroken, match=r"đến hết ngày 22/4/2026"):
        posting(plan, posted_on=TODAY, until_on=date(2026, 4, 21))
    settled = posting(plan, posted_on=TODAY, kind=PostingKind.SETTLEMENT, until_on=date(2026, 4, 10))
    assert settled.until_on == date(2026, 4, 10)


def test_only_an_approved_plan_of_the_school_is_posted(province: Province) -> None:
    with pytest.raises(RuleBroken, match="chưa được phê duyệt"):
        posting(a_plan(province.here.school))
    plan = a_plan(province.here.school, status=PlanStatus.APPROVED)
    with pytest.raises(RuleBroken, match="của đơn vị"):
        planning.post_publicly(
            province.there.school, by=None, on=TODAY, programme=plan.programme, plan=plan, kind="use_plan", text="Mua chăn", place="Bảng"
        )
    wrong: dict[str, Any] = {"kind": "x", "text": "", "place": "", "posted_on": date(2026, 5, 1)}
    for field, value in wrong.items():
        with pytest.raises(RuleBroken) as refusal:
            posting(plan, **{field: value})
        assert refusal.value.field == field
