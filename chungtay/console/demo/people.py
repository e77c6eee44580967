"""Accounts, called by their roles: nobody real."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from chungtay.accounts.actions import end_role, give_role, invite_user, move_role
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.console.demo.lands import CHANGED_ON, unit
from chungtay.places.enums import SchoolLevel

PASSWORD: Final = "chung-tay-2026"  # noqa: S105 — printed by the command: a demo world has no secrets
NEWCOMER: Final = "moi"  # still has to choose a password, to show the first sign-in
_OLD: Final = date(2021, 1, 4)
_NEW: Final = date(2025, 9, 1)


@dataclass(frozen=True, slots=True)
class Held:
    """A role from a day on; `then` is the unit to which it moved on 2025-07-01, where it did not end with its office (`ends`)."""

    kind: RoleKind
    unit: str
    on: date
    levels: int = 0
    then: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    full_name: str
    roles: tuple[Held, ...]


def _focal_point(levels: int) -> tuple[Held, ...]:
    """At the district's education office until it ended, at the province's since."""
    return (Held(RoleKind.FOCAL_POINT, "pgd-dien-bien", _OLD, levels, then="so-gddt-dien-bien"),)


ACCOUNTS: Final = (
    Account("quantri", "Quản trị hệ thống", (Held(RoleKind.ADMINISTRATOR, "vn", _OLD),)),
    Account("tinh", "Chuyên viên Sở GD&ĐT Điện Biên", (Held(RoleKind.PROVINCE_OFFICER, "so-gddt-dien-bien", _OLD),)),
    Account("tinh-y-te", "Chuyên viên Sở Y tế Quảng Ngãi", (Held(RoleKind.PROVINCE_OFFICER, "so-y-te-quang-ngai", CHANGED_ON),)),
    Account(
        "tre-em-quang-ngai",
        "Chuyên viên trẻ em Sở Y tế Quảng Ngãi",
        (
            Held(RoleKind.DISTRICT_OFFICER, "bdh-ngoc-hoi", _OLD, ends=True),  # who gathered the reports of huyện Ngọc Hồi
            Held(RoleKind.PROVINCE_OFFICER, "so-y-te-quang-ngai", CHANGED_ON),
        ),
    ),
    Account("lanhdao", "Lãnh đạo Sở GD&ĐT Điện Biên", (Held(RoleKind.LEADER, "so-gddt-dien-bien", _OLD),)),
    Account("lanhdao-thanh-an", "Lãnh đạo UBND xã Thanh An", (Held(RoleKind.LEADER, "ubnd-thanh-an-2025", CHANGED_ON),)),
    Account("daumoi-mn", "Đầu mối cấp Mầm non", _focal_point(SchoolLevel.MN)),
    Account("daumoi-th", "Đầu mối cấp Tiểu học", _focal_point(SchoolLevel.TH)),
    Account("daumoi-thcs", "Đầu mối cấp THCS", _focal_point(SchoolLevel.THCS)),
    Account(
        "canbo-thanh-an",
        "Công chức xã Thanh An",
        (
            Held(RoleKind.COMMUNE_OFFICER, "ubnd-thanh-an", _OLD, then="vhxh-thanh-an"),
            Held(RoleKind.CLERK, "thcs-thanh-an", _NEW),  # two roles today, to try the switch
        ),
    ),
    Account("canbo-sam-mun", "Công chức xã Sam Mứn", (Held(RoleKind.COMMUNE_OFFICER, "vhxh-sam-mun", CHANGED_ON),)),
    Account("canbo-bo-y", "Công chức xã Bờ Y", (Held(RoleKind.COMMUNE_OFFICER, "ubnd-po-y", _OLD, then="vhxh-bo-y"),)),
    Account("canbo-duc-nong", "Công chức xã Dục Nông", (Held(RoleKind.COMMUNE_OFFICER, "ubnd-dak-duc", _OLD, then="vhxh-duc-nong"),)),
    Account("vanthu-mn-thanh-an", "Văn thư Trường Mầm non Thanh An", (Held(RoleKind.CLERK, "mn-thanh-an", _OLD),)),
    Account("vanthu-th-sam-mun", "Văn thư Trường Tiểu học Sam Mứn", (Held(RoleKind.CLERK, "th-sam-mun", _OLD),)),
    Account("diemtruong-hin-phon", "Phụ trách điểm trường Hin Phon", (Held(RoleKind.CLERK, "mn-thanh-an-hin-phon", _OLD),)),
    Account(NEWCOMER, "Văn thư mới", (Held(RoleKind.CLERK, "th-thanh-an", _NEW),)),
)


def invite_people() -> None:
    for account in ACCOUNTS:
        user = _invite(account, account.roles[0])
        for held in account.roles[1:]:
            give_role(user, by=None, kind=held.kind, unit=unit(held.unit), on=held.on, levels=held.levels)


def _invite(account: Account, held: Held) -> User:
    invited = invite_user(
        unit(held.unit),
        by=None,
        kind=held.kind,
        full_name=account.full_name,
        on=held.on,
        username=account.username,
        email=f"{account.username}@thu.example",
        levels=held.levels,
        password=PASSWORD,
        must_change_password=account.username == NEWCOMER,
    )
    if held.then:
        move_role(invited.role, by=None, unit=unit(held.then), on=CHANGED_ON)
    if held.ends:
        end_role(invited.role, by=None, on=CHANGED_ON, reason="Kết thúc hoạt động cấp huyện")
    return invited.user
