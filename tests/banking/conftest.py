from datetime import date

import pytest

from chungtay.banking.models import BankAccount
from chungtay.core import clock
from tests.make.banking import a_bank_account
from tests.make.places import Province, make_province

TODAY = date(2026, 4, 1)


@pytest.fixture
def province(db: None) -> Province:
    return make_province()


@pytest.fixture
def account(province: Province) -> BankAccount:
    return a_bank_account(province.here.unit)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
