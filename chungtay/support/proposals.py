"""What a line of a statement probably is, and why: proposed, never booked by itself. Nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Final

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.accounts.scope import reach
from chungtay.banking.codes import codes_in
from chungtay.banking.models import BankAccount, StatementLine
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import fold
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.support import rules
from chungtay.support.enums import LIVE_PLEDGES, LineUse, PledgeStatus, Way
from chungtay.support.models import Delivery, LineBooking, Pledge, Refund

_NEAR: Final = timedelta(days=45)  # between the day that was planned and the day on which it came
_MOST_COMPARED: Final = 500
_MOST_SHOWN: Final = 9  # one key each
_COMMON: Final = frozenset(
    {"cong", "ty", "co", "phan", "tnhh", "mot", "thanh", "vien", "quy", "nhom", "gia", "dinh", "ong", "ba", "anh", "chi"}
)
_PAYABLE: Final = (*LIVE_PLEDGES, PledgeStatus.EXPIRED, PledgeStatus.FULFILLED)
_INTEREST: Final = ("lai tien gui", "tra lai", "lai nhap von", "lai khong ky han", "interest", "lai suat")
_FEE: Final = ("phi ", "thu phi", "fee")
_TILL: Final = ("nop tien mat", "nop tm", "rut tien mat", "rut tm", "cash")


class Sure(Enum):
    """How sure a proposal is: CERTAIN may be booked with all others like it, LIKELY wants a look, AMBIGUOUS a choice."""

    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that the line may be: a pledge kept, a refund, a handover paid, or a use alone; `why` in words."""

    use: LineUse
    why: tuple[str, ...]
    pledge: Pledge | None = None
    refund: Refund | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    line: StatementLine
    sure: Sure
    guesses: tuple[Guess, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass
class _Candidates:
    """All that lines of one account are compared with, read once for all of them."""

    by_code: dict[str, Pledge] = field(default_factory=dict)
    live: list[Pledge] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    deliveries: list[tuple[Delivery, int]] = field(default_factory=list)
    near: frozenset[int] = frozenset()  # pledges of units for which the account is kept


def proposals(lines: Sequence[StatementLine], *, on: date) -> list[Proposal]:
    """For each line, in some queries for each account that they are of and none for a single line."""
    by_account: dict[BankAccount, list[StatementLine]] = {}
    for line in lines:
        by_account.setdefault(line.account, []).append(line)
    found = {
        line.pk: one for account, those in by_account.items() for line, one in zip(those, _of_account(account, those, on), strict=True)
    }
    return [found[line.pk] for line in lines]


def _of_account(account: BankAccount, lines: Sequence[StatementLine], on: date) -> list[Proposal]:
    codes = {line.pk: tuple(codes_in(f"{line.description} {line.reference}")) if line.is_credit else () for line in lines}
    known = _candidates(account, lines, {code for found in codes.values() for code in found}, on)
    return [_credit(line, codes[line.pk], known) if line.is_credit else _debit(line, known) for line in lines]


# ── What they are compared with ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _candidates(account: BankAccount, lines: Sequence[StatementLine], codes: set[str], on: date) -> _Candidates:
    found = _Candidates()
    pledges = Pledge.objects.select_related("donor", "programme__version")
    if codes:
        found.by_code = {row.payment_code: row for row in pledges.filter(payment_code__in=codes, status__in=_PAYABLE)}
    territory = reach(account.unit, on=on)
    units = OrgUnit.objects.all() if territory.type == UnitType.COUNTRY else OrgUnit.objects.below(territory, on=on)
    within = Q(unit__in=units.order_by().values("pk")) | Q(unit=account.unit_id)
    if any(line.is_credit for line in lines):
        found.live = _live(pledges.filter(within), {line.amount_vnd for line in lines if line.is_credit})
    known = {row.pk for row in found.by_code.values()}
    found.near = frozenset(Pledge.objects.filter(within, pk__in=known).values_list("pk", flat=True)) if known else frozenset()
    if any(not line.is_credit for line in lines):
        found.refunds = list(awaited_refunds(account))
        found.deliveries = _unpaid(account)
    return found


def _live(pledges: QuerySet[Pledge], amounts: set[int]) -> list[Pledge]:
    """Those that await money: of these amounts, and the youngest ones besides."""
    money = Q(lines__is_money=True, lines__is_dropped=False)
    rows = pledges.filter(status__in=LIVE_PLEDGES).annotate(left=Sum(F("lines__amount_vnd") - F("lines__came"), filter=money))
    exact = list(rows.filter(left__in=amounts).order_by("-pk")[:_MOST_COMPARED])
    young = list(rows.filter(left__gt=0).order_by("-pk")[:_MOST_COMPARED])
    return list({row.pk: row for row in exact + young}.values())


def awaited_refunds(account: BankAccount) -> QuerySet[Refund]:
    """Given back by bank, and not yet found in a statement of the account."""
    settled = LineBooking.objects.filter(is_undone=False, refund__isnull=False).values("refund")
    rows = Refund.objects.filter(way=Way.BANK, contribution__unit=account.unit_id).exclude(pk__in=settled)
    return rows.select_related("contribution__donor").order_by("-pk")[:_MOST_COMPARED]


def _unpaid(account: BankAccount) -> list[tuple[Delivery, int]]:
    """Handed over out of the bank, and not yet found in a statement; with what is owed for it."""
    paid = LineBooking.objects.filter(is_undone=False, use=LineUse.PAYMENT).values("delivery_code")
    rows = rules.owed_by_bank(account.unit_id).exclude(subject__in=paid).order_by("subject")
    sums = dict(rows.values_list("subject").annotate(sum=Sum("amount"))[:_MOST_COMPARED])
    return [(delivery, sums[delivery.code]) for delivery in Delivery.objects.filter(code__in=sums).order_by("-pk")]


# ── Money in ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _credit(line: StatementLine, codes: tuple[str, ...], known: _Candidates) -> Proposal:
    named = [known.by_code[code] for code in codes if code in known.by_code]
    if named:
        guesses = tuple(Guess(LineUse.GIFT, _by_code(pledge, known), pledge) for pledge in named)
        sure = Sure.AMBIGUOUS if len(named) > 1 else Sure.CERTAIN if named[0].pk in known.near else Sure.LIKELY
        return Proposal(line, sure, guesses[:_MOST_SHOWN], tuple(pledge.payment_code for pledge in named))
    words = fold(f"{line.description} {line.other_name}")
    if use := _use_in(words, ((LineUse.INTEREST, _INTEREST), (LineUse.CASH_IN, _TILL))):
        return Proposal(line, Sure.LIKELY, (Guess(use, (_("theo lời ghi của ngân hàng"),)),))
    return _chosen(line, _alike(line, set(words.split()), known.live))


def _by_code(pledge: Pledge, known: _Candidates) -> tuple[str, ...]:
    said = [_("đúng mã chuyển khoản %(code)s") % {"code": pledge.payment_code}]
    if pledge.pk not in known.near:
        said.append(_("cam kết do đơn vị khác theo dõi"))
    if pledge.status not in LIVE_PLEDGES:
        said.append(str(PledgeStatus(pledge.status).label).lower())
    return tuple(said)


def _alike(line: StatementLine, words: set[str], pledges: Iterable[Pledge]) -> list[tuple[int, Guess]]:
    """The more speaks for it, the further ahead: the amount, the name, the day. The day alone says nothing."""
    found = []
    for pledge in pledges:
        same_amount = pledge.left == line.amount_vnd  # type: ignore[attr-defined]  # annotated by _live
        own = {word for word in fold(pledge.donor.name).split() if word not in _COMMON}
        same_name = bool(own) and own <= words and (len(own) > 1 or same_amount)
        planned = pledge.planned_on or pledge.offered_on
        near = abs(line.booked_on - planned) <= _NEAR
        if (same_amount and (near or same_name)) or (same_name and near):
            why = [
                *([_("đúng số tiền còn chờ")] if same_amount else []),
                *([_("tên người chuyển giống nhà tài trợ")] if same_name else []),
                *([_("gần ngày hẹn %(day)s") % {"day": format_day(planned)}] if near else []),
            ]
            points = 4 * same_amount + 3 * same_name + near
            found.append((points, Guess(LineUse.GIFT, tuple(why), pledge)))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].pledge.pk if pair[1].pledge else 0))


