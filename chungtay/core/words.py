"""Words as people type them: what cannot be read is refused, white space becomes single, the length has an end."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold

_STRANGE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def check_readable(typed: str, *, field: str) -> None:
    """Raises RuleBroken where it holds characters that no keyboard writes and no paper prints."""
    if _STRANGE.search(typed):
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."), field=field)


def clean_text(typed: str, *, field: str, most: int, is_needed: bool = True) -> str:
    """One line as it is kept; refused where it is too long, or empty although needed."""
    check_readable(typed, field=field)
    text = clean(typed)
    if is_needed and not fold(text):
        raise RuleBroken(_("Xin điền mục này."), field=field)
    if len(text) > most:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": most}, field=field)
    return text


def clean_email(typed: str, *, field: str = "email") -> str:
    """Empty, or an e-mail address in small letters."""
    email = clean_text(typed, field=field, most=254, is_needed=False).lower()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise RuleBroken(_("Địa chỉ thư điện tử chưa đúng, ví dụ ten@gmail.com."), field=field) from None
    return email
