"""Passwords: temporary ones that can be read aloud, and what is asked of one's own, said in Vietnamese."""

import secrets
from typing import Any, Final

from django.contrib.auth import password_validation as theirs
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without look-alikes (0 o, 1 l i) and without letters that sound alike over the telephone in Vietnamese (s x, d g, c q, n l, v).
_ALPHABET: Final = "abehkmprtuy23456789"
_GROUPS: Final = 3


def temporary_password() -> str:
    """Three groups of four, such as 'k7mr-a2te-9hbp': 50 bits, good for one sign-in."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _n in range(4)) for _g in range(_GROUPS))


class NotLikeOneself(theirs.UserAttributeSimilarityValidator):
    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(_("Mật khẩu giống tên của bạn quá, người khác dễ đoán."), code=error.code) from None

    def get_help_text(self) -> str:
        return _("Không giống tên hay tên đăng nhập.")


class LongEnough(theirs.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu cần ít nhất %(length)d ký tự.") % {"length": self.min_length}

    def get_help_text(self) -> str:
        return _("Ít nhất %(length)d ký tự; một câu ngắn dễ nhớ là tốt nhất.") % {"length": self.min_length}


class NotCommon(theirs.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này nhiều người dùng quá, rất dễ đoán.")

    def get_help_text(self) -> str:
        return _("Không phải mật khẩu nhiều người hay dùng.")


class NotOnlyDigits(theirs.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu chỉ có chữ số thì dễ đoán, xin thêm chữ.")

    def get_help_text(self) -> str:
        return _("Không chỉ gồm chữ số.")
