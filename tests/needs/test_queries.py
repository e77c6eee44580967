"""Lists, queues, places and sheets of needs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.core.paging import key_page
from chungtay.needs import queries
from chungtay.needs.actions import note_met, take_down_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import Access, Asked, Waiting, export_rows, last_access_of, needs_asked, waiting_counts, where
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.models import Programme
from tests.make.needs import ON, make_need, urgent
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.needs.conftest import TODAY

S = NeedStatus


def test_what_a_list_is_asked(province: Province, programme: Programme) -> None:
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    here, there = province.here, province.there
    primary = make_unit(there.unit, UnitType.SCHOOL, "Tiểu học Pom Lót", levels=SchoolLevel.TH)
    toilet = make_need(here.site, status=S.PUBLISHED, on=date(2025, 9, 1))
    lunch = make_need(here.school, category="lunch", what="Gạo nấu bữa trưa", status=S.SUBMITTED, **urgent())
    desks = make_need(primary, category="learning", item="desks", what="Bàn ghế hai chỗ ngồi")

    def found(**asked: Any) -> set[Need]:
        return set(needs_asked(officer, Asked(**asked), on=TODAY))

    assert found() == {toilet, lunch, desks}
    assert found(text="bua trua gao") == {lunch}
    assert found(text="pom lot") == {desks}
    assert found(text="BAN TEN") == {toilet}
    assert found(text=f" nc {desks.pk}") == found(text=desks.code) == {desks}
    assert found(text="không có đâu") == set()
    assert found(programme=programme, category="lunch") == {lunch}
    assert found(group="recurring") == found(group="recurring", programme=programme) == {lunch, desks}
    assert found(unit=there.unit) == found(unit=there.office) == found(unit=primary) == {desks}
    assert found(unit=here.site) == {toilet}
    assert found(unit=province.country) == {toilet, lunch, desks}
    assert found(level=SchoolLevel.TH) == {desks}
    assert found(level=SchoolLevel.MN | SchoolLevel.TH) == {toilet, lunch, desks}
    assert found(status=S.SUBMITTED) == {lunch}
    assert found(status=queries.STANDING_WORD) == {toilet, desks}
    assert found(urgency="urgent") == {lunch}
    assert found(is_aged=True) == {toilet}
    assert (found(has_photo=True), found(has_photo=False)) == (set(), {toilet, lunch, desks})


def test_pages_by_key_in_the_same_few_queries(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    needs = [make_need(province.here.school) for _ in range(7)]
    with CaptureQueriesContext(connection) as captured:
        page = key_page(needs_asked(officer, Asked(), on=TODAY), by=("-pk",), size=3)
        told = where(page.rows, on=TODAY)
        assert {told[need.pk].place for need in page.rows} == {"Trường Mầm non Thanh An"}
        assert {need.programme.pack.slug for need in page.rows} == {"dieu-uoc-cho-em"}
    assert len(captured) <= 8
    second = key_page(needs_asked(officer, Asked(), on=TODAY), by=("-pk",), after=page.next_key, size=3)
    assert [*page.rows, *second.rows] == list(reversed(needs))[:6]


def test_what_waits_for_whom(province: Province) -> None:
    here = province.here
    officer, clerk = make_user(RoleKind.COMMUNE_OFFICER, here.office), make_user(RoleKind.CLERK, here.school)
    focal = make_user(RoleKind.FOCAL_POINT, province.office)
    later, sooner = make_need(here.school, status=S.SUBMITTED, on=TODAY), make_need(here.school, status=S.SUBMITTED)
    make_need(here.school, status=S.SUBMITTED, by=officer)
    make_need(here.school, status=S.DRAFT)
    make_need(here.school, status=S.RETURNED)
    ready = make_need(here.site)
    aged = make_need(here.school, status=S.PUBLISHED, on=date(2025, 9, 1))
    hidden = make_need(here.school, status=S.PARTLY_MET, on=date(2025, 9, 1))
    take_down_need(hidden, by=None, on=ON)
    note_met(make_need(here.school, status=S.PUBLISHED), by=clerk, on=ON, met_quantity=1)
    make_need(here.school, status=S.CONFIRMED)
    make_need(province.there.school, status=S.SUBMITTED)
    assert list(queries.queue(officer, on=TODAY)) == [sooner, later]
    assert list(queries.to_publish(focal, on=TODAY)) == [ready]
    assert list(queries.to_reconfirm(clerk, on=TODAY)) == [aged]
    assert waiting_counts(clerk, on=TODAY) == Waiting(drafts=1, returned=1, to_reconfirm=1)
    assert waiting_counts(officer, on=TODAY) == Waiting(to_verify=2, to_publish=1, to_close=1)
    assert waiting_counts(focal, on=TODAY) == Waiting(to_verify=4, to_publish=1, to_close=1)
    assert waiting_counts(make_user(RoleKind.LEADER, here.unit), on=TODAY).total == 0


def test_how_one_gets_there_is_what_was_told_last(province: Province) -> None:
    here = province.here
    assert last_access_of(here.school, here.site) is None
    make_need(here.site, road="foot", distance_km=Decimal("14.0"))
    make_need(here.site, road="motorbike", grid="none", signal="weak", distance_km=Decimal("14.0"))
    make_need(here.site)
    make_need(here.school, road="lorry")
    assert last_access_of(here.school, here.site) == Access("motorbike", "none", "weak", Decimal("14.0"))
    told = last_access_of(here.school)
    assert told is not None
    assert told.road == "lorry"


def test_a_sheet_holds_all_that_one_sees_chunk_by_chunk(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    needs = [make_need(unit) for unit in (province.here.site, province.here.school, province.there.school) for _ in range(2)]
    monkeypatch.setattr(queries, "_CHUNK", 4)
    rows = list(export_rows(needs_asked(officer, Asked(), on=TODAY), on=TODAY))
    assert [need for need, _where in rows] == list(reversed(needs))
    assert rows[0][1].commune == "Xã Sam Mứn"
    assert rows[-1][1].place == "Điểm trường Bản Ten Thanh An, Trường Mầm non Thanh An"


def test_where_is_asked_of_a_day(province: Province) -> None:
    need = make_need(province.here.school)
    assert where([need], on=ON - timedelta(days=9999))[need.pk].school == ""
    assert where([], on=ON) == {}
