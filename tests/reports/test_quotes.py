"""What the units wrote within a report: each sentence keeps whom it comes from, whatever people write around it."""

from collections.abc import Iterator

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document
from chungtay.reports.actions import begin_report, recount_report, revise_report, take_over
from chungtay.reports.enums import Standing
from chungtay.reports.models import Quote, Report
from chungtay.reports.quotes import standing, texts_of_sections
from chungtay.submissions.actions import accept_submission
from tests.make.month import FOUNDED, JULY, Month, make_district
from tests.make.people import make_user
from tests.make.submissions import at

BUSY = "Cán bộ xã còn kiêm nhiệm nhiều việc."
SLOW = "Thu thập số liệu còn chậm, nhất là {ở} thôn *xa*."


@pytest.fixture(autouse=True)
def _in_july() -> Iterator[None]:
    with clock.standing_at(at("05/7/2021")):
        yield


@pytest.fixture
def world(db: None) -> Month:
    world = make_district()
    for commune, text in zip(world.communes, (BUSY, f"Cán bộ của xã còn kiêm nhiệm nhiều việc.\n- {SLOW}"), strict=True):
        accept_submission(world.answer(commune, launch_event=1, texts={"limits": text}), by=None)
    return world


def begun(world: Month) -> Report:
    return begin_report(world.round, by=None, unit=world.board, on=JULY)


def text_of(report: Report, key: str = "han_che") -> str:
    return str(next(section["text"] for section in report.sections if section["key"] == key))


def test_what_the_template_prints_has_its_sources(world: Month) -> None:
    report = begun(world)
    first, second = report.quotes.order_by("number")
    assert (first.section, first.code, len(first.sources)) == ("han_che", "limits", 2)
    assert (second.text, [source["text"] for source in second.sources]) == (SLOW, [SLOW])


def test_a_sentence_is_taken_over_once_and_lives_through_everything(world: Month) -> None:
    report = revise_report(begun(world), by=None, on=JULY, sections=[{"key": "han_che", "text": "Nhiều việc còn chậm."}])
    report = recount_report(report, by=None, on=JULY)
    assert not report.quotes.exists()
    for _again in range(2):
        report = take_over(report, by=None, on=JULY, section="han_che", code="limits", text=SLOW)
    assert text_of(report) == "Nhiều việc còn chậm.\n\nThu thập số liệu còn chậm, nhất là \\{ở\\} thôn \\*xa\\*."
    assert "nhất là {ở} thôn *xa*." in str(report.paper.content)
    report = revise_report(
        report, by=None, on=JULY, sections=[{"key": "han_che", "text": "Việc thu thập số liệu còn chậm, nhất là ở các thôn xa."}]
    )
    report = recount_report(report, by=None, on=JULY)
    (quote,) = report.quotes.all()
    assert standing(quote.text, text_of(report)) == Standing.EDITED
    report = revise_report(report, by=None, on=JULY, sections=[{"key": "han_che", "text": "Không có gì."}])
    assert standing(quote.text, text_of(report)) == Standing.GONE


def test_only_what_units_wrote_can_be_taken_over(world: Month) -> None:
    report = begun(world)
    for section, code, text in (("han_che", "limits", "Chúng tôi rất tốt."), ("han_che", "lessons", BUSY), ("khong_co", "limits", SLOW)):
        with pytest.raises(RuleBroken, match="không còn trong báo cáo của các đơn vị"):
            take_over(report, by=None, on=JULY, section=section, code=code, text=text)


def test_what_is_issued_keeps_its_sources(world: Month) -> None:
    report = begun(world)
    leader = make_user(RoleKind.LEADER, world.board, on=FOUNDED)
    paper = sign_document(submit_for_review(report.paper, by=None, on=JULY), by=leader, on=JULY)
    issue_document(paper, by=None, on=JULY)
    quote = Quote.objects.filter(report=report).first()
    assert quote is not None
    for write in (quote.delete, quote.save):
        with pytest.raises(RuleBroken, match="đã phát hành"), refused():
            write()


def test_which_text_stands_in_which_section() -> None:
    template = "+++\n+++\n§ mot\n# Một\n{% for y in y_kien.limits %}{% endfor %}\n{% if y_kien.causes %}{% endif %}\n§ hai\nKhông."
    assert texts_of_sections(template) == {"mot": ("limits", "causes")}
