"""What the night does for the ledger, and whom it tells when something is broken."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.storage import default_storage

from chungtay.accounts.enums import RoleKind
from chungtay.console.schedule import DAILY, examine, run_due, seal_ledger
from chungtay.core import clock
from chungtay.ledger.invariants import INVARIANTS
from chungtay.ledger.models import Head
from chungtay.notifications.models import Notice
from tests.make.ledger import ON, at_noon, make_entry, make_story, receipt
from tests.make.people import make_user
from tests.make.places import make_province
from tests.planting import plant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _storage(settings: object) -> None:
    """In memory, and empty at the start."""
    for name in default_storage.listdir("so-cai")[1] if default_storage.exists("so-cai") else []:
        default_storage.delete(f"so-cai/{name}")


def night_after(day: date) -> datetime:
    return clock.instant(day + timedelta(days=1), time(0, 6))


def test_an_empty_ledger_is_left_alone() -> None:
    assert seal_ledger(night_after(ON)) == "Sổ cái chưa có bút toán nào."


def test_the_day_before_is_sealed_and_laid_out() -> None:
    unit = make_province().here.unit
    with clock.standing_at(at_noon(ON)):
        make_entry(receipt(unit), on=ON)
    with clock.standing_at(night_after(ON)):
        make_entry(receipt(unit), on=ON)
        said = seal_ledger(night_after(ON))
    head = Head.objects.get()
    assert (head.day, head.size) == (ON, 1)
    assert said == f"Đã niêm phong 1 bút toán. Gốc ngày 02/3/2026: {head.root}"
    assert default_storage.listdir("so-cai")[1] == ["so-cai-000000000001-2026-03-02.jsonl.gz"]


def test_only_the_last_exports_are_kept() -> None:
    unit = make_province().here.unit
    for number in range(5):
        day = ON + timedelta(days=number)
        with clock.standing_at(at_noon(day)):
            make_entry(receipt(unit), on=day)
        seal_ledger(night_after(day))
        seal_ledger(night_after(day))
    assert sorted(default_storage.listdir("so-cai")[1]) == [f"so-cai-00000000000{n}-2026-03-0{n + 1}.jsonl.gz" for n in (3, 4, 5)]


def test_whoever_administers_is_told_of_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chungtay.console.schedule.known_invariants", lambda: INVARIANTS)
    province = make_province()
    top, other = make_user(RoleKind.ADMINISTRATOR, province.unit), make_user(RoleKind.ADMINISTRATOR, province.here.unit)
    make_story(province.here.unit)
    at = clock.instant(date(2026, 3, 5), time(2))
    with clock.standing_at(at):
        assert examine(at).endswith("điều đều đúng.")
        plant(["UPDATE ledger_balance SET amount = amount + 1 WHERE account_id = (SELECT MIN(id) FROM ledger_account)"])
        assert examine(at) == "2 điều không đúng: ledger.balances, ledger.both_sides."
        examine(at)
    notice = Notice.objects.get()
    assert (notice.person, notice.is_urgent) == (top, True)
    assert notice.person != other
    assert notice.subject == "Kiểm tra đêm: 2 điều không đúng trong dữ liệu"
    assert notice.text.endswith("Xin nhờ người quản trị máy chủ chạy: manage.py doctor")


def test_the_calendar_seals_before_it_examines() -> None:
    names = [job.name for job in DAILY]
    assert names.index("seal_ledger") < names.index("examine")
    assert [job.at for job in DAILY] == sorted(job.at for job in DAILY)
    assert run_due(at=clock.instant(ON, time(0, 6)))[0] == "seal_ledger: Sổ cái chưa có bút toán nào."
