"""The doctor finds every corruption that is planted, says what to do, and ends with 1."""
# ruff: noqa: S608 — statements of our own

import json
from collections.abc import Callable, Iterator
from datetime import date, time
from io import StringIO
from typing import Final

import pytest
from django.core.management import CommandError, call_command

from chungtay.accounts.enums import RoleKind
from chungtay.console import checkup
from chungtay.console.checkup import checked, known_invariants
from chungtay.core import clock
from chungtay.core.invariants import MOST_SHOWN, Broken, Invariant, check_time, found_by
from chungtay.ledger.actions import book, reverse, seal
from chungtay.needs.enums import NeedStatus
from chungtay.notifications.actions import notify
from chungtay.places.models import OrgUnit
from tests.make.documents import make_issued, make_office
from tests.make.ledger import BLANKETS, make_entry, make_story, receipt
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import make_province
from tests.make.submissions import make_accepted, make_asked
from tests.planting import plant

pytestmark = pytest.mark.django_db
# Rooms whose own tests plant what their invariants find.
ELSEWHERE: Final = {"banking", "donors", "support"}


def ledger() -> None:
    unit = make_province().here.unit
    make_story(unit)
    book([receipt(unit, number + 1) for number in range(260)], by=None, on=date(2026, 3, 5))
    reverse(make_entry(receipt(unit, 77)), by=None, on=date(2026, 3, 5), reason="Ghi nhầm")
    make_entry(receipt(unit, 5, commodity=BLANKETS))
    seal(clock.now())


def needs() -> None:
    school = make_province().here.school
    make_need(school, status=NeedStatus.PARTLY_MET)
    make_need(school)


def rounds() -> None:
    make_accepted(make_asked().here, launch_event=1, screened_children=40)


def papers() -> None:
    make_issued(make_office(make_province().here.unit))


def notices() -> None:
    notify([make_user(RoleKind.CLERK, make_province().here.school, email="lan@example.vn")], key="k", subject="Một")


def places() -> None:
    make_province()


