"""The report of huyện Điện Biên, 2021, from the demo world: every figure of the case stands in Word, PDF, on screen and as data, and each
is counted: change a record and the sentence changes."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction
from django.db.models import Q

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.periods import valid_on
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.decree30.sheet import compose, words
from chungtay.needs.enums import STANDING
from chungtay.needs.models import Need, NeedState
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Participation, Round
from chungtay.reports.papers import draft_report, occasion_of
from chungtay.support.actions import reverse_contribution
from chungtay.support.models import Contribution
from tests.reports.said import printed, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
CASE: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "dien-bien-2021.json").read_text(encoding="utf-8"))
GROUPS: Final = {
    "needs.electricity_water": ("electricity_water", "Khó khăn về điện, nước sinh hoạt"),
    "needs.toilet": ("toilet", "Khó khăn về nhà vệ sinh"),
    "needs.recurring": ("recurring", "Khó khăn thường xuyên"),
}
AS_OF: Final = date(2021, 3, 1)


def run(tmp_path: Path, form: str, unit: str = "pgd-dien-bien", code: str = "2021") -> bytes:
    return printed(tmp_path, form, CASE["programme"], "--unit", unit, "--round", code)


def said(tmp_path: Path, form: str) -> str:
    return words_of(run(tmp_path, form), form)


def level_words(level: str, figures: dict[str, int]) -> str:
    sites = f" ({figures['sites']} điểm trường)" if "sites" in figures else ""
    return f"cấp {level} {figures['schools']} trường{sites}"


def now_said() -> str:
    """As the report would read now, without printing it."""
    row = Round.objects.get(programme__slug=CASE["programme"], code="2021")
    unit = OrgUnit.objects.get(code="pgd-dien-bien")
    return "\n".join(words(compose(draft_report(occasion_of(row, unit=unit, on=clock.today())).document)))


@pytest.fixture
def changed() -> Iterator[None]:
    """What a test changes is gone when it ends."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("form", ["text", "docx", "pdf", "html"])
def test_every_figure_of_the_case(tmp_path: Path, form: str) -> None:
    text = said(tmp_path, form)
    everyone = CASE["figures"]["schools_taking_part"]
    assert f"{everyone['value']}/{everyone['of']} trường thuộc huyện Điện Biên" in text
    for key, (_group, phrase) in GROUPS.items():
        (line,) = [line for line in text.split("\n") if line.startswith(f"- {phrase}")]
        sentence = line.rpartition(": ")[2]
        for level, figures in CASE["figures"][key].items():
            assert level_words(level, figures) in sentence
        assert sentence.count("cấp ") == len(CASE["figures"][key])  # a level without a need is left out
    for directive in CASE["directives"]:
        assert f"{directive['number']} ngày {format_day(date.fromisoformat(directive['date']))}" in text
        assert directive["issuer"] in text
    for level in CASE["focal_points_per_level"]:
        assert f"cấp {level}: " in text
    for kind in CASE["resources_mobilised_kinds"]:
        assert kind in text
    assert "chiếu và màn" in text
    assert [line.partition(". ")[2] for line in text.split("\n") if line.split(".")[0] in ("I", "II", "III")] == CASE["sections"]
    assert f"Kính gửi: {CASE['addressee']}" in text
    assert text.split("\n")[0] == CASE["issuer"]["parent"].upper()
    assert "TRƯỞNG PHÒNG" in text
    assert "về việc triển khai Chương trình “Điều ước cho em”./." in text


def test_every_figure_as_data(tmp_path: Path) -> None:
    found = {row["key"]: row for row in json.loads(run(tmp_path, "json"))["figures"]}
    everyone = CASE["figures"]["schools_taking_part"]
    part = found["units.taking_part"]
    assert (part["value"], part["of"], len(part["records"]["school"])) == (everyone["value"], everyone["of"], everyone["value"])
    for key, (group, _phrase) in GROUPS.items():
        for level, figures in CASE["figures"][key].items():
            for sort in ("schools", "sites"):
                row = found.get(f"needs.{sort}/{group}/{level}")
                assert (row["value"] if row else 0) == figures.get(sort, 0)
                assert len(row["records"][sort.removesuffix("s")] if row else []) == figures.get(sort, 0)
    wanted = {f"needs.schools/{group}/{level}" for key, (group, _) in GROUPS.items() for level in CASE["figures"][key]}
    assert {key for key in found if key.startswith("needs.schools/")} == wanted
    assert found["resources.kinds"]["value"] == len(CASE["resources_mobilised_kinds"])
    assert {row["filters"]["as_of"] for row in found.values()} == {"2021-03-01"}


