"""Names and figures from a JSON file: {"names": {…}, "figures": {"truong": {"value": 6, "text": "06", "meaning": "…", "mark": "…"}}}.

Days are written 2021-03-05. Figures may stand in groups; a figure is what has a `value` or a `text`, and its mark is its place
("truong.tat_ca") where it names none.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.documents.template.figures import MarkedText
from chungtay.documents.template.filters import written

LONGEST_MARK: Final = 64  # what a content control of Word holds
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE_KEYS: Final = frozenset({"value", "text", "meaning", "mark"})


def read_given(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The names and the figures. Raises RuleBroken with the sentence for the person where the file is not such JSON."""
    try:
        given = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise RuleBroken(_("Dòng %(line)d của tệp dữ liệu: không phải JSON đúng cách viết.") % {"line": error.lineno}) from error
    except RecursionError as error:
        raise RuleBroken(_("Tệp dữ liệu lồng nhau quá sâu.")) from error
    if (
        not isinstance(given, dict)
        or not given.keys() <= {"names", "figures"}
        or not all(isinstance(part, dict) for part in given.values())
    ):
        raise RuleBroken(_('Tệp dữ liệu cần đúng hai nhóm: {"names": {…}, "figures": {…}}.'))
    return _days(given.get("names", {})), {name: _figure(value, name) for name, value in given.get("figures", {}).items()}


def _days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _days(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_days(inner) for inner in value]
    return _day(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _day(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken(_("Tệp dữ liệu: không có ngày %(day)s trong lịch.") % {"day": text}) from error


def _figure(value: Any, place: str) -> MarkedText | Mapping[str, Any]:
    if isinstance(value, dict) and value.keys() & {"value", "text"}:
        return _marked(value, place)
    if isinstance(value, dict) and value:
        return {name: _figure(inner, f"{place}.{name}") for name, inner in value.items()}
    raise RuleBroken(_('Tệp dữ liệu: con số “%(name)s” cần viết {"value": 6, "meaning": "…"}.') % {"name": place})


def _marked(given: dict[str, Any], place: str) -> MarkedText:
    value = _days(given.get("value"))
    texts = {key: given.get(key, "") for key in ("text", "meaning", "mark")}
    is_right = isinstance(value, int | Decimal | date | None) and not isinstance(value, bool)
    if not given.keys() <= _FIGURE_KEYS or not is_right or not all(isinstance(text, str) for text in texts.values()):
        raise RuleBroken(_('Tệp dữ liệu: con số “%(name)s” cần viết {"value": 6, "meaning": "…"}.') % {"name": place})
    mark = texts["mark"] or place
    if len(mark) > LONGEST_MARK:
        raise RuleBroken(_("Tệp dữ liệu: tên “%(name)s” dài quá %(n)d chữ.") % {"name": mark[:80], "n": LONGEST_MARK})
    return MarkedText(texts["text"] or written(value), mark, texts["meaning"] or mark, value)
