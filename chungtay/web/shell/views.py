"""The small switches of the shell: role, theme."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chungtay.web.access import ROLE_KEY, everyone, person, signed_in
from chungtay.web.shell.acting import came_from
from chungtay.web.shell.context import THEMES


@signed_in
def switch_role(request: HttpRequest) -> HttpResponse:
    """Act from now on in another role that one holds today; who comes back here from signing in again is sent home."""
    if request.method != "POST":
        return redirect(reverse("home:home"))
    held = {str(role.pk): role for role in person(request).roles_today}
    role = held.get(request.POST.get("role", ""))
    if role is None:
        raise Http404
    request.session[ROLE_KEY] = role.pk
    return redirect(reverse("home:home"))


@require_POST
@everyone
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says; kept in a cookie for a year."""
    wanted = request.POST.get("theme", "")
    response = redirect(came_from(request, otherwise=reverse("home:home")))
    if wanted in THEMES:
        response.set_cookie("theme", wanted, max_age=60 * 60 * 24 * 365, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
