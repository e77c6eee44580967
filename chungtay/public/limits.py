"""How often somebody without an account may send something: by the address from which it comes."""

import hashlib
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken

MOST_IN_AN_HOUR: Final = 20  # a village may share one address
_HOUR: Final = 3600


def check_not_too_often(request: HttpRequest) -> None:
    """Counts this sending; RuleBroken beyond what people need. The address itself is not kept, and the count is gone an hour later."""
    address = str(get_adapter().get_client_ip(request) or "")
    key = f"sent:{hashlib.sha256(address.encode()).hexdigest()}"
    cache.add(key, 0, _HOUR)
    try:
        sent = cache.incr(key)
    except ValueError:  # it ran out between the two
        sent = 1
    if sent > MOST_IN_AN_HOUR:
        raise RuleBroken(_("Từ mạng này đã gửi nhiều lần trong một giờ qua. Xin thử lại sau, hoặc gọi người phụ trách."))
