import pytest

from tests.make.loaded import national_units
from tests.make.places import Province, make_province

__all__ = ["national_units"]


@pytest.fixture
def province(db: None) -> Province:
    return make_province()
