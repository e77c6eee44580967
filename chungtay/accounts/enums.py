"""Kinds of role, powers, which kind has which, and where each may be held."""

from enum import Enum, auto
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.places.enums import UnitType


class RoleKind(models.TextChoices):
    """The roles that people hold (product.md, People)."""

    CLERK = "clerk", _("Văn thư, phụ trách điểm trường")
    COMMUNE_OFFICER = "commune_officer", _("Công chức cấp xã")
    FOCAL_POINT = "focal_point", _("Đầu mối cấp học")
    LEADER = "leader", _("Lãnh đạo")
    DISTRICT_OFFICER = "district_officer", _("Chuyên viên cấp huyện")
    PROVINCE_OFFICER = "province_officer", _("Chuyên viên cấp tỉnh")
    ADMINISTRATOR = "administrator", _("Quản trị")


class Can(Enum):
    """One power. A view, a queryset and a menu ask for a power, never for a kind of role."""

    BROWSE_PLACES = auto()
    EDIT_SCHOOLS = auto()  # found, rename, move and close schools, sites and agencies
    REARRANGE_PLACES = auto()  # merge, split, rename, transfer what the State's list defines
    SEE_PEOPLE = auto()
    INVITE_PEOPLE = auto()
    READ_AUDIT = auto()
    SEE_PAPERS = auto()  # drafts and incoming documents of one's own office, issued ones in the whole scope
    DRAFT_PAPERS = auto()
    SIGN_PAPERS = auto()  # leaders; an administrator holds it because nobody appoints a leader without it
    ISSUE_PAPERS = auto()  # number, date, print, send, replace, recall: the office's work (văn thư, Nghị định 30/2020, Điều 6)
    REGISTER_INCOMING = auto()
    SET_OFFICES = auto()  # how an office heads and numbers its papers
    SEE_NEEDS = auto()  # needs, programmes, figures and dashboards of the scope
    RECORD_NEEDS = auto()  # record, send, re-confirm and confirm needs of the schools in the scope; answer a round for them
    VERIFY_NEEDS = auto()  # vouch for what others recorded, or send it back
    PUBLISH_NEEDS = auto()  # put on the board, take down, close
    RUN_PROGRAMMES = auto()  # rounds, directives, focal points
    RECORD_PLANS = auto()  # the plan by which one's own unit carries a directive on
    RECORD_SUPPORT = auto()  # what came to help, and its handing over
    KEEP_MONEY = auto()  # bank accounts and their statements, matching, interest, fees and refunds
    AGREE_PLEDGES = auto()  # agree, change and end what donors promise
    ALLOCATE = auto()  # say where a gift goes
    RECORD_ACTIVITIES = auto()  # what was done
    ANSWER_ROUNDS = auto()  # fill in and send what a round asks of the units in the scope
    COLLECT_ROUNDS = auto()  # who has sent and who has not; remind, extend, excuse, return, accept


_EVERYBODY: Final = frozenset({Can.BROWSE_PLACES, Can.SEE_PAPERS, Can.DRAFT_PAPERS, Can.SEE_NEEDS})
_RECORDS: Final = frozenset({Can.RECORD_NEEDS, Can.RECORD_PLANS, Can.RECORD_SUPPORT, Can.RECORD_ACTIVITIES, Can.ANSWER_ROUNDS})
_REGISTRY: Final = frozenset({Can.ISSUE_PAPERS, Can.REGISTER_INCOMING, Can.SET_OFFICES})
_OFFICE: Final = _EVERYBODY | {Can.SEE_PEOPLE, Can.READ_AUDIT}
_OFFICER: Final = (
    _OFFICE
    | _REGISTRY
    | _RECORDS
    | {Can.EDIT_SCHOOLS, Can.INVITE_PEOPLE, Can.VERIFY_NEEDS, Can.PUBLISH_NEEDS, Can.COLLECT_ROUNDS}
    | {Can.AGREE_PLEDGES, Can.KEEP_MONEY, Can.ALLOCATE}
)

POWERS: Final[dict[RoleKind, frozenset[Can]]] = {
    RoleKind.CLERK: _EVERYBODY | _REGISTRY | _RECORDS,
    RoleKind.FOCAL_POINT: _EVERYBODY
    | {Can.SEE_PEOPLE, Can.VERIFY_NEEDS, Can.PUBLISH_NEEDS, Can.RECORD_SUPPORT, Can.RECORD_ACTIVITIES, Can.AGREE_PLEDGES, Can.ALLOCATE},
    RoleKind.COMMUNE_OFFICER: _OFFICER,
    RoleKind.LEADER: _OFFICE | {Can.SIGN_PAPERS},
    RoleKind.DISTRICT_OFFICER: _OFFICER | {Can.RUN_PROGRAMMES},
    RoleKind.PROVINCE_OFFICER: _OFFICER | {Can.RUN_PROGRAMMES},
    RoleKind.ADMINISTRATOR: frozenset(Can),
}

# At which types of unit each kind of role may be held.
ROLE_UNITS: Final[dict[RoleKind, frozenset[UnitType]]] = {
    RoleKind.CLERK: frozenset({UnitType.SCHOOL, UnitType.SITE}),
    RoleKind.FOCAL_POINT: frozenset({UnitType.AGENCY, UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE}),
    RoleKind.COMMUNE_OFFICER: frozenset({UnitType.AGENCY, UnitType.COMMUNE}),
    RoleKind.LEADER: frozenset(UnitType) - {UnitType.SITE},
    RoleKind.DISTRICT_OFFICER: frozenset({UnitType.AGENCY, UnitType.DISTRICT}),
    RoleKind.PROVINCE_OFFICER: frozenset({UnitType.AGENCY, UnitType.PROVINCE}),
    RoleKind.ADMINISTRATOR: frozenset({UnitType.COUNTRY, UnitType.MINISTRY, UnitType.PROVINCE, UnitType.AGENCY, UnitType.COMMUNE}),
}

# At an agency: the type of territory that the agency must serve, where the name of the role says so.
AGENCY_TERRITORY: Final[dict[RoleKind, UnitType]] = {
    RoleKind.COMMUNE_OFFICER: UnitType.COMMUNE,
    RoleKind.DISTRICT_OFFICER: UnitType.DISTRICT,
    RoleKind.PROVINCE_OFFICER: UnitType.PROVINCE,
}

# What the audit calls each act of this room.
ACTS: Final = {
    "user.invited": _("Mời vào hệ thống"),
    "user.edited": _("Sửa thông tin người dùng"),
    "user.deactivated": _("Khóa tài khoản"),
    "user.reactivated": _("Mở lại tài khoản"),
    "role.given": _("Giao vai trò"),
    "role.ended": _("Kết thúc vai trò"),
    "role.moved": _("Chuyển vai trò sang đơn vị khác"),
    "password.reset": _("Cấp mật khẩu tạm"),
    "password.chosen": _("Đặt mật khẩu mới"),
    "session.began": _("Đăng nhập"),
    "session.refused": _("Đăng nhập sai mật khẩu"),
    "session.locked": _("Bị khóa tạm vì sai mật khẩu nhiều lần"),
    "session.ended": _("Đăng xuất"),
    "session.others_ended": _("Đăng xuất khỏi các thiết bị khác"),
}
