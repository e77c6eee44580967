from datetime import date

import pytest

from chungtay.core import clock
from tests.make.ledger import at_noon
from tests.make.places import Province, make_province

TODAY = date(2026, 4, 1)


@pytest.fixture
def province(db: None) -> Province:
    return make_province()


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: clock._standing.get() or at_noon(TODAY))
