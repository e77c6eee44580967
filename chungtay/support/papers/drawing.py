"""From what a paper is about to its words with their figures."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from chungtay.documents.template import Figured, render_figured
from chungtay.places.models import OrgUnit
from chungtay.support.enums import PaperKind
from chungtay.support.models import Contribution, Delivery, MobilisationPlan, Posting, Reception
from chungtay.support.papers.about import About, Span
from chungtay.support.papers.delivering import delivery_names
from chungtay.support.papers.listing import donors_names
from chungtay.support.papers.monthly import month_names
from chungtay.support.papers.naming import Names, office_names
from chungtay.support.papers.planning import plan_names, posting_names, settlement_names
from chungtay.support.papers.receiving import reception_names, thanks_names

_TEMPLATES: Final = Path(__file__).parent


def draw(what: About, *, office: OrgUnit, body: str = "", on: date, numbers: Mapping[str, int] | None = None) -> Figured:
    """The paper of this office as the records stand: its document without head, its text, its figures; `numbers` that marks already have.

    Raises RuleBroken where there is too much for one paper.
    """
    names = {
        "co_quan": office_names(office, body=body, on=on),
        "chuong_trinh": what.programme.name if what.programme else "",
        "hom_nay": on,
        **_names(what, office=office, on=on),
    }
    return render_figured(_template(what.kind), names, numbers=numbers)


@cache
def _template(kind: PaperKind) -> str:
    return (_TEMPLATES / f"{kind.value}.md").read_text(encoding="utf-8")


def _names(what: About, *, office: OrgUnit, on: date) -> Names:
    subject = what.subject
    if isinstance(subject, Reception):
        return reception_names(subject, on=on)
    if isinstance(subject, Delivery):
        return delivery_names(subject, office=office, on=on)
    if isinstance(subject, Contribution):
        return thanks_names(subject, on=on)
    if isinstance(subject, Posting):
        return posting_names(subject, on=on)
    if isinstance(subject, MobilisationPlan):
        return (plan_names if what.kind == PaperKind.PLAN else settlement_names)(subject, on=on)
    return _spanned(what, subject, on=on)


def _spanned(what: About, span: Span, *, on: date) -> Names:
    return (month_names if what.kind == PaperKind.MONTH else donors_names)(what.unit, span, what.programme, on=on)
