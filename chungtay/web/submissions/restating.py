"""Late data after acceptance: the boxes again, one reason for all that changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core.errors import RuleBroken
from chungtay.submissions.actions import restate
from chungtay.submissions.enums import SubmissionStatus
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import attempt, sent
from chungtay.web.submissions.answer_form import AnswerForm
from chungtay.web.submissions.answering import sections_shown
from chungtay.web.submissions.asks import Spread
from chungtay.web.submissions.forms import ReasonForm
from chungtay.web.submissions.held import held_of
from chungtay.web.submissions.seen import name_of, submission_crumbs, submission_in_scope


@require_http_methods(["GET", "POST"])
@requires(Can.SEE_NEEDS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """By the unit, or by whoever collects from it; what was is kept beside what is now."""
    submission, user = submission_in_scope(request, pk), person(request)
    url = reverse("submissions:submission", args=[pk])
    if submission.status != SubmissionStatus.ACCEPTED:
        messages.info(request, _("Chỉ đính chính báo cáo đã được nhận."))
        return redirect(url)
    held = held_of(submission, {})
    form, why = AnswerForm(sent(request), pack=submission.round.pack, held=held), ReasonForm(sent(request))
    conflicts: dict[str, Any] = {}
    if request.method == "POST" and all([form.is_valid(), why.is_valid()]):

        def action() -> Any:
            try:
                return restate(submission, by=user, given=form.given(), texts=form.given_texts(), reason=why.cleaned_data["reason"])
            except RuleBroken as refusal:
                if refusal.field in why.fields:
                    why.add_error(refusal.field, refusal.sentence)
                    return None
                raise

        saved = attempt(form, action)
        if saved is not None and not saved.conflicts:
            messages.success(request, _("Đã đính chính. Tổng hợp theo số mới; văn bản đã ban hành giữ số cũ."))
            return redirect(url)
        conflicts = {one.field: one for one in saved.conflicts} if saved is not None else {}
    held, name = held_of(submission, {}), name_of(submission)
    asks = {ask.code: ask for ask in Spread(submission, form, held, conflicts, is_saved=bool(conflicts)).asks()}
    context = {
        "submission": submission,
        "unit_name": name,
        "form": form,
        "why": why,
        "wrong": [ask for ask in asks.values() if ask.has_other or any(box.errors for box in ask.boxes)],
        "sections": sections_shown(submission, asks),
        "cancel_url": url,
        "breadcrumbs": submission_crumbs(submission, name),
    }
    return render(request, "submissions/restate.html", context)
