"""Two entries are one donor, by somebody's decision; or they are not. Either can be said again."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import held, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.donors import rules
from chungtay.donors.models import Donor, DonorDistinct, DonorMerge
from chungtay.donors.queries import family, withdrew_contacts
from chungtay.donors.rules import FIELDS, Details

# Fields among which a merge chooses; an alias goes with the wish to be called by it.
CHOSEN: Final = ("name", "kind", "public_as", "contact", "phone", "email", "address", "tax_code", "note", "kept_by")


@transaction.atomic
def merge_donors(kept: Donor, gone: Donor, *, by: User | None, on: date, reason: str, taken: Collection[str] = ()) -> DonorMerge:
    """`gone` is `kept`: it stays, and points to it; so do the rows that were merged into it before.

    `taken`: the fields of CHOSEN in which the value of `gone` is right. Nothing else of `kept` changes; what others keep under `gone`
    stays there (queries.family).
    """
    kept, gone = _both(kept, gone)
    rules.check_may(by, kept, gone, on=on)
    why = rules.clean_reason(reason)
    for donor in (kept, gone):
        rules.check_standing(donor)
    row = DonorMerge(kept=kept, gone=gone, reason=why, decided_by=by, decided_at=clock.now(), replaced=_take(kept, gone, taken, on=on))
    with refused():
        row.save()
        for child in Donor.objects.filter(merged_into=gone).order_by("pk"):
            _point(child, kept)
        _point(gone, kept)
    record("donor.merged", gone, by=by, name=gone.name, place_id=gone.kept_by_id, kept=kept.name, kept_id=kept.pk, reason=why)
    return row


def _both(kept: Donor, gone: Donor) -> tuple[Donor, Donor]:
    """Locked with all rows merged into them, in the order of their ids."""
    if kept.pk == gone.pk:
        raise RuleBroken(_("Một nhà tài trợ không thể gộp với chính mình."))
    rows = {row.pk: row for row in locked_all(Donor, [*family(kept), *family(gone), kept.pk, gone.pk])}
    return rows[kept.pk], rows[gone.pk]


def _take(kept: Donor, gone: Donor, taken: Collection[str], *, on: date) -> dict[str, Any]:
    """Writes the values of `gone` into `kept`; gives back those that stood there, by field."""
    if unknown := set(taken) - set(CHOSEN):
        raise RuleBroken(_("Không có mục “%(name)s”.") % {"name": min(unknown)[:40]})
    names = [*(name for name in CHOSEN if name in taken and name != "kept_by"), *(["alias"] if "public_as" in taken else [])]
    was = {name: getattr(kept, name) for name in FIELDS}
    now = was | {name: getattr(gone, name) for name in names}
    replaced: dict[str, Any] = {name: was[name] for name in names if was[name] != now[name]}
    if "kept_by" in taken and kept.kept_by_id != gone.kept_by_id:
        replaced["kept_by"] = kept.kept_by_id
        kept.kept_by_id = gone.kept_by_id
    if replaced:
        rules.check_together(Details(**now))
        rules.check_reachable(Details(**now), is_withdrawn=withdrew_contacts(kept, on=on))
        rules.put(kept, Details(**now))
        with refused():
            kept.save()
    return replaced


def _point(donor: Donor, at: Donor | None) -> None:
    donor.merged_into = at
    donor.save(update_fields=["merged_into"])


@transaction.atomic
def unmerge_donor(gone: Donor, *, by: User | None, on: date, reason: str) -> Donor:
    """They are two after all: the row stands for itself again, with those merged into it before, and the two are not proposed again.

    Values that the merge brought into the kept one go back to what they were, unless somebody has changed them since.
    """
    root = gone.merged_into_id
    if root is None:
        raise RuleBroken(_("Nhà tài trợ này không bị gộp vào ai."))
    rows = {row.pk: row for row in locked_all(Donor, [*family(gone), gone.pk])}
    gone = rows[gone.pk]
    if gone.merged_into_id != root:
        raise RuleBroken(_("Vừa có người thay đổi việc gộp này. Xin mở lại trang."))
    rules.check_may(by, rows[root], on=on)
    why = rules.clean_reason(reason)
    merge = DonorMerge.objects.select_for_update().get(gone=gone, undone_at__isnull=True)
    kept = rows[merge.kept_id]  # the one at hand then; it may be merged further since
    merge.undone_by, merge.undone_at, merge.undone_reason = by, clock.now(), why
    with refused():
        merge.save(update_fields=["undone_by", "undone_at", "undone_reason"])
        _point(gone, None)
        for pk in _merged_below(gone, set(rows)):
            _point(rows[pk], gone)
    _give_back(kept, gone, merge.replaced)
    write_distinct(kept, gone, by=by)
    record("donor.unmerged", gone, by=by, name=gone.name, place_id=gone.kept_by_id, kept=kept.name, kept_id=kept.pk, reason=why)
    return gone


def _merged_below(gone: Donor, pks: set[int]) -> list[int]:
    """The rows of the family that came to it through `gone`, by the decisions that stand."""
    into = dict(DonorMerge.objects.filter(gone__in=pks, undone_at__isnull=True).values_list("gone", "kept"))
    below, grown = {gone.pk}, True
    while grown:
        more = {pk for pk, kept in into.items() if kept in below} - below
        below, grown = below | more, bool(more)
    return sorted(below - {gone.pk})


def _give_back(kept: Donor, gone: Donor, replaced: dict[str, Any]) -> None:
    now = {name: getattr(kept, name) for name in FIELDS}
    back = {name: was for name, was in replaced.items() if name in FIELDS and now[name] == getattr(gone, name)}
    if "kept_by" in replaced and kept.kept_by_id == gone.kept_by_id:
        kept.kept_by_id = replaced["kept_by"]
    rules.put(kept, Details(**(now | back)))
    with refused():
        kept.save()


@transaction.atomic
def tell_apart(one: Donor, other: Donor, *, by: User | None, on: date) -> DonorDistinct:
    """Somebody looked: they are two. They are not proposed again."""
    if one.pk == other.pk:
        raise RuleBroken(_("Một nhà tài trợ không thể khác chính mình."))
    one, other = held(one, other)
    rules.check_may(by, one, other, on=on)
    for donor in (one, other):
        rules.check_standing(donor)
    row = write_distinct(one, other, by=by)
    record("donor.told_apart", one, by=by, name=one.name, place_id=one.kept_by_id, other=other.name, other_id=other.pk)
    return row


def write_distinct(one: Donor, other: Donor, *, by: User | None) -> DonorDistinct:
    """A step of the actions; said twice it stands once."""
    first, second = sorted((one, other), key=lambda donor: donor.pk)
    values = {"decided_by": by, "decided_at": clock.now()}
    return DonorDistinct.objects.get_or_create(one=first, other=second, defaults=values)[0]
