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


class At:
    """The clock, put where a test wants it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, words: str) -> datetime:
        """This time of DAY in Việt Nam."""
        return self.instant(clock.instant(DAY, time.fromisoformat(words)))

    def instant(self, instant: datetime) -> datetime:
        self._monkeypatch.setattr(clock, "now", lambda: instant)
        return instant


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    return At(monkeypatch)


@pytest.fixture
def zalo(settings: Settings) -> None:
    settings.ZALO = {"app_id": "4157", "secret": "s", "refresh_token": "r0", "url": "", "oauth_url": ""}
    settings.ZALO_TEMPLATES = {"round.reminder": "300001"}
