"""Reading the audit."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.web.audit.words import ACTS
from tests.make.people import make_role
from tests.make.places import Province


def test_only_what_lies_in_scope(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.COMMUNE_OFFICER, province.here.office).get("/nhat-ky/").content.decode()
    assert "Thành lập đơn vị" in page
    assert "Mầm non Thanh An" in page
    assert "Mầm non Sam Mứn" not in page


def test_a_role_at_the_country_reads_all(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.ADMINISTRATOR, province.country).get("/nhat-ky/").content.decode()
    assert "Mầm non Thanh An" in page
    assert "Mầm non Sam Mứn" in page


def test_a_clerk_may_not(as_: Callable[..., Client], province: Province) -> None:
    assert as_(RoleKind.CLERK, province.here.school).get("/nhat-ky/").status_code == 403


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    assert client.get("/nhat-ky/").headers["Location"] == "/dang-nhap/?next=/nhat-ky/"


def test_filters_live_in_the_address(as_: Callable[..., Client], province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Không có dòng nhật ký nào" in officer.get("/nhat-ky/?den=01/01/2020").content.decode()
    assert "Thành lập đơn vị" not in officer.get("/nhat-ky/?viec=role").content.decode()
    assert "Thành lập đơn vị" in officer.get("/nhat-ky/?viec=unit&tu=01/01/2020").content.decode()


@pytest.mark.parametrize("query", ["tu=31/02/2021", "viec=x", "ai=" + "a" * 500, "sau=xyz", "tu=%00"])
def test_bad_filters_are_said_not_thrown(as_: Callable[..., Client], province: Province, query: str) -> None:
    assert as_(RoleKind.COMMUNE_OFFICER, province.here.office).get(f"/nhat-ky/?{query}").status_code == 200


def test_query_count(as_: Callable[..., Client], province: Province, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    with django_assert_max_num_queries(10):
        browser.get("/nhat-ky/")


def test_every_act_has_its_words() -> None:
    house = Path(__file__).resolve().parents[3] / "chungtay"
    acts = {act for file in house.rglob("*.py") for act in re.findall(r'(?:record|note_session)\(\s*"([a-z_.]+)"', file.read_text())}
    assert acts
    assert acts <= set(ACTS)


def test_what_a_merger_ended_stays_readable_to_who_answers_now(as_: Callable[..., Client], province: Province) -> None:
    merge_units([province.here.unit, province.there.unit], by=None, on=clock.today(), decision=None, into=NewUnit("Thanh Mứn", title="Xã"))
    page = as_(RoleKind.PROVINCE_OFFICER, province.office).get("/nhat-ky/?viec=unit").content.decode()
    assert page.count("Sáp nhập đơn vị") == 2


def test_details_are_in_words(as_: Callable[..., Client], province: Province) -> None:
    make_role(RoleKind.CLERK, province.here.school)
    page = as_(RoleKind.COMMUNE_OFFICER, province.here.office).get("/nhat-ky/").content.decode()
    assert "vai trò: Văn thư, phụ trách điểm trường; tại: Trường Mầm non Thanh An" in page
    assert "trực thuộc: Xã Thanh An" in page
    assert "clerk" not in page


def test_the_role_acted_in_is_kept_in_vietnamese_whoever_writes(as_: Callable[..., Client], province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    officer.cookies["language"] = "en"
    officer.post("/phien-dang-nhap/")
    assert AuditEntry.objects.get(act="session.others_ended").acting_as.startswith("Công chức cấp xã · ")
