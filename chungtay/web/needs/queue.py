"""The officer's queue: what waits to be vouched for, ticked and done together."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.needs import queries
from chungtay.needs.actions.bulk import Refused, return_needs, verify_needs
from chungtay.needs.models import Need
from chungtay.web.access import person, requires
from chungtay.web.needs.forms import NeedFilter, PickForm
from chungtay.web.needs.listing import asked_of, rows_of
from chungtay.web.needs.showing import crumbs
from chungtay.web.needs.wording import programmes_by_id
from chungtay.web.shell.acting import attempt, sent
from chungtay.web.shell.listing import address, chips, kept, pager

PAGE: Final = 100
_MOST_TOLD: Final = 10


@require_http_methods(["GET", "POST"])
@requires(Can.VERIFY_NEEDS)
def queue(request: HttpRequest) -> HttpResponse:
    """The oldest first; `chon=tat-ca` in the address ticks the whole page without a script."""
    viewer, today = person(request), clock.today()
    pick = PickForm(sent(request))
    if request.method == "POST" and pick.is_valid() and _done(request, pick, viewer):
        return redirect(address(request, chon="", sau=""))
    programmes = programmes_by_id()
    form = NeedFilter(
        request.GET or None, programmes=list(programmes.values()), among=units_for(viewer, Can.VERIFY_NEEDS, on=today), on=today
    )
    for name in ("tinh_trang", "viec", "ai_ghi"):
        del form.fields[name]
    asked = asked_of(request, form, programmes)
    waiting = queries.queue(viewer, on=today).order_by().values("pk")
    found = queries.needs_asked(viewer, asked, on=today).select_related(None).filter(pk__in=waiting)
    page = key_page(found.select_related("recorded_by"), by=("submitted_on", "pk"), after=request.GET.get("sau", ""), size=PAGE)
    is_all = request.GET.get("chon") == "tat-ca" and request.method == "GET"
    ticked = {str(row.pk) for row in page.rows} if is_all else set(request.POST.getlist("chon"))
    filtered = chips(request, form)
    context = {
        "rows": [(row, str(row.need.pk) in ticked) for row in rows_of(page.rows, programmes, today)],
        "page": pager(request, page),
        "pick": pick,
        "form": form,
        "text": asked.text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked.text or filtered or form.errors),
        "clear_url": request.path,
        "all_url": address(request, chon="" if is_all else "tat-ca"),
        "is_all": is_all,
        "breadcrumbs": crumbs(),
    }
    return render(request, "needs/queue.html", context)


def _done(request: HttpRequest, pick: PickForm, viewer: User) -> bool:
    """Whether something was tried; what was done and what was refused is told above the list."""
    chosen = {int(pk) for pk in pick.cleaned_data["chon"]}
    needs = list(Need.objects.for_user(viewer, Can.VERIFY_NEEDS, on=clock.today()).filter(pk__in=chosen).order_by("submitted_on", "pk"))
    if not needs:
        pick.add_error(None, _("Xin đánh dấu ít nhất một nhu cầu."))
        return False
    today = clock.today()
    if request.POST.get("viec") == "tra-lai":
        result = attempt(pick, lambda: return_needs(needs, by=viewer, on=today, reason=pick.cleaned_data["reason"]))
        said = _returned
    else:
        result = attempt(pick, lambda: verify_needs(needs, by=viewer, on=today))
        said = _verified
    if result is None:
        return False
    done, refused = result
    if done:
        messages.success(request, said(len(done)))
    _tell(request, refused)
    return True


def _verified(n: int) -> str:
    return ngettext("Đã xác minh %(n)d nhu cầu.", "Đã xác minh %(n)d nhu cầu.", n) % {"n": n}


def _returned(n: int) -> str:
    return ngettext("Đã trả lại %(n)d nhu cầu.", "Đã trả lại %(n)d nhu cầu.", n) % {"n": n}


def _tell(request: HttpRequest, refused: Refused) -> None:
    for need, why in refused[:_MOST_TOLD]:
        messages.warning(request, _("%(code)s (%(what)s): %(why)s") % {"code": need.code, "what": need.what[:80], "why": why})
    if len(refused) > _MOST_TOLD:
        messages.warning(request, _("và %(n)d nhu cầu khác chưa làm được.") % {"n": len(refused) - _MOST_TOLD})
