"""The list of donors: search, kinds; everything lives in the address."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.donors.models import Donor, DonorQuerySet
from chungtay.donors.queries import found
from chungtay.web.access import person, requires
from chungtay.web.donors.forms import DonorsFilter
from chungtay.web.donors.wording import spoken, wish
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import asked_text, chips, kept, may_here, names_of, pager

PAGE: Final = 40
BY_NAME: Final = ("sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    donor: Donor
    kept_by: str
    reach: str
    wish: str


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """In the order of their names. How to reach them stands there only for those who work with donors."""
    form, rows = looked_for(request)
    page = key_page(rows, by=BY_NAME, after=request.GET.get("sau", ""), size=PAGE)
    filtered, text = chips(request, form), asked_text(request)
    may = may_here(request, Can.RECORD_SUPPORT)
    context = {
        "rows": _rows(list(page.rows), with_contacts=may),
        "page": pager(request, page),
        "area_tabs": area_tabs(request),
        "form": form,
        "text": text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(text or filtered or form.errors),
        "clear_url": request.path,
        "xlsx_url": f"{reverse('donors:xlsx')}?{request.GET.urlencode()}",
        "may_record": may,
    }
    return render(request, "donors/list.html", context)


def in_scope(request: HttpRequest, can: Can) -> DonorQuerySet:
    return Donor.objects.for_user(person(request), can, on=clock.today())


def looked_for(request: HttpRequest, can: Can = Can.SEE_NEEDS) -> tuple[DonorsFilter, DonorQuerySet]:
    """What the address asks for: the list and its file are made from this one answer."""
    form = DonorsFilter(request.GET or None)
    rows = found(in_scope(request, can).standing(), asked_text(request), with_contacts=may_here(request, Can.RECORD_SUPPORT))
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    if kind := asked.get("loai"):
        rows = rows.filter(kind=kind)
    return form, rows


def _rows(donors: list[Donor], *, with_contacts: bool) -> list[Row]:
    names = names_of({donor.kept_by_id for donor in donors})
    return [
        Row(
            donor=donor,
            kept_by=names[donor.kept_by_id],
            reach=" · ".join(part for part in (donor.contact, spoken(donor.phone), donor.email) if part) if with_contacts else "",
            wish=wish(donor),
        )
        for donor in donors
    ]
