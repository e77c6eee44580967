"""Decisions by looking: what a name, a telephone, a tax code must be like, and what two spellings share. Nothing is written here."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for, units_for
from chungtay.core import clock, words
from chungtay.core.dates import EARLIEST, format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.search import searchable
from chungtay.core.vietnamese import fold, sort_key
from chungtay.donors.enums import WITH_TAX_CODE, ConsentHow, ConsentWhat, DonorKind, PublicAs
from chungtay.donors.models import Donor
from chungtay.places.models import OrgUnit

_HOME: Final = re.compile(r"0[35789]\d{8}|02\d{9}|1[89]00\d{4,6}")  # mobile, fixed line, the hotlines of companies
_ABROAD: Final = re.compile(r"\+[1-9]\d{7,14}")
_TAX_CODE: Final = re.compile(r"(\d{10})(\d{3})?")
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# Twelve digits of which the first is 0: the number of an identity card (Nghị định 137/2015, Điều 13: province, century, year, six more).
_IDENTITY: Final = re.compile(r"(?<!\d)0(?:[ .-]?\d){11}(?![ .-]?\d)")
_CHILD: Final = re.compile(r"^(em|chau|be) |\b(hoc sinh|hs) ")
# Words that say what a body is, not which; taken off both ends of its folded name.
_BODY_WORDS: Final = re.compile(
    r"^(?:(?:tong cong ty|cong ty|cty|ctcp|ct|tap doan|doanh nghiep|dntn|tu nhan|trach nhiem huu han|tnhh|co phan|cp|mtv|(?:mot|hai|1|2) "
    r"thanh vien(?: tro len)?|hoi|quy|nhom|cau lac bo|clb|ban lien lac|to chuc) )+"
    r"|(?: (?:trach nhiem huu han|tnhh|co phan|cp|mtv|(?:mot|1) thanh vien|jsc|co ltd|ltd|limited|company|corporation|corp|inc))+$"
)
_PERSON_WORDS: Final = re.compile(r"^(?:(?:gia dinh|ong ba|anh chi|ong|ba|anh|chi|co|chu|bac) )+")


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a donor, as a form gives it. `cleaned()` is what is kept."""

    kind: str = ""
    name: str = ""
    public_as: str = PublicAs.NONE
    alias: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    tax_code: str = ""
    note: str = ""


FIELDS: Final = tuple(field.name for field in fields(Details))
CONTACTS: Final = ("contact", "phone", "email", "address")


def details_of(donor: Donor) -> Details:
    return Details(**{name: getattr(donor, name) for name in FIELDS})


