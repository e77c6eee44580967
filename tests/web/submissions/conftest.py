"""The small country, asked to answer the round of a month for children."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.models import User
from tests.make.places import Province
from tests.make.submissions import Asked, make_asked

TABLE = "/dot-bao-cao/thang-hanh-dong-vi-tre-em/2026/"


@pytest.fixture
def asked(province: Province) -> Asked:
    return make_asked(province)


@pytest.fixture
def officer(asked: Asked) -> Client:
    """Of xã Thanh An, which answers."""
    return browser_of(asked.officer)


@pytest.fixture
def neighbour(asked: Asked) -> Client:
    return browser_of(asked.neighbour)


@pytest.fixture
def collector(asked: Asked) -> Client:
    """Of the province, to which both communes answer."""
    return browser_of(asked.collector)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]
