"""Questions about donors: who one really is, who two may be, what is allowed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q

from chungtay.core.errors import RuleBroken
from chungtay.core.search import matching
from chungtay.donors.enums import DonorKind, Sign
from chungtay.donors.models import Consent, Donor, DonorDistinct, DonorQuerySet
from chungtay.donors.rules import phone_key

MOST_LIKE: Final = 8  # shown of one donor
_MOST_READ: Final = 500
_COLUMN: Final = {Sign.TAX_CODE: "tax_code", Sign.PHONE: "phone", Sign.EMAIL: "email", Sign.NAME: "name_key"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another entry that may be the same donor, and why one thinks so, the surest sign first."""

    donor: Donor
    why: tuple[Sign, ...]


class LooksAlike(RuleBroken):
    """Refused until the person has looked at those whom the new entry may be: `alike`."""

    def __init__(self, sentence: str, alike: Sequence[Likeness]) -> None:
        super().__init__(sentence, field="apart_from")
        self.alike = alike


# ── Who one really is ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def the_one(donor: Donor) -> Donor:
    """The donor that this row turned out to be: itself while it is not merged."""
    return donor.merged_into or donor


def family(donor: Donor) -> list[int]:
    """The ids of all rows that are this donor, itself among them: what others keep under any of them is theirs."""
    root = Donor.objects.filter(pk=donor.pk).values_list("merged_into", flat=True).first() or donor.pk  # as it stands, not as it is in hand
    return [root, *Donor.objects.filter(merged_into=root).order_by("pk").values_list("pk", flat=True)]


# ── Search ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def found(rows: DonorQuerySet, text: str, *, with_contacts: bool) -> DonorQuerySet:
    """By the beginnings of words of name and alias, or the tax code; by telephone or e-mail too for those who may see them."""
    typed = text.strip()
    key = phone_key(typed)
    if with_contacts and "@" in typed:
        return rows.filter(email=typed.lower())
    by_words = rows.filter(pk__in=matching(Donor.objects.all(), "search_text", typed).values("pk")) if typed else rows
    if with_contacts and len(key) >= 8 and not any(letter.isalpha() for letter in typed):
        return by_words | rows.filter(phone=key)
    return by_words


# ── Who two may be ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def likely_same(donor: Donor, *, among: DonorQuerySet | None = None) -> list[Likeness]:
    """Others that may be this donor, without those of whom somebody said that they are not; within `among` where given."""
    return likenesses([donor], among=among)[donor.pk]


def likenesses(donors: Sequence[Donor], *, among: DonorQuerySet | None = None) -> dict[int | None, list[Likeness]]:
    """likely_same() by id, of several at once (None: one not yet on record)."""
    wanted = Q(pk__in=[])
    for column in _COLUMN.values():
        wanted |= Q(**{f"{column}__in": {getattr(donor, column) for donor in donors} - {""}})
    rows = Donor.objects.all() if among is None else among
    others = list(rows.filter(wanted, merged_into__isnull=True).order_by("pk")[:_MOST_READ])
    apart = _told_apart([donor.pk for donor in donors if donor.pk])
    found: dict[int | None, list[Likeness]] = {}
    for donor in donors:
        root = donor.merged_into_id or donor.pk
        like = [Likeness(other, signs(donor, other)) for other in others if other.pk != root and (root, other.pk) not in apart]
        found[donor.pk] = sorted((one for one in like if one.why), key=lambda one: (-len(one.why), one.donor.pk))[:MOST_LIKE]
    return found


def signs(one: Donor, other: Donor) -> tuple[Sign, ...]:
    """What speaks for it that two entries are one donor. Two persons of one name with two telephones are two persons."""
    found = [sign for sign, column in _COLUMN.items() if getattr(one, column) and getattr(one, column) == getattr(other, column)]
    two_phones = bool(one.phone and other.phone) and one.phone != other.phone
    if one.kind == DonorKind.PERSON and two_phones and found == [Sign.NAME]:
        return ()
    return tuple(found)


def proposals(rows: DonorQuerySet) -> DonorQuerySet:
    """Those of `rows` that may be an older one of `rows` (signs): each pair stands once, at the newer entry."""
    told = DonorDistinct.objects.filter(one=OuterRef("pk"), other=OuterRef(OuterRef("pk")))
    newer_phone = ExpressionWrapper(OuterRef("phone"), output_field=CharField())
    older = rows.alias(newer_phone=newer_phone).filter(~Exists(told), merged_into__isnull=True, pk__lt=OuterRef("pk"))
    like = Q(pk__in=[])
    for column in ("tax_code", "phone", "email"):
        like |= Q(**{column: OuterRef(column)}) & ~Q(**{column: ""})
    one_phone = ~Q(kind=DonorKind.PERSON) | Q(phone="") | Q(newer_phone="") | Q(phone=OuterRef("phone"))
    like |= Q(name_key=OuterRef("name_key")) & ~Q(name_key="") & one_phone
    return rows.filter(Exists(older.filter(like)), merged_into__isnull=True)


def _told_apart(donors: Collection[int]) -> set[tuple[int, int]]:
    """Pairs, each in both orders, of which somebody said that they are two: any rows of them, as the donors that these turned out to be."""
    own = Donor.objects.filter(Q(pk__in=donors) | Q(merged_into__in=donors)).values("pk")
    columns = ("one", "one__merged_into", "other", "other__merged_into")
    rows = DonorDistinct.objects.filter(Q(one__in=own) | Q(other__in=own)).values_list(*columns)
    pairs = {(one_kept or one, other_kept or other) for one, one_kept, other, other_kept in rows}
    return pairs | {(other, one) for one, other in pairs}


# ── What is allowed ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def consents_of(donors: Collection[int]) -> list[Consent]:
    """Of these donors and of all rows merged into them, the newest first."""
    rows = Consent.objects.filter(Q(donor__in=donors) | Q(donor__merged_into__in=donors))
    return list(rows.select_related("donor", "paper", "recorded_by", "withdrawn_by").order_by("-given_on", "-pk"))


def standing_consents(consents: Iterable[Consent], *, on: date) -> list[Consent]:
    """Of one donor's consents those that hold: given by that day, not withdrawn, nor the like withdrawn later in another entry of theirs.

    A withdrawal holds for every day that is looked at, also for days before it.
    """
    rows = list(consents)
    last: dict[str, tuple[date, Any]] = {}
    for row in rows:
        if row.withdrawn_on is not None:
            last[row.what] = max(last.get(row.what, (date.min, row.withdrawn_at)), (row.withdrawn_on, row.withdrawn_at))
    return [
        row
        for row in rows
        if row.withdrawn_on is None and row.given_on <= on and (row.what not in last or (row.given_on, row.recorded_at) >= last[row.what])
    ]


def is_allowed(donor: Donor, what: str, *, on: date) -> bool:
    """Whether a consent of this donor to it, in whichever of their entries, stands that day."""
    return any(row.what == what for row in standing_consents(consents_of([donor.merged_into_id or donor.pk]), on=on))
