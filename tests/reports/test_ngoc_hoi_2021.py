"""The report of huyện Ngọc Hồi, “Tháng hành động vì trẻ em” 2021, from the demo world: every figure of the case stands in Word, PDF, on
screen and as data, and each is counted: withdraw, restate or take away what stands behind it and the sentence changes."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction

from chungtay.activities.actions import withdraw_activity
from chungtay.activities.models import Activity
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.documents.decree30.sheet import compose, words
from chungtay.figures.on_record import on_record
from chungtay.indicators.reading import Reading
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Plan, Round
from chungtay.reports.papers import draft_report, occasion_of
from chungtay.submissions.actions import Given, GivenText, accept_submission, restate, return_submission, save_answers, send_submission
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import readings, texts
from tests.reports.said import printed, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
CASE: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "ngoc-hoi-2021.json").read_text(encoding="utf-8"))
FIGURES: Final = CASE["figures"]
UNIT: Final = "bdh-ngoc-hoi"
# Where each figure of the case stands in the words of the report.
SENTENCES: Final = {
    "communes_with_plan": "Có 8/8 xã, thị trấn đã xây dựng kế hoạch",
    "communication.reportages": "3 phóng sự",
    "screening.children": "hơn 300 lượt trẻ em",
    "screening.congenital_heart": "1 ca bệnh tim bẩm sinh",
    "screening.motor_disability_surgery": "2 ca dị tật vận động có chỉ định phẫu thuật",
    "gifts.bicycles": "50 chiếc xe đạp cho 50 em",
    "money.local_budget_vnd": "ngân sách địa phương 14.000.000 đồng",
    "models.community_child_protection_communes": "Có 2 xã có hệ thống bảo vệ trẻ em",
    "models.child_participation": "2 mô hình thúc đẩy quyền tham gia của trẻ em",
}
# The same as data: question and indicator.
INDICATORS: Final = {
    "communication.reportages": "reportages",
    "screening.children": "screened_children",
    "screening.congenital_heart": "congenital_heart_cases",
    "screening.motor_disability_surgery": "motor_surgery_cases",
    "gifts.bicycles": "bicycles",
    "money.local_budget_vnd": "local_budget_vnd",
    "models.community_child_protection_communes": "protection_systems",
    "models.child_participation": "participation_models",
}


def run(tmp_path: Path, form: str, *more: str) -> bytes:
    return printed(tmp_path, form, CASE["programme"], "--unit", UNIT, "--round", "2021", *more)


def said(tmp_path: Path, form: str) -> str:
    return words_of(run(tmp_path, form), form)


def asked() -> Round:
    return Round.objects.get(programme__slug=CASE["programme"], code="2021")


def answer_of(code: str) -> Submission:
    return Submission.objects.get(round=asked(), unit__code=code)


def now_said() -> str:
    """As the report would read now, without printing it."""
    draft = draft_report(occasion_of(asked(), unit=OrgUnit.objects.get(code=UNIT), on=clock.today()))
    return "\n".join(line.replace("\u00a0", " ") for line in words(compose(draft.document)))


@pytest.fixture
def changed() -> Iterator[None]:
    """What a test changes is gone when it ends."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("form", ["text", "docx", "pdf", "html"])
def test_every_figure_of_the_case(tmp_path: Path, form: str) -> None:
    text = said(tmp_path, form)
    assert {*SENTENCES, "launch_event"} == set(FIGURES)
    for key, sentence in SENTENCES.items():
        assert grouped(FIGURES[key]["value"]) in sentence
        assert sentence in text, key
    assert not FIGURES["launch_event"]["held"]
    (line,) = [line for line in text.split("\n") if line.startswith("Không tổ chức Lễ phát động")]
    assert FIGURES["launch_event"]["reason"] in line


@pytest.mark.parametrize("form", ["text", "docx", "pdf", "html"])
def test_the_form_of_the_case(tmp_path: Path, form: str) -> None:
    text = said(tmp_path, form)
    lines = text.split("\n")
    for directive in CASE["directives"]:
        assert f"{directive['number']} ngày {format_day(date.fromisoformat(directive['date']))}" in text
        assert directive["issuer"] in text
    headings = [line.partition(". ")[2] for line in lines if line.split(".")[0] in ("I", "II", "III")]
    assert [heading.partition(":")[0].casefold() for heading in headings] == [section.casefold() for section in CASE["sections"]]
    assert headings[-1].casefold() == f"{CASE['sections'][-1]}: {CASE['recommendations']}".casefold()
    assert lines[0] == CASE["issuer"]["parent"].upper()
    assert any(line.startswith("Số:") and line.endswith("/BC-BĐH") for line in lines)
    assert f"Kính gửi: {CASE['addressee']}" in text
    assert "- Như trên;" in lines
    signed = lines.index(CASE["signature"][0])
    assert lines[signed : signed + 3] == CASE["signature"]
    assert text.rstrip().count("./.") == 1


