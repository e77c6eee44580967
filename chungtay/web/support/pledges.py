"""What donors promised: the list by what is to be done, one pledge, those of a donor."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.donors.models import Donor
from chungtay.support.enums import ACTS, PledgeStatus, Side
from chungtay.support.models import Contribution, Pledge
from chungtay.support.promised import promised_amount
from chungtay.support.queries.pledges import TABS, lines_of, names_needed, pledges_listed, pledges_of
from chungtay.web.access import person, requires
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import Tab, address, may_here, names_of, pager
from chungtay.web.support.pledge_wording import TONES, line_shown, next_words, shown_of_change, steps_of
from chungtay.web.support.shown import money, quantity

PAGE: Final = 40
_LABELS: Final = {
    "cho": gettext_lazy("Chờ thống nhất"),
    "doi": gettext_lazy("Chờ nhà tài trợ"),
    "da-thong-nhat": gettext_lazy("Đã thống nhất"),
    "da-nhan": gettext_lazy("Đã nhận đủ"),
    "da-dung": gettext_lazy("Đã dừng"),
}
_MOST_EVENTS: Final = 40


def crumbs(pledge: Pledge | None = None) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [(_("Cam kết"), reverse("support:pledges"))]
    return [*found, (pledge.payment_code, reverse("support:pledge", args=[pledge.pk]))] if pledge is not None else found


def pledge_in_scope(request: HttpRequest, pk: int) -> Pledge:
    """404 where the role one acts in does not reach its unit."""
    rows = Pledge.objects.for_user(person(request), Can.AGREE_PLEDGES, on=clock.today())
    found = rows.select_related("donor", "programme__version", "unit", "officer", "recorded_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@requires(Can.AGREE_PLEDGES)
def index(request: HttpRequest) -> HttpResponse:
    """One tab for each thing to be done, the newest first; what one may leave out stands last."""
    asked = request.GET.get("muc", "")
    tab = asked if asked in TABS else "cho"
    tabs = [Tab(str(label), address(request, muc=name, sau=""), name == tab) for name, label in _LABELS.items()]
    rows = pledges_listed(person(request), tab, on=clock.today())
    return _listed(request, rows, tabs=tabs, record_url=reverse("support:pledge_record"))


@require_safe
@requires(Can.AGREE_PLEDGES)
def of_donor(request: HttpRequest, pk: int) -> HttpResponse:
    """What one donor promised, whatever became of it."""
    donor = Donor.objects.for_user(person(request), Can.AGREE_PLEDGES, on=clock.today()).filter(pk=pk).first()
    if donor is None:
        raise Http404
    record_url = f"{reverse('support:pledge_record')}?nha-tai-tro={donor.merged_into_id or donor.pk}"
    return _listed(request, pledges_of(donor, person(request), on=clock.today()), donor=donor, record_url=record_url)


def _listed(request: HttpRequest, rows: QuerySet[Pledge], **more: Any) -> HttpResponse:
    page = key_page(rows, by=("-pk",), after=request.GET.get("sau", ""), size=PAGE)
    lines = lines_of(page.rows)
    names = names_of(names_needed([line for several in lines.values() for line in several], [row.unit_id for row in page.rows]))
    shown = [
        {
            "pledge": row,
            "lines": [line_shown(line, row, names) for line in lines[row.pk]],
            "unit": names[row.unit_id],
            "status": PledgeStatus(row.status).label,
            "tone": TONES[PledgeStatus(row.status)],
        }
        for row in page.rows
    ]
    return render(request, "support/pledges.html", {"rows": shown, "page": pager(request, page), "area_tabs": area_tabs(request), **more})


@require_safe
@requires(Can.AGREE_PLEDGES)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_in_scope(request, pk)
    lines = lines_of([pledge])[pledge.pk]
    names = names_of(names_needed(lines, [pledge.unit_id]))
    has_goods = any(not line.is_money and line.came < promised_amount(line) for line in lines)
    first, others = steps_of(pledge, may_receive=has_goods and may_here(request, Can.RECORD_SUPPORT))
    context = {
        "pledge": pledge,
        "lines": [line_shown(line, pledge, names) for line in lines],
        "unit": names[pledge.unit_id],
        "status": PledgeStatus(pledge.status).label,
        "tone": TONES[PledgeStatus(pledge.status)],
        "next_words": next_words(pledge),
        "first": first,
        "others": others,
        "changes": _changes(pledge),
        "came": _came(pledge),
        "events": _events(pledge),
        "breadcrumbs": crumbs(),
    }
    return render(request, "support/pledge.html", context)


def _changes(pledge: Pledge) -> list[dict[str, Any]]:
    """The newest first: who changed what into what."""
    return [
        {
            "on": clock.day_of(row.made_at),
            "side": Side(row.side).label,
            "was": shown_of_change(row.was["lines"]),
            "now": shown_of_change(row.now["lines"]),
            "reason": row.reason,
        }
        for row in pledge.changes.order_by("-pk")
    ]


def _came(pledge: Pledge) -> list[dict[str, Any]]:
    rows = Contribution.objects.standing().filter(pledge_line__pledge=pledge).order_by("received_on", "pk")
    return [{"on": row.received_on, "amount": quantity(row) or money(row.value_vnd or 0, row.value_estimate)} for row in rows]


def _events(pledge: Pledge) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(subject_kind=Pledge._meta.label, subject_key=str(pledge.pk)).order_by("-recorded_at", "-pk")
    found: list[dict[str, Any]] = []
    for row in rows[:_MOST_EVENTS]:
        told = [row.actor_name or _("Nhà tài trợ hoặc hệ thống"), *([str(row.details["reason"])] if row.details.get("reason") else [])]
        title = str(ACTS.get(row.act, row.act))
        found.append({"on": clock.day_of(row.recorded_at), "title": title, "text": " · ".join(told), "tone": "" if found else "now"})
    return found
