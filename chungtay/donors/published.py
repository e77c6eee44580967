"""What the world may see of a donor: one line of words, never a row."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from chungtay.donors.enums import PublicAs
from chungtay.donors.models import Consent, Donor
from chungtay.donors.queries import consents_of, standing_consents


def public_name(donor_id: int, on: date) -> str:
    """The name or the alias that the donor chose and allowed, as of a day; of a merged row that of the donor that it turned out to be.

    "Nhà tài trợ không nêu tên" without a consent that stands; a withdrawal holds at once, whichever day is looked at.
    """
    return public_names([donor_id], on)[donor_id]


def public_names(ids: Collection[int], on: date) -> dict[int, str]:
    """public_name() by id, in two questions however many they are; an id that nobody bears has no name either."""
    roots: dict[int, Donor] = {}
    for row in Donor.objects.filter(pk__in=ids).select_related("merged_into"):
        roots[row.pk] = row.merged_into or row
    by_root: dict[int, list[Consent]] = {}
    for consent in consents_of({donor.pk for donor in roots.values()}):
        by_root.setdefault(consent.donor.merged_into_id or consent.donor_id, []).append(consent)
    allowed = {(pk, row.what) for pk, rows in by_root.items() for row in standing_consents(rows, on=on)}
    return {pk: _shown(roots.get(pk), allowed) for pk in ids}


def nameless() -> str:
    return _("Nhà tài trợ không nêu tên")


def _shown(donor: Donor | None, allowed: Collection[tuple[int, str]]) -> str:
    if donor is None or (donor.pk, donor.public_as) not in allowed:
        return nameless()
    return donor.name if donor.public_as == PublicAs.NAME else donor.alias
