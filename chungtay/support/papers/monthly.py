"""The report of a span of days on money and goods: opening, in, out, closing, from the entries of the ledger.

Of an account the closing is the opening with what came and without what went; at today's end it is the account's balance. What was taken
back by a reversal lessens its own side again; what only changed places within the territory neither came nor went.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from chungtay.accounts.scope import reach
from chungtay.ledger.enums import ASSETS, VND, AccountKind
from chungtay.ledger.models import Account, Entry
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.papers.about import Span
from chungtay.support.papers.naming import Names, counted

Key = tuple[str, str, str]  # kind, commodity, part
_MONEY: Final = (AccountKind.BANK, AccountKind.CASH, AccountKind.UNCLEAR)
_FUNDS: Final = (AccountKind.GIFTS, AccountKind.UNIDENTIFIED, AccountKind.ALLOCATED, AccountKind.PAYABLE, AccountKind.OPENING)


@dataclass(slots=True)
class Flow:
    """Of accounts of one kind, đồng or pieces."""

    before: int = 0
    came: int = 0
    went: int = 0

    @property
    def after(self) -> int:
        return self.before + self.came - self.went

    @property
    def is_empty(self) -> bool:
        return not (self.before or self.came or self.went)


def flows(unit: OrgUnit, span: Span, *, on: date, programme: Programme | None = None) -> dict[Key, Flow]:
    """By kind, commodity and part, of all units in the territory that the office serves.

    `programme`: only its accounts, and those that are of none: a bank account holds the money of several.
    """
    units = OrgUnit.objects.below(reach(unit, on=on), on=on).order_by().values("pk")
    accounts = Account.objects.filter(unit__in=units)
    if programme is not None:
        accounts = accounts.filter(Q(programme=programme) | Q(programme__isnull=True))
    inside = accounts.order_by().values("pk")
    rows = Entry.objects.filter(booked_on__lte=min(span.ends, on))
    carried = Q(debit__kind=F("credit__kind"), debit__part=F("credit__part"), debit__in=inside, credit__in=inside)
    found: dict[Key, Flow] = {}
    for side in ("debit", "credit"):
        for kind, commodity, part, *sums in _summed(rows.filter(**{f"{side}__in": inside}).exclude(carried), side, span):
            flow = found.setdefault((kind, commodity, part), Flow())
            _add(flow, sums, grows=(kind in ASSETS) == (side == "debit"))
    return {key: flow for key, flow in found.items() if not flow.is_empty}


def _summed(rows: QuerySet[Entry], side: str, span: Span) -> Iterable[tuple[str, str, str, int, int, int]]:
    """Before the span, in it, and in it by reversals; per kind, commodity and part of this side."""
    zero = Value(0, BigIntegerField())
    before = Sum(Case(When(booked_on__lt=span.starts, then=F("amount")), default=zero))
    within = Q(booked_on__gte=span.starts)
    plain = Sum(Case(When(within & Q(reverses__isnull=True), then=F("amount")), default=zero))
    back = Sum(Case(When(within & Q(reverses__isnull=False), then=F("amount")), default=zero))
    columns = (f"{side}__kind", f"{side}__commodity", f"{side}__part")
    sums: Any = rows.order_by().values(*columns).annotate(before=before, plain=plain, back=back)
    found: Iterable[tuple[str, str, str, int, int, int]] = sums.values_list(*columns, "before", "plain", "back")
    return found


def _add(flow: Flow, sums: list[int], *, grows: bool) -> None:
    before, plain, back = sums
    if grows:
        flow.before, flow.came, flow.went = flow.before + before, flow.came + plain, flow.went - back
    else:
        flow.before, flow.went, flow.came = flow.before - before, flow.went + plain, flow.came - back


def month_names(unit: OrgUnit, span: Span, programme: Programme | None, *, on: date) -> Names:
    found = flows(unit, span, on=on, programme=programme)
    money = {key: flow for key, flow in found.items() if key[1] == VND}
    held, funds = _of(money, _MONEY), _of(money, _FUNDS)
    goods = {key: flow for key, flow in found.items() if key[0] == AccountKind.STORE}
    direct = {key: flow for key, flow in found.items() if key[0] == AccountKind.DIRECT_OUT}
    return {
        "tu_ngay": span.starts,
        "den_ngay": min(span.ends, on),
        "tron_thang": span == Span.of_month(span.starts),
        "thang": span.starts.month,
        "nam": str(span.starts.year),
        "tien": [_row(number, key, flow, programme) for number, (key, flow) in enumerate(held.items(), 1)],
        "cong_tien": _row(0, ("cong", VND, ""), _sum(held.values()), programme) if held else None,
        "nguon": [_row(number, key, flow, programme) for number, (key, flow) in enumerate(funds.items(), 1)],
        "cong_nguon": _row(0, ("cong-nguon", VND, ""), _sum(funds.values()), programme) if funds else None,
        "hien_vat": [_row(number, key, flow, programme) for number, (key, flow) in enumerate(sorted(goods.items()), 1)],
        "trao_thang": [_row(number, key, flow, programme) for number, (key, flow) in enumerate(sorted(direct.items()), 1) if flow.came],
    }


def _of(flows_found: dict[Key, Flow], kinds: tuple[AccountKind, ...]) -> dict[Key, Flow]:
    """Those kinds in this order."""
    return {key: flow for kind in kinds for key, flow in sorted(flows_found.items()) if key[0] == kind}


def _sum(parts: Iterable[Flow]) -> Flow:
    whole = Flow()
    for part in parts:
        whole = Flow(whole.before + part.before, whole.came + part.came, whole.went + part.went)
    return whole


def _row(number: int, key: Key, flow: Flow, programme: Programme | None) -> Names:
    kind, commodity, part = key
    code, _sign, measure = commodity.partition("|")
    name = _called(kind, code, part, programme)
    mark = f"so-cai.{kind}.{number}"
    words = {"dau": _("đầu kỳ"), "vao": _("tăng trong kỳ"), "ra": _("giảm trong kỳ"), "cuoi": _("cuối kỳ")}
    amounts = {"dau": flow.before, "vao": flow.came, "ra": flow.went, "cuoi": flow.after}
    figures = {side: counted(f"{mark}.{side}", amount, f"{name}, {words[side]}") for side, amount in amounts.items()}
    return {"ten": name, "don_vi": measure or "đồng", **figures}


def _called(kind: str, code: str, part: str, programme: Programme | None) -> str:
    if kind not in AccountKind.values:
        return _("Cộng")
    if code != VND:
        return _resource(code, programme)
    if kind == AccountKind.DIRECT_OUT:
        return _("tiền")
    label = str(AccountKind(kind).label)
    return f"{label}, {_('tài khoản')} {part}" if part else label


def _resource(code: str, programme: Programme | None) -> str:
    """As the programme calls it, else as the first one does that knows it."""
    for one in [programme] if programme else Programme.objects.select_related("version").order_by("pk"):
        if kind := one.pack.by_resource.get(code):
            return kind.name
    return code
