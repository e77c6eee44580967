"""Sign-in pages that differ from the library's by more than words."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.actions import end_other_sessions
from chungtay.accounts.sessions import open_sessions
from chungtay.core import clock
from chungtay.web.access import person, signed_in
from chungtay.web.accounts.devices import device_words


class ChoosePassword(PasswordChangeView):  # type: ignore[misc]
    """After the first choice the person goes to work; after a later one back to their account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.is_first = person(request).must_change_password
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_default_success_url(self) -> str:
        return reverse("home:home" if self.is_first else "me:account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        crumbs = [] if self.is_first else [(_("Tài khoản của tôi"), reverse("me:account"))]
        return context | {"is_first": self.is_first, "breadcrumbs": crumbs}


change_password = signed_in(ChoosePassword.as_view())


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; the other devices can be signed out."""
    key = request.session.session_key or ""
    if request.method == "POST":
        end_other_sessions(person(request), key=key)
        messages.success(request, _("Đã đăng xuất khỏi các thiết bị khác."))
        return redirect("usersessions_list")
    rows = [(device_words(row.agent), row) for row in open_sessions(person(request), key=key, at=clock.now())]
    context = {"rows": rows, "has_others": len(rows) > 1, "breadcrumbs": [(_("Tài khoản của tôi"), reverse("me:account"))]}
    return render(request, "usersessions/usersession_list.html", context)
