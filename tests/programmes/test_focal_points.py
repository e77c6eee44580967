"""Focal points: one for each level of a unit on any day, found by donors from wherever the school lies."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.places.enums import SchoolLevel
from chungtay.places.models import OrgUnit
from chungtay.programmes import queries
from chungtay.programmes.actions import appoint_focal_point, correct_focal_point, end_focal_point, end_programme
from chungtay.programmes.models import FocalPoint, Programme
from chungtay.programmes.published import PublicFocalPoint, public_focal_points
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.programmes import SLUG
from tests.programmes.conftest import TODAY

ON = date(2025, 9, 1)


def appointed(programme: Programme, unit: OrgUnit, name: str = "Hà Thị Hương", **changes: Any) -> FocalPoint:
    given: dict[str, Any] = {"level": SchoolLevel.MN, "phone": "0912 345 678", "email": "", "on": ON} | changes
    return appoint_focal_point(programme, by=None, unit=unit, name=name, **given)


def test_the_next_one_takes_the_place(programme: Programme, province: Province) -> None:
    first = appointed(programme, province.office)
    second = appointed(programme, province.office, "Lâm Thị Ngọc Thảo", on=date(2026, 1, 1))
    between = appointed(programme, province.office, "Nông Thị Hồng Hạnh", on=date(2025, 11, 1))
    other = appointed(programme, province.office, "Đặng Quang Huy", level=SchoolLevel.TH)
    assert [(row.name, row.valid_from) for row in FocalPoint.objects.order_by("level", "valid_from")] == [
        (first.name, ON),
        (between.name, date(2025, 11, 1)),
        (second.name, date(2026, 1, 1)),
        (other.name, ON),
    ]
    assert [row.name for row in queries.focal_points(programme, province.office, date(2025, 12, 31))] == [between.name, other.name]


def test_named_twice_for_the_same_day_it_is_mended(programme: Programme, province: Province) -> None:
    first = appointed(programme, province.office)
    again = appointed(programme, province.office, "Hà Thị  Hường", phone="")
    assert (again.pk, again.name, again.phone) == (first.pk, "Hà Thị Hường", "")
    row = correct_focal_point(again, by=None, name="Hà Thị Hường", phone="(0215) 3825 123", email="huong@dienbien.gov.vn", on=TODAY)
    assert (row.phone, row.email) == ("(0215) 3825 123", "huong@dienbien.gov.vn")
    assert AuditEntry.objects.filter(act="focal_point.corrected").latest("pk").details["was"] == {"phone": "", "email": ""}


def test_it_ends(programme: Programme, province: Province) -> None:
    point = appointed(programme, province.office)
    for on, said in ((ON, "phải sau ngày được cử"), (date(2026, 4, 2), "tương lai")):
        with pytest.raises(RuleBroken, match=said) as refusal:
            end_focal_point(point, by=None, on=on)
        assert refusal.value.field == "on"
    end_focal_point(point, by=None, on=date(2026, 1, 1))
    with pytest.raises(RuleBroken, match="đã thôi từ ngày 01/01/2026"):
        end_focal_point(point, by=None, on=TODAY)
    assert queries.focal_points(programme, province.office, date(2026, 1, 1)) == []
    assert queries.focal_points(programme, province.office, date(2025, 12, 31)) == [point]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"level": SchoolLevel.THPT}, "level", "Chọn một cấp học của chương trình: Mầm non, Tiểu học, Trung học cơ sở"),
        ({"level": 3}, "level", "Chọn một cấp học"),
        ({"level": 0}, "level", "Chọn một cấp học"),
        ({"name": ""}, "name", "Xin điền"),
        ({"name": "a" * 121}, "name", "tối đa 120"),
        ({"phone": "12345"}, "phone", "10 hoặc 11 chữ số"),
        ({"phone": "912345678"}, "phone", "10 hoặc 11 chữ số"),
        ({"phone": "0912 345 67a"}, "phone", "10 hoặc 11 chữ số"),
        ({"phone": "٠٩١٢٣٤٥٦٧٨"}, "phone", "10 hoặc 11 chữ số"),
        ({"phone": "1912345678"}, "phone", "10 hoặc 11 chữ số"),
        ({"phone": "0" * 30}, "phone", "tối đa 20"),
        ({"email": "huong@"}, "email", "thư điện tử chưa đúng"),
        ({"on": date(2026, 4, 2)}, "on", "tương lai"),
        ({"on": date(2021, 1, 1)}, "on", "bắt đầu từ ngày 15/01/2021"),
        ({"on": date(2025, 6, 30)}, "unit", "không tồn tại vào ngày 30/6/2025"),
    ],
)
def test_what_is_refused_leaves_nothing(programme: Programme, province: Province, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        appointed(programme, province.office, **changes)
    assert refusal.value.field == field
    assert not FocalPoint.objects.exists()


@pytest.mark.parametrize("phone", ["0912345678", "0912.345.678", "02153825123", "+84 912 345 678", "(0215) 3825-123", ""])
def test_telephones_as_people_write_them(programme: Programme, province: Province, phone: str) -> None:
    assert appointed(programme, province.office, phone=phone).phone == phone


def test_no_school_is_one_and_no_ended_programme_has_one(programme: Programme, province: Province) -> None:
    for unit in (province.here.school, province.here.site, province.country):
        with pytest.raises(RuleBroken, match="một cơ quan hoặc một địa bàn"):
            appointed(programme, unit)
    end_programme(programme, by=None, on=date(2025, 9, 1))
    with pytest.raises(RuleBroken, match="đã kết thúc"):
        appointed(programme, province.office)


def test_the_nearest_first(programme: Programme, province: Province) -> None:
    far = appointed(programme, province.office)
    near = appointed(programme, province.here.office, "Lò Văn A")
    own = appointed(programme, province.here.unit, "Lò Thị B", level=SchoolLevel.TH)
    appointed(programme, province.there.office, "Quàng Văn C")
    for unit in (province.here.site, province.here.school, province.here.unit):
        assert queries.focal_points(programme, unit, TODAY)[-1] == far
        assert {row.pk for row in queries.focal_points(programme, unit, TODAY)} == {near.pk, own.pk, far.pk}
    office = queries.focal_points(programme, province.here.office, TODAY)[0].unit
    assert office.full_name == "Phòng Văn hóa - Xã hội Thanh An"
    assert queries.focal_points(programme, province.unit, TODAY) == [far]


def test_what_donors_see(programme: Programme, province: Province) -> None:
    appointed(programme, province.office, "Ở Sở", level=SchoolLevel.MN)
    appointed(programme, province.office, "Ở Sở", level=SchoolLevel.THCS, phone="")
    appointed(programme, province.here.office, "Lò Văn A", email="a@dienbien.gov.vn")
    shown = public_focal_points(SLUG, province.here.school, TODAY)
    assert [(point.level, point.name) for point in shown] == [(SchoolLevel.MN, "Lò Văn A"), (SchoolLevel.THCS, "Ở Sở")]
    assert shown[0] == PublicFocalPoint(
        SchoolLevel.MN, "Mầm non", "Lò Văn A", "0912 345 678", "a@dienbien.gov.vn", "03316-vhxh", "Phòng Văn hóa - Xã hội Thanh An"
    )
    assert [point.name for point in public_focal_points(SLUG, province.here.school, TODAY, levels=SchoolLevel.THCS)] == ["Ở Sở"]
    assert public_focal_points("khong-co", province.here.school, TODAY) == []


def test_only_in_one_s_scope(programme: Programme, province: Province) -> None:
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    local = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    given: dict[str, Any] = {"level": SchoolLevel.MN, "name": "Lò Văn A", "on": ON}
    point = appoint_focal_point(programme, by=officer, unit=province.here.office, **given)
    attempts: list[Callable[[], FocalPoint]] = [
        lambda: appoint_focal_point(programme, by=local, unit=province.here.office, **given),
        lambda: correct_focal_point(point, by=local, name="Khác", on=TODAY),
        lambda: end_focal_point(point, by=local, on=TODAY),
    ]
    for refused in attempts:
        with pytest.raises(RuleBroken, match="không làm việc này cho đơn vị này"):
            refused()
