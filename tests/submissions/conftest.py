from collections.abc import Iterator

import pytest

from chungtay.core import clock
from tests.make.submissions import Asked, at, make_asked


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """The round has ended, its answers are due on 5 and 10 July."""
    with clock.standing_at(at("02/7/2026")):
        yield


@pytest.fixture
def asked(db: None) -> Asked:
    return make_asked()