def test_the_limits_are_those_that_the_communes_wrote(tmp_path: Path) -> None:
    text = said(tmp_path, "text")
    written = [texts(one)["limits"] for one in Submission.objects.filter(round=asked())]
    assert len(written) == 9
    assert sum(limits in text for limits in written) >= 5  # what several said alike is said once
    assert "Có 8/8 xã, thị trấn đã gửi báo cáo, trong đó 7/8 gửi đúng hạn." in text


def test_every_figure_as_data(tmp_path: Path) -> None:
    found = {row["key"]: row for row in json.loads(run(tmp_path, "json"))["figures"]}
    plans = found["plans.issued"]
    assert (plans["value"], plans["of"], len(plans["records"]["plan"])) == (8, FIGURES["communes_with_plan"]["of"], 8)
    for key, indicator in INDICATORS.items():
        row = found[f"indicators.value/{indicator}"]
        assert row["value"] == FIGURES[key]["value"], key
        assert (row["estimate"] == "at_least") == FIGURES[key].get("at_least", False), key
        assert row["records"]
    assert found["indicators.value/children_given"]["value"] == FIGURES["gifts.bicycles"]["beneficiaries"]
    assert {row["filters"]["unit"] for row in found.values()} == {UNIT}


# ── Each is counted ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sent_anew(code: str) -> None:
    """The unit is asked to look again; it takes what is on record now, and sends."""
    submission = answer_of(code)
    return_submission(submission, by=None, remarks={}, reason="Xin xem lại")
    known = on_record(submission)
    before = readings(submission)
    filled = {row.cell for row in submission.answers.all() if row.on_record is not None}
    given = {cell.name: Given(now=known[cell].reading if cell in known else None, was=before[cell]) for cell in filled}
    save_answers(submission, by=None, given=given, on_record=known)
    send_submission(submission, by=None, on_record=known)
    if submission.answers_to is not None:
        accept_submission(submission, by=None)


def withdrawn(unit: str, kind: str) -> None:
    activity = Activity.objects.get(unit__code=unit, kind=kind, started_on__year=2021)
    withdraw_activity(activity, by=None, on=clock.today(), reason="Ghi nhầm")


@pytest.mark.parametrize(
    ("recorded_by", "kind", "answered_by", "sentence"),
    [
        ("ubnd-dak-ang", "gift", "23380", "42 chiếc xe đạp cho 42 em"),
        ("ubnd-dak-duc", "health_screening", "23383", "hơn 230 lượt trẻ em, phát hiện 1 ca bệnh tim bẩm sinh, 1 ca dị tật vận động"),
        ("ubnd-sa-loong", "communication", "23398", "ngân sách địa phương 13.000.000 đồng"),
        ("ubnd-plei-kan", "model_club", "23377", "Có 1 xã có hệ thống bảo vệ trẻ em"),
        ("ubnd-dak-xu", "model_club", "23389", "1 mô hình thúc đẩy quyền tham gia"),
        ("bdh-ngoc-hoi", "gift", "611", "30 chiếc xe đạp cho 30 em"),
    ],
)
def test_an_activity_that_was_never_done(changed: None, recorded_by: str, kind: str, answered_by: str, sentence: str) -> None:
    assert sentence not in now_said()
    withdrawn(recorded_by, kind)
    sent_anew(answered_by)
    assert sentence in now_said()


def test_late_data_of_one_commune(changed: None) -> None:
    submission = answer_of("23395")
    was = Reading(1_000_000)
    restate(submission, by=None, given={"local_budget_vnd": Given(now=Reading(3_000_000), was=was)}, texts={}, reason="Xã cấp thêm 2 triệu")
    assert "ngân sách địa phương 16.000.000 đồng" in now_said()


def test_a_launch_that_was_held_after_all(changed: None) -> None:
    submission = answer_of("611")
    was = readings(submission)
    before = next(reading for cell, reading in was.items() if cell.indicator == "launch_event")
    return_submission(submission, by=None, remarks={"launch_event": "Có tổ chức trực tuyến"})
    save_answers(submission, by=None, given={"launch_event": Given(now=Reading(1), was=before)})
    send_submission(submission, by=None, on_record=on_record(submission))
    text = now_said()
    assert "Không tổ chức Lễ phát động" not in text
    assert "Tổ chức Lễ phát động" in text


def test_a_plan_taken_away(changed: None) -> None:
    Plan.objects.filter(directive__number="1391/KH-UBND")[:1].get().delete()
    assert "Có 7/8 xã, thị trấn" in now_said()


def test_a_proposal_takes_the_place_of_none(changed: None) -> None:
    words_of = {"proposals": GivenText(now="Đề nghị Sở mở lớp tập huấn cho người làm công tác trẻ em.", was="")}
    submission = answer_of("23377")
    restate(submission, by=None, given={}, texts=words_of, reason="Bổ sung kiến nghị")
    text = now_said()
    assert "Đề nghị Sở mở lớp tập huấn" in text
    assert "KIẾN NGHỊ: KHÔNG" not in text
