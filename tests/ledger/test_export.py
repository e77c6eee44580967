"""What a stranger gets, and that the stranger's own program finds whatever is done to it."""

import gzip
import json
import random
import runpy
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core import clock
from chungtay.ledger import export, merkle, tree
from chungtay.ledger.actions import book, seal
from chungtay.ledger.models import Entry, Head
from tests.architecture.source import ROOT
from tests.make.ledger import BLANKETS, ON, delivery, make_entry, make_story, receipt
from tests.make.places import Province

PROGRAM = ROOT / "ops" / "verify_ledger.py"
GIFT = "CTAAAAAAA2"


def verify(*arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def head(province: Province) -> Head:
    make_entry(receipt(province.there.school, 40, commodity=BLANKETS))
    return make_story(province.here.unit)[-1]


@pytest.fixture
def rows(head: Head) -> list[bytes]:
    return list(export.lines(head))


def laid(folder: Path, rows: list[bytes]) -> Path:
    path = folder / "so-cai.jsonl"
    path.write_bytes(b"".join(rows))
    return path


def test_it_is_checked_by_a_program_that_knows_nothing_of_ours(rows: list[bytes], head: Head, tmp_path: Path) -> None:
    code, said = verify(laid(tmp_path, rows))
    assert code == 0, said
    assert "✓ 18 bút toán, 3 tài khoản, 3 gốc ngày: mọi gốc, mọi tổng đều khớp." in said
    assert f"Gốc: {head.root}" in said
    assert "VND, bank: 45000" in said


def test_packed_too(head: Head, tmp_path: Path) -> None:
    path = tmp_path / "so-cai.jsonl.gz"
    with path.open("wb") as file:
        export.write_packed(file, head)
    assert verify(path)[0] == 0
    assert gzip.decompress(path.read_bytes()) == b"".join(export.lines(head))
    path.write_bytes(path.read_bytes()[:-40])
    code, said = verify(path)
    assert code == 1
    assert "✗ Tệp không đọc được hoặc hỏng ở dòng" in said


def test_the_program_is_short_and_stands_alone() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names


def test_no_donor_and_no_code_in_it(rows: list[bytes]) -> None:
    whole = b"".join(rows)
    assert GIFT.encode() not in whole
    entry = json.loads(rows[4])
    assert list(entry) == ["id", "day", "kind", "debit", "credit", "amount", "subject", "gift", "reverses", "at"]


def test_ones_own_gift_is_found(rows: list[bytes], tmp_path: Path) -> None:
    path = laid(tmp_path, rows)
    code, said = verify(path, "--gift", GIFT)
    assert code == 0
    assert said.count("Của mã này, chỗ") == 9
    assert "Của mã này, chỗ 0: 2026-03-02 receipt 10000 VND tại 03316" in said
    assert verify(path, "--gift", "CTZZZZZZZ9") == (1, verify(path)[1] + "✗ Không có bút toán nào của mã này trong tệp.\n")


def test_heads_printed_elsewhere(rows: list[bytes], head: Head, tmp_path: Path) -> None:
    path, first = laid(tmp_path, rows), Head.objects.order_by("size")[0]
    assert verify(path, "--head", f"{head.day}:{head.root}", "--head", f"{first.day}:{first.root.upper()}")[0] == 0
    code, said = verify(path, "--head", f"{head.day}:{first.root}")
    assert (code, said) == (1, "✗ Gốc ngày 2026-03-04 trong tệp khác gốc đã in: sổ cái đã bị viết lại, hoặc tệp không có ngày ấy.\n")


def test_a_ledger_written_anew_is_whole_but_has_other_heads(province: Province, tmp_path: Path) -> None:
    printed = make_story(province.here.unit)[0]
    other = make_story(province.there.unit, on=printed.day)[-1]
    path = laid(tmp_path, list(export.lines(other)))
    assert verify(path)[0] == 0
    digit = "1" if printed.root.endswith("0") else "0"
    assert verify(path, "--head", f"{printed.day}:{printed.root[:-1]}{digit}")[0] == 1


Spoil = Callable[[list[bytes]], list[bytes]]


def changed(rows: list[bytes], place: int, old: bytes, new: bytes) -> list[bytes]:
    assert old in rows[place]
    return [*rows[:place], rows[place].replace(old, new, 1), *rows[place + 1 :]]


SPOILT: dict[str, tuple[Spoil, str]] = {
    "an amount": (lambda rows: changed(rows, 4, b'"amount":10000', b'"amount":10001'), "Gốc ngày 2026-03-02 không khớp: 6 bút toán đầu"),
    "a day": (lambda rows: changed(rows, 4, b"2026-03-02", b"2026-03-01"), "Gốc ngày 2026-03-02 không khớp"),
    "an entry left out": (lambda rows: [*rows[:5], *rows[6:]], "Gốc ngày 2026-03-02 không khớp"),
    "an entry twice": (lambda rows: [*rows[:5], rows[4], *rows[5:]], "Gốc ngày 2026-03-02 không khớp"),
    "two entries in the other order": (lambda rows: [*rows[:4], rows[5], rows[4], *rows[6:]], "Gốc ngày 2026-03-02 không khớp"),
    "an entry that is not balanced": (lambda rows: changed(rows, 4, b"gifts", b"bank"), "ở dòng 5 không cân"),
    "a negative amount": (lambda rows: changed(rows, 4, b":10000", b":-10000"), "ở dòng 5 không cân"),
    "a head": (lambda rows: changed(rows, 2, b'"root":"', b'"root":"0'), "Gốc ngày 2026-03-03 không khớp"),
    "the day of a head": (lambda rows: changed(rows, 2, b"03-03", b"03-05"), "bị cắt, thiếu, thừa hoặc bị sửa"),
    "a head left out": (lambda rows: [rows[0], *rows[2:]], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "a total": (lambda rows: changed(rows, 23, b'"balance":', b'"balance":1'), "không bằng tổng các bút toán"),
    "a total left out": (lambda rows: [*rows[:23], *rows[24:]], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "the first line": (lambda rows: rows[1:], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "the last line": (lambda rows: rows[:-1], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "the last entries": (lambda rows: rows[:15], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "half a line": (lambda rows: [*rows[:15], rows[15][:30]], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "half a line within": (lambda rows: [*rows[:15], rows[15][:30] + b"\n", *rows[16:]], "hỏng ở dòng 16"),
    "a line more": (lambda rows: [*rows, rows[-1]], "không phải dòng của sổ cái"),
    "a strange line": (lambda rows: [*rows[:8], b"[]\n", *rows[8:]], "Dòng 9 không phải dòng của sổ cái"),
    "nothing": (lambda rows: rows[:0], "bị cắt, thiếu, thừa hoặc bị sửa"),
    "another file": (lambda rows: [b"\x89PNG\r\n", *rows], "hỏng ở dòng"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_whatever_is_done_to_it_is_found(rows: list[bytes], tmp_path: Path, spoilt: str) -> None:
    spoil, sentence = SPOILT[spoilt]
    code, said = verify(laid(tmp_path, spoil(rows)))
    assert code == 1
    assert sentence in said
    assert said.startswith("✗ ")


def test_every_cut_and_every_changed_byte_is_found(rows: list[bytes], tmp_path: Path) -> None:
    """Cut after any line; and at places drawn by a fixed lot one bit turned over."""
    lot = random.Random(6962)  # noqa: S311 — a lot that falls alike every time
    whole = b"".join(rows)
    for kept in range(0, len(rows), 3):
        assert verify(laid(tmp_path, rows[:kept]))[0] == 1
    for _ in range(25):
        place = lot.randrange(len(whole))
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << lot.randrange(7)
        code, said = verify(laid(tmp_path, [bytes(spoilt)]))
        assert code == 1, (place, said)


def test_made_twice_it_is_the_same_bytes(head: Head) -> None:
    assert list(export.lines(head)) == list(export.lines(head))


def test_an_older_head_gives_an_older_export(province: Province, head: Head, tmp_path: Path) -> None:
    first = Head.objects.order_by("size")[0]
    code, said = verify(laid(tmp_path, list(export.lines(first))))
    assert code == 0
    assert "✓ 6 bút toán, 3 tài khoản, 1 gốc ngày" in said


def test_a_later_booking_does_not_show_before_it_is_sealed(province: Province, head: Head) -> None:
    before = list(export.lines(head))
    make_entry(delivery(province.here.unit, 1))
    assert list(export.lines(head)) == before


def proof_file(folder: Path, proof: tree.Inclusion | tree.Consistency, **changed: object) -> Path:
    path = folder / "bang-chung.json"
    path.write_text(json.dumps(asdict(proof) | changed, default=str))
    return path


@pytest.fixture
def many(province: Province) -> tuple[Head, Head]:
    heads = []
    for number in (11, 10):
        book([receipt(province.here.unit, 1_000 + place, gift=GIFT) for place in range(number)], by=None, on=ON)
        heads.append(seal(clock.now()))
    assert heads[0] is not None
    assert heads[1] is not None
    return heads[0], heads[1]


@pytest.mark.parametrize("place", [0, 7, 10, 15, 16, 19, 20])
def test_a_proof_of_one_entry(many: tuple[Head, Head], tmp_path: Path, place: int) -> None:
    proof = tree.prove(Entry.objects.get(leaf__place=place), many[1])
    assert proof is not None
    code, said = verify("--proof", proof_file(tmp_path, proof))
    assert (code, said.startswith(f"✓ Bằng chứng đúng: dẫn đến gốc {many[1].root} của 21 bút toán.")) == (0, True)
    wrong: list[dict[str, object]] = [
        {"line": proof.line.replace("10", "11", 1)},
        {"place": place ^ 1},
        {"place": -1},
        {"size": 64},
        {"root": many[0].root},
        {"path": proof.path[:-1]},
        {"path": [*proof.path, proof.root]},
        {"path": proof.path[::-1]},
    ]
    for change in wrong:
        assert verify("--proof", proof_file(tmp_path, proof, **change)) == (1, "✗ Bằng chứng sai: không dẫn đến gốc đã nêu.\n"), change


def test_a_proof_that_a_later_head_goes_on(many: tuple[Head, Head], tmp_path: Path) -> None:
    proof = tree.prove_growth(*many)
    assert verify("--proof", proof_file(tmp_path, proof))[0] == 0
    wrong: list[dict[str, object]] = [{"old_root": many[1].root}, {"root": many[0].root}, {"old_size": 10}, {"path": proof.path[:-1]}]
    for change in wrong:
        assert verify("--proof", proof_file(tmp_path, proof, **change))[0] == 1, change


@given(sizes=st.tuples(st.integers(1, 80), st.integers(1, 80)).filter(lambda pair: pair[0] < pair[1]))
def test_the_program_reads_every_proof_of_growth(sizes: tuple[int, int]) -> None:
    """The same algorithm in the test's own process, because eighty times eighty starts of Python would take an hour."""
    program = runpy.run_path(str(PROGRAM))
    leaves = [merkle.leaf_hash(b"%d" % number) for number in range(sizes[1])]
    roots = [merkle.root_of(leaves[:size]).hex() for size in sizes]
    path = [merkle.root_of(leaves[start:end]).hex() for start, end in merkle.consistency_ranges(*sizes)]
    program["verify_proof"]({"old_size": sizes[0], "old_root": roots[0], "size": sizes[1], "root": roots[1], "path": path})
