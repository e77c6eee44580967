"""What the tests of the pages that change places type, and how they see that nothing was half-written."""

from typing import Any, Final

from django.test import Client

from chungtay.audit.models import AuditEntry
from chungtay.places.models import Decision, Designation, Lineage, OrgUnit, Placement, Succession

DOCUMENT: Final = {
    "number": "12/NQ-HĐND",
    "issued_on": "01/12/2025",
    "issuer": "Hội đồng nhân dân tỉnh Điện Biên",
    "subject": "Sắp xếp đơn vị hành chính",
}
ON: Final = {"on": "15/01/2026"}


def rows() -> list[int]:
    """How many rows there are of all that a change writes."""
    return [model.objects.count() for model in (OrgUnit, Designation, Placement, Succession, Lineage, Decision, AuditEntry)]


def post(browser: Client, path: str, **data: Any) -> str:
    """The page that answers, after redirects; never a failure."""
    response = browser.post(path, data, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def refused(browser: Client, path: str, said: str, **data: Any) -> None:
    """The form comes back with the sentence, and nothing was written."""
    before = rows()
    page = post(browser, path, **data)
    assert said in page, page[page.find("<main") :][:4000]
    assert "Cần sửa trước khi gửi" in page
    assert rows() == before
