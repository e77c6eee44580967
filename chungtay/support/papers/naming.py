"""The names that every template of support may use: who issues and signs, how units are called, how amounts are written."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.documents.queries import profile_on
from chungtay.documents.rules import signature_of
from chungtay.documents.template import MarkedText
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.offices import committee_words
from chungtay.places.queries import ancestors, last_names, manager
from chungtay.programmes.models import Programme
from chungtay.support.models import Contribution

Names = dict[str, Any]
TRACE: Final = "/theo-doi/"
_COMMITTEE: Final = "Ủy ban nhân dân"
_LANDS: Final = (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE)
_HEADS: Final = (("Phòng ", "TRƯỞNG PHÒNG"), ("Sở ", "GIÁM ĐỐC"), ("Ban ", "TRƯỞNG BAN"), ("Bộ ", "BỘ TRƯỞNG"))
_ESTIMATES: Final = {Estimate.AT_LEAST.value: "hơn ", Estimate.ABOUT.value: "khoảng "}


def office_names(unit: OrgUnit, *, body: str, on: date) -> Names:
    """co_quan: `ten` in a sentence, the lines above the signature as the office set them or from its name, `cap_tren` its superior."""
    profile = profile_on(unit, body=body, on=on)
    name = body or prose_name(unit, on=on)
    authority, elsewhere = _signers(name, unit), ""
    if profile is not None and profile.signature:
        signer = signature_of(profile.signature)
        authority, elsewhere = list(signer.authority), ", ".join(signer.offices)
    on_behalf = next((line for line in authority[:-1] if line.startswith("TM.")), "")
    return {
        "ten": name,
        "dia_danh": profile.place if profile is not None else name,
        "thay_mat": on_behalf,
        "ky_thay": next((line for line in authority[:-1] if line != on_behalf), ""),
        "chuc_vu": authority[-1],
        "chuc_vu_khac": elsewhere,
        "cap_tren": _above(unit, on=on),
    }


def _signers(name: str, unit: OrgUnit) -> list[str]:
    if unit.type == UnitType.SCHOOL:
        return ["HIỆU TRƯỞNG"]
    if name.startswith(_COMMITTEE):
        return ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    return [next((head for start, head in _HEADS if name.startswith(start)), "THỦ TRƯỞNG ĐƠN VỊ")]


def _above(unit: OrgUnit, *, on: date) -> str:
    """Who manages the school, else the committee of the next wider territory; empty at the top."""
    keeper = manager(unit, on=on)
    if keeper is not None:
        return keeper.full_name
    lands = [wider for wider in ancestors(unit, on=on) if wider.type in _LANDS]
    return committee_words(lands[-1].title, lands[-1].name)[0] if lands else ""


def prose_name(unit: OrgUnit, *, on: date) -> str:
    """As a sentence calls it: of a territory its People's Committee; one that has ended by its last name."""
    named = OrgUnit.objects.on(on).filter(pk=unit.pk).first()
    if named is None:
        return last_names([unit.code]).get(unit.code, unit.code)
    return committee_words(named.title, named.name)[0] if named.type in _LANDS else named.full_name


def unit_names(units: Collection[OrgUnit], *, on: date) -> dict[int, str]:
    """By id, in two questions however many."""
    names = {row.pk: row.full_name for row in OrgUnit.objects.on(on).filter(pk__in={unit.pk for unit in units})}
    ended = {unit.code: unit.pk for unit in units if unit.pk not in names}
    return names | {ended[code]: name for code, name in (last_names(ended) if ended else {}).items()}


def trace_page(code: str = "") -> str:
    """The address at which anybody follows a gift."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{TRACE}{f'{code}/' if code else ''}"


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def counted(mark: str, value: int, meaning: str, estimate: str = Estimate.EXACT) -> MarkedText:
    """A figure with its dots ('14.000.000', of an estimate 'khoảng 14.000.000'), without its unit."""
    return MarkedText(f"{_ESTIMATES.get(estimate, '')}{grouped(value)}", mark, meaning, value)


def kind_name(programme: Programme, code: str) -> str:
    kind = programme.pack.by_resource.get(code)
    return kind.name if kind else code


def thing(row: Contribution) -> Names:
    """ten, la_tien, don_vi of what was given: 'chăn ấm' in 'chiếc', money in đồng."""
    return {"ten": kind_name(row.programme, row.kind), "la_tien": row.is_money, "don_vi": "đồng" if row.is_money else row.measure}


def of_gift(row: Contribution) -> str:
    """How the meaning of a figure names the gift."""
    return _("khoản %(code)s nhận ngày %(day)s") % {"code": row.trace_code, "day": format_day(row.received_on)}
