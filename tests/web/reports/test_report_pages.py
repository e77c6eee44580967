"""Reports: the list, the draft beside its figures, words edited, counted again, as paper, and the kept figures for ever."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.documents.actions.drafts import sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document
from chungtay.needs.actions import withdraw_need
from chungtay.needs.models import Need
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.papers import field_of
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.programmes import make_round
from tests.make.reports import Reporting, make_report
from tests.web.reports.conftest import JAN, TODAY, Desks, signed_in, text_of

TOILETS = "needs.schools/toilet/TH"


@pytest.fixture
def report(world: Reporting) -> Report:
    return make_report(world, on=TODAY)


def typed(report: Report, **changes: str) -> dict[str, str]:
    """The form of the words as the page shows it."""
    form: dict[str, str] = {}
    for section in report.sections:
        form[field_of(section["key"])] = section["text"]
        form[f"chosen_{section['key']}"] = "on"
        if section["level"]:
            form[f"title_{section['key']}"] = section["title"]
    return form | changes


def issue(world: Reporting, report: Report) -> Report:
    paper = submit_for_review(report.paper, by=world.desk.officer, on=TODAY)
    issue_document(sign_document(paper, by=world.desk.leader, on=TODAY), by=world.desk.officer, on=TODAY)
    return Report.objects.get(pk=report.pk)


def toilets(report: Report) -> KeptFigure:
    return report.figures.get(mark=TOILETS)


# ── From the list to the paper ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_the_list_to_the_papers_own_page(world: Reporting, desks: Desks) -> None:
    page = text_of(desks.officer.get("/bao-cao/"))
    assert "Chưa lập" in page
    begin = re.search(r'href="(/bao-cao/lap/[^"]+)"', page)
    assert begin
    form = text_of(desks.officer.get(begin[1].replace("&amp;", "&")))
    round_pk, office = world.round.pk, world.desk.unit.office_profiles.get().pk
    assert f'value="{round_pk}" selected' in form
    assert f'value="{office}" selected' in form
    made = desks.officer.post("/bao-cao/lap/", {"round": round_pk, "unit": office})
    report = Report.objects.get()
    assert made.headers["Location"] == f"/bao-cao/{report.pk}/"
    page = text_of(desks.officer.get(made.headers["Location"]))
    assert f'<a class="button primary" href="/bao-cao/{report.pk}/ban-in/">' in page
    paper = text_of(desks.officer.get(f"/bao-cao/{report.pk}/ban-in/"))
    assert f'<a class="button primary" href="/van-ban/{report.paper_id}/">' in paper
    assert "BÁO CÁO" in paper
    assert "Dự thảo" in text_of(desks.officer.get("/bao-cao/"))


def test_figures_stand_beside_the_words_and_open(world: Reporting, desks: Desks, report: Report) -> None:
    row = toilets(report)
    page = text_of(desks.officer.get(f"/bao-cao/{report.pk}/"))
    url = f"/bao-cao/{report.pk}/con-so/{row.number}/"
    assert f'<a class="figure" href="{url}">1</a>' in page
    assert f"#{row.number}" in page
    kept = text_of(desks.officer.get(url))
    assert "TH&amp;THCS Thanh An" in kept
    assert "không đổi" in kept


def test_the_papers_own_page_leads_to_the_figures_and_back(desks: Desks, report: Report) -> None:
    page = text_of(desks.officer.get(f"/van-ban/{report.paper_id}/"))
    assert f'href="/bao-cao/{report.pk}/con-so/{toilets(report).number}/"' in page
    assert f'href="/bao-cao/{report.pk}/"' in page


def test_begun_once(world: Reporting, desks: Desks, report: Report) -> None:
    again = {"round": world.round.pk, "unit": world.desk.unit.office_profiles.get().pk}
    page = text_of(desks.officer.post("/bao-cao/lap/", again))
    assert "đang soạn báo cáo của đợt này" in page
    assert Report.objects.count() == 1


def test_begin_says_what_is_wrong(world: Reporting, desks: Desks) -> None:
    for given in ({}, {"round": "999", "unit": "x"}, {"round": "a\0", "unit": ""}):
        page = text_of(desks.officer.post("/bao-cao/lap/", given))
        assert "Xin chọn một mục" in page
    assert desks.officer.get("/bao-cao/lap/?dot=abc&co-quan=%00").status_code == 200


def test_without_a_head_the_page_says_where_to_go(desks: Desks, world: Reporting) -> None:
    assert "/van-ban/co-quan/" in text_of(desks.neighbour.get("/bao-cao/"))
    assert "/van-ban/co-quan/" in text_of(desks.neighbour.get("/bao-cao/lap/"))
    school = signed_in(make_user(RoleKind.CLERK, world.mn))
    assert "Báo cáo do cơ quan quản lý lập" in text_of(school.get("/bao-cao/")) or "/van-ban/co-quan/" in text_of(school.get("/bao-cao/"))


def test_rounds_before_the_office_are_left_out(world: Reporting, desks: Desks) -> None:
    make_round(world.programme, code="2021", name="Đợt xưa", starts_on=date(2021, 1, 15), ends_on=date(2021, 3, 1))
    assert "Đợt xưa" not in text_of(desks.officer.get("/bao-cao/"))


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_edited_sections_chosen(desks: Desks, report: Report) -> None:
    form = typed(report, text_han_che="Một số trường gửi chậm.", title_han_che="Khó khăn, hạn chế", text_kien_nghi="Xin thêm kinh phí.")
    del form["chosen_uu_diem"]
    done = desks.officer.post(f"/bao-cao/{report.pk}/sua/", form)
    assert done.headers["Location"] == f"/bao-cao/{report.pk}/"
    paper = text_of(desks.officer.get(f"/bao-cao/{report.pk}/ban-in/"))
    assert "Một số trường gửi chậm." in paper
    assert "Khó khăn, hạn chế" in paper
    assert "Xin thêm kinh phí." in paper
    assert "Ưu điểm" not in paper
    assert "không đưa vào báo cáo" in text_of(desks.officer.get(f"/bao-cao/{report.pk}/"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Có {99#{n}} trường.", "đã bị sửa"),
        ("Có {1#999} trường.", "không có con số mang số hiệu 999"),
        ("Có { một trường.", "đứng một mình"),
        ("# Đề mục mới", "đề mục"),
        ("dòng\n" * 1000, "dài quá"),
        ("chữ " * 6000, "Dài quá"),
        ("a\0b", "ký tự lạ"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_section_and_nothing_is_lost(desks: Desks, report: Report, text: str, says: str) -> None:
    text = text.replace("{n}", str(toilets(report).number))
    form = typed(report, text_uu_diem="Lời mới của tôi.", text_han_che=text)
    answer = desks.officer.post(f"/bao-cao/{report.pk}/sua/", form)
    page = text_of(answer)
    assert answer.status_code == 200
    at = page.index('id="id_text_han_che_error"')
    assert says in page[at : at + 400]
    assert "Lời mới của tôi." in page
    report.refresh_from_db()
    assert "Lời mới của tôi." not in str(report.sections)


def test_the_box_for_words_shows_tokens_and_their_numbers(desks: Desks, report: Report) -> None:
    row = toilets(report)
    page = text_of(desks.officer.get(f"/bao-cao/{report.pk}/sua/"))
    assert f"{{{row.text}#{row.number}}}" in page
    assert f"<code>#{row.number}</code>" in page
    assert "Để trống thì không in." in page


def test_a_sent_back_form_without_fields_changes_nothing(desks: Desks, report: Report) -> None:
    before = report.paper.content["blocks"]
    answer = desks.officer.post(f"/bao-cao/{report.pk}/sua/", {})
    assert answer.status_code == 200
    report.paper.refresh_from_db()
    assert report.paper.content["blocks"] == before


# ── Counted again ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_moved_figures_are_named_and_counted_again(world: Reporting, desks: Desks, report: Report) -> None:
    assert "Con số đã khác" not in text_of(desks.officer.get(f"/bao-cao/{report.pk}/"))
    make_need(world.th, category="toilet", on=JAN)
    make_need(world.province.here.school, category="lunch", on=JAN)
    page = text_of(desks.officer.get(f"/bao-cao/{report.pk}/"))
    assert "Con số đã khác từ khi lập báo cáo" in page
    assert "Số nhu cầu: 3 → <b>5</b>" in page
    done = text_of(desks.officer.post(f"/bao-cao/{report.pk}/dem-lai/", follow=True))
    assert "Đã đếm lại. Số nhu cầu: 3 → 5" in done
    assert "Con số đã khác" not in done
    assert "con số không đổi" in text_of(desks.officer.post(f"/bao-cao/{report.pk}/dem-lai/", follow=True))


def test_a_look_changes_nothing(desks: Desks, report: Report) -> None:
    assert desks.officer.get(f"/bao-cao/{report.pk}/dem-lai/").status_code == 405


def test_thrown_away_with_a_reason(desks: Desks, report: Report) -> None:
    assert "Xin điền mục này" in text_of(desks.officer.post(f"/bao-cao/{report.pk}/bo/", {"reason": ""}))
    done = desks.officer.post(f"/bao-cao/{report.pk}/bo/", {"reason": "Lập nhầm đợt"})
    assert done.headers["Location"] == "/bao-cao/"
    assert not Report.objects.exists()


# ── Issued ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_issued_report_stays_and_tells_what_moved(world: Reporting, desks: Desks, report: Report) -> None:
    issued = issue(world, report)
    row = toilets(issued)
    withdraw_need(Need.objects.get(site=world.th_site, category="toilet"), by=None, on=TODAY, reason="Đã có")
    page = text_of(desks.leader.get(f"/bao-cao/{issued.pk}/"))
    assert "Sửa lời" not in page
    assert "Con số đã khác" not in page
    assert f'<a class="button primary" href="/van-ban/{issued.paper_id}/">' in page
    kept = text_of(desks.leader.get(f"/bao-cao/{issued.pk}/con-so/{row.number}/"))
    assert f'class="figure-value"><b>{row.text}</b>' in kept
    assert "TH&amp;THCS Thanh An" in kept
    assert kept.count("<strong>đã khác</strong>") == 2
    for step in ("sua", "bo"):
        refused = desks.officer.post(f"/bao-cao/{issued.pk}/{step}/", typed(issued) | {"reason": "x"})
        assert refused.status_code == 200
    assert Report.objects.filter(pk=issued.pk).exists()
    assert "Chỉ sửa được báo cáo đang soạn" in text_of(desks.officer.post(f"/bao-cao/{issued.pk}/dem-lai/", follow=True))


def test_every_kept_figure_has_a_page(world: Reporting, desks: Desks, report: Report) -> None:
    for row in report.figures.all():
        answer = desks.officer.get(f"/bao-cao/{report.pk}/con-so/{row.number}/")
        assert answer.status_code == 200
        for kind in ("truong", "diem-truong", "nhu-cau", "abc"):
            assert desks.officer.get(f"/bao-cao/{report.pk}/con-so/{row.number}/?xem={kind}&sau=abc").status_code == 200
    assert desks.officer.get(f"/bao-cao/{report.pk}/con-so/999/").status_code == 404


def test_the_level_above_reads_what_was_issued(world: Reporting, desks: Desks, report: Report) -> None:
    assert "Chưa có báo cáo nào được phát hành" in text_of(desks.province.get("/bao-cao/?xem=pham-vi"))
    assert desks.province.get(f"/bao-cao/{report.pk}/").status_code == 404
    issue(world, report)
    assert f"/bao-cao/{report.pk}/" in text_of(desks.province.get("/bao-cao/?xem=pham-vi"))
    assert desks.province.get(f"/bao-cao/{report.pk}/").status_code == 200


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_ones_own_offices(world: Reporting, desks: Desks, report: Report) -> None:
    paths = [f"/bao-cao/{report.pk}/{step}" for step in ("", "ban-in/", "sua/", "bo/", f"con-so/{toilets(report).number}/")]
    for browser in (desks.neighbour, desks.province, signed_in(make_user(RoleKind.CLERK, world.mn))):
        assert {browser.get(path).status_code for path in paths} == {404}
        assert browser.post(f"/bao-cao/{report.pk}/dem-lai/").status_code == 404
        assert browser.post(f"/bao-cao/{report.pk}/sua/", typed(report)).status_code == 404
    for path in ["/bao-cao/", *paths]:
        assert Client().get(path).headers["Location"].startswith("/dang-nhap/")


def test_query_counts(world: Reporting, desks: Desks, report: Report, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    figures = report.figures.count()
    kept = f"/bao-cao/{report.pk}/con-so/{toilets(report).number}/"
    for path, most in (
        ("/bao-cao/", 16),
        ("/bao-cao/?xem=pham-vi", 14),
        (f"/bao-cao/{report.pk}/", 27 + figures),
        (f"/bao-cao/{report.pk}/ban-in/", 20),
        (f"/bao-cao/{report.pk}/sua/", 18),
        (kept, 34),
    ):
        with django_assert_max_num_queries(most):
            assert desks.officer.get(path).status_code == 200
