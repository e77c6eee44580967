"""One donor: who they are, what they allowed, what the public sees, which entries are theirs, and what may be done."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.donors.enums import ACTS, ConsentHow, ConsentWhat, PublicAs
from chungtay.donors.models import Consent, Donor
from chungtay.donors.published import nameless, public_name
from chungtay.donors.queries import consents_of, likely_same, standing_consents
from chungtay.web.access import requires
from chungtay.web.donors.listing import in_scope
from chungtay.web.donors.wording import crumbs, facts, said_of_signs, wish
from chungtay.web.shell.listing import may_here, names_of

_MOST_EVENTS: Final = 40


def donor_in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_NEEDS, *, is_standing: bool = False) -> Donor:
    """The donor, also one merged into another; 404 where the role one acts in does not reach it."""
    donor = in_scope(request, can).select_related("kept_by", "merged_into").filter(pk=pk).first()
    if donor is None or (is_standing and donor.merged_into_id is not None):
        raise Http404
    return donor


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    donor = donor_in_scope(request, pk)
    may = may_here(request, Can.RECORD_SUPPORT)
    stands = donor.merged_into_id is None
    public = public_name(donor.pk, clock.today())
    merged = list(donor.merged.order_by("pk"))
    alike = likely_same(donor, among=in_scope(request, Can.RECORD_SUPPORT)) if may and stands else []
    context = {
        "donor": donor,
        "stands": stands,
        "facts": facts(donor, names_of([donor.kept_by_id])[donor.kept_by_id], with_contacts=may),
        "wish": wish(donor),
        "public": public,
        "lacks_consent": stands and donor.public_as != PublicAs.NONE and public == nameless(),
        "consents": consent_lines(donor),
        "alike": [(one.donor, said_of_signs(one.why)) for one in alike],
        "merged": merged,
        "events": _events(donor),
        "may_record": may,
        "breadcrumbs": crumbs(),
    }
    return render(request, "donors/donor.html", context)


def consent_lines(donor: Donor) -> list[dict[str, Any]]:
    """Of all entries that are this donor, the newest first; what no longer holds is shown as such."""
    consents = consents_of([donor.merged_into_id or donor.pk])
    standing = {row.pk for row in standing_consents(consents, on=clock.today())}
    return [_line(row, is_standing=row.pk in standing) for row in consents]


def _line(row: Consent, *, is_standing: bool) -> dict[str, Any]:
    return {
        "row": row,
        "what": ConsentWhat(row.what).label,
        "how": str(ConsentHow(row.how).label).lower(),
        "is_standing": is_standing,
        "is_open": row.withdrawn_on is None,
    }


def _events(donor: Donor) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(subject_kind=Donor._meta.label, subject_key=str(donor.pk)).order_by("-recorded_at", "-pk")
    found: list[dict[str, Any]] = []
    for row in rows[:_MOST_EVENTS]:
        said = [row.actor_name or _("Hệ thống"), *([str(row.details["reason"])] if row.details.get("reason") else [])]
        title = str(ACTS.get(row.act, row.act))
        found.append({"on": clock.day_of(row.recorded_at), "title": title, "text": " · ".join(said), "tone": "" if found else "now"})
    return found
