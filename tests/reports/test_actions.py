"""A report through its life: begun, revised, counted again, thrown away; once issued, it and its figures are what they were."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document
from chungtay.documents.kept import marked, taken_out
from chungtay.documents.models import OfficialDocument
from chungtay.needs.actions import withdraw_need
from chungtay.reports.actions import begin_report, discard_report, recount_report, revise_report
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.papers import moved
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.reports import ON, Reporting, make_report, make_reporting

pytestmark = pytest.mark.django_db
JAN = date(2026, 1, 5)
TOILETS = "needs.schools/toilet/TH"


@pytest.fixture
def world() -> Reporting:
    world = make_reporting()
    make_need(world.th, category="toilet", on=JAN)
    make_need(world.mn, category="toilet", on=JAN)
    return world


def section(report: Report, key: str) -> dict[str, Any]:
    return next(part for part in report.sections if part["key"] == key)


def revise(world: Reporting, report: Report, key: str, text: str, **more: Any) -> Report:
    return revise_report(report, by=world.desk.officer, on=ON, sections=[{"key": key, "text": text, **more}])


def issue(world: Reporting, report: Report) -> Report:
    paper = submit_for_review(report.paper, by=world.desk.officer, on=ON)
    issue_document(sign_document(paper, by=world.desk.leader, on=ON), by=world.desk.officer, on=ON)
    return Report.objects.select_related("paper").get(pk=report.pk)


def on_paper(report: Report) -> dict[str, str]:
    return marked(taken_out(OfficialDocument.objects.get(pk=report.paper_id).content))


# ── Begun ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_begun_from_the_records(world: Reporting) -> None:
    report = make_report(world)
    kept = report.figures.get(mark=TOILETS)
    assert (kept.value, kept.text, kept.question, kept.filters["level"]) == (1, "1", "needs.schools", "TH")
    assert kept.records["school"] == [world.th.pk]
    assert kept.meaning.startswith("Số trường có nhu cầu: Nhà vệ sinh, Tiểu học")
    assert f"cấp TH {{1#{kept.number}}} trường" in section(report, "nhu_cau")["text"]
    assert on_paper(report)[TOILETS] == "1"
    assert report.paper.values[TOILETS]["value"] == 1
    assert report.paper.status == "draft"
    assert report.as_of == ON
    assert AuditEntry.objects.filter(act="report.begun").count() == 1


def test_one_at_a_time(world: Reporting) -> None:
    report = make_report(world)
    with pytest.raises(RuleBroken, match="đang soạn báo cáo"):
        make_report(world)
    issue(world, report)
    assert make_report(world).pk != report.pk  # to replace it


def test_only_those_who_write_the_offices_papers(world: Reporting) -> None:
    stranger = make_user(RoleKind.COMMUNE_OFFICER, world.province.there.office)
    with pytest.raises(RuleBroken, match="đơn vị này"):
        begin_report(world.round, by=stranger, unit=world.desk.unit, on=ON)
    report = make_report(world)
    for act in (
        recount_report,
        lambda row, **who: revise_report(row, sections=[], **who),
        lambda row, **who: discard_report(row, reason="x", **who),
    ):
        with pytest.raises(RuleBroken, match="đơn vị này"):
            act(report, by=stranger, on=ON)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_edited_and_figures_stay(world: Reporting) -> None:
    report = make_report(world)
    number = report.figures.get(mark=TOILETS).number
    report = revise(world, report, "han_che", f"Còn {{1#{number}}} trường tiểu học thiếu nhà vệ sinh; đã đến 3 nơi.")
    report = revise(world, report, "kien_nghi", "Đề nghị Sở giới thiệu nhà tài trợ.")
    assert on_paper(report)[TOILETS] == "1"
    titles = [block["title"][0]["text"] for block in report.paper.content["blocks"] if block["block"] == "heading"]
    assert titles[-3:] == ["Ưu điểm", "Hạn chế", "Kiến nghị"]


def test_a_figure_taken_out_loses_its_mark(world: Reporting) -> None:
    report = revise(world, make_report(world), "nhu_cau", "Các trường đã cập nhật nhu cầu.")
    assert TOILETS not in on_paper(report)
    assert TOILETS not in report.paper.values
    assert report.figures.filter(mark=TOILETS).exists()  # it may be put back
    number = report.figures.get(mark=TOILETS).number
    assert on_paper(revise(world, report, "nhu_cau", f"Có {{một#{number}}} trường."))[TOILETS] == "một"


def test_sections_are_chosen(world: Reporting) -> None:
    report = make_report(world)
    chosen = [{"key": key, "is_chosen": False} for key in ("uu_diem", "han_che")]
    report = revise_report(report, by=world.desk.officer, on=ON, sections=chosen)
    titles = [block["title"][0]["text"] for block in report.paper.content["blocks"] if block["block"] == "heading"]
    assert titles == ["Công tác quản lý chỉ đạo", "Kết quả hoạt động", "Kết quả triển khai", "Cập nhật thông tin về nhu cầu", *titles[4:]]
    assert "Đánh giá chung" not in titles


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Có {7#1} trường", "đã bị sửa"),
        ("Chữ\nCó {1#999} trường", "Dòng 2: không có con số mang số hiệu 999"),
        ("Có {1 trường", "đứng một mình"),
        ("chữ\n" * 1_000, "dài quá"),
        ("**đậm", "mở mà không đóng"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_section(world: Reporting, text: str, says: str) -> None:
    report = make_report(world)
    before = section(report, "han_che")["text"]
    with pytest.raises(RuleBroken, match=says) as caught:
        revise(world, report, "han_che", text)
    assert caught.value.field == "text_han_che"
    assert section(Report.objects.get(pk=report.pk), "han_che")["text"] == before


def test_a_section_that_no_report_has(world: Reporting) -> None:
    with pytest.raises(RuleBroken, match="không có mục “la”"):
        revise(world, make_report(world), "la", "chữ")


def test_words_wait_while_others_have_the_paper(world: Reporting) -> None:
    report = make_report(world)
    submit_for_review(report.paper, by=world.desk.officer, on=ON)
    with pytest.raises(RuleBroken, match="báo cáo đang soạn"):
        revise(world, report, "ket", "Hết.")
    with pytest.raises(RuleBroken, match="báo cáo đang soạn"):
        recount_report(report, by=world.desk.officer, on=ON)


# ── Counted again ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_counted_again_with_the_words_that_people_wrote(world: Reporting) -> None:
    report = make_report(world)
    known = {row.mark: row.number for row in report.figures.all()}
    number = known[TOILETS]
    report = revise(world, report, "han_che", f"Còn {{một#{number}}} trường tiểu học thiếu nhà vệ sinh.")
    make_need(world.province.here.site, category="lunch", on=date(2026, 3, 6))
    make_need(world.th_site, category="toilet", on=date(2026, 3, 6))
    report = recount_report(report, by=world.desk.officer, on=date(2026, 3, 9))
    assert report.as_of == date(2026, 3, 9)
    assert {row.mark: row.number for row in report.figures.all() if row.mark in known} == known
    assert section(report, "han_che")["text"] == f"Còn {{một#{number}}} trường tiểu học thiếu nhà vệ sinh."
    assert "bữa ăn trưa" in section(report, "nhu_cau")["text"]  # nobody had touched it: drawn anew
    assert on_paper(report)["needs.sites/toilet/TH"] == "1"


def test_an_edited_section_gets_new_figures_also_where_a_sentence_is_gone(world: Reporting) -> None:
    report = make_report(world)
    number = report.figures.get(mark=TOILETS).number
    report = revise(world, report, "nhu_cau", f"Còn {{1#{number}}} trường tiểu học thiếu nhà vệ sinh.")
    withdraw_need(world.th.needs.get(), by=None, on=date(2026, 3, 6), reason="Đã tự sửa")
    report = recount_report(report, by=world.desk.officer, on=date(2026, 3, 9))
    assert section(report, "nhu_cau")["text"] == f"Còn {{0#{number}}} trường tiểu học thiếu nhà vệ sinh."
    assert report.figures.get(number=number).records["school"] == []


def test_thrown_away_with_its_paper(world: Reporting) -> None:
    report = make_report(world)
    with pytest.raises(RuleBroken, match="Xin ghi lý do"):
        discard_report(report, by=world.desk.officer, on=ON, reason=" ")
    discard_report(report, by=world.desk.officer, on=ON, reason="Lập nhầm đợt")
    assert not Report.objects.exists()
    assert not KeptFigure.objects.exists()
    assert not OfficialDocument.objects.exists()
    assert AuditEntry.objects.filter(act="report.discarded").count() == 1


# ── Issued ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_issued_report_keeps_figures_and_records(world: Reporting) -> None:
    report = issue(world, make_report(world))
    before = list(report.figures.order_by("number").values())
    text = report.paper.text
    withdraw_need(world.th.needs.get(), by=None, on=date(2026, 3, 6), reason="Đã tự sửa")
    make_need(world.mn_site, category="lunch", on=date(2026, 3, 6))
    report = Report.objects.get(pk=report.pk)
    assert list(report.figures.order_by("number").values()) == before
    assert report.paper.text == text
    found = {row.kept.mark: row for row in moved(report, on=date(2027, 3, 5))}
    there = found[TOILETS]
    assert there.then is not None
    assert there.now is not None
    assert (there.kept.value, there.then.value, there.now.value) == (1, 1, 0)
    assert there.has_moved
    assert not there.is_corrected


def test_the_database_refuses_any_change(world: Reporting) -> None:
    report = issue(world, make_report(world))
    row = report.figures.first()
    assert row is not None
    copy = KeptFigure(
        **{field.attname: getattr(row, field.attname) for field in KeptFigure._meta.concrete_fields}
        | {"id": None, "number": 900, "mark": "x"}
    )
    for write in (
        lambda: Report.objects.filter(pk=report.pk).update(sections=[]),
        lambda: report.figures.filter(pk=row.pk).update(value=99),
        lambda: report.figures.filter(pk=row.pk).delete(),
        copy.save,
    ):
        with pytest.raises(IntegrityError, match="đã phát hành"), transaction.atomic():
            write()
    with pytest.raises(RuleBroken):
        revise(world, report, "ket", "Hết.")
    with pytest.raises(RuleBroken):
        discard_report(report, by=world.desk.officer, on=ON, reason="x")
