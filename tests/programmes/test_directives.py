"""The chain of documents: who directs whom, who must carry it on, n of N plans."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.documents.enums import DocumentKind
from chungtay.files.actions import keep_attachment
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.places.models import OrgUnit
from chungtay.programmes import queries
from chungtay.programmes.actions import (
    DirectiveForm,
    assign_duty,
    correct_directive,
    correct_plan,
    lift_duty,
    record_directive,
    record_plan,
)
from chungtay.programmes.models import Directive, Duty, Plan, Programme
from tests.make.files import A_PDF
from tests.make.people import make_user
from tests.make.places import Province, make_commune, make_decision
from tests.make.programmes import make_programme
from tests.programmes.conftest import TODAY

MINISTRY = DirectiveForm("156/BGDĐT-GDCTHSSV", date(2025, 7, 15), "Triển khai Chương trình", issuer="Bộ Giáo dục và Đào tạo")
ISSUED = date(2025, 8, 4)


def made(province: Province, **changes: Any) -> Directive:
    """228/SGD&ĐT of the province's office."""
    form = DirectiveForm("228/SGD&ĐT", ISSUED, "Về việc triển khai Chương trình “Điều ước cho em”", issuing_unit=province.office)
    return record_directive(make_programme(), by=None, unit=province.office, given=replace(form, **changes))


@pytest.fixture
def directive(province: Province) -> Directive:
    return made(province)


def test_the_issuer_is_called_as_on_its_day(directive: Directive, province: Province) -> None:
    assert (directive.issuer, directive.kind, directive.unit) == ("Sở Giáo dục và Đào tạo", DocumentKind.CONG_VAN, province.office)
    entry = AuditEntry.objects.get(act="directive.recorded")
    assert (entry.subject_name, entry.place_id, entry.details["issued_on"]) == ("228/SGD&ĐT", province.office.pk, "2025-08-04")


