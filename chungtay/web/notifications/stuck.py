"""Messages that did not reach somebody in scope: who, why, and once more."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.queries import people_in_scope
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.notifications.actions import mark_arrived, send_again
from chungtay.notifications.queries import stuck_messages
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt
from chungtay.web.shell.listing import pager

PAGE = 30


@require_safe
@requires(Can.INVITE_PEOPLE)
def listing(request: HttpRequest) -> HttpResponse:
    """The newest first; what the person has read in the product meanwhile is no longer here."""
    found = stuck_messages(people_in_scope(person(request), Can.INVITE_PEOPLE, on=clock.today()))
    page = key_page(found, by=("-pk",), after=request.GET.get("sau", ""), size=PAGE)
    context = {"rows": page.rows, "page": pager(request, page), "breadcrumbs": [(_("Người dùng"), reverse("people:list"))]}
    return render(request, "notifications/stuck.html", context)


@require_POST
@requires(Can.INVITE_PEOPLE)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, or it has arrived after all."""
    me = person(request)
    message = get_object_or_404(stuck_messages(people_in_scope(me, Can.INVITE_PEOPLE, on=clock.today())), pk=pk)
    has_arrived, form = "arrived" in request.POST, forms.Form({})
    form.is_valid()
    attempt(form, lambda: mark_arrived(message, by=me) if has_arrived else send_again(message, by=me))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    if not form.errors:
        done = _("Đã ghi là %(name)s đã nhận.") if has_arrived else _("Đã xếp gửi lại cho %(name)s.")
        messages.success(request, done % {"name": message.notice.person})
    return redirect("notices:stuck")
