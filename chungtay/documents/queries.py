"""Questions about papers: what an office calls itself, the registers, what waits, and whether everything kept is still what it was."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.files.storage import default_storage
from django.db.models import Count, Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.accounts.scope import may
from chungtay.core.invariants import check_time
from chungtay.core.periods import valid_on
from chungtay.core.search import matching
from chungtay.documents.enums import INCOMING, OUT, DocumentKind, DocumentStatus, FileFormat
from chungtay.documents.models import (
    DocumentFile,
    IncomingDocument,
    NumberSeries,
    OfficeProfile,
    OfficialDocument,
)
from chungtay.places.models import OrgUnit
from chungtay.places.offices import agencies_of


def profile_on(unit: OrgUnit, *, body: str, on: date) -> OfficeProfile | None:
    """How the office, or the advisory body at it, heads and numbers its papers that day."""
    return OfficeProfile.objects.filter(valid_on(on), unit=unit, body=body).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a register is asked for; empty means all."""

    text: str = ""
    unit: OrgUnit | None = None
    kind: str = ""
    status: str = ""
    first: date | None = None
    last: date | None = None


def outgoing(viewer: User, asked: Asked, *, on: date) -> QuerySet[OfficialDocument]:
    """The outgoing register as the viewer may see it."""
    rows = OfficialDocument.objects.for_user(viewer, Can.SEE_PAPERS, on=on).out()
    return _narrowed(rows, asked).defer("content", "text", "source", "values", "marks", "search_text")


def in_the_making(viewer: User, asked: Asked, *, on: date) -> QuerySet[OfficialDocument]:
    """Drafts, papers under review and signed ones of the viewer's own offices."""
    rows = OfficialDocument.objects.for_user(viewer, Can.SEE_PAPERS, on=on).exclude(status__in=OUT)
    return _narrowed(rows, asked).defer("content", "text", "source", "values", "marks", "search_text")


def _narrowed(rows: QuerySet[OfficialDocument], asked: Asked) -> QuerySet[OfficialDocument]:
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.first:
        rows = rows.filter(issued_on__gte=asked.first)
    if asked.last:
        rows = rows.filter(issued_on__lte=asked.last)
    return matching(rows, "search_text", asked.text)


def incoming(viewer: User, asked: Asked, *, on: date) -> QuerySet[IncomingDocument]:
    """The incoming register of the viewer's offices; `status`: "mo" not settled, "qua-han" not settled and past its day."""
    rows = IncomingDocument.objects.for_user(viewer, Can.SEE_PAPERS, on=on)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.status:
        rows = rows.filter(settled_on__isnull=True)
    if asked.status == "qua-han":
        rows = rows.filter(due_on__lt=on)
    if asked.first:
        rows = rows.filter(arrived_on__gte=asked.first)
    if asked.last:
        rows = rows.filter(arrived_on__lte=asked.last)
    return matching(rows, "search_text", asked.text)


@dataclass(frozen=True, slots=True)
class Awaited:
    """How many papers wait for the person, by what is to be done with them, and incoming ones that are theirs to settle."""

    to_review: int = 0
    to_sign: int = 0
    to_issue: int = 0
    returned: int = 0
    to_settle: int = 0
    overdue: int = 0


def awaited(user: User, *, on: date) -> Awaited:
    """What waits for the person in the role that they act in."""
    if not may(user, Can.SEE_PAPERS, on=on):
        return Awaited()
    keeps_register, signs = may(user, Can.ISSUE_PAPERS, on=on), may(user, Can.SIGN_PAPERS, on=on)
    under_review = Q(status=DocumentStatus.UNDER_REVIEW)
    papers = OfficialDocument.objects.for_user(user, Can.DRAFT_PAPERS, on=on).aggregate(
        to_review=Count("pk", filter=under_review & Q(reviewed_by=None) & ~Q(drafted_by=user)),
        to_sign=Count("pk", filter=under_review),
        to_issue=Count("pk", filter=Q(status=DocumentStatus.SIGNED)),
        returned=Count("pk", filter=Q(status=DocumentStatus.DRAFT, drafted_by=user) & ~Q(returned="")),
    )
    mine = IncomingDocument.objects.filter(handler=user, settled_on__isnull=True)
    arrived = mine.aggregate(to_settle=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)))
    return Awaited(
        to_review=papers["to_review"] if keeps_register else 0,
        to_sign=papers["to_sign"] if signs else 0,
        to_issue=papers["to_issue"] if keeps_register else 0,
        returned=papers["returned"],
        **arrived,
    )


