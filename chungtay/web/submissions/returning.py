"""Sending a submission back: a tick and a reason at each field that must be mended, or one reason for the whole."""

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
from chungtay.submissions.actions import return_submission
from chungtay.submissions.models import Submission
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.fields import words
from chungtay.web.submissions.said import Line, parts_of
from chungtay.web.submissions.seen import name_of, submission_collected, submission_crumbs


class ReturnForm(forms.Form):
    """`tick:<field>` and `why:<field>` for each line of the submission, `reason` for the whole."""

    reason = words("", length=500, rows=3, required=False)

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do chung")
        self.lines = lines
        for line in lines:
            self.fields[f"tick:{line.name}"] = forms.BooleanField(label=line.label, required=False)
            self.fields[f"why:{line.name}"] = words(_("Cần sửa gì ở “%(label)s”?") % {"label": line.label}, length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for line in self.lines:
            if given.get(f"tick:{line.name}") and not given.get(f"why:{line.name}") and f"why:{line.name}" not in self.errors:
                self.add_error(f"why:{line.name}", ValidationError(_("Xin ghi cần sửa gì.")))
        if not self.errors and not self.remarks and not given.get("reason"):
            self.add_error("reason", ValidationError(_("Xin đánh dấu mục cần sửa, hoặc ghi lý do chung.")))
        return given

    @property
    def remarks(self) -> dict[str, str]:
        """Field → what must be mended; a reason without a tick counts too."""
        found = {line.name: self.cleaned_data.get(f"why:{line.name}", "") for line in self.lines}
        return {name: why for name, why in found.items() if why}

    @property
    def rows(self) -> list[tuple[BoundField, BoundField, str]]:
        """Tick, reason, what is said there."""
        return [(self[f"tick:{line.name}"], self[f"why:{line.name}"], line.value) for line in self.lines]


@require_http_methods(["GET", "POST"])
@requires(Can.COLLECT_ROUNDS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_collected(request, pk), person(request)
    form = ReturnForm(sent(request), lines=_lines(submission))

    def action() -> object:
        return return_submission(submission, by=user, remarks=form.remarks, reason=form.cleaned_data["reason"])

    url, name = reverse("submissions:submission", args=[pk]), name_of(submission)
    if posted(request, form, action):
        messages.success(request, _("Đã trả lại. Đơn vị thấy lý do ở từng mục."))
        return redirect(url)
    context = {
        "submission": submission,
        "unit_name": name,
        "form": form,
        "cancel_url": url,
        "breadcrumbs": submission_crumbs(submission, name),
    }
    return render(request, "submissions/return.html", context)


def _lines(submission: Submission) -> list[Line]:
    """Every field, and of its breakdowns those that say something."""
    return [line for part in parts_of(submission, {}) for whole in part.lines for line in (whole, *whole.parts)]
