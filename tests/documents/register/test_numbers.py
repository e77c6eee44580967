"""Series per office or body, register and year; where they begin; what each number looks like."""

from datetime import date
from typing import Any

import pytest

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import draft_document
from chungtay.documents.actions.issuing import issue_document
from chungtay.documents.actions.numbers import open_series, take_number
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.enums import DocumentKind
from chungtay.documents.models import NumberSeries, OfficeProfile, OfficialDocument
from chungtay.documents.queries import missing_numbers, profile_on
from tests.make.documents import DAY, UBND, Desk, a_report, make_issued, make_office, make_signed
from tests.make.places import FOUNDED, Province

BAN = OfficeForm(issuer="BAN ĐIỀU HÀNH “ĐIỀU ƯỚC CHO EM”", parent_issuer="ỦY BAN NHÂN DÂN XÃ", abbreviation="BĐH", place="Thanh An")


def test_one_series_per_kind_or_one_for_all(province: Province, desk: Desk) -> None:
    kinds = (DocumentKind.BAO_CAO, DocumentKind.KE_HOACH, DocumentKind.BAO_CAO, DocumentKind.CONG_VAN)
    assert [make_issued(desk, kind=kind).symbol for kind in kinds] == ["01/BC-UBND", "01/KH-UBND", "02/BC-UBND", "01/UBND-VHXH"]
    school = OfficeForm(issuer="TRƯỜNG THCS HIỆP LỰC", abbreviation="TrTHCSHL", place="Ninh Giang", is_one_register=True)
    other = make_office(province.here.school, form=school)
    assert [make_issued(other, kind=kind).symbol for kind in kinds] == ["01/BC-TrTHCSHL", "02/KH-TrTHCSHL", "03/BC-TrTHCSHL", "04/TrTHCSHL"]


def test_an_advisory_body_has_numbers_of_its_own(desk: Desk) -> None:
    set_office_profile(desk.unit, by=None, form=BAN, on=FOUNDED, body="Ban Điều hành")
    make_issued(desk)
    paper = make_signed(desk, body="Ban Điều hành")
    assert issue_document(paper, by=desk.officer, on=DAY).symbol == "01/BC-BĐH"


def test_the_year_begins_at_01(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 2))
    make_issued(desk, on=date(2026, 12, 30))
    late = make_signed(desk, on=date(2026, 12, 30))
    make_issued(desk, on=date(2027, 1, 2))
    paper = issue_document(late, by=desk.officer, on=date(2026, 12, 31))  # the old year's register is still open
    assert (paper.symbol, paper.year) == ("02/BC-UBND", 2026)
    assert list(OfficialDocument.objects.filter(year=2027).values_list("symbol", flat=True)) == ["01/BC-UBND"]


def test_a_series_goes_on_from_paper(desk: Desk) -> None:
    open_series(desk.unit, by=desk.officer, body="", register="BC", year=2026, first_number=58, on=DAY)
    open_series(desk.unit, by=desk.officer, body="", register="BC", year=2026, first_number=57, on=DAY)  # mistyped, mended
    assert make_issued(desk).symbol == "57/BC-UBND"
    with pytest.raises(RuleBroken, match="đã cấp số"):
        open_series(desk.unit, by=desk.officer, body="", register="BC", year=2026, first_number=90, on=DAY)
    for wrong in (0, 100_000):
        with pytest.raises(RuleBroken, match="1 đến 99999"):
            open_series(desk.unit, by=desk.officer, body="", register="KH", year=2026, first_number=wrong, on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        open_series(desk.unit, by=desk.leader, body="", register="KH", year=2026, first_number=5, on=DAY)
    assert list(missing_numbers()) == []


def test_a_lost_number_is_found(desk: Desk) -> None:
    make_issued(desk)
    NumberSeries.objects.update(next_number=3)  # somebody wrote past the actions
    assert [(series.register, number) for series, number in missing_numbers()] == [("BC", 2)]


@pytest.mark.django_db(transaction=True)
def test_no_number_outside_the_transaction_that_uses_it() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        take_number(OfficialDocument(), body="", register="BC", year=2026)  # type: ignore[arg-type]


# ── The office's head ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_head_from_a_day_on(desk: Desk) -> None:
    moved = OfficeForm(issuer="ỦY BAN NHÂN DÂN PHƯỜNG THANH AN", abbreviation="UBND", place="Thanh An")
    set_office_profile(desk.unit, by=desk.officer, form=moved, on=DAY)
    heads = [profile.issuer for day in (FOUNDED, DAY) if (profile := profile_on(desk.unit, body="", on=day))]
    assert heads == [UBND.issuer, moved.issuer]
    set_office_profile(desk.unit, by=desk.officer, form=UBND, on=DAY)  # the same day: the later one holds
    assert OfficeProfile.objects.count() == 2
    with pytest.raises(RuleBroken, match="bắt đầu sau ngày này"):
        set_office_profile(desk.unit, by=desk.officer, form=moved, on=FOUNDED)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("issuer", " ", "điền"),
        ("issuer", "U" * 201, "tối đa 200"),
        ("abbreviation", "UB ND", "viết liền"),
        ("abbreviation", "UBND/X", "viết liền"),
        ("abbreviation", "", "điền"),
        ("drafting_office", "VH XH", "viết liền"),
        ("place", "T" * 61, "tối đa 60"),
    ],
)
def test_what_a_head_must_be(desk: Desk, field: str, typed: str, said: str) -> None:
    given: dict[str, Any] = {"issuer": "UBND", "abbreviation": "UBND", "place": "Thanh An"} | {field: typed}
    with pytest.raises(RuleBroken, match=said) as refusal:
        set_office_profile(desk.unit, by=desk.officer, form=OfficeForm(**given), on=DAY)
    assert refusal.value.field == field


def test_one_register_or_many_changes_with_the_year(desk: Desk) -> None:
    make_issued(desk)
    together = OfficeForm(issuer="UBND", abbreviation="UBND", place="Thanh An", is_one_register=True)
    with pytest.raises(RuleBroken, match="chỉ đổi từ đầu năm"):
        set_office_profile(desk.unit, by=desk.officer, form=together, on=DAY)
    assert set_office_profile(desk.unit, by=None, form=together, on=date(2027, 1, 1)).is_one_register


def test_a_site_and_the_country_issue_nothing(province: Province) -> None:
    for unit in (province.here.site, province.country):
        with pytest.raises(RuleBroken, match="không ban hành"):
            set_office_profile(unit, by=None, form=UBND, on=DAY)


def test_an_officer_heads_the_schools_below_but_does_not_write_for_them(province: Province, desk: Desk) -> None:
    set_office_profile(province.here.school, by=desk.officer, form=UBND, on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        set_office_profile(province.there.school, by=desk.officer, form=UBND, on=DAY)
    with pytest.raises(RuleBroken, match="không làm việc này"):
        draft_document(province.here.school, by=desk.officer, document=a_report(), on=DAY)
