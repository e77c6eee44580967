"""The ledger of one's scope: balances and entries, and one entry with its proof."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_answered_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.ledger import queries, tree
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Account, AccountQuerySet, Entry, EntryQuerySet
from chungtay.ledger.rules import amount_said, way_of
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.web.access import person, requires
from chungtay.web.ledger.forms import LedgerFilter
from chungtay.web.shell.listing import chips, names_of, pager

_NUMBER: Final = re.compile(r"^BT-?(\d{1,18})$", re.IGNORECASE)


@require_safe
@requires(Can.SEE_NEEDS)
def book(request: HttpRequest) -> HttpResponse:
    """What the accounts of one's scope hold, and their entries, the newest first."""
    viewer, today = person(request), clock.today()
    programmes = _programmes()
    things = _things(programmes)
    among = units_answered_for(viewer, Can.SEE_NEEDS, on=today)
    form = LedgerFilter(request.GET or None, programmes=programmes, among=among, on=today)
    asked = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    accounts = _accounts(Account.objects.for_user(viewer, Can.SEE_NEEDS, on=today), asked, {one.slug: one.pk for one in programmes})
    rows = _asked(Entry.objects.all().touching(accounts), asked)
    page = key_page(
        rows.select_related("debit", "credit", "leaf", "reversed_by"), by=("-booked_on", "-pk"), after=request.GET.get("sau", "")
    )
    filtered = chips(request, form)
    context = {
        "held": [(str(one.kind.label), _amount(one.amount, one.commodity, things)) for one in queries.balances(accounts)],
        "rows": _lines(page.rows, things),
        "page": pager(request, page),
        "form": form,
        "chips": filtered,
        "is_filtered": bool(filtered or form.errors),
        "clear_url": request.path,
    }
    return render(request, "ledger/book.html", context)


def _accounts(rows: AccountQuerySet, asked: Mapping[str, Any], programmes: Mapping[str, int]) -> AccountQuerySet:
    if unit := asked.get("don_vi"):
        rows = rows.filter(unit__in=OrgUnit.objects.below(unit, on=clock.today()).order_by().values("pk"))
    if slug := asked.get("chuong_trinh"):
        rows = rows.filter(programme=programmes[slug])
    return rows


def _asked(rows: EntryQuerySet, asked: Mapping[str, Any]) -> EntryQuerySet:
    code = (asked.get("ma") or "").strip()
    number = _NUMBER.match(code)
    return queries.entries(
        rows,
        kind=asked.get("loai") or "",
        first=asked.get("tu"),
        last=asked.get("den"),
        code="" if number else code,
        pk=int(number[1]) if number else None,
    )


def _programmes() -> list[Programme]:
    return list(Programme.objects.select_related("version").order_by("name", "pk"))


def _things(programmes: Sequence[Programme]) -> dict[str, str]:
    """What goods are called, by code; where programmes name one differently, as the first of them does."""
    return {kind.code: kind.name for programme in reversed(programmes) for kind in programme.pack.resource_kinds}


def _amount(amount: int, commodity: str, things: Mapping[str, str]) -> str:
    """ "12 chiếc chăn ấm": goods of several kinds may share a measure."""
    thing = commodity.rpartition("|")[0]
    return f"{amount_said(amount, commodity)} {things.get(thing, thing)}".strip()


def _lines(rows: Sequence[Entry], things: Mapping[str, str]) -> list[dict[str, Any]]:
    names = names_of({end.unit_id for row in rows for end in (row.debit, row.credit)})
    return [
        {
            "row": row,
            "kind": EntryKind(row.kind).label,
            "amount": _amount(row.amount, row.debit.commodity, things),
            "origin": AccountKind(origin.kind).label,
            "target": AccountKind(target.kind).label,
            "unit": names[target.unit_id],
            "other_unit": names[origin.unit_id] if origin.unit_id != target.unit_id else "",
            "is_taken_back": getattr(row, "reversed_by", None) is not None,
        }
        for row, (origin, target) in ((row, way_of(row)) for row in rows)
    ]


def _one(request: HttpRequest, pk: int) -> Entry:
    rows = Entry.objects.for_user(person(request), Can.SEE_NEEDS, on=clock.today())
    related = ("debit__unit", "credit__unit", "debit__programme", "leaf", "reverses", "reversed_by", "recorded_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@requires(Can.SEE_NEEDS)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what, between which accounts, about what; and where it stands in the tree."""
    row = _one(request, pk)
    head = tree.latest_head()
    found = tree.prove(row, head) if head else None
    context = {
        "entry": row,
        "line": _lines([row], _things(_programmes()))[0],
        "head": head if found else None,
        "proof": found,
        "back": getattr(row, "reversed_by", None),
        "breadcrumbs": [(_("Sổ cái"), reverse("ledger:list"))],
    }
    return render(request, "ledger/entry.html", context)


@require_safe
@requires(Can.SEE_NEEDS)
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof as a file, for ops/verify_ledger.py --proof."""
    row, head = _one(request, pk), tree.latest_head()
    found = tree.prove(row, head) if head else None
    if found is None:
        raise Http404
    answer = JsonResponse(asdict(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="bang-chung-bt-{row.pk}.json"'
    return answer
