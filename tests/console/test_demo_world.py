"""The demo world as it stands: what the two reports of 2021 need, and the same places today."""

from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role, User
from chungtay.accounts.scope import roles_on
from chungtay.console.demo.people import ACCOUNTS, NEWCOMER, PASSWORD
from chungtay.console.demo.schools import listed_schools
from chungtay.core.periods import valid_on
from chungtay.documents.enums import DocumentStatus
from chungtay.documents.models import IncomingDocument, OfficialDocument
from chungtay.documents.queries import altered_files
from chungtay.places.enums import PlacementKind, SchoolLevel, UnitType
from chungtay.places.models import Lineage, OrgUnit, OrgUnitQuerySet, Placement
from chungtay.places.queries import ancestors, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]

THEN = date(2021, 6, 1)
NOW = date(2026, 1, 1)


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def below(code: str, type: UnitType, *, on: date) -> OrgUnitQuerySet:
    return OrgUnit.objects.on(on).below(unit(code), on=on).filter(type=type)


def with_sites(level: SchoolLevel) -> list[int]:
    """For each school of Điện Biên district of that level alone that has sites in 2021: how many."""
    schools = below("100", UnitType.SCHOOL, on=THEN).filter(Q(called__levels=level))
    counts = [below(school.code, UnitType.SITE, on=THEN).count() for school in schools]
    return sorted((count for count in counts if count), reverse=True)


def test_dien_bien_district_has_21_communes_and_67_schools() -> None:
    assert below("100", UnitType.COMMUNE, on=THEN).count() == 21
    assert below("100", UnitType.SCHOOL, on=THEN).count() == 67
    assert not OrgUnit.objects.on(NOW).filter(code="100").exists()


def test_ngoc_hoi_has_8_communes_each_with_a_school() -> None:
    assert below("611", UnitType.COMMUNE, on=THEN).count() == 8
    schools = below("611", UnitType.SCHOOL, on=THEN).values("pk")
    assert Lineage.objects.filter(valid_on(THEN), unit__in=schools).values("commune").distinct().count() == 8


def test_there_are_enough_schools_and_sites_for_the_report_of_2021() -> None:
    primary, kindergarten = with_sites(SchoolLevel.TH), with_sites(SchoolLevel.MN)
    assert len(primary) >= 10
    assert sum(primary[:6]) >= 13
    assert len(kindergarten) >= 12
    assert sum(kindergarten[:10]) >= 22
    assert below("100", UnitType.SCHOOL, on=THEN).filter(Q(called__levels=SchoolLevel.THCS)).count() >= 5


def test_the_district_managed_them_then_and_their_communes_now() -> None:
    schools = below("100", UnitType.SCHOOL, on=THEN)
    assert {found.code for school in schools if (found := manager(school, on=THEN))} == {"pgd-dien-bien"}
    assert below("11", UnitType.SCHOOL, on=NOW).count() == 67
    for school in schools:
        committee = manager(school, on=NOW)
        assert committee is not None
        assert committee.name.startswith("Ủy ban nhân dân ")
        assert commune_of(committee) == commune_of(school)


def commune_of(one: OrgUnit) -> str:
    return next(found.code for found in ancestors(one, on=NOW) if found.type == UnitType.COMMUNE)


def test_a_school_follows_its_commune_not_its_name() -> None:
    school = unit("th-sam-mun")
    assert [found.full_name for found in ancestors(school, on=THEN)] == ["Tỉnh Điện Biên", "Huyện Điện Biên", "Xã Sam Mứn"]
    assert [found.full_name for found in ancestors(school, on=NOW)] == ["Tỉnh Điện Biên", "Xã Thanh An"]
    assert commune_of(unit("mn-pom-lot")) == "03356-2025"  # today's xã Sam Mứn


def test_schools_of_ngoc_hoi_are_in_quang_ngai_today() -> None:
    assert {found.full_name for found in ancestors(unit("mn-sa-loong"), on=NOW)} == {"Tỉnh Quảng Ngãi", "Xã Sa Loong"}
    assert ancestors(unit("so-y-te-quang-ngai"), on=NOW)[0].code == "51-2025"


@pytest.mark.parametrize("code", ["pgd-dien-bien", "ubnd-huyen-ngoc-hoi", "bdh-ngoc-hoi", "so-ldtbxh-kon-tum", "ubnd-thanh-an"])
def test_offices_of_the_old_era_ended_with_it(code: str) -> None:
    assert unit(code).valid_to == date(2025, 7, 1)


def test_no_site_outside_its_schools_life() -> None:
    placed = Placement.objects.filter(unit__type=UnitType.SITE, kind=PlacementKind.TERRITORY)
    assert placed.count() == sum(len(listed.sites) for listed in listed_schools())
    assert not placed.filter(unit__valid_from__lt=F("parent__valid_from")).exists()
    assert not placed.filter(unit__valid_to__gt=F("parent__valid_to")).exists()


@pytest.mark.parametrize("day", [THEN, NOW])
def test_every_unit_of_a_day_has_a_place(day: date) -> None:
    placed = Placement.objects.filter(valid_on(day), unit=OuterRef("pk"), kind=PlacementKind.TERRITORY)
    assert list(OrgUnit.objects.on(day).exclude(type=UnitType.COUNTRY).filter(~Exists(placed))) == []


def test_everybody_signs_in_with_the_password_that_is_printed() -> None:
    cache.clear()  # the counts of wrong passwords
    for account in ACCOUNTS:
        browser = Client()
        browser.post("/dang-nhap/", {"login": account.username, "password": PASSWORD})
        user = User.objects.get(username=account.username)
        assert browser.session["_auth_user_id"] == str(user.pk)
        assert user.must_change_password == (account.username == NEWCOMER)
        assert roles_on(user, NOW)


def test_the_password_is_one_that_would_be_taken() -> None:
    for user in User.objects.all():
        validate_password(PASSWORD, user)


def test_a_focal_point_moved_from_the_district_to_the_province() -> None:
    roles = Role.objects.filter(user__username="daumoi-mn").order_by("valid_from")
    assert [(role.unit.code, role.levels) for role in roles] == [("pgd-dien-bien", 1), ("so-gddt-dien-bien", 1)]


def test_somebody_holds_two_roles_today() -> None:
    roles = roles_on(User.objects.get(username="canbo-thanh-an"), NOW)
    assert [role.kind for role in roles] == [RoleKind.COMMUNE_OFFICER, RoleKind.CLERK]


def test_a_little_paper_to_look_at() -> None:
    papers = OfficialDocument.objects.filter(unit__code="ubnd-thanh-an-2025").order_by("pk")
    assert [paper.status for paper in papers] == [DocumentStatus.ISSUED, DocumentStatus.UNDER_REVIEW, DocumentStatus.DRAFT]
    assert papers[0].symbol == "01/BC-UBND"
    assert list(altered_files()) == []
    assert IncomingDocument.objects.get().symbol == "118/SGDĐT-KHTC"
