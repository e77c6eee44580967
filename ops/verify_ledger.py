#!/usr/bin/env python3
"""Kiểm tra sổ cái mở của Chung Tay mà không tin một dòng nào của Chung Tay: chỉ cần Python 3.9 trở lên, không cài gì thêm.

    python3 verify_ledger.py so-cai.jsonl.gz                            tính lại mọi gốc ngày, mọi tổng
    python3 verify_ledger.py so-cai.jsonl.gz --head 2026-11-28:6e340b…  so với gốc đã in ở nơi khác
    python3 verify_ledger.py so-cai.jsonl.gz --gift MÃ-DẤU-VẾT          tìm phần của mình
    python3 verify_ledger.py --proof bang-chung.json                    bằng chứng lấy từ trang công khai
Trả về 0 khi mọi thứ khớp, 1 khi có chỗ sai, kèm một câu nói rõ chỗ nào. Cách ghi tệp: docs/so-cai-mo.md."""

import argparse
import gzip
import json
import sys
from functools import reduce
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

ASSETS = {"bank", "cash", "store", "direct_out"}


def stop(sentence: str) -> NoReturn:
    print("✗ " + sentence)
    sys.exit(1)


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Book:
    def __init__(self, gift: str) -> None:
        self.gift, self.bytes, self.lines, self.size, self.heads_left = gift, sha256(), 0, 0, 0
        self.full: list[bytes] = []  # gốc của những cây con đã đầy, lớn trước nhỏ sau: đủ để dựng tiếp cây của RFC 6962
        self.sums: dict[tuple[str, ...], list[int]] = {}
        self.balances: dict[tuple[str, ...], int] = {}
        self.heads: dict[int, list[tuple[str, str]]] = {}
        self.met: set[tuple[str, str]] = set()
        self.mine: list[tuple[int, dict[str, Any]]] = []

    def root(self) -> str:
        return reduce(lambda right, left: node(left, right), self.full[::-1]).hex() if self.full else sha256(b"").hexdigest()

    def take(self, line: bytes, said: dict[str, Any]) -> None:
        self.bytes.update(line + b"\n")
        if "id" in said:
            self.entry(line, said)
        elif "head" in said:
            self.heads.setdefault(said["size"], []).append((said["head"], said["root"]))
            self.heads_left += 1
        elif "account" in said:
            self.account(tuple(said["account"]), said)
        elif self.lines != 1 or "ledger" not in said:
            stop(f"Dòng {self.lines} không phải dòng của sổ cái.")

    def entry(self, line: bytes, said: dict[str, Any]) -> None:
        amount, ends = said["amount"], (tuple(said["debit"]), tuple(said["credit"]))
        if type(amount) is not int or amount < 1 or ends[0] == ends[1] or ends[0][3] != ends[1][3]:
            stop(f"Bút toán ở dòng {self.lines} không cân: hai đầu phải khác nhau, cùng một loại, số lượng dương.")
        for side, account in enumerate(ends):
            held = self.sums.setdefault(account, [0, 0, 0])
            held[side] += amount
            held[2] += 1
        if self.gift and said["gift"] == self.gift:
            self.mine.append((self.size, said))
        root, height = sha256(b"\x00" + line).digest(), self.size
        while height & 1:
            root, height = node(self.full.pop(), root), height >> 1
        self.full.append(root)
        self.size += 1
        for day, printed in self.heads.get(self.size, ()):
            if printed != self.root():
                stop(f"Gốc ngày {day} không khớp: {self.size} bút toán đầu có chỗ bị sửa, xóa, chèn hoặc đổi thứ tự.")
            self.met.add((day, printed))
            self.heads_left -= 1

    def account(self, account: tuple[str, ...], said: dict[str, Any]) -> None:
        debit, credit, entries = self.sums.get(account, [0, 0, 0])
        self.balances[account] = debit - credit if account[0] in ASSETS else credit - debit
        if [said[name] for name in ("debit", "credit", "entries", "balance")] != [debit, credit, entries, self.balances[account]]:
            stop(f"Tổng của tài khoản {' / '.join(account)} (dòng {self.lines}) không bằng tổng các bút toán.")

    def read(self, path: Path) -> None:
        last = b""
        try:
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
                for line in file:
                    if last:
                        self.take(last[:-1], json.loads(last))
                    last, self.lines = line, self.lines + 1
        except Exception as error:  # noqa: BLE001 — tệp của người lạ
            stop(f"Tệp không đọc được hoặc hỏng ở dòng {self.lines} ({type(error).__name__}).")
        end = {"end": True, "lines": self.lines, "size": self.size, "root": self.root(), "sha256": self.bytes.hexdigest()}
        if last != json.dumps(end, separators=(",", ":")).encode() + b"\n":
            stop(f"Tệp bị cắt, thiếu, thừa hoặc bị sửa: dòng cuối không khớp với {self.lines} dòng, {self.size} bút toán đã đọc.")
        if self.heads_left or self.balances.keys() != self.sums.keys() or min(self.balances.values(), default=0) < 0:
            stop("Tệp thiếu bút toán, gốc ngày hoặc tài khoản, hoặc có tài khoản âm.")


