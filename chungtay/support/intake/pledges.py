"""What a donor without an account may do: promise, agree to a change, change, take back; each by the secret code of its own page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.core.db import locked
from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import give_consent, record_donor
from chungtay.donors.enums import ConsentHow, ConsentWhat, DonorKind, PublicAs
from chungtay.needs.published import one as need_on_board
from chungtay.places.models import OrgUnit
from chungtay.programmes.queries import programme as programme_of
from chungtay.support import promised
from chungtay.support.actions import agree_pledge, amend_pledge, cancel_pledge, offer_pledge
from chungtay.support.codes import trace_code_of
from chungtay.support.enums import Side
from chungtay.support.models import Pledge
from chungtay.support.promised import LineForm, form_of

DONOR_KINDS = DonorKind.choices
NAMED_AS = PublicAs.choices


@dataclass(frozen=True, slots=True)
class DonorForm:
    """Who gives, as typed; `public_as` NAME, ALIAS or NONE of donors.enums."""

    kind: str
    name: str
    public_as: str
    alias: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A part of a need of the board; or `kind` for the place with the code `unit` (`category`: for such needs in it), or for the programme.

    Nothing said of the amount means all that is open.
    """

    kind: str = ""
    amount_vnd: int | None = None
    quantity: int | None = None
    need_id: int | None = None
    unit: str = ""
    category: str = ""


@transaction.atomic
def pledge_online(
    donor: DonorForm,
    *,
    programme: str,
    wishes: Sequence[Wish],
    on: date,
    once: str,
    at: str = "",
    plan: str = "",
    planned_on: date | None = None,
    has_consented: bool = False,
) -> str:
    """The trace code of the pledge that the form becomes; the same form sent again is the same pledge.

    `at`: the code of the unit that is to answer where no place is named. Only needs of the board.
    """
    if not has_consented:
        raise RuleBroken(_("Xin đánh dấu đồng ý để chúng tôi giữ tên và cách liên hệ của bạn."), field="consent")
    if not (donor.phone.strip() or donor.email.strip()):
        raise RuleBroken(_("Xin để lại số điện thoại hoặc thư điện tử để cán bộ liên hệ."), field="phone")
    found = programme_of(programme)
    if found is None:
        raise RuleBroken(_("Không có chương trình này."))
    lines = [_line(wish, on=on) for wish in wishes]
    unit = promised.answering_unit(lines, promised.needs_of(lines, found), _unit(at, on=on) if at else None, on=on)
    unit = locked(unit)  # so that the same form sent twice finds its double, before a second donor is written
    if (known := Pledge.objects.filter(once=once).first()) is not None:
        return known.trace_code
    how = ConsentHow.ONLINE
    row = record_donor(
        by=None,
        at=unit,
        on=on,
        kind=donor.kind,
        name=donor.name,
        public_as=donor.public_as,
        alias=donor.alias if donor.public_as == PublicAs.ALIAS else "",
        phone=donor.phone,
        email=donor.email,
        consent_how=how,
    )
    give_consent(row, by=None, on=on, what=ConsentWhat.CONTACT, how=how)
    made = offer_pledge(row, by=None, programme=found, lines=lines, on=on, unit=unit, plan=plan, planned_on=planned_on, once=once)
    return made.trace_code


def agree_online(code: str, *, on: date) -> None:
    """The donor says yes to what the officer changed."""
    agree_pledge(_own(code), by=None, on=on, side=Side.DONOR)


def cancel_online(code: str, *, on: date, reason: str) -> None:
    cancel_pledge(_own(code), by=None, on=on, reason=reason, side=Side.DONOR)


def amend_online(code: str, *, on: date, amounts: dict[int, int], planned_on: date | None, reason: str) -> None:
    """`amounts`: by line, đồng or pieces from now on; a line that is not named goes."""
    pledge = _own(code)
    rows = [line for line in pledge.lines.filter(is_dropped=False).order_by("pk") if line.pk in amounts]
    lines = [
        replace(form_of(line), amount_vnd=amounts[line.pk]) if line.is_money else replace(form_of(line), quantity=amounts[line.pk])
        for line in rows
    ]
    amend_pledge(pledge, by=None, on=on, lines=lines, side=Side.DONOR, plan=pledge.plan, planned_on=planned_on, reason=reason)


def _own(code: str) -> Pledge:
    """Pledge.DoesNotExist for a code that nobody was given."""
    return Pledge.objects.get(trace_code=trace_code_of(code) or "-")


def _line(wish: Wish, *, on: date) -> LineForm:
    if wish.need_id is not None and need_on_board(wish.need_id, on=on) is None:
        raise RuleBroken(_("Nhu cầu này không còn trên bảng kêu gọi."), field="need")
    unit_id = _unit(wish.unit, on=on).pk if wish.unit else None
    return LineForm(wish.kind, wish.amount_vnd, wish.quantity, need_id=wish.need_id, unit_id=unit_id, category=wish.category)


def _unit(code: str, *, on: date) -> OrgUnit:
    unit = OrgUnit.objects.on(on).filter(code=code[:60]).first()
    if unit is None:
        raise RuleBroken(_("Không có đơn vị này. Xin chọn trong danh sách."), field="unit")
    return unit
