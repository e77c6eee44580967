"""The steps of whoever collects, and the unit's nil report: each a page that says what will happen and asks for what it needs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.submissions.actions import accept_submission, ask_again, excuse_submission, extend_submission, remind, send_nil
from chungtay.submissions.enums import EDITABLE
from chungtay.submissions.models import Submission
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import came_from, posted, sent
from chungtay.web.submissions.collecting import tell_reminded
from chungtay.web.submissions.forms import ExtendForm, NilForm, ReadForm, ReasonForm
from chungtay.web.submissions.record import on_record_of
from chungtay.web.submissions.seen import name_of, submission_collected, submission_crumbs, submission_in_scope
from chungtay.web.submissions.wording import instant_words, time_left

both = require_http_methods(["GET", "POST"])


def _step(
    request: HttpRequest, submission: Submission, form: forms.Form, action: Callable[[], object], *, done: str, **shown: Any
) -> HttpResponse:
    """One page of confirming; when the action went through, back to the submission with a word."""
    url = reverse("submissions:submission", args=[submission.pk])
    if posted(request, form, action):
        messages.success(request, done)
        return redirect(came_from(request, otherwise=url))
    name = name_of(submission)
    facts = [(_("Đơn vị"), name), (_("Đợt báo cáo"), submission.round.name), (_("Hạn"), _due(submission))]
    context = {"form": form, "facts": facts, "cancel_url": url, "breadcrumbs": submission_crumbs(submission, name), **shown}
    return render(request, "submissions/confirm.html", context)


def _due(submission: Submission) -> str:
    left = time_left(submission, clock.now())[0]
    return f"{instant_words(submission.due_at)} ({left})" if left else instant_words(submission.due_at)


@both
@requires(Can.COLLECT_ROUNDS)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_collected(request, pk), person(request)
    words = {
        "title": _("Nhận báo cáo"),
        "text": _("Số liệu của đơn vị được cộng vào tổng hợp ngay. Tên bạn được ghi cạnh báo cáo."),
        "submit_label": _("Nhận báo cáo"),
        "tone": "info",
    }
    read = request.GET.get("da-doc", "")
    form = ReadForm(sent(request), initial={"revision": int(read) if read.isdecimal() and len(read) < 9 else submission.revision})

    def action() -> object:
        return accept_submission(submission, by=user, revision=form.cleaned_data["revision"])

    return _step(request, submission, form, action, done=_("Đã nhận."), **words)


@both
@requires(Can.COLLECT_ROUNDS)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_collected(request, pk), person(request)
    form = ExtendForm(sent(request))
    words = {
        "title": _("Gia hạn"),
        "text": _("Gửi đến hạn mới vẫn là đúng hạn. Đơn vị được báo ngay."),
        "submit_label": _("Gia hạn"),
        "tone": "info",
    }

    def action() -> object:
        return extend_submission(submission, by=user, due_at=form.due_at_instant, reason=form.cleaned_data["reason"])

    return _step(request, submission, form, action, done=_("Đã gia hạn."), **words)


@both
@requires(Can.COLLECT_ROUNDS)
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_collected(request, pk), person(request)
    form = ReasonForm(sent(request))
    words = {
        "title": _("Miễn báo cáo"),
        "text": _("Đợt này đơn vị không phải báo cáo và không tính vào tỷ lệ nộp. Lý do được lưu lại."),
        "submit_label": _("Miễn báo cáo"),
        "tone": "danger",
    }

    def action() -> object:
        return excuse_submission(submission, by=user, reason=form.cleaned_data["reason"])

    return _step(request, submission, form, action, done=_("Đã miễn báo cáo."), **words)


@both
@requires(Can.COLLECT_ROUNDS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_collected(request, pk), person(request)
    words = {
        "title": _("Thôi miễn, yêu cầu báo cáo"),
        "text": _("Đơn vị phải báo cáo theo hạn cũ. Những gì đã ghi vẫn còn."),
        "submit_label": _("Yêu cầu báo cáo"),
        "tone": "info",
    }
    return _step(
        request, submission, forms.Form(sent(request)), lambda: ask_again(submission, by=user), done=_("Đã yêu cầu báo cáo."), **words
    )


@both
@requires(Can.ANSWER_ROUNDS)
def nil(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit had nothing; the same form sent twice is once."""
    submission, user = submission_in_scope(request, pk, Can.ANSWER_ROUNDS), person(request)
    if submission.status not in EDITABLE:
        messages.info(request, _("Báo cáo đã gửi rồi."))
        return redirect("submissions:submission", pk=pk)
    form = NilForm(sent(request))
    words = {
        "title": _("Không có gì để báo cáo"),
        "text": _("Đơn vị vẫn được tính là đã báo cáo. Nếu có hoạt động hoặc số liệu thì ghi số liệu, kể cả số 0."),
        "submit_label": _("Gửi: không có gì để báo cáo"),
        "tone": "info",
    }

    def action() -> object:
        return send_nil(submission, by=user, reason=form.cleaned_data["nil_reason"], on_record=on_record_of(submission))

    return _step(request, submission, form, action, done=_("Đã gửi."), **words)


@require_POST
@requires(Can.COLLECT_ROUNDS)
def nudge(request: HttpRequest, pk: int) -> HttpResponse:
    """Reminds one unit by one tap."""
    submission = submission_collected(request, pk)
    try:
        tell_reminded(request, remind([submission], by=person(request)), submission.round)
    except RuleBroken as refusal:
        messages.warning(request, refusal.sentence)
    return redirect(came_from(request, otherwise=reverse("submissions:submission", args=[pk])))
