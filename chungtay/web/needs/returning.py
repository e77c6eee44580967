"""Sending a need back: a tick and a reason at each field that must be mended, or one reason for the whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.needs.actions.moves import return_need
from chungtay.needs.models import Need
from chungtay.web.access import person, requires
from chungtay.web.needs.showing import access_of, facts_of, need_crumbs, need_in_scope
from chungtay.web.needs.wording import category_of, places_of
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.fields import words


class ReturnForm(forms.Form):
    """`tick_<field>` and `why_<field>` for each line of the need, `reason` for the whole."""

    reason = words("", length=500, rows=3, required=False)

    def __init__(self, *args: Any, lines: list[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do chung")
        self.lines = lines
        for field, label, _value in lines:
            self.fields[f"tick_{field}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"why_{field}"] = words(_("Cần sửa gì ở “%(label)s”?") % {"label": label}, length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field, _label, _value in self.lines:
            if given.get(f"tick_{field}") and not given.get(f"why_{field}") and f"why_{field}" not in self.errors:
                self.add_error(f"why_{field}", ValidationError(_("Xin ghi cần sửa gì.")))
        if not self.errors and not self.remarks and not given.get("reason"):
            self.add_error("reason", ValidationError(_("Xin đánh dấu mục cần sửa, hoặc ghi lý do chung.")))
        return given

    @property
    def remarks(self) -> dict[str, str]:
        """Field of the need → what must be mended; a reason without a tick counts too."""
        found = {field: self.cleaned_data.get(f"why_{field}", "") for field, _label, _value in self.lines}
        return {field: why for field, why in found.items() if why}

    @property
    def rows(self) -> list[tuple[BoundField, BoundField, str]]:
        """Tick, reason, what the need says there."""
        return [(self[f"tick_{field}"], self[f"why_{field}"], value) for field, _label, value in self.lines]


@require_http_methods(["GET", "POST"])
@requires(Can.VERIFY_NEEDS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.VERIFY_NEEDS), person(request), clock.today()
    form = ReturnForm(sent(request), lines=_lines(need))

    def action() -> object:
        return return_need(need, by=user, on=today, remarks=form.remarks, reason=form.cleaned_data["reason"])

    url = reverse("needs:need", args=[pk])
    if posted(request, form, action):
        messages.success(request, _("Đã trả lại. Trường thấy lý do ở từng mục."))
        return redirect(url)
    return render(request, "needs/return.html", {"need": need, "form": form, "cancel_url": url, "breadcrumbs": need_crumbs(need)})


def _lines(need: Need) -> list[tuple[str, str, str]]:
    """Field, label, what is said: whatever the school could have told otherwise."""
    category = category_of(need, {need.programme_id: need.programme})
    place = places_of([need], on=clock.today())[need.pk]
    told = [(fact.field, fact.label, fact.value) for fact in facts_of(need, category, {}, keeps_empty=True)]
    photos = need.photos.count()
    return [
        ("site", _("Ở đâu"), place.full),
        *told,
        *access_of(need),
        ("photos", _("Ảnh"), _("%(n)d ảnh") % {"n": photos} if photos else _("chưa có ảnh")),
    ]
