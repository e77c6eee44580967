"""How an office heads and numbers its papers."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.documents import rules
from chungtay.documents.enums import INCOMING
from chungtay.documents.models import NumberSeries, OfficeProfile
from chungtay.documents.queries import profile_on
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit

_LENGTHS = {"parent_issuer": 200, "issuer": 200, "abbreviation": 30, "drafting_office": 30, "place": 60}
_NEEDED = ("issuer", "abbreviation", "place")


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """What stands at the head of an office's papers; abbreviations without spaces ("UBND", "TrTHCSHL").

    `pads_counts`: the office writes counts below ten with two digits in its reports ("06 trường"). `signature`: who usually signs them, a
    line each (“KT. TRƯỞNG BAN”, “PHÓ TRƯỞNG BAN”, “PHÓ CHỦ TỊCH UBND HUYỆN”); empty: the head of the office.
    """

    issuer: str
    abbreviation: str
    place: str
    parent_issuer: str = ""
    drafting_office: str = ""
    is_one_register: bool = False
    pads_counts: bool = False
    signature: str = ""


@transaction.atomic
def set_office_profile(unit: OrgUnit, *, by: User | None, form: OfficeForm, on: date, body: str = "") -> OfficeProfile:
    """From `on` the office (or the advisory body at it) heads and numbers its papers so. What was issued before keeps its head.

    Changed twice on one day, the later one holds; one register for all or one per type changes with the year only (Điều 15).
    """
    unit = locked(unit)
    rules.check_may(by, Can.SET_OFFICES, unit, on=on)
    if unit.type in (UnitType.COUNTRY, UnitType.SITE):
        raise RuleBroken(_("Đơn vị này không ban hành văn bản."), field="unit")
    form, body = _cleaned(form), clean(body)
    if len(body) > 200:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": 200}, field="body")
    if OfficeProfile.objects.filter(unit=unit, body=body, valid_from__gt=on).exists():
        raise RuleBroken(_("Đã có cách trình bày bắt đầu sau ngày này."), field="on")
    before = profile_on(unit, body=body, on=on)
    _check_register(unit, body, form, before, on)
    with refused():
        if before is not None and before.valid_from == on:
            OfficeProfile.objects.filter(pk=before.pk).update(**asdict(form))
            profile = locked(before)
        else:
            if before is not None:
                OfficeProfile.objects.filter(pk=before.pk).update(valid_to=on)
            profile = OfficeProfile.objects.create(unit=unit, body=body, valid_from=on, **asdict(form))
    record("office.set", profile, by=by, name=form.issuer, place_id=unit.pk, body=body, on=on, **asdict(form))
    return profile


def _cleaned(form: OfficeForm) -> OfficeForm:
    texts = {name: clean(getattr(form, name).replace("\0", "")) for name in _LENGTHS}
    for name in _NEEDED:
        if not texts[name]:
            raise RuleBroken(_("Xin điền mục này."), field=name)
    for name, length in _LENGTHS.items():
        if len(texts[name]) > length:
            raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": length}, field=name)
    for name in ("abbreviation", "drafting_office"):
        if any(letter.isspace() or letter == "/" for letter in texts[name]):
            raise RuleBroken(_("Chữ viết tắt viết liền, không có dấu cách, dấu gạch chéo."), field=name)
    signature = rules.signature_text(form.signature)
    return OfficeForm(**texts, is_one_register=form.is_one_register, pads_counts=form.pads_counts, signature=signature)


def _check_register(unit: OrgUnit, body: str, form: OfficeForm, before: OfficeProfile | None, on: date) -> None:
    """Numbers of one year must not meet: '05/BC-UBND' of the register of reports and of the one for all would be the same."""
    if before is None or before.is_one_register == form.is_one_register:
        return
    given = NumberSeries.objects.filter(unit=unit, body=body, year=on.year).exclude(register=INCOMING)
    if given.exists():
        raise RuleBroken(_("Năm nay đã cấp số; cách chia dãy số chỉ đổi từ đầu năm (Điều 15)."), field="is_one_register")
