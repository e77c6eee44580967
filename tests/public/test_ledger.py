"""The open ledger: anybody reads heads and totals, takes the file and the program, and finds one's own gift by its code."""

import gzip
import json
from datetime import time
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chungtay.core import clock
from chungtay.ledger import export
from chungtay.ledger.actions import Posting, publish_export, reverse, seal
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Entry, Head
from chungtay.ledger.published import totals
from tests.ledger.test_export import verify
from tests.make.ledger import ON, at_noon, key, make_entry, make_story, receipt
from tests.make.places import Province, make_province

URL = "/so-cai-mo/"
GIFT = "7K3M-Q9TX-2BFH"
OTHER = "9999-8888-7777"
_ON_THE_WAY = (AccountKind.BANK, AccountKind.CASH, AccountKind.GIFTS, AccountKind.UNIDENTIFIED, AccountKind.OPENING)


@pytest.fixture
def province(db: None) -> Province:
    cache.clear()
    for name in default_storage.listdir(export.FOLDER)[1] if default_storage.exists(export.FOLDER) else []:
        default_storage.delete(f"{export.FOLDER}/{name}")
    return make_province()


@pytest.fixture
def heads(province: Province) -> list[Head]:
    return make_story(province.here.unit, gifts=(GIFT, OTHER))


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_before_the_first_night(client: Client, province: Province) -> None:
    assert "Sổ cái chưa có gì" in text(client, URL)
    assert "Sổ cái chưa có gì" in text(client, f"{URL}goc/")
    assert client.get(f"{URL}tep/").status_code == 404


def test_heads_and_totals(client: Client, heads: list[Head]) -> None:
    page = text(client, URL)
    for said in (
        "90.000 đồng",
        "54.000 đồng",
        "45.000 đồng",
        "36.000 đồng",
        "18 bút toán, đến hết ngày 04/3/2026.",
        heads[0].root,
        heads[2].root,
    ):
        assert said in page, said
    assert heads[0].root in text(client, f"{URL}goc/")


def test_totals_count_what_is_sealed_and_not_what_was_taken_back(client: Client, province: Province, heads: list[Head]) -> None:
    with clock.standing_at(at_noon(heads[-1].day)):
        entry = make_entry(receipt(province.here.unit, 7_000_000), on=heads[-1].day)
        reverse(entry, by=None, on=heads[-1].day, reason="Ghi nhầm")
        make_entry(receipt(province.here.unit, 10_000), on=heads[-1].day)
    assert "90.000 đồng" in text(client, URL)
    seal(clock.instant(heads[-1].day, time.max))
    assert "100.000 đồng" in text(client, URL)


def test_totals_count_money_once_on_its_way(client: Client, province: Province) -> None:
    """Cash is brought to the bank and stands in the statement again; interest and strange money lie there before anybody says so."""
    unit = province.here.unit
    bank, cash, gifts, unidentified, opening = (key(kind, unit) for kind in _ON_THE_WAY)
    steps = [
        (EntryKind.OPENING, bank, opening, 5_000_000),
        (EntryKind.RECEIPT, cash, gifts, 300_000),
        (EntryKind.RECEIPT, bank, unidentified, 300_000),
        (EntryKind.DEPOSIT, unidentified, cash, 300_000),
        (EntryKind.RECEIPT, bank, unidentified, 1_850),
        (EntryKind.INTEREST, unidentified, gifts, 1_850),
        (EntryKind.RECEIPT, bank, unidentified, 70_000),
        (EntryKind.OTHER, unidentified, opening, 70_000),
        (EntryKind.FEE, gifts, bank, 1_100),
    ]
    with clock.standing_at(at_noon(ON)):
        for kind, debit, credit, amount in steps:
            make_entry(Posting(kind, debit, credit, amount))
        seal(clock.now())
    found = totals()
    assert found is not None
    assert (found.received_vnd, found.idle_vnd) == (301_850, 300_750)


