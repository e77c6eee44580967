"""The units' sentences beside the officer's words: taken over with one press, each with its source; by nobody else."""

from html import unescape

import pytest
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.reports.actions import begin_report, revise_report
from chungtay.reports.models import Report
from chungtay.submissions.actions import accept_submission
from tests.make.month import FOUNDED, JULY, Month, make_district
from tests.make.people import make_user
from tests.make.submissions import at
from tests.web.reports.conftest import signed_in

BUSY = "Cán bộ xã còn kiêm nhiệm nhiều việc."


@pytest.fixture(autouse=True)
def _in_july(_today: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at("05/7/2021"))


@pytest.fixture
def world(db: None) -> Month:
    world = make_district()
    for commune in world.communes:
        accept_submission(world.answer(commune, launch_event=1, texts={"limits": BUSY}), by=None)
    return world


@pytest.fixture
def report(world: Month) -> Report:
    report = begin_report(world.round, by=None, unit=world.board, on=JULY)
    return revise_report(report, by=None, on=JULY, sections=[{"key": "han_che", "text": "Việc còn nhiều."}])


def browser(kind: RoleKind, world: Month, *, at_commune: bool = False) -> Client:
    return signed_in(make_user(kind, world.communes[0] if at_commune else world.board, on=FOUNDED))


def test_a_sentence_is_taken_over_and_shows_whom_it_comes_from(world: Month, report: Report) -> None:
    officer = browser(RoleKind.DISTRICT_OFFICER, world)
    page = unescape(officer.get(f"/bao-cao/{report.pk}/").content.decode())
    assert "Các đơn vị viết 1 ý về mục này" in page
    given = {"section": "han_che", "code": "limits", "text": BUSY}
    answer = officer.post(f"/bao-cao/{report.pk}/dua-vao/", given)
    assert answer["Location"].endswith("#muc-han_che")
    page = unescape(officer.get(f"/bao-cao/{report.pk}/").content.decode())
    assert "Nguồn của 1 ý trong mục" in page
    assert all(name in page for name in ("Xã Đắk Dục", "Xã Sa Loong", "đã có trong mục"))
    text = "Việc còn nhiều.\n\nCán bộ các xã còn kiêm nhiệm nhiều việc khác."
    revise_report(report, by=None, on=JULY, sections=[{"key": "han_che", "text": text}])
    assert "đã sửa lời" in officer.get(f"/bao-cao/{report.pk}/").content.decode()
    printed = officer.get(f"/bao-cao/{report.pk}/ban-in/").content.decode()
    assert "đã sửa lời" not in printed


def test_a_refusal_is_a_sentence_and_others_cannot_write(world: Month, report: Report) -> None:
    officer = browser(RoleKind.DISTRICT_OFFICER, world)
    url = f"/bao-cao/{report.pk}/dua-vao/"
    wrong = officer.post(url, {"section": "han_che", "code": "limits", "text": "Điều không ai viết."}, follow=True)
    assert "Ý này không còn trong báo cáo của các đơn vị" in wrong.content.decode()
    assert officer.get(url).status_code == 405
    assert browser(RoleKind.COMMUNE_OFFICER, world, at_commune=True).post(url, {}).status_code == 404


def test_the_appendix_is_a_press_away(world: Month, report: Report) -> None:
    officer = browser(RoleKind.DISTRICT_OFFICER, world)
    assert "Kèm phụ lục số liệu của từng đơn vị" in officer.get(f"/bao-cao/{report.pk}/").content.decode()
    officer.post(f"/bao-cao/{report.pk}/dem-lai/", {"phu-luc": "1"})
    assert "Bỏ phụ lục số liệu" in officer.get(f"/bao-cao/{report.pk}/").content.decode()
    assert "Đơn vị" in officer.get(f"/bao-cao/{report.pk}/ban-in/").content.decode()