def handlers_at(unit: OrgUnit, *, on: date) -> QuerySet[User]:
    """Who may be given an incoming document of the office: those who hold a role there, or at an agency of that territory."""
    seats = [unit.pk, *agencies_of([unit], on=on).values_list("pk", flat=True)]
    return User.objects.filter(pk__in=Role.objects.on(on).filter(unit__in=seats).values("user"), is_active=True).order_by("sort_key", "pk")


def may_replace(document: OfficialDocument) -> QuerySet[OfficialDocument]:
    """Which issued papers may stand in the document's place: of the same office and the same type (Điều 18)."""
    return _deciding(document).filter(kind=document.kind)


def may_recall(document: OfficialDocument) -> QuerySet[OfficialDocument]:
    """Which issued papers may say that the document is recalled: any of the same office but minutes and the like."""
    return _deciding(document).filter(kind__in=[DocumentKind.CONG_VAN, DocumentKind.QUYET_DINH, DocumentKind.THONG_BAO])


def _deciding(document: OfficialDocument) -> QuerySet[OfficialDocument]:
    later = OfficialDocument.objects.filter(unit=document.unit_id, body=document.body, status=DocumentStatus.ISSUED)
    return later.filter(Q(issued_on__gt=document.issued_on) | Q(issued_on=document.issued_on, pk__gt=document.pk)).order_by(
        "-issued_on", "-pk"
    )


# ── Doctor ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Altered:
    """A kept file that is no longer what it was: `fault` is "missing" or "altered"."""

    paper: str
    name: str
    fault: str


def altered_files() -> Iterator[Altered]:
    """Every kept file is read again and compared with its hash; an issued document without its Word or PDF is missing one."""
    for kept in DocumentFile.objects.select_related("document").only("file", "sha256", "document__symbol", "document__subject").iterator():
        check_time()
        if fault := _fault(kept.file.name or "", kept.sha256):
            yield Altered(str(kept.document), kept.file.name or "", fault)
    for arrived in IncomingDocument.objects.exclude(file="").only("file", "sha256", "symbol", "subject").iterator():
        check_time()
        if fault := _fault(arrived.file.name or "", arrived.sha256):
            yield Altered(str(arrived), arrived.file.name or "", fault)
    for form in (FileFormat.DOCX, FileFormat.PDF):
        bare = OfficialDocument.objects.out().exclude(files__format=form)
        yield from (Altered(str(paper), form, "missing") for paper in bare.only("symbol", "subject").iterator())


def _fault(name: str, sha256: str) -> str:
    if not default_storage.exists(name):
        return "missing"
    with default_storage.open(name) as stored:
        found = hashlib.file_digest(stored, "sha256").hexdigest()
    return "" if found == sha256 else "altered"


def missing_numbers() -> Iterator[tuple[NumberSeries, int]]:
    """Numbers that a series has given and no document bears: none, unless somebody wrote past the actions."""
    for series in NumberSeries.objects.select_related("unit").iterator():
        given = set(range(series.first_number, series.next_number))
        yield from ((series, number) for number in sorted(given - set(_borne(series))))


def _borne(series: NumberSeries) -> Iterable[int | None]:
    if series.register == INCOMING:
        return IncomingDocument.objects.filter(unit=series.unit, year=series.year).values_list("number", flat=True)
    same = {"unit": series.unit, "body": series.body, "register": series.register, "year": series.year}
    return OfficialDocument.objects.filter(**same).values_list("number", flat=True)
