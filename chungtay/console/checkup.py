"""The doctor's round: every invariant of every room, each within its time and over one instant of the tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Final

from django.apps import apps
from django.db import OperationalError

from chungtay.core.db import snapshot
from chungtay.core.invariants import MOST_SHOWN, Broken, Invariant, TooLongError, within

SECONDS: Final = 300.0  # for one invariant


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one invariant: where it is broken (bounded, `is_more` where there are others), or that it could not be ended in time."""

    invariant: Invariant
    broken: tuple[Broken, ...] = ()
    is_more: bool = False
    is_unfinished: bool = False

    @property
    def is_well(self) -> bool:
        return not self.broken and not self.is_unfinished


def known_invariants() -> tuple[Invariant, ...]:
    """Those of all rooms, in the order in which the rooms stand."""
    rooms = [app.name for app in apps.get_app_configs() if app.name.startswith("chungtay.")]
    found: list[Invariant] = []
    for room in rooms:
        if find_spec(f"{room}.invariants") is not None:
            found += import_module(f"{room}.invariants").INVARIANTS
    return tuple(found)


def checked(invariants: Sequence[Invariant], *, seconds: float = SECONDS, after: Callable[[Finding], None] | None = None) -> list[Finding]:
    """Ask each; `after` hears of each as soon as it is known."""
    findings = []
    for one in invariants:
        findings.append(_asked(one, seconds))
        if after is not None:
            after(findings[-1])
    return findings


def _asked(invariant: Invariant, seconds: float) -> Finding:
    try:
        with within(seconds), snapshot():
            found = tuple(islice(invariant.find(), MOST_SHOWN + 1))
    except TooLongError:
        return Finding(invariant, is_unfinished=True)
    except OperationalError as error:
        if "timeout" in str(error) or "interrupted" in str(error):
            return Finding(invariant, is_unfinished=True)
        raise
    return Finding(invariant, found[:MOST_SHOWN], is_more=len(found) > MOST_SHOWN)
