"""The front matter of a template: who writes to whom, about what, by which power; TOML between two lines of +++."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import lines_of

FENCE: Final = "+++"
_TEXTS: Final = ("subject", "parent_issuer", "issuer", "notation", "place", "archive", "circulation", "drafter_mark", "contact")
_LISTS: Final = ("addressees", "bases", "recipients")
_REQUIRED: Final = ("kind", "issuer", "notation", "subject", "signature")
_SIGNATURES: Final = ("signature", "other_side")
_KEYS: Final = frozenset({*_TEXTS, *_LISTS, *_SIGNATURES, "kind", "number", "issued_on", "urgency"})
_SIGNATURE_KEYS: Final = frozenset({"authority", "offices", "name"})
_AT_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Front:
    """The values as typed, names not yet filled in; the body that follows, and the line on which it begins."""

    values: dict[str, Any]
    lines: list[str]
    body: str
    body_line: int

    def line_of(self, key: str, text: str = "") -> int:
        """Where the key stands, or the text given to it."""
        head = re.compile(rf"\s*(?:{re.escape(key)}\s*=|\[{re.escape(key)}\])")
        at = next((number for number, line in enumerate(self.lines) if head.match(line)), 0)
        first = lines_of(text.strip())[0]
        within = (number for number, line in enumerate(self.lines) if number >= at and first and first in line)
        return next(within, at) + 2


def read_front(source: str) -> Front:
    """Split the template. Raises TemplateBroken where the front matter is missing, is no TOML, or says what no paper has."""
    lines = lines_of(source)
    if not lines or lines[0].strip() != FENCE:
        raise TemplateBroken(_("mẫu phải mở đầu bằng dòng +++, rồi các mục đầu văn bản."), line=1)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise TemplateBroken(_("phần đầu mẫu mở bằng +++ mà không có dòng +++ đóng."), line=1)
    front = Front(_toml(lines[1:end]), lines[1:end], "\n".join(lines[end + 1 :]), end + 2)
    _check_keys(front)
    return front


def _toml(lines: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) + 1 if found else len(lines) + 1
        raise TemplateBroken(_('phần đầu mẫu viết chưa đúng; mỗi mục viết: tên = "chữ".'), line=line) from error


def _check_keys(front: Front) -> None:
    signatures = _signatures(front)
    for keys, known in ((front.values, _KEYS), *((signature, _SIGNATURE_KEYS) for signature in signatures)):
        for key in keys:
            if key not in known:
                raise TemplateBroken(_("phần đầu mẫu không có mục “%(key)s”.") % {"key": key}, line=front.line_of(key))
    for key in _REQUIRED:
        if key not in front.values:
            raise TemplateBroken(_("phần đầu mẫu thiếu mục “%(key)s”.") % {"key": key}, line=1)
    for key, value in (pair for given in (front.values, *signatures) for pair in given.items()):
        _check_shape(front, key, value)


def _signatures(front: Front) -> list[dict[str, Any]]:
    found = []
    for name in _SIGNATURES:
        signature = front.values.get(name, {})
        if not isinstance(signature, dict):
            reason = _("người ký viết thành nhóm [%(name)s] với authority, offices, name.") % {"name": name}
            raise TemplateBroken(reason, line=front.line_of(name))
        found.append(signature)
    return found


def _check_shape(front: Front, key: str, value: Any) -> None:
    if key in (*_LISTS, "authority", "offices"):
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        reason = _('mục “%(key)s” cần một danh sách: ["…", "…"].')
    elif key == "number":
        fits, reason = isinstance(value, str) or type(value) is int, _("mục “%(key)s” cần một số.")
    elif key == "issued_on":
        fits, reason = isinstance(value, str) or type(value) is date, _("mục “%(key)s” cần một ngày, ví dụ 2021-03-05.")
    elif key in _SIGNATURES:
        fits, reason = True, ""
    else:
        fits, reason = isinstance(value, str), _('mục “%(key)s” cần chữ trong dấu nháy: "…".')
    if not fits:
        raise TemplateBroken(reason % {"key": key}, line=front.line_of(key))
