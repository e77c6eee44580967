"""The index: what I must send, and the rounds from which I collect; one clear next step each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, reach_of
from chungtay.core import clock
from chungtay.programmes.models import Round
from chungtay.submissions.enums import EDITABLE, SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import Completeness, completeness, own_units
from chungtay.web.access import person, requires
from chungtay.web.shell.listing import may_here, names_of
from chungtay.web.submissions.seen import own_collectors, round_url
from chungtay.web.submissions.tones import TONES
from chungtay.web.submissions.wording import instant_words, time_left

_MOST: Final = 30
_MOST_COLLECTED: Final = 12  # each is counted by a statement of its own


@dataclass(frozen=True, slots=True)
class Mine:
    """What a unit of mine must send, with its next step."""

    submission: Submission
    unit: str
    due: str
    left: tuple[str, str]
    tone: str
    step: str
    url: str


@dataclass(frozen=True, slots=True)
class Collected:
    """A round that answers to me: n of N sent."""

    asked: Round
    counts: Completeness
    url: str
    share: int
    waiting: int


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """What must still be done first, then what is done; the newest round first."""
    user, at = person(request), clock.now()
    units = own_units(user, on=clock.today())
    rows = Submission.objects.filter(unit__in=units).select_related("round__programme", "round__version", "unit")
    mine = sorted(rows.order_by("-round__starts_on", "-pk")[:_MOST], key=lambda row: row.status not in EDITABLE)
    names = names_of({row.unit_id for row in mine})
    context = {
        "mine": [_mine(row, names[row.unit_id], at, may_answer=may_here(request, Can.ANSWER_ROUNDS)) for row in mine],
        "collected": collected(user, units) if may_here(request, Can.COLLECT_ROUNDS) else [],
        "may_ask": may_here(request, Can.RUN_PROGRAMMES),
    }
    return render(request, "submissions/list.html", context)


def _mine(row: Submission, unit: str, at: datetime, *, may_answer: bool) -> Mine:
    url = reverse("submissions:submission", args=[row.pk])
    step = ""
    if row.status in EDITABLE and may_answer:
        url = reverse("submissions:answer", args=[row.pk])
        labels = {SubmissionStatus.RETURNED: _("Sửa và gửi lại"), SubmissionStatus.DRAFT: _("Ghi tiếp")}
        step = labels.get(SubmissionStatus(row.status), _("Ghi số liệu"))
    return Mine(row, unit, instant_words(row.due_at), time_left(row, at), TONES[SubmissionStatus(row.status)], step, url)


def collected(user: User, units: list[int]) -> list[Collected]:
    """The newest rounds first."""
    scope = Submission.objects.for_user(user, Can.COLLECT_ROUNDS, on=clock.today()).order_by().values("round")
    rounds = Round.objects.filter(pk__in=scope).select_related("programme", "version").order_by("-starts_on", "-pk")[:_MOST_COLLECTED]
    top = next((reach_of(role, on=clock.today()) for role in acting_roles(user, clock.today())), None)
    collectors = own_collectors(units, [row.pk for row in rounds])
    found = []
    for row in rounds:
        unit = collectors.get(row.pk)
        counts = completeness(row, collector=unit) if unit else completeness(row, territory=top)
        if counts.expected:
            share = 1000 * counts.sent // counts.expected
            found.append(Collected(row, counts, round_url("collect", row), share, counts.sent - counts.accepted))
    return found
