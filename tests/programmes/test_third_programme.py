"""A third programme needs no programmer: “Tết ấm cho em”, written exactly as the guide shows it, is loaded, started,
asks the communes, adds up what they answer, and says it in its report."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from chungtay.figures.ask import QUESTIONS
from chungtay.indicators.reading import Cell
from chungtay.places.enums import UnitType
from chungtay.programmes.actions import load_pack, open_round, start_programme
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Tier
from chungtay.programmes.packfiles import read_pack
from chungtay.reports.papers import check_paper
from chungtay.submissions.actions import ask_round, save_answers, send_submission
from chungtay.submissions.totals import totals
from tests.architecture.source import ROOT
from tests.make.places import make_province
from tests.make.submissions import typed

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


def test_communes_answer_its_round_and_its_report_says_so(db: None, folder: Path, tmp_path: Path) -> None:
    version = load_pack(folder, by=None, figures=QUESTIONS)
    check_paper(version.pack)
    programme = start_programme(version, by=None, on=date(2025, 11, 1))
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
    province = make_province()
    assert ask_round(asked, by=None, top=province.unit, on=asked.starts_on) == 2
    for submission, packages in zip(asked.submissions.order_by("pk"), (40, 60), strict=True):
        save_answers(submission, by=None, given=typed(gift_packages=packages, mobilised_vnd=7_000_000))
        send_submission(submission, by=None, on_record={})
    found = totals(asked, territory=province.unit, by="", own=None)[None]
    assert (found[Cell("gift_packages")].value, found[Cell("mobilised_vnd")].value) == (100, 14_000_000)
    said = tmp_path / "report.txt"
    call_command("report", programme.slug, unit=province.unit.code, round=asked.code, format="text", output=str(said))
    text = " ".join(said.read_text(encoding="utf-8").split())
    assert "Theo 2/2 đơn vị đã báo cáo, các xã trao 100 suất quà Tết, vận động được 14.000.000 đồng" in text
