"""What the pages of support are tested over."""

import pytest
from django.http import HttpResponseBase

from chungtay.programmes.models import Programme
from tests.make.places import Province
from tests.make.programmes import make_programme


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def programme(province: Province) -> Programme:
    return make_programme()
