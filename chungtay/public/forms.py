"""What a donor may look for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.needs.published import BoardAsked
from chungtay.programmes.published import PublicProgramme


class BoardForm(forms.Form):
    """The filters of the board; a value that the list does not know asks for nothing."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    gio = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    noi = forms.ChoiceField(label=_("Tỉnh, thành phố"), required=False)
    loai = forms.ChoiceField(label=_("Loại nhu cầu"), required=False)
    cap = forms.ChoiceField(label=_("Cấp học"), required=False)

    def __init__(
        self, *args: Any, programmes: list[PublicProgramme], levels: list[tuple[int, str]], provinces: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noi"].choices = [("", _("Cả nước")), *provinces]  # type: ignore[attr-defined]
        categories = {each.code: each.name for programme in programmes for each in programme.categories}
        self.fields["loai"].choices = [("", _("Mọi loại")), *categories.items()]  # type: ignore[attr-defined]
        self.fields["cap"].choices = [("", _("Mọi cấp")), *((str(level), label) for level, label in levels)]  # type: ignore[attr-defined]

    def asked(self, text: str) -> BoardAsked:
        self.is_valid()
        given = self.cleaned_data
        return BoardAsked(text=text, unit=given.get("noi", ""), category=given.get("loai", ""), level=int(given.get("cap") or 0))
