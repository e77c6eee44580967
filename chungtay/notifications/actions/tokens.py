"""The tokens of Zalo's official account. A refresh token is good once, so one process at a time asks for the next pair."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q

from chungtay.notifications import zalo
from chungtay.notifications.models import ZaloToken

_SPARE: Final = timedelta(minutes=5)  # a token about to end is not begun with
_PATIENCE: Final = timedelta(seconds=60)  # after which another may ask again; also how long a refusal is left alone


def access_token(*, at: datetime, stale: str = "") -> str:
    """A token that Zalo should take; empty: there is none now. `stale` is one that Zalo has just refused."""
    kept = _kept(at)
    if kept.access_token and kept.access_token != stale and kept.expires_at > at + _SPARE:
        return kept.access_token
    free = Q(refreshing_at=None) | Q(refreshing_at__lte=at - _PATIENCE)
    mine = ZaloToken.objects.filter(free, pk=kept.pk, refresh_token=kept.refresh_token)
    if not mine.update(refreshing_at=at):
        return ""
    found = zalo.refreshed(kept.refresh_token)
    if found is None:
        return ""
    expires_at = at + timedelta(seconds=found.seconds)
    ZaloToken.objects.filter(pk=kept.pk).update(
        access_token=found.access, refresh_token=found.refresh, expires_at=expires_at, refreshing_at=None
    )
    return found.access


def _kept(at: datetime) -> ZaloToken:
    """The row of this application; another refresh token in the settings than the one it began with begins it anew."""
    seed = hashlib.sha256(settings.ZALO["refresh_token"].encode()).hexdigest()
    mine = ZaloToken.objects.filter(app_id=settings.ZALO["app_id"])
    kept = mine.first()
    if kept is not None and kept.seed == seed:
        return kept
    fresh = {"seed": seed, "access_token": "", "refresh_token": settings.ZALO["refresh_token"], "expires_at": at, "refreshing_at": None}
    ZaloToken.objects.bulk_create([ZaloToken(app_id=settings.ZALO["app_id"], **fresh)], ignore_conflicts=True)
    mine.exclude(seed=seed).update(**fresh)
    return mine.get()
