"""Anybody says that something is wrong, without an account; machines are not heard, and nobody floods those who answer."""

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from chungtay.core import clock
from chungtay.public import limits
from chungtay.support.actions.complaining import answer_complaint
from chungtay.support.models import Complaint
from tests.make.gifts import make_goods
from tests.make.places import Province, make_province

URL = "/phan-anh/"
TEXT = "Trường báo chưa nhận được chăn nào."


@pytest.fixture
def province(db: None) -> Province:
    cache.clear()
    return make_province()


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def form(**changes: str) -> dict[str, str]:
    return {"subject": "", "province": "11", "text": TEXT, "contact": "", "website": ""} | changes


def test_said_and_answered(province: Province, client: Client) -> None:
    code = make_goods(province.here.unit).trace_code
    page = text_of(client.get(f"{URL}?ma={code}"))
    assert f'value="{code}"' in page
    answer = client.post(URL, form(subject=code, contact="0912 345 678"))
    row = Complaint.objects.get()
    assert (row.subject, row.unit, row.contact) == (code, province.here.unit, "0912 345 678")
    assert answer.headers["Location"] == f"{URL}{row.code}/"
    page = text_of(client.get(f"{URL}{row.code}/"))
    assert TEXT in page
    assert "đang chờ trả lời" in page
    assert "0912" not in page
    answer_complaint(row, by=None, on=clock.today(), answer="Đã giao hôm qua cho trường.")
    shown = client.get(f"{URL}{row.code}/")
    assert "Đã giao hôm qua" in text_of(shown)
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in shown.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Xin viết điều"),
        ({"text": "ờ"}, "viết rõ hơn"),
        ({"text": "x" * 2001}, "2000"),
        ({"subject": "PB-22222222"}, "Không có mã này"),
        ({"province": ""}, "chọn tỉnh"),
        ({"province": "xx"}, "xx"),
        ({"contact": "x" * 201}, "200"),
        ({"text": "a\0 nhiều chữ ở đây"}, "a"),
    ],
)
def test_what_is_wrong_is_said(province: Province, client: Client, changes: dict[str, str], said: str) -> None:
    answer = client.post(URL, form(**changes))
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert not Complaint.objects.exists()


def test_a_machine_is_not_heard(province: Province, client: Client) -> None:
    assert client.post(URL, form(website="http://x.example")).status_code == 302
    assert not Complaint.objects.exists()


def test_so_many_in_an_hour_from_one_address(province: Province, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_IN_AN_HOUR", 3)
    for _ in range(5):
        answer = client.post(URL, form())
    assert "nhiều lần trong một giờ" in text_of(answer)
    assert Complaint.objects.count() == 3
    assert client.post(URL, form(), REMOTE_ADDR="10.0.0.9").status_code == 302


@pytest.mark.parametrize("code", ["PA-22222222", "x", "a" * 300])
def test_a_code_that_nobody_was_given(province: Province, client: Client, code: str) -> None:
    answer = client.get(f"{URL}{code}/")
    assert answer.status_code == 404
    assert "Không có phản ánh này" in text_of(answer)