# ── Each is counted ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _needs_then(group: str, level: int) -> list[NeedState]:
    """How the needs of the group stood on the report's day at schools of the level."""
    programme = Round.objects.get(programme__slug=CASE["programme"], code="2021").programme
    codes = [category.code for category in programme.pack.categories_of(group)]
    teaching: Q = Q(levels=level)
    schools = OrgUnit.objects.on(AS_OF).filter(teaching).order_by().values("pk")
    rows = NeedState.objects.filter(valid_on(AS_OF), category__in=codes, status__in=STANDING, school__in=schools)
    return list(rows.order_by("pk"))


def test_a_school_without_its_needs_is_not_counted(changed: None) -> None:
    assert "cấp TH 6 trường (13 điểm trường); cấp MN 10 trường (22 điểm trường)" in now_said()
    rows = _needs_then("electricity_water", 2)
    school = rows[0].school_id
    gone = [row for row in rows if row.school_id == school]
    sites = {row.site_id for row in gone} - {None}
    NeedState.objects.filter(pk__in=[row.pk for row in gone]).delete()
    assert f"cấp TH 5 trường ({13 - len(sites)} điểm trường); cấp MN 10 trường (22 điểm trường)" in now_said()


def test_a_level_whose_last_need_is_gone_is_left_out(changed: None) -> None:
    NeedState.objects.filter(pk__in=[row.pk for row in _needs_then("recurring", 4)]).delete()
    text = now_said()
    (line,) = [line for line in text.split("\n") if line.startswith("- Khó khăn thường xuyên")]
    assert line.endswith(": cấp TH 10 trường.")


def test_a_school_that_did_not_answer(changed: None) -> None:
    Participation.objects.filter(round__code="2021")[:1].get().delete()
    text = now_said()
    assert "66/67 trường thuộc huyện Điện Biên" in text
    assert "mới có 66/67 trường tham gia" in text


def test_a_gift_put_on_record_by_mistake(changed: None) -> None:
    gift = Contribution.objects.get(kind="mosquito_nets", received_on__year=2021)
    reverse_contribution(gift, by=None, on=clock.today(), reason="Ghi nhầm")
    text = now_said()
    assert "9 loại hỗ trợ" in text
    assert "chăn ấm và chiếu;" in text


def test_two_digits_are_the_offices_choice(changed: None) -> None:
    unit = OrgUnit.objects.get(code="pgd-dien-bien")
    form = OfficeForm("Phòng Giáo dục và Đào tạo", "PGDĐT", "Điện Biên", "UBND huyện Điện Biên", pads_counts=True)
    set_office_profile(unit, by=None, form=form, on=date(2021, 1, 1))
    assert "cấp TH 06 trường (13 điểm trường); cấp MN 10 trường (22 điểm trường)" in now_said()


def test_today_reads_right_for_the_heirs(tmp_path: Path) -> None:
    """The same words for a commune's committee in 2026, and for the department of the province."""
    text = run(tmp_path, "text", "ubnd-thanh-an-2025", "2026").decode()
    assert "Kính gửi: Sở Giáo dục và Đào tạo tỉnh Điện Biên" in text
    assert "trường thuộc xã Thanh An" in text
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in text
    assert "228/SGD&ĐT" in text
    assert "210/KH-UBND" not in text  # the district's, which ended
    text = run(tmp_path, "text", "so-gddt-dien-bien", "2026").decode()
    assert "Kính gửi: Bộ Giáo dục và Đào tạo" in text
    assert "trường thuộc tỉnh Điện Biên" in text
    assert text.rstrip().endswith("GIÁM ĐỐC")


def test_a_need_recorded_today_changes_nothing_of_then(tmp_path: Path) -> None:
    assert Need.objects.filter(recorded_on__year__gte=2026).exists()
    assert "67/67" in run(tmp_path, "text").decode()