def test_the_file_of_the_night_is_what_the_program_accepts(client: Client, heads: list[Head], tmp_path: Path) -> None:
    assert "chưa sẵn sàng" in text(client, URL)
    publish_export(heads[-1])
    assert "Tải sổ cái đến 04/3/2026" in text(client, URL)
    answer = client.get(f"{URL}tep/")
    path = tmp_path / "so-cai.jsonl.gz"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert 'filename="so-cai-000000000018-2026-03-04.jsonl.gz"' in answer["Content-Disposition"]
    assert "Content-Encoding" not in answer
    assert verify(path, "--head", f"2026-03-02:{heads[0].root}", "--gift", GIFT.lower())[0] == 0
    assert GIFT.encode() not in gzip.decompress(path.read_bytes())
    program = client.get(f"{URL}verify_ledger.py").content
    compile(program, "verify_ledger.py", "exec")


def test_an_older_file_is_better_than_none(client: Client, heads: list[Head]) -> None:
    publish_export(heads[1])
    assert "12-2026-03-03" in client.get(f"{URL}tep/")["Content-Disposition"]


@pytest.mark.parametrize("typed", [GIFT, GIFT.lower(), GIFT.replace("-", ""), f" {GIFT.replace('-', ' ')} "])
def test_my_gift(client: Client, heads: list[Head], typed: str, tmp_path: Path) -> None:
    answer = client.get(f"{URL}qua/", {"ma": typed})
    page = answer.content.decode()
    assert page.count('<th scope="row">') == 9
    assert "Tiếp nhận" in page
    assert "Chỗ 0" in page
    assert "20.000 đồng" not in page  # another's
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.filter(gift=GIFT).order_by("pk")[4]
    proof = client.get(f"{URL}qua/{entry.pk}/bang-chung/", {"ma": typed})
    path = tmp_path / "bang-chung.json"
    path.write_bytes(proof.content)
    assert verify("--proof", path)[0] == 0
    assert json.loads(proof.content)["root"] == heads[-1].root


def test_without_the_code_there_is_nothing(client: Client, heads: list[Head]) -> None:
    entry = Entry.objects.filter(gift=GIFT).order_by("pk")[0]
    for code in ("", "x", OTHER, "7K3M-Q9TX-2BFJ", "\0", "đ" * 60):
        assert client.get(f"{URL}qua/{entry.pk}/bang-chung/", {"ma": code}).status_code == 404
    assert "Không có mã này trong sổ" in text(client, f"{URL}qua/?ma=7K3M-Q9TX-2BFJ")
    assert "Không có mã này" not in text(client, f"{URL}qua/")


def test_entries_without_a_gift_are_nobodys(client: Client, province: Province) -> None:
    entry = make_entry(receipt(province.here.unit), on=ON)
    seal(clock.now())
    assert text(client, f"{URL}qua/?ma=").count('<th scope="row">') == 0
    assert client.get(f"{URL}qua/{entry.pk}/bang-chung/").status_code == 404


def test_what_is_booked_today_waits_for_the_night(client: Client, province: Province) -> None:
    make_entry(receipt(province.here.unit, gift=GIFT), on=ON)
    assert "Đêm nay" in text(client, f"{URL}qua/?ma={GIFT}")


def test_a_later_head_goes_on_from_an_older_one(client: Client, heads: list[Head], tmp_path: Path) -> None:
    path = tmp_path / "noi-tiep.json"
    path.write_bytes(client.get(f"{URL}goc/6/noi-tiep/").content)
    assert verify("--proof", path)[0] == 0
    assert client.get(f"{URL}goc/18/noi-tiep/").status_code == 404
    assert client.get(f"{URL}goc/7/noi-tiep/").status_code == 404


def test_nobody_is_named(client: Client, heads: list[Head]) -> None:
    page = text(client, URL) + text(client, f"{URL}goc/")
    assert GIFT not in page
    assert OTHER not in page


def test_query_counts(client: Client, heads: list[Head], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get(URL)
    with django_assert_num_queries(5):  # the head three times, the heads, the totals from the cache
        client.get(URL)
    with django_assert_num_queries(3):
        client.get(f"{URL}qua/?ma={GIFT}")
