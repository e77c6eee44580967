"""Foreign keys point down the stairs, as imports do; import-linter does not see those given as strings."""

import tomllib
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

from tests.architecture.source import ROOT

# The stairs of pyproject.toml, lowest first: neighbours on one step do not know each other.
_CONTRACTS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
STEPS: Final = [[room.strip("() ") for room in layer.split("|")] for layer in reversed(_CONTRACTS[0]["layers"])]
STEP_OF: Final = {room: step for step, names in enumerate(STEPS) for room in names}


def climbs(room: str, target: str) -> bool:
    """Whether a key from one room to another goes up or sideways."""
    return room != target and target in STEP_OF and STEP_OF[target] >= STEP_OF[room]


def foreign_keys(model: type[Model]) -> list[tuple[str, type[Model]]]:
    keys = [field for field in model._meta.get_fields() if isinstance(field, Field) and field.is_relation]
    return [(field.name, field.related_model) for field in keys if isinstance(field.related_model, type)]


def test_the_stairs_are_read_from_the_contract() -> None:
    assert STEPS[0] == ["core"]
    assert climbs("places", "accounts")
    assert climbs("web", "console")
    assert not climbs("accounts", "places")


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{name} → {target._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("chungtay.")
        for name, target in foreign_keys(model)
        if target._meta.label != settings.AUTH_USER_MODEL and climbs(model._meta.app_label, target._meta.app_label)
    ]
    assert upward == []


def test_every_room_with_tables_stands_on_the_stairs() -> None:
    assert {model.__module__.split(".")[1] for model in apps.get_models() if model.__module__.startswith("chungtay.")} <= STEP_OF.keys()
