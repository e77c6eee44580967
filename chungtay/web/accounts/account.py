"""My own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.actions import edit_profile
from chungtay.accounts.queries import unit_names
from chungtay.accounts.sessions import open_sessions
from chungtay.core import clock
from chungtay.web.access import person, signed_in
from chungtay.web.accounts.forms import ProfileForm
from chungtay.web.accounts.lines import RoleLine
from chungtay.web.shell.acting import posted


@require_safe
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Who I am here, which roles I hold, where I am signed in."""
    me, today = person(request), clock.today()
    names = unit_names(me.roles_today, on=today)
    context = {
        "me": me,
        "roles": [RoleLine.of(role, names, today) for role in me.roles_today],
        "acting": me.acting_role,
        "session_count": len(open_sessions(me, key=request.session.session_key or "", at=clock.now())),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    me = person(request)
    initial = {"full_name": me.full_name, "email": me.email, "phone": me.phone}
    form = ProfileForm(request.POST or None, initial=initial, is_own=True)
    if posted(request, form, lambda: edit_profile(me, by=me, on=clock.today(), **form.cleaned_data)):
        messages.success(request, _("Đã lưu thông tin của bạn."))
        return redirect("me:account")
    context = {"form": form, "breadcrumbs": [(_("Tài khoản của tôi"), reverse("me:account"))]}
    return render(request, "accounts/account_edit.html", context)
