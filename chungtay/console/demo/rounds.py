"""How units answered their rounds: what they typed, wrote and sent, and what the level above said to it, each at its own instant.

answers.csv tells only what people typed, the rest was on record. "pupils=~265; insured_children=1921/1930" is about 265, and n of N;
`reasons` and `remarks` hold "field: words", parted by " / ".
"""

from chungtay.accounts.models import User
from chungtay.console.demo.lands import unit
from chungtay.console.demo.programme import rows_of
from chungtay.console.demo.steps import at, counted, user
from chungtay.core import clock
from chungtay.figures.on_record import on_record
from chungtay.indicators.reading import Reading
from chungtay.notifications.actions import mark_read, switch_channel
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import Notice
from chungtay.programmes.models import Programme, Round
from chungtay.submissions.actions import Given, GivenText, accept_submission, ask_round, return_submission, save_answers, send_submission


def ask_schools(programme: Programme) -> None:
    """“Điều ước cho em” asks the schools of Điện Biên in 2026; a part of them has answered."""
    asked = programme.rounds.get(code="2026")
    with clock.standing_at(at("2026-09-01T08:00")):
        ask_round(asked, by=None, top=unit("11"), on=asked.starts_on)
    answer_round(asked)


def answer_round(asked: Round) -> None:
    """All that answers.csv tells of the round."""
    for row in rows_of("answers.csv", programme=asked.programme.slug, round=asked.code):
        _answer(asked, row)


def put_by_old_notices() -> None:
    """Notices of years ago are read, and no letter of the demo world's past leaves today."""
    for notice in Notice.objects.filter(made_at__year__lt=2026):
        mark_read(notice)
    for person in User.objects.filter(notices__messages__status=MessageStatus.QUEUED).distinct():
        for is_on in (False, True):
            switch_channel(person, Channel.EMAIL, is_on=is_on)


def _answer(asked: Round, row: dict[str, str]) -> None:
    submission = asked.submissions.get(unit__code=row["unit"])
    by, above = user(row["by"]), user(row["above"])
    with clock.standing_at(at(row["saved_at"])):
        save_answers(submission, by=by, given=_given(row), texts=_texts(asked, row), on_record=on_record(submission))
    if row["sent_at"]:
        with clock.standing_at(at(row["sent_at"])):
            send_submission(submission, by=by, on_record=on_record(submission))
    if row["returned_at"]:
        with clock.standing_at(at(row["returned_at"])):
            return_submission(submission, by=above, remarks=_by_field(row["remarks"]))
    if row["accepted_at"]:
        with clock.standing_at(at(row["accepted_at"])):
            accept_submission(submission, by=above)


def _given(row: dict[str, str]) -> dict[str, Given]:
    reasons = _by_field(row["reasons"])
    typed = (pair.split("=", 1) for pair in row["given"].split("; ") if pair)
    return {field: Given(now=_reading(said, reasons.get(field, "")), was=None) for field, said in typed}


def _reading(told: str, reason: str) -> Reading:
    value, _slash, of = told.partition("/")
    number = counted(value)
    return Reading(number.value, int(of) if of else None, number.estimate, reason)


def _texts(asked: Round, row: dict[str, str]) -> dict[str, GivenText]:
    return {text.code: GivenText(now=row[text.code], was="") for text in asked.pack.texts if row[text.code]}


def _by_field(told: str) -> dict[str, str]:
    return dict(pair.split(": ", 1) for pair in told.split(" / ") if pair)
