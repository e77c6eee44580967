"""Extract Việt Nam's administrative units, before and after 2025-07-01, into the dated CSV files the product ships.

Source: the package `vietnamadminunits` 1.0.4 from PyPI, MIT licence, Copyright (c) 2025 Tran Ngoc Minh Hieu. Only facts
are taken from it: codes, names, and which old unit went into which new one. Unpack the wheel, then run

    python ops/extract_units.py <folder of the package> [<folder for the CSV files>]

The same package always gives the same bytes. A fact that does not fit stops the run: nothing is guessed.
"""

import csv
import json
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "chungtay" / "places" / "data"
TITLES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


class Unit(NamedTuple):
    """A unit as the list of its time has it; the code is that of the statistics office."""

    code: str
    title: str
    name: str
    parent_code: str


class Succession(NamedTuple):
    """`is_whole` is 0 where the old unit was divided; `is_main` marks the successor to take when no more is known."""

    old_code: str
    new_code: str
    is_whole: int
    is_main: int


class Era(NamedTuple):
    """The units of one era, and the code behind each of the source's folded keys."""

    units: list[Unit]
    code_by_key: dict[str, str]


def split(full_name: str) -> tuple[str, str]:
    """Title and name of "Phường 1", "Thị Trấn Óc Eo"; the source's own type column is wrong for seven units."""
    text = unicodedata.normalize("NFC", full_name)
    for title in TITLES:
        if text.lower().startswith(f"{title.lower()} "):
            return title, " ".join(capital(word) for word in text[len(title) + 1 :].split())
    raise ValueError(f"no title in {full_name!r}")


def capital(word: str) -> str:
    """Five names of the source start a word with a small letter with marks ("Đại áng"); plain ones ("Ya ly") stay."""
    return word if word[0].isascii() else word[0].upper() + word[1:]


def once(table: dict[str, str], key: str, code: str) -> None:
    """Enter the code under the key; two units under one key would make the old-to-new links ambiguous."""
    if table.setdefault(key, code) != code:
        raise ValueError(f"{key} means both {table[key]} and {code}")


def read_era(package: Path, table: str, levels: tuple[str, ...]) -> Era:
    """The units of a table, level by level from the province down; a district may be without communes."""
    fields = ", ".join(f"{level}, {level}Code, {level}Key" for level in levels)
    units: dict[str, Unit] = {}
    code_by_key: dict[str, str] = {}
    with sqlite3.connect(package / "data" / "dataset.db") as database:
        rows = database.execute(f"SELECT {fields} FROM {table}").fetchall()
    for row in rows:
        parent, keys = "", []
        for at in range(0, len(row), 3):
            name, code, key = row[at : at + 3]
            keys.append(key or "")
            if code is None:
                break
            unit = Unit(code, *split(name), parent)
            if units.setdefault(code, unit) != unit:
                raise ValueError(f"{code} means both {units[code]} and {unit}")
            parent = code
            if at == 0:
                once(code_by_key, key, code)
        once(code_by_key, "_".join(keys), parent)
    return Era(sorted(units.values()), code_by_key)


def read_successions(package: Path, old: Era, new: Era) -> list[Succession]:
    """Provinces; communes; and the five island districts without communes that became a đặc khu."""
    book = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    links = [
        Succession(old.code_by_key[old_key], new.code_by_key[new_key], 1, 1)
        for new_key, old_keys in book["DICT_PROVINCE"].items()
        for old_key in old_keys
    ]
    for province, communes in book["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, old_keys in communes.items():
            new_code = new.code_by_key[f"{province}_{key}"]
            links += [Succession(old.code_by_key[old_key], new_code, 1, 1) for old_key in old_keys]
    for province, divided in book["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            old_code = old.code_by_key[old_key]
            for part in parts:
                new_code = new.code_by_key[f"{province}_{part['newWardKey']}"]
                links.append(Succession(old_code, new_code, 0, int(part["isDefaultNewWard"])))
    return sorted(links)


def check(old: Era, new: Era, links: list[Succession]) -> None:
    """Every unit that has to have a successor or a predecessor has one, no link twice, one main successor each."""
    childless = {unit.code for unit in old.units if len(unit.code) == 3} - {unit.parent_code for unit in old.units}
    ended = {unit.code for unit in old.units if len(unit.code) != 3} | childless
    if ended != {link.old_code for link in links}:
        raise ValueError("old units without a successor, or links from units that are not in the list")
    if {unit.code for unit in new.units} != {link.new_code for link in links}:
        raise ValueError("new units without a predecessor, or links to units that are not in the list")
    if len({(link.old_code, link.new_code) for link in links}) != len(links):
        raise ValueError("the same link twice")
    if Counter(link.old_code for link in links if link.is_main) != Counter(ended):
        raise ValueError("an old unit with no main successor, or with several")
    successors = Counter(link.old_code for link in links)
    if any((successors[link.old_code] == 1) != bool(link.is_whole) for link in links):
        raise ValueError("a whole unit with several successors, or a divided one with a single successor")


def write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main(package: Path, folder: Path) -> None:
    old = read_era(package, "admin_units_legacy", ("province", "district", "ward"))
    new = read_era(package, "admin_units", ("province", "ward"))
    links = read_successions(package, old, new)
    check(old, new, links)
    write(folder / "units-until-2025-06-30.csv", Unit._fields, old.units)
    write(folder / "units-from-2025-07-01.csv", Unit._fields, new.units)
    write(folder / "successions-2025-07-01.csv", Succession._fields, links)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)
