"""What a line of a statement probably is, and why: proposed, never booked by itself. Nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import partial, reduce
from operator import or_
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.accounts.scope import reach
from chungtay.banking.codes import codes_in
from chungtay.banking.models import BankAccount, StatementLine
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.core.periods import valid_on
from chungtay.core.vietnamese import fold
from chungtay.places.enums import UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Lineage, OrgUnit
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


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A pledge whose money is awaited: how much is left of it, the words of its donor's name that tell something, and when it is due."""

    pledge: Pledge
    left: int
    own: frozenset[str]
    planned: date


@dataclass
class _Candidates:
    """All that lines of one account are compared with. `by_word`: by the rarest word of the donor's name."""

    by_code: dict[str, Pledge] = field(default_factory=dict)
    by_amount: dict[int, list[_Awaited]] = field(default_factory=dict)
    by_word: dict[str, list[_Awaited]] = field(default_factory=dict)
    refunds: list[Refund] = field(default_factory=list)
    deliveries: list[tuple[Delivery, int]] = field(default_factory=list)
    near: frozenset[int] = frozenset()  # pledges of units for which the account is kept


def proposals(lines: Sequence[StatementLine], *, on: date) -> list[Proposal]:
    """For each line, in some queries for all of them together and none for a single line or account."""
    codes = {line.pk: tuple(codes_in(f"{line.description} {line.reference}")) if line.is_credit else () for line in lines}
    known = _candidates(lines, {code for found in codes.values() for code in found}, on)
    return [
        _credit(line, codes[line.pk], known[line.account_id]) if line.is_credit else _debit(line, known[line.account_id]) for line in lines
    ]


# ── What they are compared with ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _candidates(lines: Sequence[StatementLine], codes: set[str], on: date) -> dict[int, _Candidates]:
    accounts = {line.account_id: line.account for line in lines}
    tops = {pk: reach(account.unit, on=on) for pk, account in accounts.items()}
    pledges = Pledge.objects.select_related("donor")
    coded = {row.payment_code: row for row in pledges.filter(payment_code__in=codes, status__in=_PAYABLE)} if codes else {}
    amounts, most = {line.amount_vnd for line in lines if line.is_credit}, _MOST_COMPARED * min(len(accounts), 4)
    live = _live(pledges.filter(_within(accounts.values(), tops.values(), on)), amounts, most)
    homes = _homes({row.unit_id for row in [*coded.values(), *(one.pledge for one in live)]}, on)
    paying = [accounts[pk] for pk in {line.account_id for line in lines if not line.is_credit}]
    refunds, unpaid = _refunds(paying), _unpaid(paying)
    near = partial(_near, _kept_for(accounts, tops), homes)
    mine, known = defaultdict[int, list[_Awaited]](list), defaultdict[int, set[int]](set)
    for one in live:
        for pk in near(one.pledge):
            mine[pk].append(one)
    for row in coded.values():
        for pk in near(row):
            known[pk].add(row.pk)
    return {
        pk: _Candidates(coded, *_listed(mine[pk]), refunds.get(account.unit_id, []), unpaid.get(account.unit_id, []), frozenset(known[pk]))
        for pk, account in accounts.items()
    }


def _kept_for(accounts: Mapping[int, BankAccount], tops: Mapping[int, OrgUnit]) -> Mapping[int | None, set[int]]:
    """By the unit below which everything is theirs: accounts; None: those kept for the whole country."""
    found = defaultdict[int | None, set[int]](set)
    for pk, top in tops.items():
        found[None if top.type == UnitType.COUNTRY else top.pk].add(pk)
    for pk, account in accounts.items():
        found[account.unit_id].add(pk)
    return dict(found)


def _near(kept_for: Mapping[int | None, set[int]], homes: Mapping[int, frozenset[int]], row: Pledge) -> set[int]:
    """The accounts kept for the unit that answers for the pledge."""
    places: list[int | None] = [None, row.unit_id, *homes.get(row.unit_id, ())]
    return {pk for place in places for pk in kept_for.get(place, ())}


def _within(accounts: Iterable[BankAccount], tops: Iterable[OrgUnit], on: date) -> Q:
    """Pledges of the units for which one of the accounts is kept."""
    by_column: dict[str, list[int]] = {}
    for top in tops:
        if top.type == UnitType.COUNTRY:
            return Q()
        by_column.setdefault(f"{LINEAGE_COLUMNS[UnitType(top.type)]}__in", []).append(top.pk)
    below = reduce(or_, (Q(**{column: pks}) for column, pks in by_column.items()), Q(pk__in=[]))
    return Q(unit__in=Lineage.objects.filter(valid_on(on)).filter(below).values("unit")) | Q(unit__in={one.unit_id for one in accounts})


def _homes(units: set[int], on: date) -> dict[int, frozenset[int]]:
    """By unit: itself and all in which it lies that day."""
    rows = Lineage.objects.filter(valid_on(on), unit__in=units).values_list("unit", *LINEAGE_COLUMNS.values()) if units else []
    return {unit: frozenset(above) for unit, *above in rows}


