"""My notices, the newest unread first; opening one; the channels by which they reach me."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.core.paging import key_page
from chungtay.notifications.actions import choose_channels, mark_all_read, mark_read
from chungtay.notifications.models import Notice
from chungtay.notifications.queries import ORDER, newest_unread, notices_of, switched_off
from chungtay.notifications.rules import channels as offered_channels
from chungtay.web.access import person, signed_in
from chungtay.web.notifications.forms import ChannelsForm
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.listing import pager

PAGE = 30
both = require_http_methods(["GET", "POST"])


@require_safe
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    me = person(request)
    page = key_page(notices_of(me.pk), by=ORDER, after=request.GET.get("sau", ""), size=PAGE)
    context = {"rows": page.rows, "page": pager(request, page), "newest_unread": newest_unread(me.pk)}
    return render(request, "notifications/list.html", context)


@both
@signed_in
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where one acts on it. Who comes back here from signing in finds it in the list."""
    notice = get_object_or_404(Notice, pk=pk, person=person(request).pk)
    if request.method != "POST":
        return redirect("notices:list")
    mark_read(notice)
    inside = url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return redirect(notice.path if notice.path and inside else reverse("notices:list"))


@both
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """All that the list showed, or could have shown: what came after it was opened stays unread."""
    if request.method == "POST":
        up_to = request.POST.get("up_to", "")
        if not (up_to.isdecimal() and up_to.isascii() and len(up_to) < 19):
            raise Http404
        count = mark_all_read(person(request), up_to=int(up_to))
        if count:
            messages.success(
                request, ngettext("Đã đánh dấu đọc %(n)d thông báo.", "Đã đánh dấu đọc %(n)d thông báo.", count) % {"n": count}
            )
    return redirect("notices:list")


@both
@signed_in
def channels(request: HttpRequest) -> HttpResponse:
    """How notices reach me besides these pages."""
    me, offered = person(request), offered_channels()
    off = switched_off(me.pk)
    form = ChannelsForm(sent(request), offered=offered, me=me, initial={channel.value: channel not in off for channel in offered})
    if posted(request, form, lambda: choose_channels(me, form.wanted)):
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("me:account")
    context = {"form": form, "breadcrumbs": [(_("Tài khoản của tôi"), reverse("me:account"))]}
    return render(request, "notifications/channels.html", context)
