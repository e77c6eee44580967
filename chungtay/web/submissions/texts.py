"""The narratives of a round side by side: one text of the form after the other, like ones together, each with its source."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.submissions import likeness
from chungtay.submissions.enums import SENT
from chungtay.submissions.likeness import rolled_up
from chungtay.submissions.models import Narrative
from chungtay.web.access import requires
from chungtay.web.submissions.collecting import Looked, looked_at
from chungtay.web.submissions.seen import names_on, round_crumbs


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote it, and how."""

    text: str
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A text of the form: what was said in it, like ones together; `own` what the collecting unit itself says there; who left it empty."""

    name: str
    groups: list[list[Said]]
    own: str
    units: int


@require_safe
@requires(Can.COLLECT_ROUNDS)
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    looked = looked_at(request, slug, code)
    context = {
        "round": looked.asked,
        "collector_name": names_on([looked.collector.pk], looked.asked)[looked.collector.pk],
        "sections": sections_of(looked),
        "breadcrumbs": round_crumbs(looked.asked),
    }
    return render(request, "submissions/texts.html", context)


def sections_of(looked: Looked) -> list[Section]:
    """What was sent, whether accepted already or not: reading it is how one decides."""
    asked = looked.asked
    rows = {row.pk: row.unit_id for row in looked.rows.filter(status__in=SENT)}
    names = names_on(set(rows.values()), asked)
    found = rolled_up(asked, territory=looked.collector) if looked.is_whole else rolled_up(asked, collector=looked.collector)
    own = Narrative.objects.filter(submission__round=asked, submission__unit=looked.collector).values_list("code", "text")
    said_here = dict(own)
    sections = []
    for text in asked.pack.texts:
        groups = [[_said(one, names, rows) for one in _best_first(likes) if one.submission in rows] for likes in found.get(text.code, ())]
        units = {one.submission for likes in found.get(text.code, ()) for one in likes.members if one.submission in rows}
        sections.append(Section(text.name, [group for group in groups if group], said_here.get(text.code, ""), len(units)))
    return sections


def _said(one: likeness.Said, names: dict[int, str], rows: dict[int, int]) -> Said:
    return Said(one.text, names[rows[one.submission]], reverse("submissions:submission", args=[one.submission]))


def _best_first(likes: likeness.Likes) -> list[likeness.Said]:
    return sorted(likes.members, key=lambda one: one.text != likes.text)