def put(donor: Donor, details: Details) -> None:
    """Into the row, with the columns by which it is searched, sorted and compared; nothing is saved."""
    for name in FIELDS:
        setattr(donor, name, getattr(details, name))
    donor.name_key = name_key(details.kind, details.name)
    donor.search_text = searchable(details.name, details.alias, details.tax_code)[:700]
    donor.sort_key = sort_key(details.name)[:600]


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_may_at(by: User | None, unit: OrgUnit, *, on: date, field: str | None = "at") -> None:
    """Raises RuleBroken unless the person records support at this unit that day; None is the system itself."""
    if by is not None and not units_for(by, Can.RECORD_SUPPORT, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không ghi nhà tài trợ cho đơn vị này được."), field=field)


def check_may(by: User | None, *donors: Donor, on: date) -> None:
    """As check_may_at, at the units that keep these donors or a row merged into them; also units that ended, for which one answers now."""
    if by is None:
        return
    reach = units_answered_for(by, Can.RECORD_SUPPORT, on=on).order_by().values("pk")
    for donor in donors:
        family = Donor.objects.filter(kept_by__in=reach, pk=donor.pk) | Donor.objects.filter(kept_by__in=reach, merged_into=donor)
        if not family.exists():
            raise RuleBroken(_("Nhà tài trợ “%(name)s” do đơn vị khác phụ trách.") % {"name": donor.name})


def check_standing(donor: Donor) -> None:
    if donor.merged_into_id is not None:
        raise RuleBroken(_("“%(name)s” đã được gộp vào một nhà tài trợ khác.") % {"name": donor.name})


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def cleaned(given: Details) -> Details:
    """As it is kept: names single-spaced, telephones and codes in one form. RuleBroken at the field that is not right."""
    _check_chosen(given)
    found = replace(
        given,
        name=clean_text(given.name, field="name", most=200, is_needed=True),
        alias=clean_text(given.alias, field="alias", most=120),
        contact=clean_text(given.contact, field="contact", most=120),
        phone=clean_phone(given.phone),
        email=words.clean_email(given.email),
        address=clean_text(given.address, field="address", most=300),
        tax_code=clean_tax_code(given.tax_code),
        note=clean_text(given.note, field="note", most=500),
    )
    check_together(found)
    return found


def _check_chosen(given: Details) -> None:
    if given.kind not in DonorKind.values:
        raise RuleBroken(_("Xin chọn loại nhà tài trợ."), field="kind")
    if given.public_as not in PublicAs.values:
        raise RuleBroken(_("Xin chọn nêu tên, nêu bí danh hay không nêu tên."), field="public_as")


def check_together(found: Details) -> None:
    """What the fields must be to each other; a child is nobody's contact and stands on no public page (Luật Trẻ em, Điều 21)."""
    if found.public_as == PublicAs.ALIAS and not found.alias:
        raise RuleBroken(_("Xin ghi bí danh."), field="alias")
    if found.tax_code and found.kind not in WITH_TAX_CODE:
        raise RuleBroken(_("Chỉ doanh nghiệp, tổ chức mới ghi mã số thuế."), field="tax_code")
    if is_child(found.contact):
        raise RuleBroken(_("Không ghi trẻ em làm người liên hệ. Xin ghi người lớn phụ trách."), field="contact")
    if found.kind != DonorKind.PERSON or not is_child(found.name):
        return
    if found.public_as == PublicAs.NAME:
        raise RuleBroken(_("Không nêu tên trẻ em. Xin chọn bí danh hoặc không nêu tên."), field="public_as")
    if (found.phone or found.email) and not found.contact:
        raise RuleBroken(_("Không ghi liên hệ của trẻ em. Xin ghi người lớn phụ trách ở mục người liên hệ."), field="contact")


def check_reachable(details: Details, *, is_withdrawn: bool) -> None:
    """Whoever took back that we keep how to reach them must allow it again before it is kept."""
    if is_withdrawn and (field := next((name for name in CONTACTS if getattr(details, name)), None)):
        raise RuleBroken(_("Nhà tài trợ đã rút đồng ý giữ liên hệ. Có đồng ý mới thì ghi đồng ý ấy trước."), field=field)


def is_child(name: str) -> bool:
    """Whether the name itself says so: 'Em Lò Thị Mẩy', 'cháu Nam', 'Nam, học sinh lớp 5A'."""
    return bool(_CHILD.search(f"{fold(name)} "))


def clean_text(typed: str, *, field: str, most: int, is_needed: bool = False) -> str:
    """As it is kept; the number of an identity card is refused like what cannot be read."""
    text = words.clean_text(typed, field=field, most=most, is_needed=is_needed)
    if _IDENTITY.search(text):
        raise RuleBroken(_("Xin đừng ghi số căn cước: hệ thống không giữ số ấy."), field=field)
    return text


def clean_reason(typed: str, *, field: str = "reason") -> str:
    return clean_text(typed, field=field, most=300, is_needed=True)


def phone_key(typed: str) -> str:
    """One form for a number however it is typed: '+84 912.345.678' and '0084912345678' → '0912345678'; abroad + and digits."""
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    is_abroad = typed.strip().startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00") if digits.startswith("00") else digits
    if digits.startswith("84") and (is_abroad or len(digits) in (11, 12)):
        return f"0{digits[2:].removeprefix('0')}"
    return f"+{digits}" if is_abroad and digits else digits


def clean_phone(typed: str) -> str:
    """Empty, or phone_key() of a number that can be: a mobile, a fixed line, a hotline, one abroad."""
    text = clean_text(typed, field="phone", most=40)
    if not text:
        return ""
    key = phone_key(text)
    if not re.fullmatch(r"\+?[\d .()\-]+", text) or not (_HOME.fullmatch(key) or _ABROAD.fullmatch(key)):
        raise RuleBroken(
            _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678 hoặc 0215 3825 123; nước ngoài thì mở đầu bằng dấu +."), field="phone"
        )
    return key


def clean_tax_code(typed: str) -> str:
    """Empty, or 10 digits of which the last checks the others, with a hyphen and 3 more for a branch.

    The check digit as python-stdnum (stdnum.vn.mst) and vn-ident reckon it: 10 − (Σ digit × weight mod 11); where that makes 10 no code
    is given out. A code of 12 digits is a person's identity number (Thông tư 86/2024/TT-BTC, Điều 5), which is not kept.
    """
    words.check_readable(typed, field="tax_code")
    digits = re.sub(r"[\s.\-–]", "", typed)
    if not digits:
        return ""
    if re.fullmatch(r"[0-9]{12}", digits):
        raise RuleBroken(_("Mã 12 chữ số là số căn cước của một người: hệ thống không giữ số ấy."), field="tax_code")
    match = _TAX_CODE.fullmatch(digits) if digits.isascii() else None
    if match is None:
        raise RuleBroken(_("Mã số thuế có 10 chữ số, chi nhánh thì thêm 3 chữ số, ví dụ 0100109106 hoặc 0100109106-001."), field="tax_code")
    whole, branch = match[1], match[2]
    if whole[2:9] == "0000000" or branch == "000" or int(whole[9]) != 10 - _tax_sum(whole) % 11:
        raise RuleBroken(_("Mã số thuế này không có thật: chữ số cuối không khớp. Xin xem lại từng chữ số."), field="tax_code")
    return f"{whole}-{branch}" if branch else whole


def _tax_sum(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=False))


