"""Messages that did not reach somebody in scope: who, why, and once more."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.queries import people_in_scope
from chungtay.accounts.scope import units_answered_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.notifications.actions import mark_arrived, send_again
from chungtay.notifications.models import Message
from chungtay.notifications.queries import stuck_messages
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt
from chungtay.web.shell.listing import pager

PAGE = 30


@require_safe
@requires(Can.INVITE_PEOPLE)
def listing(request: HttpRequest) -> HttpResponse:
    """The newest first; what the person has read in the product meanwhile is no longer here."""
    page = key_page(_stuck(request), by=("-pk",), after=request.GET.get("sau", ""), size=PAGE)
    context = {"rows": page.rows, "page": pager(request, page), "breadcrumbs": [(_("Người dùng"), reverse("people:list"))]}
    return render(request, "notifications/stuck.html", context)


def _stuck(request: HttpRequest) -> QuerySet[Message]:
    """Of the people in one's scope, and letters to donors of its units."""
    me, today = person(request), clock.today()
    people, places = people_in_scope(me, Can.INVITE_PEOPLE, on=today), units_answered_for(me, Can.INVITE_PEOPLE, on=today)
    return stuck_messages(people, places)


@require_POST
@requires(Can.INVITE_PEOPLE)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, or it has arrived after all."""
    me, message = person(request), get_object_or_404(_stuck(request), pk=pk)
    has_arrived, typed, form = "arrived" in request.POST, request.POST.get("address", ""), forms.Form({})
    form.is_valid()
    attempt(form, lambda: mark_arrived(message, by=me) if has_arrived else send_again(message, by=me, typed=typed))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    if not form.errors:
        done = _("Đã ghi là %(name)s đã nhận.") if has_arrived else _("Đã xếp gửi lại cho %(name)s.")
        message.refresh_from_db(fields=["address"])
        messages.success(request, done % {"name": message.notice.person if message.notice is not None else message.address})
    return redirect("notices:stuck")
