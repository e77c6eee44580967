"""The queue of statement lines: what each probably is, said with one key or in full, taken back with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chungtay.accounts.enums import Can
from chungtay.banking.models import StatementLine
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import key_page
from chungtay.donors.models import Donor
from chungtay.programmes.models import Programme
from chungtay.support.actions.matching import book_certain, unbook_line
from chungtay.support.enums import LineUse
from chungtay.support.models import LineBooking, Pledge
from chungtay.support.proposals import Proposal, Sure, awaited_refunds, proposals
from chungtay.support.queries.lines import bookings, open_lines
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt, posted, sent
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import address, pager
from chungtay.web.support.forms import ReasonForm
from chungtay.web.support.line_forms import LineForm
from chungtay.web.support.line_steps import Choice, choices, do, do_in_full, programmes_now, sure_tone
from chungtay.web.support.shown import money

both = require_http_methods(["GET", "POST"])
PAGE: Final = 40
MOST: Final = 2_000  # open lines that are compared at once; the younger ones wait their turn
_AT_ONCE: Final = 200  # booked with one click
_TABS: Final = {"": (Sure.CERTAIN, Sure.LIKELY), "chon": (Sure.AMBIGUOUS,), "chua-ro": (Sure.NONE,)}


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown: the bank's words in pieces (text, is_code), the proposal, the buttons."""

    line: StatementLine
    amount: str
    words: list[tuple[str, bool]]
    sure: str
    tone: str
    choices: list[Choice]
    booking: LineBooking | None = None
    said: str = ""


