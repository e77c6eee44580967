"""The audit, read by those in scope."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import acting_roles, reach, units_answered_for
from chungtay.audit.queries import between, entries_at
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.places.enums import UnitType
from chungtay.web.access import person, requires
from chungtay.web.audit.forms import AuditFilter
from chungtay.web.audit.words import lines_of


@requires(Can.READ_AUDIT)
def entries(request: HttpRequest) -> HttpResponse:
    """Who did what, the newest first; filters live in the address."""
    today = clock.today()
    form = AuditFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = entries_at(_places(request, today))
    rows = between(rows, first=asked.get("tu"), last=asked.get("den"))
    if asked.get("viec"):
        rows = rows.filter(act__startswith=f"{asked['viec']}.")
    if asked.get("ai"):
        rows = rows.filter(actor_name__icontains=asked["ai"])
    page = key_page(rows, by=("-id",), after=request.GET.get("sau", ""))
    return render(
        request,
        "audit/entries.html",
        {
            "form": form,
            "is_filtered": bool(form.errors or any(asked.values())),
            "lines": lines_of(page.rows),
            "page": _pager(request, page.next_key, is_first=page.is_first),
        },
    )


def _places(request: HttpRequest, today: date) -> QuerySet[Any] | None:
    """The ids of the units in scope; None where a role reaches the whole country, ended units and acts at no unit included."""
    user = person(request)
    for role in acting_roles(user, today):
        if Can.READ_AUDIT in role.powers and reach(role.unit, on=today).type == UnitType.COUNTRY:
            return None
    return units_answered_for(user, Can.READ_AUDIT, on=today).values("pk")


def _pager(request: HttpRequest, next_key: str, *, is_first: bool) -> dict[str, str]:
    query = request.GET.copy()
    query.pop("sau", None)
    first = f"{reverse('audit:list')}?{query.urlencode()}"
    return {"next_url": f"{first}&sau={next_key}" if next_key else "", "first_url": "" if is_first else first}
