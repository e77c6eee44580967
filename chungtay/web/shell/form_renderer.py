"""The plainest boxes are drawn without a template: a round's form has a hundred of them (bench/results.md)."""

from collections.abc import Callable
from typing import Any, Final

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class FormRenderer(TemplatesSetting):
    """Django's own, but for lines and boxes of text; what it gives is letter for letter what Django's templates give."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        draw = _DRAWN.get(template_name)
        return draw(context["widget"]) if draw else mark_safe(super().render(template_name, context, request))  # noqa: S308 — a template's own


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    return mark_safe(f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{value}{_attributes(widget)}>')  # noqa: S308 — escaped


def _textarea(widget: dict[str, Any]) -> SafeString:
    value = conditional_escape(widget["value"] or "")
    return mark_safe(f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>')  # noqa: S308 — escaped


def _attributes(widget: dict[str, Any]) -> str:
    """True: the bare name; False: not at all."""
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_DRAWN: Final[dict[str, Callable[[dict[str, Any]], SafeString]]] = {
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
}
