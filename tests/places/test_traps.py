"""The traps of 2025-07-01 and after, on the real list: names that moved, units that remained, counts of each day."""

from datetime import date

import pytest
from django.db.models import Q

from chungtay.core.periods import valid_on
from chungtay.places.enums import UnitType
from chungtay.places.models import Lineage, OrgUnit, OrgUnitQuerySet, Succession
from chungtay.places.queries import ancestors, children, heirs_of_children, history, origins, search, successors, today_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("national_units")]

THEN = date(2021, 6, 1)
CHANGED = date(2025, 7, 1)
DAY_BEFORE = date(2025, 6, 30)
NOW = date(2026, 1, 1)


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def names(units: OrgUnitQuerySet | list[OrgUnit]) -> set[str]:
    return {one.full_name for one in units}


def path(code: str, *, on: date) -> list[str]:
    return [one.full_name for one in ancestors(unit(code), on=on)]


@pytest.mark.parametrize(
    ("day", "type", "count"),
    [
        (DAY_BEFORE, UnitType.PROVINCE, 63),
        (DAY_BEFORE, UnitType.DISTRICT, 696),
        (DAY_BEFORE, UnitType.COMMUNE, 10_035),
        (CHANGED, UnitType.PROVINCE, 34),
        (CHANGED, UnitType.DISTRICT, 0),
        (CHANGED, UnitType.COMMUNE, 3_321),
        (date(2026, 10, 1), UnitType.PROVINCE, 34),
        (date(2026, 10, 1), UnitType.COMMUNE, 3_321),
    ],
)
def test_as_many_as_the_state_counts(day: date, type: UnitType, count: int) -> None:
    units = OrgUnit.objects.on(day).filter(type=type)
    assert units.count() == count
    assert units.filter(Q(called__name="") | Q(called=None)).count() == 0
    assert Lineage.objects.filter(valid_on(day), unit__type=type).count() == count


# ── Sam Mứn ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_old_sam_mun_lies_in_todays_thanh_an() -> None:
    assert path("03355", on=THEN) == ["Tỉnh Điện Biên", "Huyện Điện Biên"]
    assert names(today_of(unit("03355"), on=NOW)) == {"Xã Thanh An"}
    assert [(kin.code, kin.is_whole, kin.is_main) for kin in successors(unit("03355"))] == [("03352-2025", True, True)]


def test_todays_sam_mun_was_na_u_and_pom_lot() -> None:
    (today,) = search("sam mun", on=NOW, types=[UnitType.COMMUNE])
    assert (today.code, today.official_code) == ("03356-2025", "03356")
    assert {kin.full_name for kin in origins(today)} == {"Xã Na Ư", "Xã Pom Lót"}
    assert path(today.code, on=NOW) == ["Tỉnh Điện Biên"]


def test_the_name_sam_mun_means_another_unit_on_each_day() -> None:
    found = [search("Sam Mứn", on=day, types=[UnitType.COMMUNE]).get() for day in (DAY_BEFORE, CHANGED)]
    assert [one.code for one in found] == ["03355", "03356-2025"]
    assert found[0].valid_to == found[1].valid_from == CHANGED


def test_the_same_official_code_is_not_the_same_unit() -> None:
    assert unit("03356").pk != unit("03356-2025").pk
    assert OrgUnit.objects.on(THEN).get(code="03356").full_name == "Xã Pom Lót"
    assert names(today_of(unit("03356"), on=NOW)) == {"Xã Sam Mứn"}


def test_todays_thanh_an_has_three_origins_by_one_resolution() -> None:
    kin = origins(unit("03352-2025"))
    assert {one.full_name for one in kin} == {"Xã Thanh An", "Xã Noong Hẹt", "Xã Sam Mứn"}
    assert {(one.happened_on, one.decision) for one in kin} == {(CHANGED, "1661/NQ-UBTVQH15")}
    assert next((event.on, event.kind) for event in history(unit("03355"))) == (CHANGED, "ended")


# ── The two districts ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_dien_bien_district_had_21_communes_and_is_no_more() -> None:
    district = unit("100")
    assert children(district, on=THEN).filter(type=UnitType.COMMUNE).count() == 21
    assert OrgUnit.objects.below(district, on=THEN).count() == 22
    assert OrgUnit.objects.below(district, on=NOW).count() == 0
    assert {kin.full_name for kin in heirs_of_children(district)} == {
        "Xã Mường Pồn",
        "Xã Thanh Nưa",
        "Phường Mường Thanh",
        "Xã Thanh Yên",
        "Xã Thanh An",
        "Xã Sam Mứn",
        "Xã Núa Ngam",
        "Xã Mường Nhà",
    }


