from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from pytest_django.fixtures import Settings

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.core import clock
from tests.make.people import make_user
from tests.make.places import Province, make_province

DAY = date(2026, 5, 4)


@pytest.fixture
def province(db: None) -> Province:
    return make_province()


@pytest.fixture
def person(province: Province) -> User:
    """Somebody with both addresses."""
    user = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit, email="lan@example.vn")
    User.objects.filter(pk=user.pk).update(phone="0912345678")
    user.refresh_from_db()
    return user


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Put the clock at this time of DAY in Việt Nam."""

    def put(words: str) -> datetime:
        instant = clock.instant(DAY, time.fromisoformat(words))
        monkeypatch.setattr(clock, "now", lambda: instant)
        return instant

    return put


@pytest.fixture
def zalo(settings: Settings) -> None:
    settings.ZALO = {"app_id": "4157", "secret": "s", "refresh_token": "r0", "url": "", "oauth_url": ""}
    settings.ZALO_TEMPLATES = {"round.reminder": "300001"}
