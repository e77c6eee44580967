import pytest

from tests.make.places import Province, make_province


@pytest.fixture
def province(db: None) -> Province:
    return make_province()
