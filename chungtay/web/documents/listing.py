"""What the lists of papers have besides what every list has: their tabs, what is asked of them, the names of offices."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.documents.queries import Asked
from chungtay.web.shell import listing
from chungtay.web.shell.listing import Tab, asked_text

PAGE = 30


def tabs(current: str) -> list[Tab]:
    """The three lists of papers."""
    names = (("outgoing", _("Văn bản đi")), ("drafts", _("Đang soạn, duyệt")), ("incoming", _("Văn bản đến")))
    return [Tab(label, reverse(f"documents:{name}"), name == current) for name, label in names]


def asked_of(request: HttpRequest, form: forms.Form) -> Asked:
    """What the address asks for; a part that is wrong is shown at its field and asks for nothing."""
    chosen: Mapping[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    return Asked(
        text=asked_text(request),
        unit=chosen.get("don_vi"),
        kind=chosen.get("loai", ""),
        status=chosen.get("tinh_trang", ""),
        first=chosen.get("tu"),
        last=chosen.get("den"),
    )


def names_of(rows: Iterable[Any]) -> dict[int, str]:
    """By office: what it is called today."""
    return listing.names_of({row.unit_id for row in rows})


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Văn bản"), reverse("documents:outgoing")), *more]
