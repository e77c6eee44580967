"""A small country, and a storage that holds the files of one test only."""

import pytest
from django.core.files.storage import default_storage

from tests.make.places import Province, make_province


@pytest.fixture
def province(db: None) -> Province:
    return make_province()


@pytest.fixture(autouse=True)
def _an_empty_storage() -> None:
    """Files in memory outlive the rows that a test takes back: here each test begins without those of others."""
    _empty("")


def _empty(folder: str) -> None:
    folders, files = default_storage.listdir(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        _empty(f"{folder}/{name}".lstrip("/"))
