"""What is asked of the world of bench/support.py, each beside its floor: the best statement written by hand for the rows that weigh most.

It gives less than the page does: of the list of contributions the totals alone; of figures the sum of the parts, without what donors
handed over themselves and without the values of goods; of what is overdue one of six stages.
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any, Final

from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.places import Measured, Sql, fetch, median_ms

RUNS: Final = 3
_OPEN: Final = "NOT EXISTS (SELECT 1 FROM support_linebooking b WHERE b.line_id = l.id AND NOT b.is_undone)"
_BELOW: Final = "(SELECT unit_id FROM places_lineage WHERE {column}_id = %s AND valid_from <= CURRENT_DATE AND valid_to > CURRENT_DATE)"


def one(sql: str, *given: Any) -> Any:
    """The first value of the first row."""
    return fetch((sql, given))[0][0]


def floor(sql: Sql, runs: int = RUNS) -> float:
    return median_ms(lambda: fetch(sql), runs)


def page(client: Client, url: str) -> tuple[float, int]:
    """Milliseconds in the server, and how many statements."""

    def get() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    get()
    with CaptureQueriesContext(connection) as asked:
        get()
    statements = len(asked)  # before the next request forgets them
    return median_ms(get, RUNS), statements


class World:
    """The people and places that ask: the commune with a full queue, an everyday commune, their province, the country."""

    def __init__(self) -> None:
        from chungtay.accounts.actions import invite_user, set_own_password  # noqa: PLC0415 — Django must be set up first
        from chungtay.accounts.enums import RoleKind  # noqa: PLC0415
        from chungtay.accounts.models import User  # noqa: PLC0415
        from chungtay.core import clock  # noqa: PLC0415
        from chungtay.places.models import OrgUnit  # noqa: PLC0415
        from tests.make.people import PASSWORD  # noqa: PLC0415

        self.today = clock.today()
        rows = [one("SELECT unit_id FROM banking_bankaccount WHERE id = %s", place + 1) for place in range(3)]
        places = [*rows, one("SELECT id FROM places_orgunit WHERE code = '38'"), one("SELECT id FROM places_orgunit WHERE code = 'vn'")]
        kinds = [RoleKind.COMMUNE_OFFICER] * 3 + [RoleKind.PROVINCE_OFFICER, RoleKind.ADMINISTRATOR]
        self.units = [OrgUnit.objects.get(pk=pk) for pk in places]
        self.people: list[User] = []
        self.clients: list[Client] = []
        for number, (unit, kind) in enumerate(zip(self.units, kinds, strict=True)):
            name = f"bench{number}"
            known = User.objects.filter(username=name).first()
            if known is None:
                known = invite_user(unit, by=None, kind=kind, full_name=name, username=name, email="", levels=0, on=self.today).user
                set_own_password(known, password=PASSWORD)
            client = Client(headers={"host": "localhost", "user-agent": "bench"})
            client.force_login(known)
            self.people.append(known)
            self.clients.append(client)


FULL, QUEUE, COMMUNE, PROVINCE, COUNTRY = range(5)
_NAMES: Final = {QUEUE: "commune with 2,000 open lines", COMMUNE: "commune", PROVINCE: "Thanh Hóa", COUNTRY: "country"}


def tracing(world: World) -> list[Measured]:
    from chungtay.support.published.tracing import trace  # noqa: PLC0415

    gift = one("SELECT trace_code FROM support_contribution WHERE way = 'bank' AND pledge_line_id IS NOT NULL ORDER BY id DESC LIMIT 1")
    code = one("SELECT payment_code FROM support_pledge WHERE status = 'fulfilled' ORDER BY id DESC LIMIT 1")
    found = []
    for name, typed, sql in (
        ("trace code", gift, "SELECT * FROM support_contribution WHERE trace_code = %s"),
        ("payment code", code, "SELECT * FROM support_pledge WHERE payment_code = %s"),
    ):
        key = floor((sql, (typed,)), 21)
        assert trace(typed, on=world.today) is not None
        found.append(Measured(f"where a gift is, by {name}", 1, median_ms(partial(trace, typed, on=world.today)), key))
        ms, queries = page(Client(headers={"host": "localhost"}), reverse("tracing:trace", args=[typed]))
        found.append(Measured(f"its page, by {name}, {queries} statements", 1, ms, key))
    return found


def _scope(place: int, world: World, column: str = "r.unit_id") -> tuple[str, tuple[Any, ...]]:
    """The condition that a hand would write."""
    if place == COUNTRY:
        return "1 = 1", ()
    if place == PROVINCE:
        return f"{column} IN {_BELOW.format(column='province')}", (world.units[PROVINCE].pk,)
    return f"{column} IN {_BELOW.format(column='commune')}", (world.units[place].pk,)


_TOTALS: Final = (
    "SELECT kind, is_money, measure, value_estimate, count(*), sum(quantity), sum(value_vnd) FROM support_contribution r "
    "WHERE {} AND reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM support_contribution b WHERE b.reverses_id = r.id) GROUP BY 1, 2, 3, 4"
)
_IDLE: Final = (
    "SELECT * FROM support_contribution r JOIN support_contributionbalance b ON b.contribution_id = r.id WHERE {} "
    "AND b.received > b.allocated + b.refunded + b.lost ORDER BY r.received_on, r.id LIMIT 41"
)
_WAITS: Final = "SELECT * FROM support_delivery r WHERE {} AND status = 'handed_over' ORDER BY delivered_on DESC, id DESC LIMIT 41"
_TO_HAND_OVER: Final = (
    "SELECT a.unit_id, count(*) FROM support_contribution r JOIN support_allocation a ON a.contribution_id = r.id "
    "JOIN support_allocationbalance b ON b.allocation_id = a.id WHERE {} AND b.delivered < b.amount GROUP BY 1"
)
_STORES: Final = (
    "SELECT * FROM ledger_account r JOIN ledger_balance b ON b.account_id = r.id WHERE {} AND r.kind = 'store' AND b.amount > 0 LIMIT 40"
)
# page → the statement of its rows, by hand
_LISTS: Final = {
    "support:list": ("contributions with totals", _TOTALS),
    "support:idle": ("idle gifts", _IDLE),
    "support:deliveries": ("deliveries that wait", _WAITS),
    "support:hand_over_to": ("units to hand over to", _TO_HAND_OVER),
    "support:stores": ("stores", _STORES),
    "support:pledges": ("pledges that wait", "SELECT * FROM support_pledge r WHERE {} AND status = 'offered' ORDER BY id DESC LIMIT 41"),
}


def lists(world: World) -> list[Measured]:
    found = []
    for name, (said, sql) in _LISTS.items():
        for place in (COMMUNE, PROVINCE, COUNTRY):
            condition, given = _scope(place, world)
            ms, queries = page(world.clients[place], reverse(name))
            found.append(Measured(f"{said}, {_NAMES[place]}, {queries} statements", 0, ms, floor((sql.format(condition), given))))
    return [*found, *late_pages(world)]


def late_pages(world: World) -> list[Measured]:
    """A page some thousand rows behind the first."""
    found = []
    for place, rows in ((COMMUNE, 400), (PROVINCE, 50_000)):
        condition, given = _scope(place, world)
        sql = (
            f"SELECT received_on, id FROM support_contribution r WHERE {condition} ORDER BY received_on DESC, id DESC LIMIT 1 OFFSET {rows}"
        )
        at = fetch((sql, given))
        if not at:
            continue
        key = signing.dumps([str(at[0][0]), at[0][1]], compress=False)
        ms, queries = page(world.clients[place], f"{reverse('support:list')}?sau={key}")
        beside = floor((_TOTALS.format(condition), given))
        found.append(Measured(f"contributions behind the first {rows:,}, {_NAMES[place]}, {queries} statements", 51, ms, beside))
    return found


def late(world: World) -> list[Measured]:
    """What is overdue: the counts that the home page asks, and both pages."""
    from chungtay.support import overdue  # noqa: PLC0415

    found = []
    for place in (COMMUNE, PROVINCE, COUNTRY):
        user = type(world.people[place]).objects.get(pk=world.people[place].pk)
        user.acting_role = user.roles.select_related("unit").get() if hasattr(user, "roles") else None
        condition, given = _scope(place, world)
        waits = f"SELECT count(*) FROM support_delivery r WHERE {condition} AND status = 'handed_over'"
        beside = floor((waits, given))
        count = sum(sum(by.values()) for by in overdue.counts(user=user, on=world.today).values())
        ms = median_ms(partial(overdue.counts, user=user, on=world.today), RUNS)
        found.append(Measured(f"overdue counts, {_NAMES[place]}, beside counting what waits for confirmation", count, ms, beside))
        for name, said in (("support:overdue", "overdue page"), ("home:home", "home")):
            ms, queries = page(world.clients[place], reverse(name))
            found.append(Measured(f"{said}, {_NAMES[place]}, {queries} statements", count, ms, beside))
    return found


def figures(world: World) -> list[Measured]:
    from chungtay.figures.ask import Desk, Filters, breakdown, figure  # noqa: PLC0415
    from chungtay.figures.fairness import fairness  # noqa: PLC0415

    country = Filters("dieu-uoc-cho-em", "vn", "", world.today)
    province, rounds = country.but(unit="38"), country.but(round="2026")
    asked: list[tuple[str, Filters]] = [("country by province", country), ("Thanh Hóa by commune", province)]
    found = []
    for name, sql in _FIGURES.items():
        for said, filters in asked:
            place = PROVINCE if filters.unit == "38" else COUNTRY
            told = figure(name, filters)
            condition, given = _scope(place, world, "y.unit_id" if "delivery" in sql else "g.unit_id" if "idle" in name else "a.unit_id")
            ms = median_ms(partial(breakdown, told, "unit"), 3)
            found.append(Measured(f"{name}, {said}", told.value, ms, floor((sql.format(condition), given), 3)))
            found.append(
                Measured(f"{name}, {said}: the whole alone", told.value, median_ms(partial(figure, name, filters), 3), found[-1].floor_ms)
            )
    handed = [one.floor_ms for one in found if one.question.startswith("support.delivered")]
    beside = {"country": handed[0], "Thanh Hóa": handed[2]}
    for said, filters in (("country", rounds), ("Thanh Hóa", rounds.but(unit="38"))):
        assert fairness(filters, desk=Desk()) is not None
        ms = median_ms(lambda filters=filters: fairness(filters, desk=Desk()), 3)  # type: ignore[misc]
        found.append(Measured(f"support per pupil and Gini, {said}", 0, ms, beside[said]))
    return found


_FIGURES: Final = {
    "support.allocated": "SELECT a.unit_id, sum(a.amount) FROM support_allocation a WHERE {} AND a.reverses_id IS NULL GROUP BY 1",
    "support.delivered": (
        "SELECT y.unit_id, sum(d.amount) FROM support_deliveryline d JOIN support_delivery y ON y.id = d.delivery_id WHERE {} "
        "AND y.status <> 'refused' GROUP BY 1"
    ),
    "support.idle": (
        "SELECT g.unit_id, sum(b.received - b.allocated - b.refunded - b.lost) FROM support_contribution g "
        "JOIN support_contributionbalance b ON b.contribution_id = g.id WHERE {} AND g.is_money GROUP BY 1"
    ),
    "support.days": (
        "SELECT y.unit_id, count(y.delivered_on - g.received_on) FROM support_deliveryline d "
        "JOIN support_delivery y ON y.id = d.delivery_id JOIN support_allocation a ON a.id = d.allocation_id "
        "JOIN support_contribution g ON g.id = a.contribution_id WHERE {} GROUP BY 1"
    ),
}


def open_ledger(_world: World) -> list[Measured]:
    from django.core.cache import cache  # noqa: PLC0415

    from chungtay.ledger import published  # noqa: PLC0415

    key = floor(("SELECT * FROM ledger_head ORDER BY size DESC LIMIT 1", ()), 21)
    entries = one("SELECT count(*) FROM ledger_entry")
    cache.clear()
    start = time.perf_counter()
    published.totals()
    first = (time.perf_counter() - start) * 1000
    beside = floor(("SELECT kind, sum(amount) FROM ledger_entry GROUP BY 1", ()), 3)
    ms, queries = page(Client(headers={"host": "localhost"}), reverse("open_ledger:index"))
    return [
        Measured("totals of the open ledger, once a head", entries, first, beside),
        Measured(f"page of the open ledger, {queries} statements", entries, ms, key),
    ]


def queues(world: World) -> list[Measured]:
    """The queue of a commune with 2,000 open lines, of one with 20,000, of the country; and one line said."""
    found = []
    for place in (COMMUNE, QUEUE, FULL, PROVINCE, COUNTRY):
        condition, given = _scope(place, world, "k.unit_id")
        sql = (
            f"SELECT l.* FROM banking_statementline l JOIN banking_bankaccount k ON k.id = l.account_id WHERE {condition} AND {_OPEN} "
            "ORDER BY l.booked_on, l.id LIMIT 2000"
        )
        rows = len(fetch((sql, given)))
        ms, queries = page(world.clients[place], reverse("support:lines"))
        name = _NAMES.get(place, "commune with 20,000 open lines")
        found.append(Measured(f"queue of statement lines, {name}, {queries} statements", rows, ms, floor((sql, given))))
    return [*found, *saying(world)]


def saying(world: World) -> list[Measured]:
    """Lines said one by one with the button of their pledge, and all that is certain with one."""
    from bench.rounds import _plain_insert  # noqa: PLC0415
    from chungtay.banking.models import StatementLine  # noqa: PLC0415
    from chungtay.support.proposals import Sure, proposals  # noqa: PLC0415
    from chungtay.support.queries.lines import open_lines  # noqa: PLC0415

    plain = median_ms(_plain_insert)
    user, client = world.people[QUEUE], world.clients[QUEUE]
    lines: list[StatementLine] = list(open_lines(user, on=world.today)[:300])
    sure = [one for one in proposals(lines, on=world.today) if one.sure == Sure.CERTAIN and one.guesses[0].pledge][:12]
    times, statements = [], 0
    for said in sure:
        pledge = said.guesses[0].pledge
        assert pledge is not None
        with CaptureQueriesContext(connection) as asked:
            start = time.perf_counter()
            answer = client.post(
                reverse("support:line_say", args=[said.line.pk]), {"chon": f"gift:{pledge.pk}"}, headers={"HX-Request": "true"}
            )
            times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200
        statements = len(asked)
    found = [Measured(f"one line said, {statements} statements, beside one INSERT", 1, median(times), plain)]
    for place in (QUEUE, FULL):
        start = time.perf_counter()
        world.clients[place].post(reverse("support:lines_book"))
        ms = (time.perf_counter() - start) * 1000
        found.append(
            Measured(f"200 certain lines booked with one click, of {2_000 if place == QUEUE else 20_000:,} open", 200, ms, plain * 200)
        )
    return found


ALL: Final[tuple[Callable[[World], list[Measured]], ...]] = (tracing, lists, late, figures, open_ledger, queues)
