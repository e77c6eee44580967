"""Answering: one page of boxes, each saved alone as soon as it was typed, all of them by one button; nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.submissions.actions import Conflict, save_answers
from chungtay.submissions.enums import EDITABLE
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import TEXT, findings
from chungtay.web.access import person, requires
from chungtay.web.shell.fields import show_refusal
from chungtay.web.submissions.answer_form import PICK, AnswerForm
from chungtay.web.submissions.asks import AskShown, Spread
from chungtay.web.submissions.held import Held, cells_of, held_of
from chungtay.web.submissions.record import on_record_of
from chungtay.web.submissions.said import sections_of
from chungtay.web.submissions.seen import name_of, submission_crumbs, submission_in_scope
from chungtay.web.submissions.wording import instant_words, time_left

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.ANSWER_ROUNDS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """`?muc=` names the one box that is sent alone; a page that was sent away meanwhile keeps what was typed and says why not."""
    submission = submission_in_scope(request, pk, Can.ANSWER_ROUNDS)
    url = reverse("submissions:submission", args=[pk])
    if request.method == "GET" and submission.status not in EDITABLE:
        messages.info(request, _("Báo cáo đã gửi nên không sửa được ở đây."))
        return redirect(url)
    records = on_record_of(submission)
    held = held_of(submission, records)
    if request.method == "GET":
        return _page(request, submission, AnswerForm(pack=submission.round.pack, held=held), held, {})
    only = request.GET.get("muc", "") if _is_alone(request) else ""
    form = AnswerForm(request.POST, pack=submission.round.pack, held=held, only=only)
    form.is_valid()
    saved = _save(person(request), submission, form, held)
    if saved.is_saved and not saved.conflicts and not _is_alone(request):
        return _saved_whole(request, pk)
    submission.refresh_from_db(fields=["status", "revision"])
    held = held_of(submission, records)
    if _is_alone(request):
        if saved.is_saved and not saved.conflicts and any(name.startswith(PICK) for name in request.POST):
            form = AnswerForm(pack=submission.round.pack, held=held, only=only)  # whichever of the two was chosen stands in the box
        return _part(
            request,
            Spread(submission, form, held, saved.conflicts, _findings(submission, held)),
            is_saved=saved.is_saved and not saved.conflicts,
        )
    form.take_theirs()
    return _page(request, submission, form, held, saved.conflicts)


def _saved_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing was refused and nobody else wrote meanwhile."""
    if request.POST.get("then") == "check":
        return redirect("submissions:send", pk=pk)
    messages.success(request, _("Đã lưu."))
    return redirect(request.path)


def _is_alone(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) and bool(request.GET.get("muc"))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """`is_saved`: the action went through for every box that is right in shape."""

    is_saved: bool
    conflicts: dict[str, Conflict]


def _save(user: User, submission: Submission, form: AnswerForm, held: Held) -> _Outcome:
    """What is right is saved even where something else is wrong: a refusal at one box is shown there and the others are saved."""
    given, texts = form.given(), form.given_texts()
    while True:
        try:
            saved = save_answers(submission, by=user, given=given, texts=texts, on_record=held.on_record)
        except RuleBroken as refusal:
            show_refusal(form, refusal)
            field = refusal.field or ""
            if given.pop(field, None) is None and texts.pop(field.removeprefix(TEXT), None) is None:
                return _Outcome(False, {})
            continue
        except OperationalError:
            form.add_error(None, _("Có người đang ghi cùng lúc nên chưa ghi được. Xin bấm lại."))
            return _Outcome(False, {})
        return _Outcome(not form.errors, {conflict.field: conflict for conflict in saved.conflicts})


def _findings(submission: Submission, held: Held) -> list[Any]:
    return findings(submission, answers=held.shown, texts=held.texts, on_record=held.on_record, before=held.before)


# ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _part(request: HttpRequest, spread: Spread, *, is_saved: bool) -> HttpResponse:
    """What follows from one box: its errors and findings; the whole box where somebody else's word stands in it."""
    asks = spread.asks()
    if not asks:
        return HttpResponse(status=404)
    shown: AskShown = asks[0]
    context = {
        "ask": shown,
        "submission": spread.submission,
        "form": spread.form,
        "is_saved": is_saved,
        "answer_url": request.path,
        **_progress(spread.submission, spread.held),
    }
    if shown.has_other or any(name.startswith(PICK) for name in request.POST):
        answer = render(request, "submissions/_ask_alone.html", context)
        return reswap(retarget(answer, f"#{shown.anchor}"), "outerHTML")
    return render(request, "submissions/_state_alone.html", context)


def _page(request: HttpRequest, submission: Submission, form: AnswerForm, held: Held, conflicts: dict[str, Conflict]) -> HttpResponse:
    shows_empty = bool(request.GET.get("thieu"))
    spread = Spread(submission, form, held, conflicts, _findings(submission, held), shows_empty=shows_empty)
    name = name_of(submission)
    asks = {ask.code: ask for ask in spread.asks()}
    context = {
        "submission": submission,
        "unit_name": name,
        "form": form,
        "sections": sections_shown(submission, asks),
        "due": instant_words(submission.due_at),
        "left": time_left(submission, clock.now()),
        "whole_remark": held.remarks.get("", ""),
        "remarked": [ask for ask in asks.values() if any(box.remark for box in ask.boxes)],
        "wrong": [ask for ask in asks.values() if ask.has_other or any(box.errors for box in ask.boxes)],
        "filled": sum(1 for ask in asks.values() for box in ask.boxes if box.is_as_recorded),
        "is_unsaved": form.is_bound,
        "answer_url": request.path,
        **_progress(submission, held),
        "breadcrumbs": submission_crumbs(submission, name),
    }
    return render(request, "submissions/answer.html", context)


def sections_shown(submission: Submission, asks: dict[str, AskShown]) -> list[tuple[str, str, str, list[AskShown]]]:
    """(code, title, hint, asks): the sections of the pack that hold something, then the texts."""
    pack = submission.round.pack
    hints = {section.code: section.hint for section in pack.sections}
    found = [(code, title, hints.get(code, ""), [asks[one.code] for one, _cells in held]) for code, title, held in sections_of(pack)]
    written = [asks[TEXT + text.code] for text in pack.texts]
    if written:
        found.append(("loi-van", _("Lời văn"), _("Viết ngắn, mỗi ý một dòng. Không ghi tên, hoàn cảnh riêng của trẻ."), written))
    return found


def _progress(submission: Submission, held: Held) -> dict[str, Any]:
    asked = [one for one, _cells in cells_of(submission.round.pack)]
    filled = {cell.indicator for cell, reading in held.shown.items() if reading is not None and not cell.by}
    return {
        "answered": sum(1 for one in asked if one.code in filled),
        "asked": len(asked),
        "saved_at": timezone.localtime(clock.now()).strftime("%H:%M"),
    }