def verify_file(path: Path, printed: list[str], gift: str) -> None:
    book = Book(sha256(("chung-tay/ma-dau-vet/" + gift).encode()).hexdigest() if gift else "")
    book.read(path)
    for day, _, root in (one.partition(":") for one in printed):
        if (day, root.lower()) not in book.met:
            stop(f"Gốc ngày {day} trong tệp khác gốc đã in: sổ cái đã bị viết lại, hoặc tệp không có ngày ấy.")
    print(
        f"✓ {book.size} bút toán, {len(book.sums)} tài khoản, {len(book.met)} gốc ngày: mọi gốc, mọi tổng đều khớp.\n  Gốc: {book.root()}"
    )
    for thing, kind in sorted({(account[3], account[0]) for account in book.sums}):
        print(f"  {thing}, {kind}: {sum(held for one, held in book.balances.items() if (one[3], one[0]) == (thing, kind))}")
    for place, said in book.mine:
        print(f"  Của mã này, chỗ {place}: {said['day']} {said['kind']} {said['amount']} {said['debit'][3]} tại {said['debit'][1]}")
    if gift and not book.mine:
        stop("Không có bút toán nào của mã này trong tệp.")


def verify_proof(said: dict[str, Any]) -> None:
    """RFC 9162, 2.1.3.2 (bút toán nằm dưới gốc) và 2.1.4.2 (gốc sau nối tiếp gốc trước)."""
    path, last, old_root = [bytes.fromhex(one) for one in said["path"]], said["size"] - 1, said.get("old_root", "")
    place, old = said["place"] if not old_root else max(said["old_size"] - 1, 0), b""
    if old_root:
        path = path if said["old_size"] & place else [bytes.fromhex(old_root), *path]
        old = path.pop(0)
        while place & 1:
            place, last = place >> 1, last >> 1
    new = old or sha256(b"\x00" + said["line"].encode()).digest()
    for side in path if 0 <= place <= last else []:
        new = new if last else b""  # bằng chứng dài quá
        if place & 1 or place == last:
            old, new = node(side, old), node(side, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, side)
        place, last = place >> 1, last >> 1
    if last or new.hex() != said["root"] or (old_root and old.hex() != old_root):
        stop("Bằng chứng sai: không dẫn đến gốc đã nêu.")
    print(f"✓ Bằng chứng đúng: dẫn đến gốc {said['root']} của {said['size']} bút toán. Hãy so gốc ấy với gốc đã in.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Kiểm tra sổ cái mở của Chung Tay.")
    asked.add_argument("file", nargs="?", type=Path, help="tệp so-cai….jsonl hoặc .jsonl.gz")
    for option, name, sort in (("--head", "NGÀY:GỐC", str), ("--gift", "MÃ", str), ("--proof", "TỆP", Path)):
        asked.add_argument(option, metavar=name, type=sort, action="append", default=[])
    given = asked.parse_args()
    for proof in given.proof:
        verify_proof(json.loads(proof.read_bytes()))
    if given.file:
        verify_file(given.file, given.head, "".join(given.gift[-1:]).strip().upper())
