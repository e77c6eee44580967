"""The outgoing register, what waits, and the doctor."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from chungtay.accounts.enums import RoleKind
from chungtay.documents.actions.drafts import return_to_draft, review_document, submit_for_review
from chungtay.documents.actions.issuing import replace_document
from chungtay.documents.enums import DocumentKind
from chungtay.documents.models import OfficialDocument
from chungtay.documents.queries import Asked, Awaited, altered_files, awaited, in_the_making, outgoing
from tests.make.documents import DAY, Desk, make_draft, make_issued, make_office, make_signed
from tests.make.incoming import make_incoming
from tests.make.people import make_user
from tests.make.places import Province

NEXT = DAY + timedelta(days=1)


def test_what_the_register_is_asked(province: Province, desk: Desk) -> None:
    report, plan = make_issued(desk), make_issued(desk, kind=DocumentKind.KE_HOACH, subject="Sửa nhà vệ sinh", on=NEXT)
    draft, school = make_draft(desk), make_issued(make_office(province.here.school))
    again = make_issued(desk)
    replace_document(report, by=desk.officer, with_paper=again, on=NEXT, reason="x")

    def found(**asked: Any) -> set[OfficialDocument]:
        return set(outgoing(desk.officer, Asked(**asked), on=NEXT))

    assert found() == {report, plan, school, again}
    assert found(text="nha ve sinh") == {plan}
    assert found(text="01/KH") == {plan}
    assert found(kind="KH") == {plan}
    assert found(status="replaced") == {report}
    assert (found(first=NEXT), found(last=DAY)) == ({plan}, {report, school, again})
    assert found(unit=province.here.school) == {school}
    assert set(in_the_making(desk.officer, Asked(), on=NEXT)) == {draft}


def test_what_waits_for_whom(desk: Desk) -> None:
    colleague = make_user(RoleKind.COMMUNE_OFFICER, desk.unit)
    paper = submit_for_review(make_draft(desk), by=desk.officer, on=DAY)
    make_signed(desk)
    assert awaited(desk.officer, on=DAY) == Awaited(to_issue=1)  # one's own draft is for another to review
    assert awaited(colleague, on=DAY) == Awaited(to_review=1, to_issue=1)
    assert awaited(desk.leader, on=DAY) == Awaited(to_sign=1)
    review_document(paper, by=colleague, on=DAY)
    assert awaited(colleague, on=DAY).to_review == 0
    return_to_draft(paper, by=desk.leader, on=DAY, reason="x")
    assert awaited(desk.officer, on=DAY) == Awaited(to_issue=1, returned=1)


def test_nothing_waits_for_somebody_without_a_role(desk: Desk) -> None:
    nobody = make_user(RoleKind.FOCAL_POINT, desk.unit)
    assert awaited(nobody, on=DAY - timedelta(days=9999)) == Awaited()


def test_every_kept_file_is_still_what_it_was(desk: Desk) -> None:
    paper, row = make_issued(desk), make_incoming(desk)
    assert list(altered_files()) == []
    pdf, docx = (str(paper.files.get(format=form).file.name) for form in ("pdf", "docx"))
    default_storage.delete(pdf)
    for name in (docx, str(row.file.name)):
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"another"))
    found = {(fault.paper, fault.name, fault.fault) for fault in altered_files()}
    assert found == {("01/BC-UBND", pdf, "missing"), ("01/BC-UBND", docx, "altered"), (str(row), row.file.name, "altered")}
