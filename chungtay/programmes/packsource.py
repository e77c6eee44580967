"""A pack's data file as it was written: its values, each with the line on which it stands, so that a refusal can say where to look."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean

MOST_BYTES: Final = 256_000  # of one file: a pack of a hundred categories is a tenth of it
_AT_LINE: Final = re.compile(r"at line (\d+)")
_HEADER: Final = re.compile(r"\s*\[\[?([\w. -]+)\]\]?\s*(?:#.*)?$")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STRANGE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")

T = TypeVar("T")


class PackBroken(RuleBroken):
    """The pack cannot be used: `file` as its writer knows it, the line (None: the file as a whole), and the sentence."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        where = _("%(file)s, dòng %(line)d") % {"file": file, "line": line} if line else file
        super().__init__(_("%(where)s: %(reason)s") % {"where": where, "reason": reason})
        self.file = file
        self.line = line
        self.reason = reason


def read_text(path: Path, file: str) -> str:
    """The file's text. Raises PackBroken where it is missing, unreadable, too large or no UTF-8."""
    if not path.is_file():
        raise PackBroken(file, None, _("không có tệp này."))
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as fault:
        raise PackBroken(file, None, _("không mở được tệp (%(why)s).") % {"why": fault.strerror}) from fault
    if len(content) > MOST_BYTES:
        raise PackBroken(file, None, _("tệp lớn quá %(most)d KB.") % {"most": MOST_BYTES // 1000})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise PackBroken(file, line, _("chữ không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8.")) from fault
    if strange := _STRANGE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        raise PackBroken(file, line, _("có ký tự lạ không đọc được; hãy xóa và gõ lại."))
    return text


def read_table(path: Path, file: str) -> "Table":
    """The whole TOML file as its outermost table."""
    text = read_text(path, file).replace("\r\n", "\n")
    lines = text.split("\n")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        reason = _('viết chưa đúng kiểu TOML; mỗi dòng viết: tên = "chữ" hoặc tên = số.')
        raise PackBroken(file, int(found[1]) if found else len(lines), reason) from error
    except RecursionError as error:
        raise PackBroken(file, None, _("các bảng lồng nhau quá sâu.")) from error
    headers = [(number, match[1].strip()) for number, line in enumerate(lines) if (match := _HEADER.match(line))]
    return Table(file, values, lines, headers, "", 0, len(lines))


@dataclass(frozen=True)
class Table:
    """A table of the file: the whole ("" as name) or an entry such as [[category]]. Its lines, from 0: `first` in, `last` out."""

    file: str
    values: Mapping[str, Any]
    lines: list[str]
    headers: list[tuple[int, str]]
    name: str
    first: int
    last: int

    # ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def line_of(self, key: str = "") -> int:
        """The line of the key in this table, or of the table itself, counted from 1."""
        end = next((number for number, _name in self.headers if self.first < number < self.last), self.last)
        head = re.compile(rf"\s*(?:\"?{re.escape(key)}\"?\s*=|\[\[?\s*{re.escape(self._full(key))}\s*\]\]?)")
        within = range(self.first, end) if key in self.values and not self._is_entries(key) else range(self.first, self.last)
        return next((number for number in within if key and head.match(self.lines[number])), self.first) + 1

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _is_entries(self, key: str) -> bool:
        return isinstance(self.values.get(key), list | dict) and any(name.split(".")[-1] == key for _line, name in self.headers)

    def refuse(self, reason: str, key: str = "") -> NoReturn:
        raise PackBroken(self.file, self.line_of(key), reason)

    # ── What ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def only(self, *known: str) -> "Table":
        """The table itself, if it says nothing that a pack does not know."""
        for key in self.values:
            if key not in known:
                reason = _("không có mục “%(key)s”; ở đây chỉ có: %(known)s.") % {"key": key[:40], "known": ", ".join(known)}
                self.refuse(reason, key)
        return self

    def text(self, key: str, *, most: int = 200, default: str | None = None) -> str:
        """Words in one line; without a default they must be there."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self.refuse(_('mục “%(key)s” cần chữ trong dấu nháy: "…".') % {"key": key}, key)
        found = clean(value)
        if not found and default is None:
            self.refuse(_("mục “%(key)s” đang để trống.") % {"key": key}, key)
        if len(found) > most:
            self.refuse(_("mục “%(key)s” dài quá: tối đa %(most)d ký tự.") % {"key": key, "most": most}, key)
        return found

    def code(self, key: str = "code") -> str:
        """A code: Latin letters without marks, figures, underscores; at most 40."""
        found = self.text(key)
        if not _CODE.fullmatch(found):
            reason = _("mã “%(code)s” chưa đúng: chỉ gồm chữ thường không dấu, chữ số và dấu _, mở đầu bằng chữ, tối đa 40 ký tự.")
            self.refuse(reason % {"code": found[:60]}, key)
        return found

    def whole(self, key: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within its bounds."""
        value = self._value(key, default)
        if type(value) is not int:
            self.refuse(_("mục “%(key)s” cần một số nguyên, viết liền và không có dấu nháy, ví dụ 60000000.") % {"key": key}, key)
        if not least <= value <= most:
            self.refuse(_("mục “%(key)s” phải từ %(least)d đến %(most)d.") % {"key": key, "least": least, "most": most}, key)
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(_("mục “%(key)s” chỉ là true (có) hoặc false (không).") % {"key": key}, key)
        return value

    def items(self, key: str) -> list[Any]:
        """A list, empty where the key is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.refuse(_('mục “%(key)s” cần một danh sách: ["…", "…"].') % {"key": key}, key)
        return value

    def codes(self, key: str, known: Iterable[str], unknown: str) -> tuple[str, ...]:
        """A list of codes, each known and none twice; `unknown` is the sentence about one that is not, with %(code)s and %(known)s."""
        found: list[str] = []
        words = list(known)
        for code in self.items(key):
            if not isinstance(code, str) or code not in words:
                self.refuse(unknown % {"code": str(code)[:60], "known": ", ".join(words)}, key)
            if code in found:
                self.refuse(_("mục “%(key)s” có mã “%(code)s” viết hai lần.") % {"key": key, "code": code}, key)
            found.append(code)
        return tuple(found)

    def one_of(self, key: str, known: Iterable[str], *, default: str | None = None) -> str:
        """A word of a closed list."""
        found, words = self.text(key, default=default), list(known)
        if found not in words:
            said = {"word": found[:40], "key": key, "known": ", ".join(words)}
            self.refuse(_("mục “%(key)s” không có giá trị “%(word)s”; chỉ có: %(known)s.") % said, key)
        return found

    def entries(self, key: str, *, most: int = 500) -> "Iterator[Table]":
        """The tables [[key]] inside this one, in their order."""
        full = self._full(key)
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self.refuse(_("mục “%(key)s” viết thành từng nhóm [[%(full)s]].") % {"key": key, "full": full}, key)
        if len(values) > most:
            self.refuse(_("nhiều quá: tối đa %(most)d mục [[%(key)s]].") % {"most": most, "key": key}, key)
        starts = [number for number, name in self.headers if name == full and self.first <= number < self.last]
        for index, value in enumerate(values):
            written = len(starts) == len(values)  # else as a list on one line: the line of the list
            first = starts[index] if written else self.line_of(key) - 1
            yield Table(self.file, value, self.lines, self.headers, full, first, self._end(first, full) if written else first + 1)

    def inline(self, key: str) -> "Table":
        """The table { … } written on the key's own line; whatever is wrong within is refused there."""
        first = self.line_of(key) - 1
        return Table(self.file, self.values[key], self.lines, [], self._full(key), first, first + 1)

    def _end(self, first: int, full: str) -> int:
        """The line on which the entry's next neighbour, or something that is not inside it, begins."""
        after = (number for number, name in self.headers if number > first and not name.startswith(f"{full}."))
        return min(next(after, self.last), self.last)

    def _value(self, key: str, default: Any) -> Any:
        if key not in self.values and default is None:
            self.refuse(_("thiếu mục “%(key)s”.") % {"key": key})
        return self.values.get(key, default)


# ── Many ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_rows(folder: Path, file: str, name: str, made: Callable[[Table], T]) -> tuple[T, ...]:
    """The entries of a file of one kind; a pack without the file has none."""
    return each(read_table(folder / file, file).only(name).entries(name), made) if (folder / file).exists() else ()


def each(tables: Iterable[Table], made: Callable[[Table], T], *, key: str = "code") -> tuple[T, ...]:
    """One object for each table; no two with the same code."""
    found: dict[str, tuple[int, T]] = {}
    for table in tables:
        code = table.code(key)
        if code in found:
            line, _first = found[code]
            table.refuse(_("mã “%(code)s” đã dùng ở dòng %(line)d.") % {"code": code, "line": line}, key)
        found[code] = table.line_of(key), made(table)
    return tuple(made_of for _line, made_of in found.values())
