"""Before it goes to the level above: what stops it, what asks for a word, what will be sent."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
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
from chungtay.core.errors import RuleBroken
from chungtay.indicators.reading import Cell
from chungtay.programmes.pack import Pack
from chungtay.submissions.actions import Given, save_answers, send_submission
from chungtay.submissions.enums import EDITABLE
from chungtay.submissions.rules import LONGEST_REASON, TEXT, Finding, field_words, findings
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.fields import words
from chungtay.web.submissions.held import Held, held_of
from chungtay.web.submissions.record import on_record_of
from chungtay.web.submissions.said import parts_shown
from chungtay.web.submissions.seen import name_of, submission_crumbs, submission_in_scope
from chungtay.web.submissions.wording import instant_words, time_left


class WhyForm(forms.Form):
    """A box for each finding that a word may settle; `why:<cell>`. `seen` is what stands on the page, in short: only that is sent."""

    def __init__(self, *args: Any, soft: list[Finding], seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        for finding in soft:
            self.fields[f"why:{finding.field}"] = words(_("Giải thích"), length=LONGEST_REASON, required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        if self.data.get("seen", self.seen) != self.seen:
            raise ValidationError(_changed())
        return super().clean() or self.cleaned_data

    @property
    def reasons(self) -> dict[str, str]:
        """By the name of the cell, those that were given."""
        return {name.removeprefix("why:"): text for name, text in self.cleaned_data.items() if text}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding beside the name of its field, the address of its box, and where it may be explained the box for that."""

    finding: Finding
    label: str
    url: str
    why: BoundField | None = None


@require_http_methods(["GET", "POST"])
@requires(Can.ANSWER_ROUNDS)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent twice is sent once: whoever comes back here finds it sent."""
    submission, user = submission_in_scope(request, pk, Can.ANSWER_ROUNDS), person(request)
    if submission.status not in EDITABLE:
        messages.info(request, _("Báo cáo đã gửi rồi."))
        return redirect("submissions:submission", pk=pk)
    held = held_of(submission, on_record_of(submission))
    found = findings(submission, answers=held.shown, texts=held.texts, on_record=held.on_record, before=held.before)
    soft = list({one.field: one for one in found if one.may_explain}.values())
    form = WhyForm(sent(request), soft=soft, seen=_in_short(held))

    def action() -> object:
        given = _explained(held, form.reasons)
        if given and save_answers(submission, by=user, given=given, on_record=held.on_record).conflicts:
            raise RuleBroken(_changed())
        return send_submission(submission, by=user, on_record=held.on_record)

    if posted(request, form, action):
        messages.success(request, _("Đã gửi báo cáo.") if submission.answers_to_id is None else _("Đã gửi cấp trên."))
        return redirect("submissions:submission", pk=pk)
    name = name_of(submission)
    answer_url = f"{reverse('submissions:answer', args=[pk])}?thieu=1"
    pack = submission.round.pack
    explained = {one.field for one in soft}
    context = {
        "submission": submission,
        "unit_name": name,
        "form": form,
        "hard": [_found(pack, one, answer_url) for one in found if one.stops and not one.may_explain],
        "soft": [_found(pack, one, answer_url, form[f"why:{one.field}"]) for one in soft],
        "hints": [_found(pack, one, answer_url) for one in found if not one.stops and one.field not in explained],
        "parts": (parts := parts_shown(submission, held)),
        "blank": sum(line.is_empty for part in parts for line in part.lines),
        "due": instant_words(submission.due_at),
        "left": time_left(submission, clock.now()),
        "breadcrumbs": submission_crumbs(submission, name),
    }
    return render(request, "submissions/send.html", context)


def _in_short(held: Held) -> str:
    """Of all numbers and texts; the words why are given on this page itself."""
    numbers = [(cell.name, said and [said.value, said.of, said.estimate]) for cell, said in sorted(held.shown.items())]
    return sha256(json.dumps([numbers, sorted(held.texts.items())]).encode()).hexdigest()


def _changed() -> str:
    return _("Số liệu vừa thay đổi sau khi bạn mở trang này. Xin xem lại rồi gửi.")


def _explained(held: Held, reasons: dict[str, str]) -> dict[str, Given]:
    """The same numbers, now with their word."""
    found = {}
    for name, reason in reasons.items():
        shown = held.shown.get(Cell.named(name))
        if shown is not None and shown.reason != reason:
            found[name] = Given(now=replace(shown, reason=reason), was=shown)
    return found


def _found(pack: Pack, finding: Finding, url: str, why: BoundField | None = None) -> Found:
    anchor = f"muc-{(finding.field if finding.field.startswith(TEXT) else Cell.named(finding.field).indicator).replace('.', '-')}"
    return Found(finding, field_words(pack, finding.field), f"{url}#{anchor}", why)
