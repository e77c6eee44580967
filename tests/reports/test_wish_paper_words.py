"""The report of “Điều ước cho em” says what schools wrote of their limits and asks, where an official looks for it."""

import pytest

from chungtay.core import clock
from chungtay.documents.decree30.sheet import compose, words
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.reports.papers import draft_report, occasion_of
from chungtay.submissions.actions import accept_submission
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Narrative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def said() -> list[str]:
    row = Round.objects.get(programme__slug="dieu-uoc-cho-em", code="2026")
    unit = OrgUnit.objects.get(code="so-gddt-dien-bien")
    draft = draft_report(occasion_of(row, unit=unit, on=clock.today()), with_appendix=True)
    return [line.replace("\u00a0", " ") for line in words(compose(draft.document))]


def test_what_schools_wrote_stands_under_its_heading() -> None:
    text = said()
    limits, end = text.index("2. Hạn chế"), text.index("Số liệu của từng đơn vị nêu tại Phụ lục kèm theo Báo cáo này.")
    assert limits < text.index("Học sinh ở trọ nhà người quen chưa được ghi đủ.") < end
    assert not any("chưa có sóng" in line for line in text)  # not accepted, sent back
    assert "3. Kiến nghị" not in text
    sent = Narrative.objects.filter(submission__round__programme__slug="dieu-uoc-cho-em", submission__status=SubmissionStatus.SUBMITTED)
    wish = sent.get(code="proposals")
    accept_submission(wish.submission, by=None)
    text = said()
    assert text.index("3. Kiến nghị") + 1 == text.index(wish.text)
