"""The parts of “Nguồn lực”: one entry of the menu, a tab for each part, so that the menu stays short."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.web.shell.listing import Tab, may_here

# (address, words, the power one needs, how the names of its pages begin), in the order in which help comes
_PARTS: Final[tuple[tuple[str, object, Can, str], ...]] = (
    ("support:list", _("Đã nhận"), Can.SEE_NEEDS, "support:"),
    ("support:pledges", _("Cam kết"), Can.AGREE_PLEDGES, "support:pledge"),
    ("support:lines", _("Sao kê"), Can.KEEP_MONEY, "support:line"),
    ("support:idle", _("Phân bổ"), Can.ALLOCATE, "support:idle"),
    ("support:stores", _("Kho"), Can.SEE_NEEDS, "support:stores"),
    ("support:deliveries", _("Bàn giao"), Can.SEE_NEEDS, "support:deliver"),
    ("support:overdue", _("Quá hạn"), Can.SEE_NEEDS, "support:overdue"),
    ("support:complaints", _("Phản ánh"), Can.ALLOCATE, "support:complaint"),
    ("support:plans", _("Kế hoạch vận động"), Can.SEE_NEEDS, "support:plan"),
    ("donors:list", _("Nhà tài trợ"), Can.SEE_NEEDS, "donors:"),
    ("support:papers", _("Văn bản"), Can.SEE_PAPERS, "support:paper"),
)


def area_tabs(request: HttpRequest) -> list[Tab]:
    """The parts that the role may open; the one that this page belongs to is current."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    longest = max((begins for _name, _label, _can, begins in _PARTS if here.startswith(begins)), key=len, default="")
    return [Tab(str(label), reverse(name), begins == longest) for name, label, can, begins in _PARTS if may_here(request, can)]
