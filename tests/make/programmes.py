"""Programmes for tests: the shipped pack at work, and its rounds, through the real actions."""

from datetime import date
from typing import Final

from chungtay.programmes.actions import load_pack, open_round, start_programme
from chungtay.programmes.models import Programme, Round
from chungtay.programmes.packfiles import PACKS

SLUG: Final = "dieu-uoc-cho-em"
STARTED: Final = date(2021, 1, 15)


def make_programme(*, on: date = STARTED) -> Programme:
    """“Điều ước cho em” as it ships, at work since its first directive; the same one however often it is asked for."""
    found = Programme.objects.filter(slug=SLUG).first()
    return found or start_programme(load_pack(PACKS / SLUG, by=None), by=None, on=on)


def make_round(
    programme: Programme | None = None,
    *,
    code: str = "2025",
    name: str = "",
    starts_on: date = date(2025, 7, 1),
    ends_on: date = date(2026, 6, 30),
    due_on: date | None = None,
) -> Round:
    """The round of the year in which the small country of tests was founded, unless said otherwise."""
    return open_round(
        programme or make_programme(),
        by=None,
        code=code,
        name=name or f"Đợt {code}",
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on or ends_on,
    )
