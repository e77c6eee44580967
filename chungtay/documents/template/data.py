"""What enters a template from outside: plain data and figures, each checked at the door."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import MarkedText, refuse_foreign
from chungtay.documents.template.filters import Figure

Figures = Mapping[str, Any] | Callable[..., MarkedText]


def plain_data(value: Any, *, name: str = "") -> Any:
    """The value as a template may see it. Raises TypeError for what is not data: a fault of the program, not of a writer."""
    if isinstance(value, MarkedText):
        return _figure(value)
    if isinstance(value, str):
        return _text(value, name)
    if isinstance(value, float):
        return Decimal(str(value))
    if value is None or isinstance(value, bool | int | Decimal) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain_data(inner, name=str(key)) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return tuple(plain_data(inner, name=name) for inner in value)
    raise TypeError(f"{name or 'names'}: {type(value).__name__} is not plain data")


def _text(text: str, name: str) -> str:
    try:
        refuse_foreign(text)
    except TemplateBroken as error:
        raise TemplateBroken(_("dữ liệu “%(name)s”: %(reason)s") % {"name": name, "reason": error.reason}) from error
    return text


def _figure(figure: MarkedText) -> Figure:
    for text in (figure.text, figure.mark, figure.meaning):
        _text(text, figure.mark or "so")
    if not figure.mark:
        raise TypeError(f"the figure {figure.text!r} has no mark")
    return Figure(figure)


class Counted:
    """`so` in a template: so.truong, so.truong.TH, or so("truong", cap="TH")."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def __call__(self, name: Any, /, **asked: Any) -> Any:
        if isinstance(self._figures, Mapping):
            if asked:
                raise TemplateBroken(_("các con số ở đây chỉ gọi theo tên, không kèm điều kiện."))
            return self[name]
        try:
            return _figure(self._figures(name, **asked))
        except LookupError as error:
            raise TemplateBroken(_("không có con số “%(name)s”.") % {"name": str(name)[:60]}) from error

    def __getitem__(self, name: Any) -> Any:
        if not isinstance(self._figures, Mapping):
            return self(name)
        found: Any = self._figures
        for step in str(name).split("."):
            if not isinstance(found, Mapping) or step not in found:
                raise TemplateBroken(_("không có con số “%(name)s”.") % {"name": str(name)[:60]})
            found = found[step]
        return _figure(found) if isinstance(found, MarkedText) else Counted(found)

    def __bool__(self) -> bool:
        raise TemplateBroken(_("xin hỏi từng con số, không hỏi cả nhóm."))

    def expect(self, name: str, asked: Mapping[str, Any]) -> None:
        """Raise TemplateBroken where it is known beforehand that there is no such figure. `asked`: the conditions, None where the template
        gives them only when it runs. A function of figures may say so itself, by an `expect` of its own."""
        if isinstance(self._figures, Mapping):
            self[name]
        elif expect := getattr(self._figures, "expect", None):
            expect(name, asked)
