"""What was recorded stays."""

import pytest
from django.db import DatabaseError, transaction

from chungtay.audit.actions import Origin, acting_from, record
from chungtay.audit.models import AuditEntry
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from tests.make.places import make_country


@pytest.fixture
def entry(db: None) -> AuditEntry:
    country = make_country()
    with acting_from(Origin(ip="10.0.0.7", agent="Điện thoại", acting_as="Quản trị")):
        return record("places.loaded", country, by=None, name="Việt Nam", place_id=country.pk, units=3)


def test_who_what_when_from_where(entry: AuditEntry) -> None:
    assert (entry.act, entry.subject_kind, entry.subject_name, entry.details) == (
        "places.loaded",
        "places.OrgUnit",
        "Việt Nam",
        {"units": 3},
    )
    assert (entry.ip, entry.agent, entry.acting_as) == ("10.0.0.7", "Điện thoại", "Quản trị")


def test_the_database_refuses_to_change_it(entry: AuditEntry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(act="unit.closed")
    entry.refresh_from_db()
    assert entry.act == "places.loaded"


def test_the_database_refuses_to_remove_it_and_says_why(entry: AuditEntry) -> None:
    with pytest.raises(RuleBroken, match="Nhật ký không sửa, không xóa được"), refused():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()
