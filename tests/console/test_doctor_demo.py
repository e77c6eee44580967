"""The demo world is well: what the actions write breaks no invariant."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from chungtay.console.checkup import checked, known_invariants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def test_the_demo_world_is_well() -> None:
    assert [(one.invariant.code, one.broken) for one in checked(known_invariants()) if not one.is_well] == []


def test_it_says_so() -> None:
    said = StringIO()
    call_command("doctor", stdout=said)
    assert said.getvalue().endswith(f"Cả {len(known_invariants())} điều đều đúng.\n")
    data = StringIO()
    call_command("doctor", "ledger", "--json", stdout=data)
    assert all(one["is_well"] for one in json.loads(data.getvalue()))