def _live(pledges: QuerySet[Pledge], amounts: set[int], most: int) -> list[_Awaited]:
    """Those that await money: of these amounts, and the youngest ones besides."""
    if not amounts:
        return []
    money = Q(lines__is_money=True, lines__is_dropped=False)
    rows = pledges.filter(status__in=LIVE_PLEDGES).annotate(left=Sum(F("lines__amount_vnd") - F("lines__came"), filter=money))
    exact = list(rows.filter(left__in=amounts).order_by("-pk")[:most])
    young = list(rows.filter(left__gt=0).order_by("-pk")[:most])
    return [_awaited(row) for row in {row.pk: row for row in exact + young}.values()]


def _awaited(row: Any) -> _Awaited:
    own = frozenset(word for word in fold(row.donor.name).split() if word not in _COMMON)
    return _Awaited(row, row.left, own, row.planned_on or row.offered_on)


def _listed(rows: Sequence[_Awaited]) -> tuple[dict[int, list[_Awaited]], dict[str, list[_Awaited]]]:
    """By what is left of them, and by the word of the name that fewest others have: so that no line is compared with every pledge."""
    often = Counter(word for row in rows for word in row.own)
    by_amount: dict[int, list[_Awaited]] = {}
    by_word: dict[str, list[_Awaited]] = {}
    for row in rows:
        by_amount.setdefault(row.left, []).append(row)
        if row.own:
            by_word.setdefault(min(row.own, key=lambda word: (often[word], word)), []).append(row)
    return by_amount, by_word


def awaited_refunds(accounts: Iterable[BankAccount]) -> QuerySet[Refund]:
    """Given back by bank, and not yet found in a statement of these accounts."""
    settled = LineBooking.objects.filter(is_undone=False, refund=OuterRef("pk"))
    rows = Refund.objects.filter(~Exists(settled), way=Way.BANK, contribution__unit__in={one.unit_id for one in accounts})
    return rows.select_related("contribution__donor").order_by("-pk")[:_MOST_COMPARED]


def _refunds(accounts: Sequence[BankAccount]) -> dict[int, list[Refund]]:
    """By the unit that gave it back."""
    found: dict[int, list[Refund]] = {}
    for row in awaited_refunds(accounts) if accounts else ():
        found.setdefault(row.contribution.unit_id, []).append(row)
    return found


def _unpaid(accounts: Sequence[BankAccount]) -> dict[int, list[tuple[Delivery, int]]]:
    """By unit: handed over out of its bank, and not yet found in a statement; with what is owed for it."""
    if not accounts:
        return {}
    paid = LineBooking.objects.filter(is_undone=False, use=LineUse.PAYMENT, delivery_code=OuterRef("subject"))
    rows = rules.owed_by_bank({one.unit_id for one in accounts}).filter(~Exists(paid)).order_by("subject")
    sums = list(rows.values_list("subject", "credit__unit").annotate(sum=Sum("amount"))[:_MOST_COMPARED])
    known = {row.code: row for row in Delivery.objects.filter(code__in=[code for code, _unit, _sum in sums])}
    found: dict[int, list[tuple[Delivery, int]]] = {}
    for row, unit, owed in sorted(((known[code], unit, owed) for code, unit, owed in sums if code in known), key=lambda one: -one[0].pk):
        found.setdefault(unit, []).append((row, owed))
    return found


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
    return _chosen(line, _alike(line, set(words.split()), known))


def _by_code(pledge: Pledge, known: _Candidates) -> tuple[str, ...]:
    said = [_("đúng mã chuyển khoản %(code)s") % {"code": pledge.payment_code}]
    if pledge.pk not in known.near:
        said.append(_("cam kết do đơn vị khác theo dõi"))
    if pledge.status not in LIVE_PLEDGES:
        said.append(str(PledgeStatus(pledge.status).label).lower())
    return tuple(said)


def _alike(line: StatementLine, words: set[str], known: _Candidates) -> list[tuple[int, Guess]]:
    """The more speaks for it, the further ahead: the amount, the name, the day. The day alone says nothing."""
    found = []
    some = [*known.by_amount.get(line.amount_vnd, ()), *(one for word in words for one in known.by_word.get(word, ()))]
    for one in {one.pledge.pk: one for one in some}.values():
        same_amount = one.left == line.amount_vnd
        same_name = bool(one.own) and one.own <= words and (len(one.own) > 1 or same_amount)
        near = abs(line.booked_on - one.planned) <= _NEAR
        if (same_amount and (near or same_name)) or (same_name and near):
            why = [
                *([_("đúng số tiền còn chờ")] if same_amount else []),
                *([_("tên người chuyển giống nhà tài trợ")] if same_name else []),
                *([_("gần ngày hẹn %(day)s") % {"day": format_day(one.planned)}] if near else []),
            ]
            points = 4 * same_amount + 3 * same_name + near
            found.append((points, Guess(LineUse.GIFT, tuple(why), one.pledge)))
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
