"""`manage.py report`: counted from the records, in the words of a saved report; issued, as it was."""

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chungtay.documents.actions.drafts import sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document
from chungtay.needs.actions import withdraw_need
from chungtay.reports.actions import revise_report
from chungtay.reports.models import Report
from tests.documents.press.printed import Printed
from tests.documents.press.reading import Word
from tests.documents.press.test_same_words import Screen, evened
from tests.make.needs import make_need
from tests.make.reports import ON, Reporting, make_report, make_reporting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Reporting:
    world = make_reporting()
    make_need(world.th, category="toilet", on=date(2026, 1, 5))
    return world


def run(tmp_path: Path, form: str, *more: str) -> bytes:
    output = tmp_path / f"in.{form}"
    call_command(
        "report", "dieu-uoc-cho-em", "--unit", "ubnd-thanh-an", "--round", "2025", "--format", form, "--output", str(output), *more
    )
    return output.read_bytes()


def data(tmp_path: Path, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(tmp_path, "json", *more))
    return found


def issued(world: Reporting) -> Report:
    report = make_report(world)
    paper = submit_for_review(report.paper, by=world.desk.officer, on=ON)
    issue_document(sign_document(paper, by=world.desk.leader, on=ON), by=world.desk.officer, on=ON)
    return Report.objects.get(pk=report.pk)


def test_every_form_says_the_same_words(tmp_path: Path, world: Reporting) -> None:
    said = evened(run(tmp_path, "text").decode().splitlines())
    assert "cấp THCS 1 trường và cấp TH 1 trường" in "\n".join(said)
    assert evened(Word(run(tmp_path, "docx")).words()) == said
    assert Printed(run(tmp_path, "pdf")).words() == said
    page = run(tmp_path, "html").decode()
    assert evened(Screen(page[page.index("<article") : page.index("</article>") + len("</article>")]).lines) == said
    assert '<dt id="needs.schools/toilet/TH">' in page


def test_every_figure_as_data(tmp_path: Path, world: Reporting) -> None:
    found = {row["key"]: row for row in data(tmp_path)["figures"]}
    row = found["needs.schools/toilet/TH"]
    assert row["value"] == 1
    assert row["text"] == "1"
    assert row["unit"] == "trường"
    assert row["estimate"] == "exact"
    assert row["filters"]["level"] == "TH"
    assert row["filters"]["as_of"] == "2026-06-30"
    assert row["records"]["school"] == [world.th.pk]
    assert row["meaning"]
    assert found["units.taking_part"]["of"] == 2
    assert found["units.taking_part"]["records"]["missing_school"] == [world.mn.pk]


def test_words_of_a_saved_report_figures_of_today(tmp_path: Path, world: Reporting) -> None:
    report = make_report(world)
    number = report.figures.get(mark="needs.schools/toilet/TH").number
    text = f"Còn {{1#{number}}} trường tiểu học chờ nhà vệ sinh."
    revise_report(report, by=world.desk.officer, on=ON, sections=[{"key": "han_che", "text": text}])
    assert "Còn 1 trường tiểu học chờ nhà vệ sinh." in run(tmp_path, "text").decode()
    withdraw_need(world.th.needs.get(), by=None, on=date(2026, 3, 6), reason="Đã tự sửa")
    assert "Còn 0 trường tiểu học chờ nhà vệ sinh." in run(tmp_path, "text").decode()
    assert report.figures.get(number=number).value == 1  # nothing was written


def test_issued_as_it_was(tmp_path: Path, world: Reporting) -> None:
    assert refused(world, "--issued") == "Đơn vị chưa phát hành báo cáo nào của đợt này."
    report = issued(world)
    withdraw_need(world.th.needs.get(), by=None, on=date(2026, 3, 6), reason="Đã tự sửa")
    assert "Số: 01/BC-UBND" in run(tmp_path, "text", "--issued").decode()
    assert "cấp THCS 1 trường và cấp TH 1 trường" in run(tmp_path, "text", "--issued").decode()
    assert "cấp TH 1 trường" not in run(tmp_path, "text").decode()
    for form in ("docx", "pdf"):
        with report.paper.files.get(format=form).file.open("rb") as kept:
            content = kept.read()
        assert run(tmp_path, form, "--issued") == content
    assert {row["key"]: row["value"] for row in data(tmp_path, "--issued")["figures"]}["needs.schools/toilet/TH"] == 1


def test_onto_the_screen(world: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", screen)
    call_command("report", "dieu-uoc-cho-em", "--unit", "ubnd-thanh-an", "--round", "2025", "--format", "text", "--output", "-")
    assert "Trên đây là báo cáo" in screen.buffer.getvalue().decode()


def refused(
    world: Reporting, *more: str, pack: str = "dieu-uoc-cho-em", unit: str = "ubnd-thanh-an", code: str = "2025", form: str = "text"
) -> str:
    said = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("report", pack, "--unit", unit, "--round", code, "--format", form, *more, stderr=said)
    assert end.value.code == 2
    assert said.getvalue().count("\n") == 1
    return said.getvalue().strip()


def test_what_cannot_be_printed_is_said_in_one_sentence(tmp_path: Path, world: Reporting) -> None:
    assert "Không có chương trình nào mang mã “la”" in refused(world, pack="la")
    assert "không có đợt “1999”; có các đợt: 2025." in refused(world, code="1999")
    assert refused(world, unit="la") == "Không có đơn vị nào mang mã “la”."
    assert "do cơ quan quản lý lập" in refused(world, unit="03316-mn")
    assert "--format docx | pdf | html | text | json" in refused(world, form="odt")
    assert "Không ghi được tệp" in refused(world, "--output", str(tmp_path / "khong-co" / "a.txt"))
