"""How allauth behaves in this house: our words, our actions, our audit; nobody signs up."""

import logging
import math
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.core.internal import ratelimit as limits
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.accounts.actions import note_session, set_own_password
from chungtay.accounts.models import User

logger = logging.getLogger(__name__)
_FAILED = "login_failed"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth asks what to do and what to say."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản này đang bị khóa."),
        "email_password_mismatch": gettext_lazy("Địa chỉ thư hoặc mật khẩu chưa đúng."),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại chưa đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "invalid_login": gettext_lazy("Chưa đăng nhập được."),
        "invalid_password_reset": gettext_lazy("Liên kết này đã dùng rồi hoặc đã hết hạn."),
        "rate_limited": gettext_lazy("Bạn thao tác nhanh quá. Xin chờ một phút rồi thử lại."),
        "too_many_login_attempts": gettext_lazy("Sai nhiều lần quá. Xin chờ năm phút rồi thử lại."),
        "unknown_email": gettext_lazy("Không có tài khoản nào dùng địa chỉ này."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    # ── Letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must neither break the page nor tell a stranger which addresses we know."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("Letter %s was not sent", template_prefix)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if user.email:
            super().send_notification_mail(template_prefix, user, {"user": user}, email=user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Built on our own address, never on what the request says it is."""
        path: str = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_ADDRESS.rstrip("/") + path.replace("UID-KEY", key)

    # ── Passwords ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def clean_password(self, password: str, user: User | None = None) -> str:
        super().clean_password(password, user)
        if user is not None and user.check_password(password):
            raise ValidationError(_("Xin chọn mật khẩu khác mật khẩu đang dùng."))
        return password

    def set_password(self, user: User, password: str) -> None:
        set_own_password(user, password=password)
        unlock(context.request, user)

    # ── Signing in and out ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        note_session("session.began", user, by=user)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note_session("session.ended", request.user, by=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if (user := _meant(credentials)) is not None:
            note_session("session.refused", user, by=None)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            user = _meant(credentials)
            if user is not None and cache.add(f"lock-out-told:{user.pk}", True, timeout=300):
                note_session("session.locked", user, by=None)
            minutes = max(1, math.ceil(_seconds_left(request, key) / 60))
            sentence = _("Sai mật khẩu nhiều lần quá. Để giữ an toàn, xin chờ %(n)d phút rồi thử lại, hoặc bấm “Quên mật khẩu”.")
            raise ValidationError(sentence % {"n": minutes}) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for a person, by whichever name they are called, at whichever address the request claims to be sent to."""
        user = _meant(credentials)
        return _key(user) if user is not None else f"name:{_name(credentials)}"


def unlock(request: HttpRequest, user: User) -> None:
    """A new password opens the door that wrong ones had closed."""
    ratelimit.clear(request, action=_FAILED, key=_key(user))


def _key(user: User) -> str:
    return f"person:{user.pk}"


def _name(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "").strip().lower()


def _meant(credentials: dict[str, Any]) -> User | None:
    name = _name(credentials).replace("\0", "")
    return User.objects.filter(Q(username=name) | Q(email=name)).first() if name else None


def _seconds_left(request: HttpRequest, key: str) -> float:
    """Until the oldest failure that still counts is forgotten."""
    left = 0.0
    for rate in limits.get_rates(app="allauth.account", action=_FAILED):
        past = cache.get(limits.get_cache_key(request, app="allauth.account", action=_FAILED, rate=rate, key=key), [])
        if len(past) >= rate.amount:
            left = max(left, past[-1] + rate.duration - time.time())
    return left