def test_the_chain_from_its_beginning(province: Province, programme: Programme) -> None:
    top = record_directive(programme, by=None, unit=province.office, given=MINISTRY)
    middle = made(province, follows=top)
    leaf = made(province, number="12/UBND", issued_on=date(2025, 9, 1), follows=middle, kind=DocumentKind.KE_HOACH)
    other = made(province, number="229/SGD&ĐT", issued_on=date(2025, 8, 5), follows=top)
    alone = made(province, number="300/SGD&ĐT", issued_on=date(2025, 8, 1))
    assert queries.directives_of(programme) == [top, middle, leaf, other, alone]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"number": " "}, "number", "Xin điền"),
        ({"number": "1" * 61}, "number", "tối đa 60"),
        ({"number": "22\x008"}, "number", "ký tự lạ"),
        ({"subject": ""}, "subject", "Xin điền"),
        ({"subject": "a" * 501}, "subject", "tối đa 500"),
        ({"issued_on": date(2026, 4, 2)}, "issued_on", r"tương lai; hôm nay là 01/4/2026"),
        ({"issued_on": date(1020, 4, 2)}, "issued_on", "Năm 1020"),
        ({"kind": "XX"}, "kind", "Không có loại văn bản"),
        ({"issuing_unit": None}, "issuer", "Xin điền"),
        ({"issued_on": date(2025, 6, 30)}, "issuing_unit", "không tồn tại vào ngày 30/6/2025"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        made(province, **changes)
    assert refusal.value.field == field
    assert not Directive.objects.exists()


def test_recorded_twice(directive: Directive, province: Province) -> None:
    with pytest.raises(RuleBroken, match="Văn bản số 228 / sgd&đt ngày 04/8/2025 đã được ghi") as refusal:
        made(province, number="228 / sgd&đt")
    assert refusal.value.field == "number"
    assert made(province, issued_on=date(2025, 8, 5)).number == directive.number  # another year begins at 1 again


def test_it_carries_on_an_older_one(directive: Directive, province: Province) -> None:
    with pytest.raises(RuleBroken, match=r"ban hành ngày 04/8/2025, sau văn bản này") as refusal:
        made(province, number="1/UBND", issued_on=date(2025, 8, 3), follows=directive)
    assert refusal.value.field == "follows"


def test_never_in_a_circle(directive: Directive, province: Province) -> None:
    second = made(province, number="2/UBND", follows=directive)
    third = made(province, number="3/UBND", follows=second)
    form = DirectiveForm("228/SGD&ĐT", ISSUED, "Về việc", issuer="Sở")
    for follows in (directive, second, third):
        with pytest.raises(RuleBroken, match="không thể triển khai chính nó"):
            correct_directive(directive, by=None, given=replace(form, follows=follows))


def test_mended_with_what_stood_there(directive: Directive, province: Province) -> None:
    form = DirectiveForm("228/SGDĐT", ISSUED, directive.subject, issuing_unit=province.office)
    assert correct_directive(directive, by=None, given=form).number == "228/SGDĐT"
    assert AuditEntry.objects.get(act="directive.corrected").details["was"] == {"number": "228/SGD&ĐT"}


def test_no_younger_than_what_carries_it_on(directive: Directive, province: Province) -> None:
    record_plan(directive, by=None, unit=province.here.unit, number="210/KH-UBND", issued_on=date(2025, 8, 18))
    form = DirectiveForm("228/SGD&ĐT", date(2025, 8, 19), "Về việc", issuer="Sở")
    with pytest.raises(RuleBroken, match="Văn bản số 210/KH-UBND ngày 18/8/2025 thực hiện văn bản này") as refusal:
        correct_directive(directive, by=None, given=form)
    assert refusal.value.field == "issued_on"


def test_a_file_stays_until_the_next_one(province: Province) -> None:
    scan = keep_attachment(A_PDF, name="156.pdf", by=None)
    row = record_directive(make_programme(), by=None, unit=province.office, given=MINISTRY, attachment=scan)
    assert correct_directive(row, by=None, given=replace(MINISTRY, subject="Triển khai")).attachment == scan


# ── Duties and plans ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def given_to(directive: Directive, *units: OrgUnit, due_on: date | None = None) -> list[Duty]:
    return assign_duty(directive, by=None, units=units, due_on=due_on, on=TODAY)


def test_plans_n_of_N(directive: Directive, province: Province) -> None:  # noqa: N802 — as the report writes it
    here, there = province.here.unit, province.there.unit
    given_to(directive, there, here)
    plan = record_plan(directive, by=None, unit=here, number="210/KH-UBND", issued_on=date(2025, 8, 18))
    plans, missing = queries.carried_on(directive)
    assert (plans, missing) == ([plan], [there])
    assert (plans[0].unit.full_name, missing[0].full_name) == ("Xã Thanh An", "Xã Sam Mứn")
    early = queries.carried_on(directive, on=date(2025, 8, 17))
    assert (early.n, early.of, early.missing) == (0, 2, [there, here])
    assert [duty.directive for duty in queries.duties_of(there, directive.programme)] == [directive]


def test_given_again_only_the_due_day_changes(directive: Directive, province: Province) -> None:
    given_to(directive, province.here.unit, province.here.unit)
    duties = given_to(directive, province.here.unit, province.there.unit, due_on=date(2026, 5, 1))
    assert [(duty.unit, duty.due_on) for duty in duties] == [
        (province.here.unit, date(2026, 5, 1)),
        (province.there.unit, date(2026, 5, 1)),
    ]


def test_who_cannot_be_given_a_duty(directive: Directive, province: Province) -> None:
    young = make_commune(province.unit, "Mường Phăng", "03166", on=date(2026, 5, 1)).unit
    cases: list[tuple[list[OrgUnit], date | None, str, str]] = [
        ([], None, "units", "ít nhất một đơn vị"),
        ([province.here.unit], date(2025, 8, 3), "due_on", "Hạn không thể trước ngày ban hành"),
        ([province.here.unit], date(2525, 8, 3), "due_on", "Hạn không thể"),
        ([province.here.site], None, "units", "một cơ quan, một địa bàn hoặc một trường"),
        ([province.country], None, "units", "một cơ quan, một địa bàn hoặc một trường"),
        ([province.here.unit, young], None, "units", "không tồn tại vào ngày"),
    ]
    for units, due_on, field, said in cases:
        with pytest.raises(RuleBroken, match=said) as refusal:
            given_to(directive, *units, due_on=due_on)
        assert refusal.value.field == field
    assert not Duty.objects.exists()


def test_a_unit_that_ended_stays_in_N(directive: Directive, province: Province) -> None:  # noqa: N802
    given_to(directive, province.here.unit, province.there.unit)
    units = [province.here.unit, province.there.unit]
    merge_units(units, by=None, into=NewUnit(title="Xã", name="Thanh An Mới"), on=date(2026, 3, 1), decision=make_decision())
    carried = queries.carried_on(directive, on=TODAY)
    assert (carried.n, carried.of) == (0, 2)
    assert [unit.full_name for unit in carried.missing] == ["Xã Sam Mứn", "Xã Thanh An"]


def test_a_plan_brings_its_duty(directive: Directive, province: Province) -> None:
    record_plan(directive, by=None, unit=province.here.school, number="05/KH-MN", issued_on=date(2025, 9, 5))
    carried = queries.carried_on(directive)
    assert (carried.n, carried.of) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"issued_on": date(2025, 8, 3)}, "issued_on", r"không thể có trước văn bản mà nó thực hiện \(228/SGD&ĐT, ngày 04/8/2025\)"),
        ({"issued_on": date(2026, 4, 2)}, "issued_on", "tương lai"),
        ({"issued_on": date(2025, 6, 30)}, "issued_on", "không tồn tại"),
        ({"number": ""}, "number", "Xin điền"),
        ({"number": "1" * 61}, "number", "tối đa 60"),
        ({"subject": "a" * 501}, "subject", "tối đa 500"),
    ],
)
def test_what_no_plan_is(directive: Directive, province: Province, changes: dict[str, Any], field: str, said: str) -> None:
    given: dict[str, Any] = {"number": "210/KH-UBND", "issued_on": date(2025, 8, 18)} | changes
    with pytest.raises(RuleBroken, match=said) as refusal:
        record_plan(directive, by=None, unit=province.here.unit, **given)
    assert refusal.value.field == field
    assert not Plan.objects.exists()
    assert not Duty.objects.exists()


