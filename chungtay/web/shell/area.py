"""The parts of “Nguồn lực”: one entry of the menu, a tab for each part, so that the menu stays short."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.web.shell.listing import Tab, may_here

# (address, words, the power one needs), in the order in which help comes
_PARTS: Final[tuple[tuple[str, object, Can], ...]] = (
    ("support:list", _("Đã nhận"), Can.SEE_NEEDS),
    ("donors:list", _("Nhà tài trợ"), Can.SEE_NEEDS),
)


def area_tabs(request: HttpRequest) -> list[Tab]:
    """The parts that the role may open; the one that this page belongs to is current."""
    here = request.resolver_match.namespace if request.resolver_match else ""
    return [Tab(str(label), reverse(name), name.split(":", 1)[0] == here) for name, label, can in _PARTS if may_here(request, can)]
