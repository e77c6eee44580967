"""Decisions by looking: what may be booked, what an entry does to a balance, how accounts are called. Nothing is written here."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from chungtay.core import clock
from chungtay.core.dates import EARLIEST, format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped
from chungtay.ledger.enums import ASSETS, ENDS, VND, AccountKind, EntryKind
from chungtay.ledger.models import MOST, Account, Entry
from chungtay.ledger.posting import Posting
from chungtay.places.queries import last_names


def check_posting(posting: Posting) -> None:
    """Raises RuleBroken unless it says an amount of one commodity between two accounts between which such an entry may run."""
    if posting.kind == EntryKind.REVERSAL:
        raise RuleBroken(_("Hủy bút toán thì phải nêu bút toán nào và lý do."))
    if not 1 <= posting.amount <= MOST:
        raise RuleBroken(_("Số của bút toán là một số nguyên từ 1 đến 1 triệu tỷ."))
    if posting.debit == posting.credit:
        raise RuleBroken(_("Bút toán phải đi từ một tài khoản sang một tài khoản khác."))
    if posting.debit.commodity != posting.credit.commodity:
        raise RuleBroken(_("Hai đầu của bút toán phải cùng một loại (tiền với tiền, chăn với chăn)."))
    _check_ends(posting.kind, posting.debit.kind, posting.credit.kind)


def _check_ends(kind: EntryKind, debit: AccountKind, credit: AccountKind) -> None:
    debits, credits_ = ENDS[kind]
    is_moved_across = kind == EntryKind.MOVE and (debit in ASSETS) != (credit in ASSETS)
    if debit not in debits or credit not in credits_ or is_moved_across:
        said = {"kind": kind.label, "debit": debit.label, "credit": credit.label}
        raise RuleBroken(_("Bút toán “%(kind)s” không đi từ “%(credit)s” sang “%(debit)s” được.") % said)


def way_of(entry: Entry) -> tuple[Account, Account]:
    """From which account to which, as one says it: a thing goes from the credited account to the debited one; between two funds, which
    say what a thing is there for, it is the other way round.
    """
    is_of_funds = not ASSETS & {entry.debit.kind, entry.credit.kind}
    return (entry.debit, entry.credit) if is_of_funds else (entry.credit, entry.debit)


def said_way(entry: Entry) -> tuple[str, str]:
    """way_of() in words for somebody who keeps no books: what left a bank, box or store for good is with whom it was meant for."""
    origin, target = way_of(entry)
    has_left = origin.kind in ASSETS and target.kind not in ASSETS
    return str(AccountKind(origin.kind).label), _("Đã ra khỏi sổ") if has_left else str(AccountKind(target.kind).label)


def check_day(on: date) -> None:
    """What is booked has happened."""
    if on > clock.today():
        raise RuleBroken(_("Ngày ghi sổ ở tương lai; hôm nay là %(day)s.") % {"day": format_day(clock.today())})
    if on < EARLIEST:
        raise RuleBroken(_("Năm %(year)s nằm ngoài khoảng 1900 đến 2100.") % {"year": on.year})


def check_reversible(entry: Entry, *, on: date) -> None:
    if entry.reverses_id is not None:
        raise RuleBroken(_("Bút toán hủy thì không hủy được nữa; hãy ghi lại bút toán đúng."))
    if Entry.objects.filter(reverses=entry.pk).exists():
        raise RuleBroken(_("Bút toán này đã bị hủy rồi."))
    if on < entry.booked_on:
        raise RuleBroken(_("Bút toán ghi ngày %(day)s; không hủy trước ngày ấy được.") % {"day": format_day(entry.booked_on)})


def changes(entries: Iterable[Entry]) -> Counter[Account]:
    """By how much each account's balance moves, each in its own nature; entries bring their accounts along."""
    moved: Counter[Account] = Counter()
    for entry in entries:
        moved[entry.debit] += entry.amount if entry.debit.is_asset else -entry.amount
        moved[entry.credit] += -entry.amount if entry.credit.is_asset else entry.amount
    return moved


def amount_said(amount: int, commodity: str) -> str:
    """'1.000.000 đồng'; of goods '12 chiếc'."""
    return f"{grouped(amount)} {_('đồng') if commodity == VND else commodity.rpartition('|')[2]}"


def called(account: Account) -> str:
    """The account for a sentence: what it keeps, of which unit, where there are several."""
    kind, code = AccountKind(account.kind).label, account.unit.code
    name = last_names([code]).get(code, code)
    thing = "" if account.is_money else f", {account.commodity.rpartition('|')[0]}"
    part = f", {account.part}" if account.part else ""
    return _("%(kind)s của %(unit)s") % {"kind": kind, "unit": name} + thing + part


def lacking(account: Account, *, held: int, wanted: int) -> RuleBroken:
    said = {
        "account": called(account),
        "held": amount_said(held, account.commodity),
        "wanted": amount_said(wanted, account.commodity),
    }
    return RuleBroken(_("Không đủ trong “%(account)s”: còn %(held)s, cần %(wanted)s.") % said)
