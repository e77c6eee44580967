"""Between a form and an action: a refusal is shown where the person is looking, and what would be refused is never promised."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.db import OperationalError, transaction
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.web.shell.fields import show_refusal

T = TypeVar("T")


def attempt(form: forms.BaseForm, action: Callable[[], T]) -> T | None:
    """Run an action; what a rule refuses stands beside the field that it names, or at the top, and None comes back."""
    try:
        return action()
    except RuleBroken as refusal:
        show_refusal(form, refusal)
    except OperationalError:  # waited too long for somebody else's writing, or was the one of two to give way
        form.add_error(None, _("Có người đang ghi cùng lúc nên chưa ghi được. Xin bấm lại."))
    return None


def rehearse(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Whether the action would go through: it is run and taken back, before a page asks to confirm it."""
    with transaction.atomic():
        attempt(form, action)
        transaction.set_rollback(True)
    return form.is_valid()


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also where that is nothing at all; None: it was only opened."""
    return request.POST if request.method == "POST" else None


def came_from(request: HttpRequest, *, otherwise: str) -> str:
    """The page of ours that `next` names. It begins with a slash: a mere word would be taken for the name of a page."""
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return after if safe and after.startswith("/") else otherwise


def posted(request: HttpRequest, form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Whether the form was sent, is right in shape, and the action went through."""
    return request.method == "POST" and form.is_valid() and attempt(form, action) is not None
