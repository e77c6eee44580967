"""Questions about donors: who one really is, who two may be, what is allowed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.db.models import Count, Q

from chungtay.core.errors import RuleBroken
from chungtay.core.search import matching
from chungtay.donors.enums import ConsentWhat, DonorKind, Sign
from chungtay.donors.models import Consent, Donor, DonorDistinct, DonorQuerySet
from chungtay.donors.rules import phone_key

MOST_LIKE: Final = 8  # shown of one donor
_MOST_READ: Final = 5_000
_MOST_LOOKED_AT: Final = 300
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
    if with_contacts and "@" in typed:
        return rows.filter(email=typed.lower())
    if with_contacts and re.fullmatch(r"\+?[0-9 .()\-]{8,40}", typed):
        return rows.filter(Q(phone=phone_key(typed)) | Q(tax_code__startswith=re.sub(r"[^0-9]", "", typed)[:10]))
    return cast(DonorQuerySet, matching(rows, "search_text", typed))


# ── Who two may be ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def likely_same(donor: Donor, *, among: DonorQuerySet | None = None) -> list[Likeness]:
    """Others that may be this donor, without those of whom somebody said that they are not; within `among` where given."""
    return likenesses([donor], among=among)[donor.pk][:MOST_LIKE]


def likenesses(donors: Sequence[Donor], *, among: DonorQuerySet | None = None) -> dict[int | None, list[Likeness]]:
    """All that may be one with each of these, by id (None: one not yet on record)."""
    wanted = Q(pk__in=[])
    for column in _COLUMN.values():
        wanted |= Q(**{f"{column}__in": {getattr(donor, column) for donor in donors} - {""}})
    rows = Donor.objects.all() if among is None else among
    beside: dict[tuple[str, str], list[Donor]] = {}
    for other in rows.filter(wanted, merged_into__isnull=True).order_by("pk")[:_MOST_READ]:
        for column in _COLUMN.values():
            beside.setdefault((column, getattr(other, column)), []).append(other)
    apart = _told_apart([donor.pk for donor in donors if donor.pk])
    found: dict[int | None, list[Likeness]] = {}
    for donor in donors:
        root = donor.merged_into_id or donor.pk
        sharing = {one.pk: one for column in _COLUMN.values() if getattr(donor, column) for one in beside.get(_key(donor, column), [])}
        like = [Likeness(one, signs(donor, one)) for one in sharing.values() if one.pk != root and (root, one.pk) not in apart]
        found[donor.pk] = sorted((one for one in like if one.why), key=lambda one: (-len(one.why), one.donor.pk))
    return found


def _key(donor: Donor, column: str) -> tuple[str, str]:
    return column, getattr(donor, column)


def signs(one: Donor, other: Donor) -> tuple[Sign, ...]:
    """What speaks for it that two entries are one donor. Two persons of one name with two telephones are two persons."""
    found = [sign for sign, column in _COLUMN.items() if getattr(one, column) and getattr(one, column) == getattr(other, column)]
    two_phones = bool(one.phone and other.phone) and one.phone != other.phone
    if one.kind == DonorKind.PERSON and two_phones and found == [Sign.NAME]:
        return ()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Proposals:
    """A page of the queue: newer entries with the older ones that they may be; `next_pk` follows, None at the end."""

    found: list[tuple[Donor, list[Likeness]]]
    next_pk: int | None


def proposals(rows: DonorQuerySet, *, before: int | None = None, size: int = 20) -> Proposals:
    """Those of `rows` that may be an older one of `rows`, the newest first, from the one before `before` on: each pair stands once.

    Whoever shares a value with anybody is looked at, some hundreds at a time at most, so that a page may be short and not the last.
    """
    sharing = Q(pk__in=[])
    for column in _COLUMN.values():
        several = rows.filter(merged_into__isnull=True).exclude(**{column: ""}).order_by().values(column).annotate(n=Count("pk"))
        sharing |= Q(**{f"{column}__in": several.filter(n__gt=1).values(column)})
    candidates = rows.filter(sharing, merged_into__isnull=True).order_by("-pk")
    seen = list((candidates if before is None else candidates.filter(pk__lt=before))[: _MOST_LOOKED_AT + 1])
    found: list[tuple[Donor, list[Likeness]]] = []
    alike = likenesses(seen[:_MOST_LOOKED_AT], among=rows)
    for donor in seen[:_MOST_LOOKED_AT]:
        older = [one for one in alike[donor.pk] if one.donor.pk < donor.pk]
        if older:
            found.append((donor, older[:MOST_LIKE]))
        if len(found) == size:
            return Proposals(found, donor.pk if donor != seen[-1] else None)
    return Proposals(found, seen[_MOST_LOOKED_AT - 1].pk if len(seen) > _MOST_LOOKED_AT else None)


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


def withdrew_contacts(donor: Donor, *, on: date) -> bool:
    """Whether the donor took back that we keep how to reach them, and has not allowed it again."""
    consents = [row for row in consents_of([donor.merged_into_id or donor.pk]) if row.what == ConsentWhat.CONTACT]
    return any(row.withdrawn_on is not None for row in consents) and not standing_consents(consents, on=on)
