"""How a need stood on a day: the rows that every count asks."""

from datetime import timedelta

import pytest

from chungtay.needs.enums import NeedStatus
from chungtay.needs.queries import needs_on
from tests.make.needs import ON, make_need
from tests.make.places import Province


@pytest.mark.parametrize("status", NeedStatus)
def test_every_state_is_reached_by_the_actions(province: Province, status: NeedStatus) -> None:
    need = make_need(province.here.school, site=province.here.site, status=status)
    need.refresh_from_db()
    assert need.status == status
    standing = needs_on(ON).filter(need=need)
    assert [row.status for row in standing] == ([] if status == NeedStatus.DRAFT else [status])
    assert not needs_on(ON - timedelta(days=1)).filter(need=need).exists()
