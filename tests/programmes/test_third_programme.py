"""A third programme needs no programmer: “Tết ấm cho em”, written exactly as the guide shows it, is loaded, started and asks in a round."""

import re
from datetime import date
from pathlib import Path

import pytest

from chungtay.places.enums import UnitType
from chungtay.programmes.actions import load_pack, open_round, start_programme
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Tier
from chungtay.programmes.packfiles import read_pack
from tests.architecture.source import ROOT

GUIDE = (ROOT / "docs" / "goi-chuong-trinh.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What somebody has who copied the guide's blocks into files of those names."""
    target = tmp_path / "tet-am-cho-em"
    (target / "papers").mkdir(parents=True)
    for name, text in re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL):
        (target / name).write_text(text, encoding="utf-8")
    return target


def test_what_the_guide_shows_is_a_pack(folder: Path) -> None:
    pack = read_pack(folder)
    assert (pack.slug, [category.code for category in pack.categories]) == ("tet-am-cho-em", ["warm_things"])
    assert [indicator.code for indicator in pack.asked_indicators] == ["gift_packages", "mobilised_vnd"]
    assert pack.tiers == (Tier(UnitType.COMMUNE, 3),)
    assert [paper.code for paper in pack.papers] == ["report"]


def test_it_starts_and_opens_a_round(db: None, folder: Path) -> None:
    programme = start_programme(load_pack(folder, by=None), by=None, on=date(2025, 11, 1))
    asked = open_round(
        programme,
        by=None,
        code="tet-2026",
        name="Tết Bính Ngọ 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 16),
        due_on=date(2026, 2, 28),
    )
    assert Programme.objects.get().name == "Tết ấm cho em"
    assert asked.pack.by_text["limits"].name == "Khó khăn, hạn chế"
