"""Support at national size, each question beside its floor; run by bench/__main__.py once per database, its answer is JSON."""

import json
import os
import sys
import time
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

import django
from django.db import connection, transaction

from bench.places import fetch, version
from bench.support_world import Size, fill

SLUG: Final = "dieu-uoc-cho-em"
COUNTED: Final = {
    "contributions": "support_contribution",
    "allocations": "support_allocation",
    "deliveries": "support_delivery",
    "pledges": "support_pledge",
    "lines": "banking_statementline",
    "entries": "ledger_entry",
}


def a_programme() -> Any:
    """A round that asks schools how many pupils they have; its pack is the shipped one with this indicator alone."""
    from chungtay.places.enums import SchoolLevel, UnitType  # noqa: PLC0415 — Django must be set up first
    from chungtay.programmes.actions import open_round, start_programme  # noqa: PLC0415
    from chungtay.programmes.models import PackVersion  # noqa: PLC0415
    from chungtay.programmes.pack import Indicator, Tier  # noqa: PLC0415
    from chungtay.programmes.packfiles import PACKS, read_pack  # noqa: PLC0415
    from chungtay.programmes.packkept import kept  # noqa: PLC0415

    asked = (Indicator("pupils", "Số học sinh", "trẻ", "", "Đo tốc độ.", is_asked=True),)
    levels = SchoolLevel.MN | SchoolLevel.TH | SchoolLevel.THCS
    pack = replace(read_pack(PACKS / SLUG), indicators=asked, tiers=(Tier(UnitType.SCHOOL),), sections=(), texts=(), levels=levels)
    row = PackVersion.objects.create(slug=SLUG, version=1, content=kept(pack), sha256="bench", loaded_at="2026-01-01T00:00:00Z")
    programme = start_programme(row, by=None, on=date(2021, 1, 15))
    days: dict[str, Any] = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 11, 30), "due_on": date(2026, 12, 5)}
    return open_round(programme, by=None, code="2026", name="Đợt đo", **days)


def count_pupils(row: Any) -> None:
    """Every school has answered and is accepted."""
    from bench.world import unit  # noqa: PLC0415
    from chungtay.submissions.actions.asking import ask_round  # noqa: PLC0415

    ask_round(row, by=None, top=unit("vn"), on=date(2026, 9, 1))
    now = "timestamptz '2026-11-20 02:00:00+00'" if connection.vendor == "postgresql" else "'2026-11-20 02:00:00'"
    pupils = "100 + s.id * 7 % 400"
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"UPDATE submissions_submission SET status = 'accepted', sent_at = {now}, sent_due_at = due_at, last_sent_at = {now}"
        )
        cursor.execute(
            'INSERT INTO submissions_answer (submission_id, indicator, "by", value, estimate, reason, on_record_estimate, written_at) '
            f"SELECT s.id, 'pupils', '', {pupils}, 'exact', '', 'exact', {now} FROM submissions_submission s"
        )
        cursor.execute(
            "INSERT INTO submissions_tally (submission_id, page, round_id, unit_id, province_id, commune_id, status, at_least, about, n00) "
            f"SELECT s.id, 0, s.round_id, s.unit_id, s.province_id, s.commune_id, 'accepted', 0, 0, {pupils} FROM submissions_submission s"
        )


def country() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.world import build  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build()
    count_pupils(a_programme())


def prepare(size: Size) -> dict[str, Any]:
    from chungtay.core import clock  # noqa: PLC0415
    from chungtay.ledger.actions import seal  # noqa: PLC0415
    from chungtay.programmes.models import Programme  # noqa: PLC0415

    start = time.perf_counter()
    fill(Programme.objects.get().pk, size)
    filled = time.perf_counter() - start
    start = time.perf_counter()
    seal(clock.now())
    return {"filled_s": round(filled, 1), "sealed_s": round(time.perf_counter() - start, 1)}


def main() -> None:
    from bench import support_asked, support_done  # noqa: PLC0415 — Django must be set up first
    from chungtay.console.checkup import checked, known_invariants  # noqa: PLC0415

    country()
    facts = prepare(Size(share=int(os.environ.get("BENCH_SHARE", "1"))))
    start = time.perf_counter()
    rooms = [one for one in known_invariants() if one.code.partition(".")[0] in ("support", "ledger", "banking")]
    found = checked(rooms)
    assert not any(one.broken for one in found), [one.invariant.code for one in found if one.broken]
    unfinished = [one.invariant.code for one in found if one.is_unfinished]  # each has 300 seconds
    doctor = f"{time.perf_counter() - start:,.0f} s" + (f", unfinished: {', '.join(unfinished)}" if unfinished else "")
    facts |= {"doctor": doctor, "load": [round(one, 1) for one in os.getloadavg()]}
    counted = {name: fetch((f"SELECT count(*) FROM {table}", ()))[0][0] for name, table in COUNTED.items()}
    world = support_asked.World()
    parts = (*support_asked.ALL, support_done.one_gift, support_done.importing)
    measured = [asdict(one) for part in parts for one in part(world)]
    json.dump({"facts": {"database": version(), **facts, **counted}, "measured": measured}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
