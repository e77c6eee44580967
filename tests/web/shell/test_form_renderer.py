"""What is drawn without a template is letter for letter what Django's templates draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from chungtay.web.shell.form_renderer import FormRenderer

WIDGETS = [
    forms.TextInput(),
    forms.TextInput(attrs={"class": "amount", "data-n": 3, "required": True, "disabled": False, "placeholder": ' "<&> '}),
    forms.HiddenInput(),
    forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("value", [None, "", "0", 0, 1200, "\"Nậm\" <Nhừ> & 'Pu'", "a\nb", mark_safe("&amp;")])
def test_the_same_as_django_s_templates(widget: forms.Widget, value: object) -> None:
    drawn = [widget.render("a<b", value, attrs={"id": "id_a"}, renderer=renderer) for renderer in (FormRenderer(), TemplatesSetting())]
    assert drawn[0] == drawn[1]
