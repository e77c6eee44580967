"""Where a gift is, step by step, for whoever knows its code. Names only what the donor allowed and which school it reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.banking.codes import is_code
from chungtay.donors.published import public_name
from chungtay.files.queries import HandedOut, photo_handed_out
from chungtay.places.queries import last_names
from chungtay.support.codes import trace_code_of
from chungtay.support.enums import LIVE_PLEDGES, DeliveryStatus, PledgeStatus
from chungtay.support.models import Allocation, Contribution, DeliveryLine, DeliveryPhoto, Pledge, Refund
from chungtay.support.queries.pledges import pledge_coded
from chungtay.support.rules import called, said_amount

MOST_GIFTS: Final = 50  # of one pledge on one page
MOST_PARTS: Final = 200  # of one gift


@dataclass(frozen=True, slots=True)
class Arrival:
    """One handing over: the day, whether the school has confirmed it and when, the photos without faces."""

    on: date
    amount: str
    is_confirmed: bool
    confirmed_on: date | None
    photos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartTraced:
    """A part of a gift with its aim: the school, what it lacks (and its code on the board), and what arrived."""

    code: str
    amount: str
    where: str
    what: str
    on: date
    arrivals: tuple[Arrival, ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class GiftTraced:
    """A contribution: what came, when, how; `idle` is what has no aim yet, empty when nothing is left."""

    code: str
    what: str
    amount: str
    on: date
    way: str
    unit: str
    is_taken_back: bool
    parts: tuple[PartTraced, ...]
    idle: str
    refunds: tuple[tuple[str, date], ...]

    @property
    def step(self) -> int:
        """How far it has come: 1 received, 2 allocated, 3 on the spot, 4 confirmed there."""
        if not self.parts:
            return 1
        if all(part.is_here for part in self.parts) and not self.idle:
            return 4 if all(arrival.is_confirmed for part in self.parts for arrival in part.arrivals) else 3
        return 2


@dataclass(frozen=True, slots=True)
class Traced:
    """What one code opens. `promised` says a pledge's state in words; a gift without a pledge has none."""

    code: str
    donor: str
    programme: str
    promised: str
    promised_on: date | None
    is_waiting: bool
    gifts: tuple[GiftTraced, ...]


def trace(typed: str, *, on: date) -> Traced | None:
    """By the trace code of a gift, or either code of a pledge, however it was typed; None where nothing has it.

    What it tells of a pledge bears the payment code: whoever has the other one may change the promise, and this page is shown around.
    """
    pledge = _pledge(typed)
    code = pledge.payment_code if pledge is not None else trace_code_of(typed)
    if not code:
        return None
    rows = Contribution.objects.filter(reverses__isnull=True).select_related("balance", "unit", "programme__version", "reversed_by")
    if pledge is not None:
        gifts = list(rows.filter(pledge_line__pledge=pledge).order_by("pk")[:MOST_GIFTS])
    else:
        gifts = list(rows.filter(trace_code=code))
        pledge = Pledge.objects.filter(lines__contributions__in=gifts).select_related("programme").first() if gifts else None
    if pledge is None and not gifts:
        return None
    subject = pledge if pledge is not None else gifts[0]
    donor = subject.donor_id
    return Traced(
        code=code,
        donor=public_name(donor, on) if donor is not None else _("Nhà tài trợ không nêu tên"),
        programme=subject.programme.name,
        promised=str(PledgeStatus(pledge.status).label) if pledge is not None else "",
        promised_on=pledge.offered_on if pledge is not None else None,
        is_waiting=pledge is not None and pledge.status in LIVE_PLEDGES,
        gifts=_gifts(gifts),
    )


def photo(photo_id: int, *, is_small: bool = False) -> HandedOut | None:
    """A photo of a handing over on which nobody can be recognised, once the school has confirmed it."""
    shown = DeliveryPhoto.objects.filter(pk=photo_id, photo__may_show_faces=False, delivery__status=DeliveryStatus.CONFIRMED)
    found = shown.select_related("photo").first()
    return photo_handed_out(found.photo, is_small=is_small) if found is not None else None


def _pledge(typed: str) -> Pledge | None:
    letters = "".join(letter for letter in typed.upper()[:40] if letter.isalnum())
    return pledge_coded(letters if is_code(letters) else trace_code_of(typed))


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _gifts(rows: Sequence[Contribution]) -> tuple[GiftTraced, ...]:
    allocations = Allocation.objects.standing().filter(contribution__in=rows).select_related("need", "unit").order_by("pk")
    parts = list(allocations[: MOST_PARTS * max(1, len(rows))])
    arrivals = _arrivals(parts)
    names = last_names({row.unit.code for row in rows} | {part.unit.code for part in parts})
    refunds = list(Refund.objects.filter(contribution__in=rows).order_by("pk"))
    return tuple(_gift(row, [part for part in parts if part.contribution_id == row.pk], arrivals, names, refunds) for row in rows)


def _gift(
    row: Contribution, parts: list[Allocation], arrivals: dict[int, list[DeliveryLine]], names: dict[str, str], refunds: list[Refund]
) -> GiftTraced:
    photos = _photos([line for part in parts for line in arrivals.get(part.pk, [])])
    is_taken_back = hasattr(row, "reversed_by")
    idle = 0 if is_taken_back else row.balance.idle
    return GiftTraced(
        code=row.trace_code,
        what="" if row.is_money else called(row),
        amount=said_amount(row, row.amount),
        on=row.received_on,
        way=str(row.get_way_display()),
        unit=names.get(row.unit.code, ""),
        is_taken_back=is_taken_back,
        parts=tuple(_part(row, part, arrivals.get(part.pk, []), photos, names) for part in parts),
        idle=said_amount(row, idle) if idle else "",
        refunds=tuple((said_amount(row, one.amount_vnd), one.refunded_on) for one in refunds if one.contribution_id == row.pk),
    )


def _part(
    row: Contribution, part: Allocation, lines: list[DeliveryLine], photos: dict[int, tuple[int, ...]], names: dict[str, str]
) -> PartTraced:
    return PartTraced(
        code=part.code,
        amount=said_amount(row, part.amount),
        where=names.get(part.unit.code, ""),
        what=part.need.what if part.need is not None else "",
        on=part.allocated_on,
        arrivals=tuple(
            Arrival(
                on=line.delivery.delivered_on,
                amount=said_amount(row, line.amount),
                is_confirmed=line.delivery.status == DeliveryStatus.CONFIRMED,
                confirmed_on=line.delivery.confirmed_on,
                photos=photos.get(line.delivery_id, ()),
            )
            for line in lines
        ),
        is_here=sum(line.amount for line in lines) == part.amount,
    )


def _arrivals(parts: Sequence[Allocation]) -> dict[int, list[DeliveryLine]]:
    found: dict[int, list[DeliveryLine]] = {}
    lines = DeliveryLine.objects.filter(allocation__in=parts).exclude(delivery__status=DeliveryStatus.REFUSED)
    for line in lines.select_related("delivery").order_by("delivery__delivered_on", "pk"):
        found.setdefault(line.allocation_id, []).append(line)
    return found


def _photos(lines: Sequence[DeliveryLine]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    confirmed = {line.delivery_id for line in lines if line.delivery.status == DeliveryStatus.CONFIRMED}
    if not confirmed:
        return found
    rows = DeliveryPhoto.objects.filter(delivery__in=confirmed, photo__may_show_faces=False).order_by("pk")
    for delivery, pk in rows.values_list("delivery", "pk"):
        found[delivery] = (*found.get(delivery, ()), pk)
    return found