@require_safe
@requires(Can.KEEP_MONEY)
def queue(request: HttpRequest) -> HttpResponse:
    """One tab for what is clear, what asks for a choice, what nobody knows, and what is done."""
    user, today, tab = person(request), clock.today(), request.GET.get("muc", "")
    waiting = open_lines(user, on=today)
    found = proposals(list(waiting[:MOST]), on=today)
    by_tab = {name: [one for one in found if one.sure in sures] for name, sures in _TABS.items()}
    programmes = programmes_now(today)
    if tab == "xong":
        page = key_page(bookings(user, on=today), by=("-booked_at", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
        rows, paged = [_done(one) for one in page.rows], pager(request, page)
    else:
        part, next_key = _part(by_tab.get(tab, by_tab[""]), request.GET.get("sau", ""))
        rows = [_row(one, programmes) for one in part]
        paged = {
            "next_url": address(request, sau=next_key) if next_key else "",
            "first_url": address(request, sau="") if request.GET.get("sau") else "",
        }
    certain = sum(one.sure == Sure.CERTAIN for one in found)
    context = {
        "rows": rows,
        "tab": tab,
        "tabs": _tabs(request, by_tab, tab),
        "page": paged,
        "area_tabs": area_tabs(request),
        "certain": min(certain, _AT_ONCE) if tab == "" else 0,
        "is_more": len(found) == MOST,
        "most": MOST,
        "book_url": reverse("support:lines_book"),
    }
    return render(request, "support/lines.html", context)


def _tabs(request: HttpRequest, by_tab: dict[str, list[Proposal]], tab: str) -> list[dict[str, Any]]:
    labels = {"": _("Đã khớp"), "chon": _("Cần chọn"), "chua-ro": _("Chưa rõ"), "xong": _("Đã ghi sổ")}
    return [
        {"label": label, "url": address(request, muc=name, sau=""), "is_current": tab == name, "count": len(by_tab.get(name, []))}
        for name, label in labels.items()
    ]


def _part(found: list[Proposal], after: str) -> tuple[list[Proposal], str]:
    """The page behind the key of a line ("2026-03-10_42"): what was booked meanwhile moves nothing."""
    later = [one for one in found if not after or _key(one) > after]
    part = later[:PAGE]
    return part, _key(part[-1]) if len(later) > PAGE else ""


def _key(one: Proposal) -> str:
    return f"{one.line.booked_on.isoformat()}_{one.line.pk:019d}"


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(one: Proposal, programmes: list[Programme]) -> Row:
    labels = {
        Sure.CERTAIN: _("Chắc chắn"),
        Sure.LIKELY: _("Có lẽ đúng"),
        Sure.AMBIGUOUS: _("Có nhiều khả năng"),
        Sure.NONE: _("Chưa rõ là gì"),
    }
    return Row(one.line, _amount(one.line), marked(one.line, one.codes), labels[one.sure], sure_tone(one.sure), choices(one, programmes))


def _done(booking: LineBooking) -> Row:
    line, gift = booking.line, booking.contribution
    said = [str(LineUse(booking.use).label), *([gift.giver or gift.trace_code] if gift and booking.use == LineUse.GIFT else [])]
    words = " · ".join([*said, *([booking.delivery_code] if booking.delivery_code else []), *([booking.note] if booking.note else [])])
    return Row(line, _amount(line), marked(line, ()), _("Đã ghi sổ"), "ok", [], booking, words)


def _amount(line: StatementLine) -> str:
    return f"{'+' if line.is_credit else '−'}{money(line.amount_vnd)}"


def marked(line: StatementLine, codes: Iterable[str]) -> list[tuple[str, bool]]:
    """The bank's words with the code picked out, where it stands there in one piece."""
    text = line.description
    for code in codes:
        place = text.upper().find(code)
        if place >= 0:
            parts = [(text[:place], False), (text[place : place + len(code)], True), (text[place + len(code) :], False)]
            return [part for part in parts if part[0]]
    return [(text, False)]


# ── Said ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _line(request: HttpRequest, pk: int) -> StatementLine:
    rows = StatementLine.objects.for_user(person(request), Can.KEEP_MONEY, on=clock.today())
    return get_object_or_404(rows.select_related("account__unit"), pk=pk)


@require_POST
@requires(Can.KEEP_MONEY)
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """One key: what the button says. htmx gets the row alone, a browser without script the list again."""
    line, user, today = _line(request, pk), person(request), clock.today()
    form = forms.Form({})
    choice = request.POST.get("chon", "")
    is_done = attempt(form, lambda: do(line, choice, by=user, on=today)) is not None
    errors = [str(error) for error in form.non_field_errors()]
    if not request.headers.get("HX-Request"):
        for error in errors:
            messages.error(request, error)
        if is_done:
            messages.success(request, _("Đã ghi sổ dòng %(amount)s.") % {"amount": _amount(line)})
        return redirect(f"{reverse('support:lines')}?muc={request.POST.get('muc', '')[:10]}")
    booking = LineBooking.objects.filter(line=line, is_undone=False).select_related("line", "contribution__donor").first()
    row = _done(booking) if booking is not None else _row(proposals([line], on=today)[0], programmes_now(today))
    return render(request, "support/_line.html", {"row": row, "errors": errors, "tab": request.POST.get("muc", "")[:10]})


@require_POST
@requires(Can.KEEP_MONEY)
def book_all(request: HttpRequest) -> HttpResponse:
    """All that are certain, some hundreds at a time; what is refused is told and waits."""
    user, today = person(request), clock.today()
    found = proposals(list(open_lines(user, on=today)[:MOST]), on=today)
    certain = [(one.line, one.guesses[0].pledge) for one in found if one.sure == Sure.CERTAIN]
    done, refused = book_certain(_with_pledge(certain)[:_AT_ONCE], by=user, on=today)
    if done:
        n = len(done)
        messages.success(request, ngettext("Đã ghi sổ %(n)d dòng.", "Đã ghi sổ %(n)d dòng.", n) % {"n": n})
    for line, why in refused[:10]:
        messages.warning(
            request, _("%(day)s, %(amount)s: %(why)s") % {"day": format_day(line.booked_on), "amount": _amount(line), "why": why}
        )
    return redirect("support:lines")


def _with_pledge(found: Sequence[tuple[StatementLine, Pledge | None]]) -> list[tuple[StatementLine, Pledge]]:
    return [(line, pledge) for line, pledge in found if pledge is not None]


@both
@requires(Can.KEEP_MONEY)
def line_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One line in full: what the bank says, what it may be, and the form for everything else."""
    line, user, today = _line(request, pk), person(request), clock.today()
    booking = LineBooking.objects.filter(line=line, is_undone=False).select_related("line", "contribution__donor").first()
    programmes = programmes_now(today)
    donors, refunds = Donor.objects.for_user(user, Can.RECORD_SUPPORT, on=today).standing(), list(awaited_refunds([line.account]))
    form = LineForm(sent(request), line=line, programmes=programmes, donors=donors, refunds=refunds)
    if booking is None and posted(request, form, lambda: do_in_full(line, form.cleaned_data, by=user, on=today)):
        messages.success(request, _("Đã ghi sổ dòng %(amount)s.") % {"amount": _amount(line)})
        return redirect("support:lines")
    context = {
        "row": _done(booking) if booking is not None else _row(proposals([line], on=today)[0], programmes),
        "facts": _facts(line),
        "form": form,
        "submit_label": _("Ghi sổ"),
        "cancel_url": reverse("support:lines"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "support/line.html", context)


@both
@requires(Can.KEEP_MONEY)
def unbook(request: HttpRequest, pk: int) -> HttpResponse:
    line, user, today = _line(request, pk), person(request), clock.today()
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: unbook_line(line, by=user, on=today, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Dòng ấy chờ được ghi sổ lại."))
        return redirect("support:lines")
    context = {
        "form": form,
        "title": _("Hủy ghi sổ dòng sao kê"),
        "text": _("Khoản đã ghi từ dòng này bị hủy, kèm lý do; dòng sao kê trở lại hàng chờ."),
        "facts": _facts(line),
        "submit_label": _("Hủy ghi sổ"),
        "cancel_url": reverse("support:lines"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "support/confirm.html", context)


def _facts(line: StatementLine) -> list[tuple[str, str]]:
    facts = [
        (_("Tài khoản"), str(line.account)),
        (_("Ngày"), format_day(line.booked_on)),
        (_("Số tiền"), _amount(line)),
        (_("Nội dung"), line.description),
        (_("Bên kia"), " ".join(part for part in (line.other_name, line.other_account) if part)),
        (_("Số bút toán"), line.reference),
    ]
    return [(label, value) for label, value in facts if value]


def crumbs() -> list[tuple[str, str | None]]:
    return [(_("Nguồn lực"), reverse("support:list")), (_("Sao kê và đối chiếu"), reverse("support:lines"))]
