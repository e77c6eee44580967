"""Whatever is done with gifts, in whatever order: after every step the parts add up and the ledger says the same."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from chungtay.banking.models import BankAccount, StatementLine
from chungtay.core.errors import RuleBroken
from chungtay.needs.models import Need
from chungtay.programmes.models import Programme
from chungtay.support.actions import cancel_pledge
from chungtay.support.actions.allocating import release_allocation
from chungtay.support.actions.delivering import confirm_delivery, refuse_delivery
from chungtay.support.actions.matching import Gift, book_cash, book_fee, book_gift, book_interest, book_other, book_refund, unbook_line
from chungtay.support.actions.receiving import refund, reverse_contribution
from chungtay.support.actions.storing import move_goods
from chungtay.support.enums import PledgeStatus
from chungtay.support.models import Allocation, Contribution, Delivery, Pledge, Refund
from tests.make.banking import a_bank_account
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.money import a_line, found_broken
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_delivery, a_pledge, line_of
from tests.support.conftest import TODAY

FIRST = date(2026, 3, 3)
AMOUNT = st.sampled_from([1, 2_000, 999_999, 1_000_000, 1_000_001, 7_000_000])
PLACE = st.integers(min_value=0, max_value=7)
ONE: dict[str, Any] = {"by": None, "on": TODAY}


class Life(RuleBasedStateMachine):
    """Cash, transfers, goods; pledged or not; booked, allocated, released, given back, taken back. What is refused changes nothing."""

    province: ClassVar[Province]
    programme: ClassVar[Programme]
    account: ClassVar[BankAccount]
    needs: ClassVar[list[Need]]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.day = FIRST

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @invariant()
    def all_is_well(self) -> None:
        assert found_broken() == {}

    def attempt(self, action: Callable[[], object]) -> None:
        with suppress(RuleBroken):
            action()

    def pick(self, rows: Any, place: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[place % len(found)] if found else None

    @rule(amount=AMOUNT, place=PLACE, is_for_need=st.booleans())
    def pledge(self, amount: int, place: int, is_for_need: bool) -> None:
        need = self.needs[place % 2] if is_for_need else None
        self.attempt(lambda: a_pledge(need, at=self.province.here.school, amount_vnd=amount, on=FIRST, status=PledgeStatus.AGREED))

    @rule(place=PLACE)
    def cancel(self, place: int) -> None:
        if (pledge := self.pick(Pledge.objects.all(), place)) is not None:
            self.attempt(lambda: cancel_pledge(pledge, by=None, on=TODAY, reason="Đổi ý"))

    @rule(amount=AMOUNT, sign=st.sampled_from([1, 1, -1]))
    def statement(self, amount: int, sign: int) -> None:
        self.day += timedelta(days=1)
        self.attempt(lambda: a_line(self.account, sign * amount, day=self.day))

    @rule(place=PLACE, of=PLACE, as_=st.sampled_from(["gift", "pledge", "interest", "cash", "other"]))
    def book(self, place: int, of: int, as_: str) -> None:
        line, pledge = self.pick(StatementLine.objects.all(), place), self.pick(Pledge.objects.all(), of)
        if line is None:
            return
        said: dict[str, Callable[[], object]] = {
            "gift": lambda: book_gift(line, **ONE, gift=Gift(programme=self.programme)),
            "pledge": lambda: book_gift(line, **ONE, gift=Gift(pledge, self.programme)),
            "interest": lambda: book_interest(line, **ONE, programme=self.programme),
            "cash": lambda: book_cash(line, **ONE, programme=self.programme),
            "other": lambda: book_other(line, **ONE, note="Việc khác"),
        }
        self.attempt(said[as_])

    @rule(place=PLACE, of=PLACE, is_refund=st.booleans())
    def book_out(self, place: int, of: int, is_refund: bool) -> None:
        line, gift = self.pick(StatementLine.objects.filter(is_credit=False), place), self.pick(Contribution.objects.standing(), of)
        given = self.pick(Refund.objects.all(), of)
        if line is not None and is_refund and given is not None:
            self.attempt(lambda: book_refund(line, **ONE, refund=given))
        elif line is not None and gift is not None:
            self.attempt(lambda: book_fee(line, **ONE, contribution=gift))

    @rule(place=PLACE)
    def unbook(self, place: int) -> None:
        if (line := self.pick(StatementLine.objects.all(), place)) is not None:
            self.attempt(lambda: unbook_line(line, **ONE, reason="Nhầm"))

    @rule(amount=AMOUNT, place=PLACE, is_pledged=st.booleans())
    def cash(self, amount: int, place: int, is_pledged: bool) -> None:
        pledge = self.pick(Pledge.objects.all(), place) if is_pledged else None
        more: dict[str, Any] = {"pledge_line": line_of(pledge)} if pledge is not None else {}
        self.attempt(lambda: make_cash(self.province.here.unit, amount, programme=self.programme, on=FIRST, **more))

    @rule(quantity=st.integers(min_value=1, max_value=50))
    def goods(self, quantity: int) -> None:
        make_goods(self.province.here.unit, quantity, programme=self.programme, on=FIRST)

    @rule(place=PLACE, of=PLACE, amount=AMOUNT, units=st.integers(min_value=0, max_value=3))
    def allocate(self, place: int, of: int, amount: int, units: int) -> None:
        gift = self.pick(Contribution.objects.standing(), place)
        if gift is None:
            return
        need = self.needs[of % 3] if of % 3 < 2 else None
        line = gift.pledge_line if need is not None and gift.pledge_line is not None and gift.pledge_line.need_id == need.pk else None
        aim: dict[str, Any] = {"need_quantity": units, "need_vnd": 0 if units else amount} if need else {"unit": self.province.here.school}
        self.attempt(lambda: make_allocation(gift, need, amount=amount, on=TODAY, pledge_line=line, **aim))

    @rule(place=PLACE)
    def release(self, place: int) -> None:
        if (part := self.pick(Allocation.objects.all(), place)) is not None:
            self.attempt(lambda: release_allocation(part, **ONE, reason="Chưa cần"))

    @rule(place=PLACE, met=st.integers(min_value=0, max_value=2), is_part=st.booleans(), in_cash=st.sampled_from([None, True, False]))
    def hand_over(self, place: int, met: int, is_part: bool, in_cash: bool | None) -> None:
        part = self.pick(Allocation.objects.standing(), place)
        if part is None:
            return
        more: dict[str, Any] = {"in_cash": in_cash} if part.contribution.is_money else {}
        if is_part:
            more |= {"amount": 1, "met_quantity": 0}
        elif part.need_vnd:
            more |= {"met_quantity": met}
        self.attempt(lambda: a_delivery(part, on=TODAY, **more))

    @rule(place=PLACE, is_refused=st.booleans())
    def answer(self, place: int, is_refused: bool) -> None:
        delivery = self.pick(Delivery.objects.all(), place)
        if delivery is not None and is_refused:
            self.attempt(lambda: refuse_delivery(delivery, **ONE, reason="Không đúng"))
        elif delivery is not None:
            self.attempt(lambda: confirm_delivery(delivery, **ONE))

    @rule(place=PLACE, quantity=st.integers(min_value=1, max_value=30))
    def carry(self, place: int, quantity: int) -> None:
        if (gift := self.pick(Contribution.objects.filter(way="goods"), place)) is not None:
            origin, to = self.province.here.unit, self.province.here.school
            self.attempt(lambda: move_goods(gift, **ONE, origin=origin, to=to, quantity=quantity, moved_on=TODAY))

    @rule(place=PLACE, amount=AMOUNT, way=st.sampled_from(["bank", "cash"]))
    def give_back(self, place: int, amount: int, way: str) -> None:
        if (gift := self.pick(Contribution.objects.all(), place)) is not None:
            self.attempt(lambda: refund(gift, **ONE, amount_vnd=amount, way=way, reason="Xin lại"))

    @rule(place=PLACE)
    def take_back(self, place: int) -> None:
        if (gift := self.pick(Contribution.objects.all(), place)) is not None:
            self.attempt(lambda: reverse_contribution(gift, **ONE, reason="Nhầm"))


@pytest.mark.django_db
def test_whatever_is_done_the_parts_add_up(province: Province, programme: Programme) -> None:
    Life.province, Life.programme, Life.account = province, programme, a_bank_account(province.here.unit)
    Life.needs = [make_need(unit, quantity=5, cost_vnd=5_000_000) for unit in (province.here.school, province.here.site)]
    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=25))
