"""What is done in the world of bench/support.py: a month's statement taken in, its lines booked, one gift given its aim and handed over."""

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any, Final

from bench.places import Measured, fetch, median_ms
from bench.rounds import _plain_insert, database_ms
from bench.statements import bare_xlsx
from bench.support_asked import COMMUNE, QUEUE, World

LINES: Final = 50_000
BOOKED: Final = 500
GIFTS: Final = 9


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    made = work()
    return (time.perf_counter() - start) * 1000, made


def importing(world: World) -> list[Measured]:
    """Of four lines one is a fee; of three gifts one names a pledge of the commune. Beside the bare library that opens the file."""
    from chungtay.support.actions.matching import book_certain  # noqa: PLC0415 — Django must be set up first
    from chungtay.support.actions.statements import take_statement  # noqa: PLC0415
    from chungtay.support.proposals import Sure, proposals  # noqa: PLC0415
    from tests.make.banking import a_bank_account  # noqa: PLC0415
    from tests.make.statements import a_statement_file, some_lines  # noqa: PLC0415

    unit = world.units[QUEUE]
    account = a_bank_account(unit, number=f"59{unit.pk:08d}")
    sql = "SELECT payment_code FROM support_pledge WHERE unit_id = %s AND status = 'agreed' ORDER BY id"
    codes = [code for (code,) in fetch((sql, (unit.pk,)))]
    lines = [
        replace(line, description=f"ung ho {codes[n % len(codes)]}") if n % 4 == 0 else line for n, line in enumerate(some_lines(LINES))
    ]
    file = a_statement_file("techcombank", sorted(lines, key=lambda line: line.day), account=account)
    floor, _rows = timed(lambda: bare_xlsx(file))
    taking, loaded = timed(lambda: take_statement(account, by=None, upload=file, on=world.today))
    some = list(loaded.statement.lines.order_by("row").prefetch_related("account__unit"))
    proposing, found = timed(lambda: proposals(some, on=world.today))
    sure = [(one.line, one.guesses[0].pledge) for one in found if one.sure == Sure.CERTAIN and one.guesses[0].pledge is not None]
    booking, (done, refused) = timed(lambda: book_certain(sure[:BOOKED], by=None, on=world.today))
    assert len(done) == BOOKED, refused[:1]
    plain = median_ms(_plain_insert)
    return [
        Measured("a statement taken into the ledger, beside opening the file", LINES, taking, floor),
        Measured(f"what all of its lines probably are, {len(sure):,} certain, beside opening the file", LINES, proposing, floor),
        Measured("certain lines booked, each beside one INSERT", BOOKED, booking, plain * BOOKED),
    ]


def one_gift(world: World) -> list[Measured]:
    """Milliseconds in the database."""
    from chungtay.needs.models import Need  # noqa: PLC0415
    from chungtay.support.actions.allocating import allocate  # noqa: PLC0415
    from chungtay.support.actions.delivering import confirm_delivery, hand_over  # noqa: PLC0415
    from chungtay.support.handing import Handed  # noqa: PLC0415
    from chungtay.support.models import Contribution  # noqa: PLC0415

    gifts = Contribution.objects.standing().filter(unit=world.units[COMMUNE], way="cash").with_idle().order_by("-received_on", "pk")
    school = fetch(("SELECT unit_id FROM places_lineage WHERE commune_id = %s AND school_id = unit_id", (world.units[COMMUNE].pk,)))[0][0]
    need = Need.objects.select_related("school", "programme").get(school=school)
    spent: dict[str, list[float]] = {"allocated to a need": [], "handed over": [], "confirmed by the school": []}
    people: dict[str, Any] = {"giver_name": "Bên giao", "receiver_name": "Bên nhận"}
    for gift in gifts.select_related("unit", "programme__version")[:GIFTS]:
        with database_ms() as one:
            part = allocate(gift, by=None, on=world.today, amount=gift.balance.idle, need=need, need_quantity=1)
        spent["allocated to a need"].append(sum(one))
        with database_ms() as one:
            delivery = hand_over(need.school, by=None, on=world.today, lines=[Handed(part, part.amount, 1)], **people)
        spent["handed over"].append(sum(one))
        with database_ms() as one:
            confirm_delivery(delivery, by=None, on=world.today)
        spent["confirmed by the school"].append(sum(one))
    plain = median_ms(_plain_insert)
    return [Measured(f"one gift {what}, in the database, beside one INSERT", 1, median(ms), plain) for what, ms in spent.items()]