_BANK: Final = "(SELECT id FROM ledger_account WHERE kind = 'bank' AND commodity = 'VND')"
_ENTRY: Final = "(SELECT MIN(id) FROM ledger_entry)"
_COPY: Final = "kind, booked_on, debit_id, credit_id, amount, subject, gift, note, recorded_at"
_SCHOOL: Final = "(SELECT id FROM places_orgunit WHERE code = '03316-mn')"
_GAP: Final = (
    "INSERT INTO needs_needstate (need_id, programme_id, school_id, category, status, quantity, met_quantity, beneficiaries, "
    "beneficiaries_estimate, valid_from, valid_to) SELECT need_id, programme_id, school_id, category, status, quantity, "
    "met_quantity, beneficiaries, beneficiaries_estimate, '2025-08-01', '2025-08-02' FROM needs_needstate"
)
PLANTED: Final[dict[str, tuple[Callable[[], None], list[list[str]]]]] = {
    "ledger.balances": (
        ledger,
        [
            [f"UPDATE ledger_balance SET amount = amount + 1 WHERE account_id = {_BANK}"],
            ["DELETE FROM ledger_balance WHERE account_id = (SELECT MIN(id) FROM ledger_account)"],
            [f"UPDATE ledger_entry SET amount = amount + 1 WHERE id = {_ENTRY}"],
        ],
    ),
    "ledger.never_below_zero": (ledger, [[f"UPDATE ledger_balance SET amount = -5 WHERE account_id = {_BANK}"]]),
    "ledger.both_sides": (ledger, [[f"UPDATE ledger_balance SET amount = amount + 9 WHERE account_id = {_BANK}"]]),
    "ledger.one_commodity": (ledger, [[f"UPDATE ledger_account SET commodity = 'rice|kg' WHERE id = {_BANK}"]]),
    "ledger.ends_fit": (ledger, [[f"UPDATE ledger_entry SET kind = 'allocation' WHERE id = {_ENTRY}"]]),
    "ledger.reversals_mirror": (
        ledger,
        [
            ["UPDATE ledger_entry SET amount = amount + 1 WHERE reverses_id IS NOT NULL"],
            ["UPDATE ledger_entry SET reverses_id = NULL WHERE reverses_id IS NOT NULL"],
        ],
    ),
    "ledger.nothing_ahead": (ledger, [[f"UPDATE ledger_entry SET booked_on = '2099-01-01' WHERE id = {_ENTRY}"]]),
    "ledger.places_follow": (
        ledger,
        [["DELETE FROM ledger_leaf WHERE place = 7"], ["UPDATE ledger_leaf SET place = 5000 WHERE place = 7"]],
    ),
    "ledger.leaves": (
        ledger,
        [
            [f"UPDATE ledger_entry SET amount = amount + 1 WHERE id = {_ENTRY}"],
            [f"UPDATE ledger_entry SET booked_on = '2020-01-01' WHERE id = {_ENTRY}"],
            [f"UPDATE ledger_entry SET gift = 'CTZZZZZZZ9' WHERE id = {_ENTRY}"],
            [f"UPDATE ledger_account SET part = '1' WHERE id = {_BANK}"],
            [f"UPDATE ledger_leaf SET hash = '{'0' * 64}' WHERE place = 3"],
        ],
    ),
    "ledger.heads": (
        ledger,
        [
            [f"UPDATE ledger_head SET root = '{'0' * 64}' WHERE size = 6"],
            ["UPDATE ledger_head SET size = size + 100000 WHERE size = 6"],
            ["UPDATE ledger_head SET frontier = '[]' WHERE size = 12"],
            [f"UPDATE ledger_leaf SET hash = '{'0' * 64}' WHERE place = 3"],
        ],
    ),
    "ledger.nodes": (
        ledger,
        [[f"UPDATE ledger_node SET hash = '{'0' * 64}'"], ["DELETE FROM ledger_node"], ["UPDATE ledger_node SET number = number + 50"]],
    ),
    "ledger.all_is_sealed": (
        ledger,
        [
            ["DELETE FROM ledger_leaf WHERE place > 270", "UPDATE ledger_entry SET recorded_at = '2020-01-01 00:00:00+00:00' WHERE id > 0"],
            ["DELETE FROM ledger_head WHERE size > 18"],
            ["UPDATE ledger_head SET day = '2031-01-01' WHERE size = 6"],
        ],
    ),
    "places.lineage": (
        places,
        [
            [f"UPDATE places_lineage SET commune_id = NULL WHERE unit_id = {_SCHOOL}"],
            [f"DELETE FROM places_lineage WHERE unit_id = {_SCHOOL}"],
            [f"UPDATE places_placement SET valid_from = '2025-08-01' WHERE unit_id = {_SCHOOL}"],
        ],
    ),
    "places.always_placed": (
        places,
        [
            [f"UPDATE places_placement SET valid_from = '2025-08-01' WHERE unit_id = {_SCHOOL}"],
            [f"UPDATE places_placement SET valid_to = '2026-08-01' WHERE unit_id = {_SCHOOL}"],
            [f"DELETE FROM places_placement WHERE unit_id = {_SCHOOL}"],
        ],
    ),
    "places.always_named": (places, [[f"DELETE FROM places_designation WHERE unit_id = {_SCHOOL}"]]),
    "needs.stands_as_it_is": (
        needs,
        [
            ["UPDATE needs_need SET beneficiaries = beneficiaries + 1 WHERE status = 'partly_met'"],
            ["UPDATE needs_needstate SET status = 'met' WHERE valid_to = '9999-12-31' AND status = 'partly_met'"],
            ["DELETE FROM needs_needstate WHERE valid_to = '9999-12-31'"],
        ],
    ),
    "needs.states_follow": (
        needs,
        [
            [_GAP],
            ["UPDATE needs_need SET status = 'draft' WHERE status = 'partly_met'"],
        ],
    ),
    "submissions.sent_is_tallied": (
        rounds,
        [["DELETE FROM submissions_tally"], ["UPDATE submissions_tally SET status = 'submitted'"]],
    ),
    "submissions.tallies_hold": (
        rounds,
        [["UPDATE submissions_answer SET value = 41 WHERE value = 40"], ["UPDATE submissions_tally SET at_least = 1"]],
    ),
    "documents.numbers_are_borne": (papers, [["UPDATE documents_numberseries SET next_number = 5"]]),
    "documents.numbers_are_given": (papers, [["UPDATE documents_officialdocument SET number = 9"]]),
    "documents.files_are_whole": (
        papers,
        [["DELETE FROM documents_documentfile WHERE format = 'pdf'"], [f"UPDATE documents_documentfile SET sha256 = '{'0' * 64}'"]],
    ),
    "notifications.sent_says_when": (notices, [["UPDATE notifications_message SET status = 'sent'"]]),
    "notifications.jobs_end": (
        notices,
        [["INSERT INTO notifications_calendarrun (job, slot, began_at, outcome) VALUES ('x', '2020', '2020-01-01 00:00:00+00:00', '')"]],
    ),
}
BY_CODE: Final = {one.code: one for one in known_invariants()}
HERE: Final = [one for code, one in BY_CODE.items() if code in PLANTED]  # entries without a gift are none of support's


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    at = clock.instant(date(2026, 4, 1), time(12))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 1))
    monkeypatch.setattr(clock, "now", lambda: clock._standing.get() or at)
    return iter(())