def test_one_plan_for_each_unit(directive: Directive, province: Province) -> None:
    plan = record_plan(directive, by=None, unit=province.here.unit, number="210/KH-UBND", issued_on=date(2025, 8, 18))
    with pytest.raises(RuleBroken, match="đã có kế hoạch") as refusal:
        record_plan(directive, by=None, unit=province.here.unit, number="211/KH-UBND", issued_on=date(2025, 8, 18))
    assert refusal.value.field == "number"
    plan = correct_plan(plan, by=None, number="211/KH-UBND", issued_on=date(2025, 8, 20), subject="Thực hiện")
    assert (plan.number, plan.issued_on) == ("211/KH-UBND", date(2025, 8, 20))
    with pytest.raises(RuleBroken, match="không thể có trước"):
        correct_plan(plan, by=None, number="211/KH-UBND", issued_on=date(2025, 8, 3))


def test_a_duty_is_lifted_unless_it_was_done(directive: Directive, province: Province) -> None:
    here, there = given_to(directive, province.here.unit, province.there.unit)
    lift_duty(there, by=None)
    record_plan(directive, by=None, unit=province.here.unit, number="210/KH-UBND", issued_on=date(2025, 8, 18))
    with pytest.raises(RuleBroken, match="vẫn được tính"):
        lift_duty(here, by=None)
    assert queries.carried_on(directive).of == 1
    assert AuditEntry.objects.get(act="duty.lifted").place_id == province.there.unit.pk


def test_each_within_their_scope(directive: Directive, province: Province) -> None:
    sender, officer = make_user(RoleKind.PROVINCE_OFFICER, province.office), make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert record_directive(directive.programme, by=sender, unit=province.office, given=MINISTRY).recorded_by == sender
    with pytest.raises(RuleBroken, match="không làm việc này cho đơn vị này"):
        record_directive(directive.programme, by=officer, unit=province.here.office, given=replace(MINISTRY, number="1"))
    assign_duty(directive, by=sender, units=[province.here.unit], due_on=None, on=TODAY)
    local = make_user(RoleKind.ADMINISTRATOR, province.here.unit)
    with pytest.raises(RuleBroken, match="không giao việc cho đơn vị này"):
        assign_duty(directive, by=local, units=[province.here.unit, province.there.unit], due_on=None, on=TODAY)
    record_plan(directive, by=officer, unit=province.here.unit, number="210/KH-UBND", issued_on=date(2025, 8, 18))
    with pytest.raises(RuleBroken, match="không làm việc này") as refusal:
        record_plan(directive, by=officer, unit=province.there.unit, number="1/KH-UBND", issued_on=date(2025, 8, 18))
    assert refusal.value.field == "unit"
