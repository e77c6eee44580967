"""Who may open a page, said on the view itself, and from where a person acts, kept for the audit.

Every view bears exactly one of `everyone`, `signed_in`, `requires(Can.X)`; a test walks the URLs and refuses one that does not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.accounts.scope import may, roles_on
from chungtay.audit.actions import Origin, acting_from
from chungtay.core import clock

View = Callable[..., HttpResponseBase]
ROLE_KEY: Final = "role"  # the session's chosen role
# What a person may open before choosing a password of their own.
_BEFORE_OWN_PASSWORD: Final = frozenset({"account_change_password", "account_logout", "set_language", "shell:set_theme"})


def everyone(view: View) -> View:
    """Anybody may open it, signed in or not."""
    return _marked(view, "everyone")


def signed_in(view: View) -> View:
    """Any person who has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _marked(guarded, "signed_in")


def requires(can: Can) -> Callable[[View], View]:
    """Those whose role has the power; at which units is for the view's queryset to say."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(person(request), can, on=clock.today()):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(guarded, can.name)

    return decorate


def _marked(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def person(request: HttpRequest) -> User:
    """The signed-in person, with the roles they hold today and the one they act in; only where somebody is signed in."""
    user = cast(User, request.user)
    if not hasattr(user, "roles_today"):  # the middleware's work, or that of a sign-in within this very request
        user.roles_today = roles_on(user, clock.today())
        user.acting_role = _chosen(user.roles_today, request.session.get(ROLE_KEY))
    return user


class ActingMiddleware:
    """Puts the chosen role on the person, tells the audit from where they act, and asks a newcomer for a password of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting_as = ""
        if request.user.is_authenticated:
            role = person(request).acting_role
            with translation.override(settings.LANGUAGE_CODE):  # what is kept is in the language of its readers, not of one writer
                acting_as = f"{role.get_kind_display()} · {role.unit.code}" if role else ""
        agent = request.headers.get("User-Agent", "")
        with acting_from(Origin(ip=request.META.get("REMOTE_ADDR") or None, agent=agent, acting_as=acting_as)):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or match is None or match.view_name in _BEFORE_OWN_PASSWORD:
            return None
        if person(request).must_change_password:
            return redirect(reverse("account_change_password"))
        return None


def _chosen(roles: list[Role], pk: object) -> Role | None:
    """The role that the session chose if it is still held, else the oldest one."""
    return next((role for role in roles if role.pk == pk), roles[0] if roles else None)