def check_given(what: str, how: str, given_on: date, *, on: date) -> None:
    """A consent of a known sort, on a day that has come."""
    if what not in ConsentWhat.values:
        raise RuleBroken(_("Xin chọn đồng ý việc gì."), field="what")
    if how not in ConsentHow.values:
        raise RuleBroken(_("Xin chọn nhà tài trợ đã đồng ý bằng cách nào."), field="how")
    check_past(given_on, on=on, field="given_on")


def check_past(day: date, *, on: date, field: str) -> None:
    last = min(on, clock.today())
    if day > last:
        raise RuleBroken(_("Ngày này ở tương lai; hôm nay là %(day)s.") % {"day": format_day(last)}, field=field)
    if day < EARLIEST:
        raise RuleBroken(_("Năm %(year)s nằm ngoài khoảng 1900 đến 2100.") % {"year": day.year}, field=field)


# ── What two spellings share ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def name_key(kind: str, name: str) -> str:
    """'Công ty TNHH Mường Thanh' and 'CTY CP MUONG THANH' → 'body muong thanh'; 'Ông Lò Văn An' → 'person lo van an'.

    Empty where it would say nothing: a person's single word.
    """
    folded = fold(name)
    is_person = kind == DonorKind.PERSON
    core = (_PERSON_WORDS if is_person else _BODY_WORDS).sub("", folded)
    core = core if is_person else _BODY_WORDS.sub("", core)
    core = core or folded
    if is_person and " " not in core:
        return ""
    return f"{'person' if is_person else 'body'} {core}"[:210]


def said_of_change(was: Details, now: Details) -> dict[str, Any]:
    """For the audit: which fields changed, without the contacts themselves."""
    return {"changed": ", ".join(name for name in FIELDS if getattr(was, name) != getattr(now, name))}