@pytest.mark.parametrize(("code", "statements"), [(code, one) for code, (_, all_) in PLANTED.items() for one in all_])
def test_what_is_planted_is_found(code: str, statements: list[str]) -> None:
    PLANTED[code][0]()
    assert [(one.invariant.code, one.broken) for one in checked(HERE) if not one.is_well] == []
    plant(statements)
    (found,) = checked([BY_CODE[code]])
    assert found.broken
    assert all(place.what and place.detail for place in found.broken)


def test_every_invariant_has_something_planted() -> None:
    assert {code for code in BY_CODE if code.split(".")[0] not in ELSEWHERE} == PLANTED.keys()
    assert len(BY_CODE) >= 20
    assert all(one.mend for one in BY_CODE.values())


def doctor(*arguments: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("doctor", *arguments, stdout=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    return 0, said.getvalue()


def test_a_well_house() -> None:
    ledger()
    code, said = doctor(*PLANTED)
    assert (code, said.count("✓")) == (0, len(PLANTED))
    assert said.endswith(f"Cả {len(PLANTED)} điều đều đúng.\n")


def test_what_is_broken_is_said_with_what_to_do() -> None:
    ledger()
    plant([f"UPDATE ledger_balance SET amount = amount + 1 WHERE account_id = {_BANK}"])
    code, said = doctor("ledger.balances", "needs")
    assert code == 1
    assert "✗ ledger.balances: Số dư của mỗi tài khoản bằng tổng các bút toán của nó." in said
    assert "bank 03316 VND: số dư 78.931, tổng bút toán 78.930\n  → Đừng sửa bảng." in said
    assert said.endswith("1 trong 3 điều không đúng: ledger.balances.\n")
    ended, data = doctor("ledger.balances", "--json")
    (one,) = json.loads(data)
    assert (ended, one["is_well"], len(one["broken"]), one["is_more"]) == (1, False, 1, False)
    assert one["mend"].startswith("Đừng sửa bảng.")


def test_an_unknown_code_is_answered_with_the_known_ones() -> None:
    with pytest.raises(CommandError, match=r"Có: .*ledger\.balances"):
        doctor("nothing.at.all")


def test_what_is_found_is_bounded() -> None:
    many = Invariant("x.many", "Nhiều.", lambda: (Broken(str(number), "x") for number in range(10**9)))
    (found,) = checked([many])
    assert (len(found.broken), found.is_more) == (MOST_SHOWN, True)


def _endless() -> Iterator[Broken]:
    while True:
        check_time()


def _slow_statement() -> Iterator[Broken]:
    sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT COUNT(*) FROM n"
    return found_by(sql, lambda count: Broken(str(count)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("find", [_endless, _slow_statement])
def test_what_takes_too_long_is_left(find: Callable[[], Iterator[Broken]], monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Invariant("x.slow", "Chậm.", find)
    (found, after) = checked([slow, BY_CODE["ledger.balances"]], seconds=0.3)
    assert (found.is_unfinished, found.is_well, after.is_well) == (True, False, True)
    monkeypatch.setattr("chungtay.console.management.commands.doctor.known_invariants", lambda: (slow,))
    code, said = doctor("--seconds", "0.2")
    assert (code, "Chưa kiểm xong trong thời gian cho phép" in said) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_it_only_reads_and_keeps_nobody_waiting(transactional_db: None) -> None:
    """Outside a transaction it looks at one instant; what is written right afterwards goes through."""
    ledger()
    assert all(one.is_well for one in checkup.checked(HERE))
    make_entry(receipt(OrgUnit.objects.get(code="03349")))
