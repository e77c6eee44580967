"""The verbs of submissions, by who acts: the round is asked, the unit writes, the level above collects, late data are restated."""

from chungtay.submissions.actions.asking import ask_round, correct_asked_round
from chungtay.submissions.actions.collecting import (
    accept_many,
    accept_submission,
    ask_again,
    excuse_submission,
    extend_submission,
    return_submission,
)
from chungtay.submissions.actions.fields import Conflict, Given, GivenText, Saved
from chungtay.submissions.actions.reminding import Reminded, remind, send_calendar_reminders
from chungtay.submissions.actions.restating import restate
from chungtay.submissions.actions.writing import save_answers, send_nil, send_submission

__all__ = [
    "Conflict",
    "Given",
    "GivenText",
    "Reminded",
    "Saved",
    "accept_many",
    "accept_submission",
    "ask_again",
    "ask_round",
    "correct_asked_round",
    "excuse_submission",
    "extend_submission",
    "remind",
    "restate",
    "return_submission",
    "save_answers",
    "send_calendar_reminders",
    "send_nil",
    "send_submission",
]