def test_dien_bien_is_a_province_a_district_and_a_city() -> None:
    found = [one.full_name for one in search("dien bien", on=THEN) if one.type in (UnitType.PROVINCE, UnitType.DISTRICT)]
    assert found == ["Tỉnh Điện Biên", "Huyện Điện Biên", "Huyện Điện Biên Đông", "Thành phố Điện Biên Phủ"]


def test_the_eight_of_ngoc_hoi_are_three_communes_of_quang_ngai() -> None:
    old = children(unit("611"), on=THEN)
    assert old.count() == 8
    assert path("23395", on=THEN) == ["Tỉnh Kon Tum", "Huyện Ngọc Hồi"]
    today = {one.pk: one for commune in old for one in today_of(commune, on=NOW)}.values()
    assert names(list(today)) == {"Xã Bờ Y", "Xã Dục Nông", "Xã Sa Loong"}
    assert {tuple(path(one.code, on=NOW)) for one in today} == {("Tỉnh Quảng Ngãi",)}


@pytest.mark.parametrize(
    ("code", "was"),
    [
        ("23377-2025", {"Thị trấn Plei Kần", "Xã Pờ Y", "Xã Đăk Xú"}),
        ("23383-2025", {"Xã Đăk Ang", "Xã Đăk Dục", "Xã Đăk Nông"}),
        ("23392-2025", {"Xã Sa Loong", "Xã Đăk Kan"}),
    ],
)
def test_what_each_of_the_three_was(code: str, was: set[str]) -> None:
    assert {kin.full_name for kin in origins(unit(code))} == was


def test_kon_tum_went_into_quang_ngai() -> None:
    assert names(today_of(unit("62"), on=NOW)) == {"Tỉnh Quảng Ngãi"}
    assert {kin.full_name for kin in origins(unit("51-2025"))} == {"Tỉnh Quảng Ngãi", "Tỉnh Kon Tum"}


# ── What remained, what was divided, what changed later ──────────────────────────────────────────────────────────────────────────────


def test_dien_bien_province_lives_on() -> None:
    assert unit("11").life.covers(THEN)
    assert unit("11").life.covers(NOW)
    assert successors(unit("11")) == origins(unit("11")) == []
    assert children(unit("11"), on=THEN).exclude(type=UnitType.DISTRICT).count() == 0
    assert children(unit("11"), on=NOW).filter(type=UnitType.COMMUNE).count() == 45


def test_every_old_unit_has_one_main_heir_and_every_new_one_an_origin() -> None:
    ended = OrgUnit.objects.filter(valid_to=CHANGED).exclude(type=UnitType.DISTRICT)
    assert ended.exclude(pk__in=Succession.objects.filter(is_main=True).values("predecessor")).count() == 0
    begun = OrgUnit.objects.filter(valid_from=CHANGED)
    assert begun.exclude(pk__in=Succession.objects.values("successor")).count() == 0


def test_a_divided_commune_has_several_heirs_one_of_them_main() -> None:
    divided = Succession.objects.filter(is_whole=False, is_main=True).order_by("predecessor__code")[0].predecessor
    heirs = successors(divided)
    assert len(heirs) > 1
    assert [kin.is_main for kin in heirs] == [True] + [False] * (len(heirs) - 1)
    assert len(today_of(divided, on=NOW)) == len(heirs)


@pytest.mark.parametrize(("day", "name"), [(date(2026, 4, 29), "Tỉnh Đồng Nai"), (date(2026, 4, 30), "Thành phố Đồng Nai")])
def test_dong_nai_became_a_city(day: date, name: str) -> None:
    (found,) = search("Đồng Nai", on=day, types=[UnitType.PROVINCE])
    assert (found.code, found.full_name) == ("75-2025", name)
    raised = children(found, on=day).filter(Q(called__title="Phường", called__valid_from=date(2026, 4, 30))).count()
    assert raised == (10 if day == date(2026, 4, 30) else 0)


def test_a_unit_that_changed_its_title_keeps_its_place_and_its_code() -> None:
    (then,) = search("Lộc Ninh", on=date(2026, 4, 29), types=[UnitType.COMMUNE])[:1]
    now = OrgUnit.objects.on(date(2026, 4, 30)).get(pk=then.pk)
    assert (then.full_name, now.full_name) == ("Xã Lộc Ninh", "Phường Lộc Ninh")
    assert successors(now) == []
    assert history(now)[0].decision == "237/NQ-UBTVQH16"