def _chosen(line: StatementLine, found: list[tuple[int, Guess]]) -> Proposal:
    if not found:
        return Proposal(line, Sure.NONE)
    best = found[0][0]
    is_alone = len(found) == 1 or found[1][0] < best - 1  # more than the day tells them apart
    guesses = tuple(guess for _points, guess in found[:_MOST_SHOWN])
    return Proposal(line, Sure.LIKELY if is_alone else Sure.AMBIGUOUS, guesses)


# ── Money out ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _debit(line: StatementLine, known: _Candidates) -> Proposal:
    words = fold(f"{line.description} {line.other_name}")
    run = words.replace(" ", "")
    by_code = [row for row, _owed in known.deliveries if fold(row.code).replace(" ", "") in run]
    amount = grouped(line.amount_vnd)
    guesses = [Guess(LineUse.PAYMENT, (_("đúng mã bàn giao %(code)s") % {"code": row.code},), delivery=row) for row in by_code]
    if not guesses:
        same = [row for row in known.refunds if row.amount_vnd == line.amount_vnd]
        guesses = [Guess(LineUse.REFUND, (_("đúng số hoàn trả %(amount)s đồng") % {"amount": amount},), refund=row) for row in same]
        owed = [row for row, sum_ in known.deliveries if sum_ == line.amount_vnd]
        guesses += [Guess(LineUse.PAYMENT, (_("đúng số phải chi %(amount)s đồng") % {"amount": amount},), delivery=row) for row in owed]
    if not guesses and (use := _use_in(words, ((LineUse.FEE, _FEE), (LineUse.CASH_OUT, _TILL)))):
        guesses = [Guess(use, (_("theo lời ghi của ngân hàng"),))]
    sure = Sure.NONE if not guesses else Sure.LIKELY if len(guesses) == 1 else Sure.AMBIGUOUS
    return Proposal(line, sure, tuple(guesses[:_MOST_SHOWN]))


def _use_in(words: str, known: Iterable[tuple[LineUse, tuple[str, ...]]]) -> LineUse | None:
    padded = f" {words} "
    return next((use for use, marks in known if any(f" {mark.strip()} " in padded for mark in marks)), None)
