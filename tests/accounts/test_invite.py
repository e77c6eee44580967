"""Inviting: who may bring whom in, and what is refused with which words."""

from datetime import date
from typing import Any

import pytest

from chungtay.accounts.actions import invite_user
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role, User
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from tests.make.people import make_user
from tests.make.places import Province

TODAY = date(2026, 1, 15)


def test_an_officer_invites_a_clerk_of_a_school_below(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    invited = invite_user(province.here.school, by=officer, kind=RoleKind.CLERK, full_name="Lò Thị  Mẩy", email="May@Truong.VN", on=TODAY)
    assert invited.user.username == "lo.thi.may"
    assert invited.user.full_name == "Lò Thị Mẩy"
    assert invited.user.email == "may@truong.vn"
    assert invited.user.must_change_password
    assert invited.user.check_password(invited.password)
    assert (invited.role.unit, invited.role.valid_from) == (province.here.school, TODAY)
    entry = AuditEntry.objects.get(act="user.invited", subject_key=str(invited.user.pk))
    assert entry.actor_name == officer.full_name
    assert entry.place_id == province.here.school.pk
    assert invited.password not in str(entry.details)


def test_a_second_person_of_the_same_name_gets_a_free_login(province: Province) -> None:
    first = invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", on=TODAY)
    second = invite_user(province.there.school, by=None, kind=RoleKind.CLERK, full_name="Lò Thị Mẩy", on=TODAY)
    assert (first.user.username, second.user.username) == ("lo.thi.may", "lo.thi.may2")


def test_the_neighbour_commune_is_out_of_reach(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        invite_user(province.there.school, by=officer, kind=RoleKind.CLERK, full_name="Ai đó", on=TODAY)


def test_a_clerk_invites_nobody(province: Province) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        invite_user(province.here.site, by=clerk, kind=RoleKind.CLERK, full_name="Ai đó", on=TODAY)


def test_nobody_gives_powers_they_do_not_hold(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    with pytest.raises(RuleBroken, match="không có đủ quyền"):
        invite_user(province.here.unit, by=officer, kind=RoleKind.ADMINISTRATOR, full_name="Ai đó", on=TODAY)
    assert not User.objects.filter(full_name="Ai đó").exists()


@pytest.mark.parametrize(
    ("kind", "where"),
    [(RoleKind.CLERK, "unit"), (RoleKind.PROVINCE_OFFICER, "office"), (RoleKind.COMMUNE_OFFICER, "school"), (RoleKind.LEADER, "site")],
)
def test_a_role_has_its_types_of_unit(province: Province, kind: RoleKind, where: str) -> None:
    with pytest.raises(RuleBroken, match="không giữ được"):
        invite_user(getattr(province.here, where), by=None, kind=kind, full_name="Ai đó", on=TODAY)


def test_a_login_name_is_taken_whatever_its_capitals(province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school, username="van-thu")
    with pytest.raises(RuleBroken, match=r"“van-thu” đã có người dùng") as refusal:
        invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Ai đó", username="Van-Thu", on=TODAY)
    assert refusal.value.field == "username"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("username", "có dấu", "chữ không dấu"),
        ("username", "ab", "3 đến 60"),
        ("username", "a" * 61, "3 đến 60"),
        ("username", "a@b.vn", "chữ không dấu"),
        ("full_name", " . ", "họ và tên"),
        ("full_name", "Á" * 121, "tối đa 120"),
        ("email", "khong-phai-thu", "Địa chỉ thư điện tử chưa đúng"),
        ("phone", "không có", "Số điện thoại chưa đúng"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(province: Province, field: str, typed: str, said: str) -> None:
    fields: dict[str, Any] = {"full_name": "Lò Văn A", "username": "lo-van-a"} | {field: typed}
    before = User.objects.count(), AuditEntry.objects.count()
    with pytest.raises(RuleBroken, match=said) as refusal:
        invite_user(province.here.school, by=None, kind=RoleKind.CLERK, on=TODAY, **fields)
    assert refusal.value.field == field
    assert (User.objects.count(), AuditEntry.objects.count()) == before


def test_an_address_belongs_to_one_person(province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school, email="a@truong.vn")
    with pytest.raises(RuleBroken, match="đã thuộc về"):
        invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò B", email="A@truong.vn", on=TODAY)


def test_a_focal_point_has_levels_and_nobody_else(province: Province) -> None:
    with pytest.raises(RuleBroken, match="ít nhất một cấp học"):
        invite_user(province.office, by=None, kind=RoleKind.FOCAL_POINT, full_name="Lò B", on=TODAY)
    with pytest.raises(RuleBroken, match="Chỉ đầu mối"):
        invite_user(province.office, by=None, kind=RoleKind.LEADER, full_name="Lò B", levels=3, on=TODAY)
    role = invite_user(province.office, by=None, kind=RoleKind.FOCAL_POINT, full_name="Lò B", levels=3, on=TODAY).role
    assert role.level_labels == ["Mầm non", "Tiểu học"]


def test_not_before_the_unit_exists(province: Province) -> None:
    with pytest.raises(RuleBroken, match="chưa có hoặc đã kết thúc"):
        invite_user(province.here.school, by=None, kind=RoleKind.CLERK, full_name="Lò B", on=date(2025, 6, 30))
    assert not Role.objects.exists()
