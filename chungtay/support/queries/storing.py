"""Questions about what lies where, and how it came and went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Account, Entry
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.support.models import StoreBalance


@dataclass(frozen=True, slots=True)
class Moved:
    """How many pieces of a thing came to a place, went on, were lost, and lie there: came = went + lost + stock."""

    came: int = 0
    went: int = 0
    lost: int = 0

    @property
    def stock(self) -> int:
        return self.came - self.went - self.lost


def shelves(user: User, can: Can, *, on: date) -> QuerySet[Account]:
    """One thing at one place each, of the person's scope, also where nothing of it is left."""
    scope = units_answered_for(user, can, on=on).order_by().values("pk")
    return Account.objects.filter(kind=AccountKind.STORE, unit__in=scope).select_related("unit", "programme__version", "balance")


def stores(user: User, can: Can, *, on: date) -> OrgUnitQuerySet:
    """The places of the person's scope where something lies."""
    full = Account.objects.filter(kind=AccountKind.STORE, balance__amount__gt=0).values("unit")
    return units_answered_for(user, can, on=on).filter(pk__in=full)


def lying_at(places: Collection[OrgUnit]) -> list[Account]:
    """What lies at these places, by place and thing."""
    rows = Account.objects.filter(kind=AccountKind.STORE, unit__in=places, balance__amount__gt=0)
    rows = rows.select_related("unit", "programme__version", "balance").defer("programme__version__content")
    return list(rows.order_by("unit__code", "programme", "commodity"))


def thing_of(shelf: Account) -> tuple[str, str]:
    """Kind of the pack and measure."""
    kind, _bar, measure = shelf.commodity.rpartition("|")
    return kind, measure


def entries_of(shelf: Account) -> QuerySet[Entry]:
    return Entry.objects.filter(Q(debit=shelf) | Q(credit=shelf)).select_related("debit", "credit", "reverses", "recorded_by")


def moved(shelf: Account) -> Moved:
    """All that ever came and went, what was taken back left out; in one query."""
    rows = entries_of(shelf).select_related(None).order_by()
    sums = rows.values("debit", what=Coalesce("reverses__kind", "kind"), is_back=Q(reverses__isnull=False)).annotate(n=Sum("amount"))
    came = went = lost = 0
    for row in sums:
        is_in = (row["debit"] == shelf.pk) != row["is_back"]
        amount = -row["n"] if row["is_back"] else row["n"]
        if is_in:
            came += amount
        elif row["what"] == EntryKind.LOSS:
            lost += amount
        else:
            went += amount
    return Moved(came, went, lost)


def gifts_at(shelf: Account) -> QuerySet[StoreBalance]:
    """Of which gifts the pieces are, the oldest first."""
    kind, measure = thing_of(shelf)
    rows = StoreBalance.objects.filter(place=shelf.unit, quantity__gt=0, contribution__programme=shelf.programme)
    rows = rows.filter(contribution__kind=kind, contribution__measure=measure)
    rows = rows.select_related("contribution__balance", "contribution__programme__version")
    return rows.defer("contribution__programme__version__content").order_by("contribution__received_on", "pk")


def lying_in(user: User, can: Can, *, on: date) -> QuerySet[StoreBalance]:
    """Pieces of one gift at one place each, of the person's scope."""
    scope = units_answered_for(user, can, on=on).order_by().values("pk")
    rows = StoreBalance.objects.filter(place__in=scope, quantity__gt=0)
    return rows.select_related("place", "contribution__programme__version", "contribution__balance", "contribution__unit")


def stores_of(contributions: Collection[int]) -> dict[int, list[StoreBalance]]:
    """By contribution: where its pieces lie, the fullest first."""
    found: dict[int, list[StoreBalance]] = {}
    rows = StoreBalance.objects.filter(contribution__in=contributions, quantity__gt=0).select_related("place")
    for row in rows.order_by(F("quantity").desc(), "pk"):
        found.setdefault(row.contribution_id, []).append(row)
    return found


def shelf_of(place: int, programme: int, commodity: str) -> Account | None:
    """The account of that thing at that place."""
    return Account.objects.filter(kind=AccountKind.STORE, unit=place, programme=programme, commodity=commodity).first()


def places_seen(user: User, *, on: date) -> OrgUnitQuerySet:
    return units_answered_for(user, Can.SEE_NEEDS, on=on)
