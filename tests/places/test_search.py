"""Search on the real list: every spelling that people, keyboards and old files produce; the right units first."""

import unicodedata
from datetime import date

import pytest

from chungtay.places.actions.units import NewUnit, found_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import called_so_on_other_days, search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("national_units")]

THEN = date(2021, 6, 1)
NOW = date(2026, 1, 1)


def found(text: str, *, on: date = NOW, first: int = 5) -> list[str]:
    return [unit.full_name for unit in search(text, on=on)[:first]]


@pytest.mark.parametrize(
    "typed",
    [
        "Điện Biên",
        "dien bien",
        "ĐIỆN BIÊN",
        "điện biên",
        "DIEN BIEN",
        unicodedata.normalize("NFD", "Điện Biên"),
        "Ðiện Biên",  # U+00D0, Icelandic eth
        "Ɖiện Biên",  # U+0189, African D
        "Điên Biên",  # a tone is missing
        "dien  bien ",
        "Điện-Biên",
        "bien dien",
        "dien bi",
    ],
)
def test_dien_bien_however_it_is_typed(typed: str) -> None:
    assert found(typed)[0] == "Tỉnh Điện Biên"
    assert "Phường Điện Biên Phủ" in found(typed, first=20)


@pytest.mark.parametrize("typed", ["Hòa Bình", "Hoà Bình", "hoa binh", "HOÀ BÌNH", unicodedata.normalize("NFD", "Hoà Bình")])
def test_both_ways_to_put_the_tone(typed: str) -> None:
    commune = OrgUnit.objects.get(code="03352-2025")
    for code, spelled in (("a", "Hòa Bình Thượng"), ("b", "Hoà Bình Thượng")):
        new = NewUnit(title="Trường", name=spelled, code=code, levels=SchoolLevel.MN)
        found_unit(commune, by=None, type=UnitType.SCHOOL, new=new, on=date(2025, 7, 1))
    assert found(typed, on=THEN)[0] == "Tỉnh Hòa Bình"
    assert {unit.code for unit in search(f"{typed} Thượng", on=NOW)} == {"a", "b"}


def test_provinces_before_districts_before_communes() -> None:
    types = [unit.type for unit in search("dien bien", on=THEN) if unit.name == "Điện Biên"]
    assert types == sorted(types)
    assert types[:2] == [UnitType.PROVINCE, UnitType.DISTRICT]


def test_exactly_so_before_beginning_so_before_containing() -> None:
    names = [unit.name for unit in search("thanh an", on=NOW, types=[UnitType.COMMUNE])]
    exact = [name in {"Thanh An", "Thạnh An", "Thành An"} for name in names]
    assert exact == sorted(exact, reverse=True)
    assert exact[0]
    assert not exact[-1]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dak xu", "Xã Đăk Xú"),
        ("ĐĂK XÚ", "Xã Đăk Xú"),
        ("plei kan", "Thị trấn Plei Kần"),
        ("na ư", "Xã Na Ư"),
        ("sam mun", "Xã Sam Mứn"),
        ("xã sam mứn", "Xã Sam Mứn"),
        ("100", "Huyện Điện Biên"),
        ("03355", "Xã Sam Mứn"),
        ("bà rịa", "Thành phố Bà Rịa"),
        ("tỉnh điện biên", "Tỉnh Điện Biên"),
        ("huyện điện biên", "Huyện Điện Biên"),
        ("ba ria vung tau", "Tỉnh Bà Rịa - Vũng Tàu"),
    ],
)
def test_the_right_one_first(typed: str, name: str) -> None:
    assert found(typed, on=THEN)[0] == name


def test_a_numbered_ward() -> None:
    assert found("phường 10", on=THEN, first=40)[0] == "Phường 10"
    assert all(name == "Phường 10" for name in found("phuong 10", on=THEN, first=20))


@pytest.mark.parametrize("typed", ["thcs sam mun", "THCS Sam Mứn", "sam mun thcs", "trường thcs sam mứn", "trung hoc co so sam mun"])
def test_a_school_by_its_kind_and_place(typed: str) -> None:
    commune = OrgUnit.objects.get(code="03352-2025")
    new = NewUnit(title="Trường", name="THCS Sam Mứn", short_name="Trung học cơ sở Sam Mứn", levels=SchoolLevel.THCS)
    found_unit(commune, by=None, type=UnitType.SCHOOL, new=new, on=date(2025, 7, 1))
    assert found(typed) == ["Trường THCS Sam Mứn"]
    assert found("sam mun")[:2] == ["Xã Sam Mứn", "Trường THCS Sam Mứn"]


def test_only_what_lives_that_day_and_a_hint_to_the_rest() -> None:
    assert search("Huyện Ngọc Hồi", on=NOW).count() == 0
    (hint,) = called_so_on_other_days("huyện ngọc hồi", on=NOW)
    assert (hint.code, hint.full_name, hint.valid_to) == ("611", "Huyện Ngọc Hồi", date(2025, 7, 1))


@pytest.mark.parametrize(
    "typed", ["khongcogi", "điện biên xyz", "sam mứn thanh an", "%", "_", "'", '"', '" OR 1', "*", "NEAR(a b)", "a" * 500]
)
def test_what_is_nowhere_finds_nothing_and_breaks_nothing(typed: str) -> None:
    found_here = search(typed, on=NOW)
    assert found_here.count() in (0, OrgUnit.objects.on(NOW).count())  # no word at all: everything
    assert called_so_on_other_days(typed, on=NOW) == []


def test_a_word_is_found_by_its_beginning_not_its_middle() -> None:
    assert "Xã Sam Mứn" in found("sa mu", first=50)
    assert "Xã Sam Mứn" not in found("am mun", first=50)
