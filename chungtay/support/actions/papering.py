"""Official papers about support: begun from the records, their figures counted again. What comes after (words, review, signature, number,
issue) is what documents does with any paper."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.drafts import draft_document, revise_draft
from chungtay.documents.enums import DocumentStatus
from chungtay.documents.rules import needed_profile
from chungtay.documents.template import as_values
from chungtay.places.models import OrgUnit
from chungtay.support import rules
from chungtay.support.enums import PaperKind
from chungtay.support.models import SupportPaper
from chungtay.support.papers import About, about, draw


@transaction.atomic
def draft_paper(what: About, *, by: User | None, office: OrgUnit, on: date, body: str = "") -> SupportPaper:
    """A draft of the office about this, drawn from the records as they stand. After one was issued another may follow, to replace it."""
    rules.check_can(by, Can.SEE_NEEDS, what.unit, on=on)
    needed_profile(office, body=body, on=on)
    drawn = draw(what, office=office, body=body, on=on)
    document = draft_document(office, by=by, document=drawn.document, on=on, body=body, source=drawn.text, values=as_values(drawn.figures))
    row = SupportPaper(document=document, unit=office, programme=what.programme, kind=what.kind, subject=what.code)
    with refused():
        row.save()
    record("support_paper.drafted", row, by=by, name=document.title, place_id=office.pk, kind=what.kind, about=what.code)
    return row


@transaction.atomic
def redraw_paper(row: SupportPaper, *, by: User | None, on: date) -> SupportPaper:
    """The draft says again what the records say now; what people had written into its text is gone."""
    row = locked(row)
    if row.document.status != DocumentStatus.DRAFT:
        raise RuleBroken(_("Chỉ lấy lại số liệu được của dự thảo. Văn bản này xin trả lại cho người soạn trước."))
    what = about(PaperKind(row.kind), row.subject, unit=row.unit, programme=row.programme)
    if what is None:
        raise RuleBroken(_("Khoản mà văn bản này nói đến không còn trong sổ; xin bỏ dự thảo."))
    body = row.document.body
    numbers = {mark: kept["number"] for mark, kept in row.document.values.items()}
    drawn = draw(what, office=row.unit, body=body, on=on, numbers=numbers)
    office = row.document.drafting_office
    values = as_values(drawn.figures)
    revise_draft(row.document, by=by, document=drawn.document, on=on, drafting_office=office, source=drawn.text, values=values)
    record("support_paper.redrawn", row, by=by, name=row.document.title, place_id=row.unit_id, kind=row.kind, about=row.subject)
    return row
