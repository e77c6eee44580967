"""Promising from the board, and the donor's own page: how it stands, how to pay, changing it, taking it back."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.needs import published as needs
from chungtay.programmes import published as programmes
from chungtay.public.access import everyone
from chungtay.public.give_forms import TRAP, ChangeForm, GiveForm, WhyForm, YesForm
from chungtay.public.limits import check_not_too_often
from chungtay.support.intake.pledges import Wish, agree_online, amend_online, cancel_online, pledge_online
from chungtay.support.published import pledges
from chungtay.support.published.pledges import PublicPledge

both = require_http_methods(["GET", "POST"])
MOST_NEEDS: Final = 20


class Shows(Protocol):
    """A form that knows where a refusal stands."""

    def is_valid(self) -> bool: ...
    def show(self, refusal: RuleBroken) -> None: ...


def _sent(request: HttpRequest, form: Shows, act: Callable[[], Any]) -> Any:
    """What the act gave back; None where nothing was sent, or what is wrong now stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        check_not_too_often(request)
        return act()
    except RuleBroken as refusal:
        form.show(refusal)
        return None


@both
@everyone
def give(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To one need of the board."""
    return _give_to(request, [pk])


@both
@everyone
def give_basket(request: HttpRequest) -> HttpResponseBase:
    """To the needs that one ticked on the board; the address holds them."""
    return _give_to(request, sorted(chosen(request)))


def chosen(request: HttpRequest) -> set[int]:
    """Ids of needs: ticked now, and kept from the pages before."""
    asked = [*request.GET.getlist("nhu-cau"), *request.GET.get("gio", "").split(",")]
    found = [int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) < 19]
    return set(found[:MOST_NEEDS])


def _give_to(request: HttpRequest, ids: list[int]) -> HttpResponseBase:
    found = [need for need in needs.several(ids, on=clock.today()) if not need.is_taken]
    found = [need for need in found if need.programme == found[0].programme]
    if not found:
        return render(request, "public/taken.html", status=404 if request.method == "POST" else 200)
    form = GiveForm(request.POST or None, kinds=pledges.kinds(found[0].programme), needs=found)
    more = f"{reverse('public:board')}?gio={','.join(str(need.id) for need in found)}"
    title = _("Tôi muốn tặng") if len(found) == 1 else _("Tặng %(n)d nhu cầu") % {"n": len(found)}
    return _promise(request, form, found[0].programme, title=title, needs=found, more_url=more)


@both
@everyone
def give_widely(request: HttpRequest) -> HttpResponseBase:
    """To a school, to one sort of need in its commune, or to whatever the programme needs most."""
    today = clock.today()
    running = {one.slug: one for one in programmes.public_programmes(today)}
    programme = running.get(request.GET.get("chuong-trinh", "")) or next(iter(running.values()), None)
    if programme is None:
        raise Http404
    school, category = request.GET.get("truong", ""), request.GET.get("loai", "")
    place = pledges.place(school, on=today, is_commune=bool(category)) if school else None
    names = {one.code: one.name for one in programme.categories}
    if (school and place is None) or (category and (place is None or category not in names)):
        raise Http404
    units = [] if place is not None else needs.provinces(today)
    form = GiveForm(request.POST or None, kinds=pledges.kinds(programme.slug), units=units)
    target = {"unit": place.code if place is not None else "", "category": category}
    what_for = ", ".join(part for part in (names.get(category, ""), place.name if place is not None else programme.name) if part)
    return _promise(request, form, programme.slug, title=_("Ủng hộ chung"), what_for=what_for, target=target)


def _promise(
    request: HttpRequest, form: GiveForm, programme: str, *, target: dict[str, str] | None = None, **shown: Any
) -> HttpResponseBase:
    if request.POST.get(TRAP):  # a machine: it is told nothing, and nothing is kept
        return redirect("public:board")

    def act() -> str:
        given = form.cleaned_data
        wishes = [Wish(one.kind, one.amount_vnd, one.quantity, one.need_id, **(target or {})) for one in form.wishes]
        plan = {name: given[name] for name in ("plan", "planned_on", "once")}
        consent = given["consent"]
        day = clock.today()
        return pledge_online(form.donor, programme=programme, wishes=wishes, on=day, at=given.get("at", ""), has_consented=consent, **plan)

    code = _sent(request, form, act)
    if code is not None:
        return redirect("pledge:own", code=code)
    crumbs = [(_("Các em đang cần"), reverse("public:board"))]
    return render(request, "public/give.html", {"form": form, "breadcrumbs": crumbs, **shown})


# ── One's own page ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _own(code: str) -> PublicPledge:
    """404 for a code that nobody was given, as for any other page that there is not."""
    found = pledges.pledge(code, on=clock.today())
    if found is None:
        raise Http404
    return found


def _secret(response: HttpResponseBase) -> HttpResponseBase:
    """For its donor alone: in no index. Its address goes to no other host, which the product's referrer policy sees to ("same-origin").

    Not "no-referrer": with that a browser sends forms as from nowhere, and they are refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@require_safe
@never_cache
@everyone
def own(request: HttpRequest, code: str) -> HttpResponseBase:
    """How the pledge stands, in plain words, and what to do now."""
    return _secret(render(request, "public/pledge.html", {"pledge": _own(code)}))


@require_safe
@never_cache
@everyone
def picture(_request: HttpRequest, code: str) -> HttpResponseBase:
    """The QR code to save or send: a PNG."""
    payment = _own(code).payment
    if payment is None:
        raise Http404
    answer = HttpResponse(payment.png, content_type="image/png")
    answer["Content-Disposition"] = 'attachment; filename="chung-tay-qr.png"'
    return _secret(answer)


def _step(request: HttpRequest, found: PublicPledge, form: forms.Form, act: Callable[[], None], **shown: Any) -> HttpResponseBase:
    def done() -> bool:
        act()
        return True

    if _sent(request, form, done):  # type: ignore[arg-type]  # each of the three forms shows its refusals
        return redirect("pledge:own", code=found.code)
    url = reverse("pledge:own", args=[found.code])
    crumbs = [(_("Cam kết của bạn"), url)]
    context = {"form": form, "pledge": found, "cancel_url": url, "breadcrumbs": crumbs, **shown}
    return _secret(render(request, "public/pledge_step.html", context))


@both
@never_cache
@everyone
def agree(request: HttpRequest, code: str) -> HttpResponseBase:
    found = _own(code)
    title = _("Đồng ý với thay đổi")
    form = YesForm({}) if request.method == "POST" else YesForm()
    return _step(request, found, form, lambda: agree_online(found.code, on=clock.today()), title=title, submit_label=_("Tôi đồng ý"))


@both
@never_cache
@everyone
def change(request: HttpRequest, code: str) -> HttpResponseBase:
    found = _own(code)
    form = ChangeForm(request.POST or None, lines=found.lines, initial={"planned_on": found.planned_on})

    def act() -> None:
        given = form.cleaned_data
        amend_online(found.code, on=clock.today(), amounts=form.amounts, planned_on=given["planned_on"], reason=given["reason"])

    lead = _("Người phụ trách xem và thống nhất lại với bạn.")
    return _step(request, found, form, act, title=_("Đổi cam kết"), lead=lead, submit_label=_("Gửi thay đổi"))


@both
@never_cache
@everyone
def cancel(request: HttpRequest, code: str) -> HttpResponseBase:
    found, form = _own(code), WhyForm(request.POST if request.method == "POST" else None)
    lead = _("Những gì bạn đã gửi vẫn được giữ đúng mục đích; phần còn lại mở cho người khác.")
    return _step(
        request,
        found,
        form,
        lambda: cancel_online(found.code, on=clock.today(), reason=form.cleaned_data["reason"]),
        title=_("Hủy cam kết"),
        lead=lead,
        submit_label=_("Hủy cam kết"),
        tone="danger",
    )
