"""What came to help: recorded once, valued with its estimate mark, never changed, taken back by a second row."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import end_programme
from chungtay.programmes.models import Programme
from chungtay.support.actions import record_contribution, reverse_contribution
from chungtay.support.models import Contribution
from chungtay.support.queries import contributions_of
from tests.make.people import make_user
from tests.make.places import Province
from tests.support.conftest import TODAY

DAY = date(2026, 3, 5)
BLANKETS: dict[str, Any] = {"kind": "blankets", "quantity": 40, "giver": "Đoàn thanh niên xã"}


def received(unit: OrgUnit, programme: Programme, **changes: Any) -> Contribution:
    given = {"by": None, "received_on": DAY, "on": TODAY} | BLANKETS | changes
    return record_contribution(unit, programme=programme, **given)


def test_goods_are_counted_in_the_measure_of_the_pack(province: Province, programme: Programme) -> None:
    row = received(province.here.school, programme, value_vnd=8_000_000, value_estimate=Estimate.ABOUT)
    assert (row.is_money, row.quantity, row.measure, row.value_vnd, row.value_estimate) == (False, 40, "chiếc", 8_000_000, "about")
    entry = AuditEntry.objects.get(act="contribution.recorded")
    assert (entry.subject_name, entry.place_id, entry.details["quantity"]) == ("chăn ấm", province.here.school.pk, 40)


def test_money_has_an_amount_and_nothing_to_count(province: Province, programme: Programme) -> None:
    row = received(province.here.school, programme, kind="money", quantity=3, measure="triệu", value_vnd=3_000_000)
    assert (row.is_money, row.quantity, row.measure, row.value_vnd) == (True, None, "", 3_000_000)


def test_goods_without_a_value_have_no_doubt_about_it(province: Province, programme: Programme) -> None:
    assert received(province.here.school, programme, value_estimate=Estimate.AT_LEAST).value_estimate == Estimate.EXACT


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"kind": "gold"}, "kind", "không có loại nguồn lực này"),
        ({"quantity": None}, "quantity", "ghi số lượng"),
        ({"quantity": 0}, "quantity", "từ 1 đến"),
        ({"quantity": -3}, "quantity", "từ 1 đến"),
        ({"quantity": 10**9}, "quantity", "từ 1 đến"),
        ({"kind": "money"}, "value_vnd", "ghi số tiền"),
        ({"kind": "money", "value_vnd": 999}, "value_vnd", r"Trị giá từ 1\.000"),
        ({"value_vnd": 10**13}, "value_vnd", "1.000 tỷ"),
        ({"value_vnd": 10**30}, "value_vnd", "1.000 tỷ"),
        ({"value_estimate": "maybe"}, "value_estimate", "ít nhất hay khoảng"),
        ({"received_on": date(2026, 4, 2)}, "received_on", "tương lai"),
        ({"received_on": date(2020, 12, 31)}, "received_on", "bắt đầu từ ngày 15/01/2021"),
        ({"received_on": date(2025, 6, 30)}, "received_on", "không tồn tại vào ngày 30/6/2025"),
        ({"giver": "a" * 201}, "giver", "tối đa 200"),
        ({"giver": "a\0"}, "giver", "ký tự lạ"),
        ({"note": "a" * 301}, "note", "tối đa 300"),
        ({"measure": "a" * 41}, "measure", "tối đa 40"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, programme: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        received(province.here.school, programme, **changes)
    assert refusal.value.field == field
    assert not Contribution.objects.exists()


def test_nobody_receives_for_the_whole_country_or_after_the_end(province: Province, programme: Programme) -> None:
    with pytest.raises(RuleBroken, match="chọn đơn vị"):
        received(province.country, programme)
    end_programme(programme, by=None, on=date(2026, 3, 1))
    programme.refresh_from_db()
    with pytest.raises(RuleBroken, match="đã kết thúc từ ngày 01/3/2026"):
        received(province.here.school, programme)


def test_sent_twice_it_is_asked_about(province: Province, programme: Programme) -> None:
    received(province.here.school, programme)
    with pytest.raises(RuleBroken, match="Đã ghi “chăn ấm” nhận ngày 05/3/2026") as refusal:
        received(province.here.school, programme, giver="ĐOÀN thanh niên  xã")
    assert refusal.value.field == "is_no_double"
    received(province.here.school, programme, is_no_double=True)
    received(province.here.school, programme, giver="Hội phụ nữ")
    received(province.there.school, programme)
    assert Contribution.objects.count() == 4


def test_only_in_one_s_scope(province: Province, programme: Programme) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    assert received(province.here.school, programme, by=clerk).recorded_by == clerk
    with pytest.raises(RuleBroken, match="không ghi nguồn lực cho đơn vị này"):
        received(province.there.school, programme, by=clerk)
    with pytest.raises(RuleBroken, match="không ghi nguồn lực"):
        received(province.here.school, programme, by=make_user(RoleKind.LEADER, province.here.unit), is_no_double=True)


def test_a_mistake_is_taken_back_with_its_reason(province: Province, programme: Programme) -> None:
    row = received(province.here.school, programme)
    back = reverse_contribution(row, by=None, on=TODAY, reason="ghi nhầm trường")
    assert (back.reverses, back.quantity, back.note) == (row, 40, "ghi nhầm trường")
    assert not Contribution.objects.standing().exists()
    assert Contribution.objects.count() == 2
    for wrong, said in ((row, "đã được hủy rồi"), (back, "không thể bị hủy")):
        with pytest.raises(RuleBroken, match=said):
            reverse_contribution(wrong, by=None, on=TODAY, reason="lần nữa")
    received(province.here.school, programme)  # what was taken back is no double


def test_taking_back_needs_a_reason_and_the_scope(province: Province, programme: Programme) -> None:
    row = received(province.here.school, programme)
    with pytest.raises(RuleBroken, match="lý do hủy") as refusal:
        reverse_contribution(row, by=None, on=TODAY, reason=" \u200b ")
    assert refusal.value.field == "reason"
    with pytest.raises(RuleBroken, match="không ghi nguồn lực"):
        reverse_contribution(row, by=make_user(RoleKind.CLERK, province.there.school), on=TODAY, reason="nhầm")


def test_a_row_is_never_changed(province: Province, programme: Programme) -> None:
    row = received(province.here.school, programme)
    for change in ("UPDATE support_contribution SET quantity = 1", "DELETE FROM support_contribution"):
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{change} WHERE id = {row.pk}")


def test_what_a_place_received(province: Province, programme: Programme) -> None:
    at_school = received(province.here.school, programme)
    at_site = received(province.here.site, programme, received_on=date(2026, 2, 1))
    at_office = received(province.office, programme)
    received(province.there.school, programme)
    reverse_contribution(received(province.here.school, programme, kind="mats"), by=None, on=TODAY, reason="nhầm")
    assert list(contributions_of(province.here.unit, on=TODAY)) == [at_school, at_site]
    assert list(contributions_of(province.here.office, on=TODAY)) == [at_school, at_site]
    assert list(contributions_of(province.here.unit, on=TODAY, starts=date(2026, 3, 1))) == [at_school]
    assert list(contributions_of(province.here.unit, on=TODAY, ends=date(2026, 2, 28), programme=programme)) == [at_site]
    assert list(contributions_of(province.here.unit, on=date(2026, 1, 1))) == []
    assert at_office in contributions_of(province.unit, on=TODAY)
    assert contributions_of(province.country, on=TODAY).count() == 4
