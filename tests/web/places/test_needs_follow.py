"""What a school or site lacks goes with it when it is merged, split, moved or closed on a page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import needs_on
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from tests.make.needs import ON as STOOD
from tests.make.needs import make_need
from tests.make.places import Province, make_unit
from tests.web.places.changes import post

TODAY = clock.today()
MERGED = STOOD + timedelta(days=30)


@pytest.fixture
def officer(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


@pytest.fixture
def other(province: Province) -> OrgUnit:
    return make_unit(province.here.unit, UnitType.SCHOOL, "Mầm non Hoa Ban", code="hoa-ban")


def place(need: Need) -> tuple[str, str]:
    need.refresh_from_db()
    return need.school.code, need.site.code if need.site else ""


def merge(browser: Client, on: date) -> str:
    return post(browser, "/don-vi/03316-mn/sap-nhap/?voi=hoa-ban", confirmed="1", into="hoa-ban", on=format_day(on))


def test_a_merged_school(officer: Client, province: Province, other: OrgUnit) -> None:
    main, at_site, elsewhere = make_need(province.here.school), make_need(province.here.site), make_need(province.there.school)
    assert "Sáp nhập 2 đơn vị?" in post(officer, "/don-vi/03316-mn/sap-nhap/?voi=hoa-ban", into="hoa-ban", on=format_day(MERGED))
    assert place(main) == ("03316-mn", "")
    assert "Đã sáp nhập" in merge(officer, MERGED)
    assert place(main) == ("hoa-ban", "")
    assert place(at_site) == ("hoa-ban", "03316-mn-ten")
    assert place(elsewhere) == ("03349-mn", "")
    assert {row.school.code for row in needs_on(MERGED - timedelta(days=1)).filter(need=main)} == {"03316-mn"}
    assert {row.school.code for row in needs_on(MERGED).filter(need=main)} == {"hoa-ban"}
    assert "Mầm non Hoa Ban" in officer.get(f"/nhu-cau/{main.pk}/").content.decode()


def test_put_on_record_late_it_leaves_alone_what_began_since(officer: Client, province: Province, other: OrgUnit) -> None:
    young = make_unit(province.there.school, UnitType.SITE, on=MERGED + timedelta(days=10))
    need = make_need(young, on=MERGED + timedelta(days=20))
    merge(officer, MERGED)
    assert place(need) == ("03349-mn", young.code)


def test_a_merger_to_come_moves_nothing_yet(officer: Client, province: Province, other: OrgUnit) -> None:
    need = make_need(province.here.school)
    assert "Đã sáp nhập" in merge(officer, TODAY + timedelta(days=10))
    assert place(need) == ("03316-mn", "")


def test_a_closed_site(officer: Client, province: Province) -> None:
    need, done = make_need(province.here.site), make_need(province.here.site, status=NeedStatus.CLOSED)
    post(officer, "/don-vi/03316-mn-ten/ket-thuc/", confirmed="1", on=format_day(TODAY), reason="Dồn về điểm chính")
    assert place(need) == ("03316-mn", "")
    assert place(done) == ("03316-mn", "03316-mn-ten")


def test_a_site_that_goes_to_another_school(officer: Client, province: Province, other: OrgUnit) -> None:
    need = make_need(province.here.site)
    post(officer, "/don-vi/03316-mn-ten/chuyen/", parent="hoa-ban", on=format_day(TODAY))
    assert place(need) == ("hoa-ban", "03316-mn-ten")


def test_a_split_school(officer: Client, province: Province) -> None:
    need = make_need(province.here.school)
    address = f"/don-vi/03316-mn/chia-tach/?cach=chia&so=2&tu_ngay={TODAY.isoformat()}"
    parts = {"name_1": "Mầm non Một", "levels_1": ["1"], "name_2": "Mầm non Hai", "levels_2": ["1"], "main": "2"}
    sites = {f"child_{province.here.site.pk}": "1"}
    page = post(officer, address, confirmed="1", **parts, **sites)
    assert "Đã chia" in page
    assert OrgUnit.objects.on(TODAY).get(code=place(need)[0]).name == "Mầm non Hai"
