"""What a category asks for besides what every need tells: each answer by its kind, at its own field."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.programmes.pack import Ask, Category

LARGEST: Final = 1_000_000_000
LONGEST: Final = 300


def ask_field(key: str) -> str:
    """The name of the form's field for the question `key`."""
    return f"ask_{key}"


def checked_answers(category: Category, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by key as they are kept: int or float, text, a choice's code, True or False; what the category does not ask is left out.

    RuleBroken at ask_field(key) for a required one that is missing and for one that is none of its kind.
    """
    found = {}
    for ask in category.asks:
        answer = given.get(ask.key)
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            if ask.is_required:
                raise RuleBroken(_("Xin trả lời: %(question)s.") % {"question": ask.label.rstrip(" .?:")}, field=ask_field(ask.key))
            continue
        found[ask.key] = _READ[ask.kind](ask, answer)
    return found


def _number(ask: Ask, answer: Any) -> int | float:
    try:
        number = Decimal(str(answer).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= LARGEST or isinstance(answer, bool):
        raise RuleBroken(_("Xin ghi một số từ 0 trở lên."), field=ask_field(ask.key))
    return int(number) if number == int(number) else float(round(number, 2))


def _text(ask: Ask, answer: Any) -> str:
    text = clean(str(answer))
    if len(text) > LONGEST:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": LONGEST}, field=ask_field(ask.key))
    if not text.isprintable():
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."), field=ask_field(ask.key))
    return text


def _choice(ask: Ask, answer: Any) -> str:
    if answer not in [code for code, _words in ask.choices]:
        raise RuleBroken(_("Xin chọn một trong các mục có sẵn."), field=ask_field(ask.key))
    return str(answer)


def _yes_no(ask: Ask, answer: Any) -> bool:
    if not isinstance(answer, bool):
        raise RuleBroken(_("Xin chọn có hoặc không."), field=ask_field(ask.key))
    return answer


_READ: Final = {"number": _number, "text": _text, "choice": _choice, "yes_no": _yes_no}
