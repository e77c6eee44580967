"""What the database is asked, where it would otherwise take the long way."""

import pytest
from django.db import connection

from chungtay.support.models import Allocation


@pytest.mark.django_db
def test_what_was_never_taken_back_is_not_looked_for_among_all_that_never_was() -> None:
    rows = Allocation.objects.standing().filter(contribution__in=[1])
    if connection.vendor == "sqlite":
        assert "(contribution_id=?)" in rows.explain().splitlines()[0]
    assert list(rows) == []
    assert list(Allocation.objects.filter(reverses__isnull=False)) == []
