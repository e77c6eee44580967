import pytest
from django.core.cache import cache
from django.test import Client

from tests.make.people import PASSWORD
from tests.make.places import Province, make_province


@pytest.fixture
def province(db: None) -> Province:
    cache.clear()  # the counts of wrong passwords
    return make_province()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"})


def sign_in(browser: Client, username: str, password: str = PASSWORD, **more: str) -> object:
    return browser.post("/dang-nhap/", {"login": username, "password": password, **more})
