"""The narratives of a round side by side: one text of the form after the other, like ones together, each with its source."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core.vietnamese import fold
from chungtay.submissions.enums import SENT
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
    rows = Narrative.objects.filter(submission__in=looked.rows.filter(status__in=SENT).order_by().values("pk")).exclude(text="")
    found = list(rows.select_related("submission").order_by("code", "submission"))
    names = names_on({row.submission.unit_id for row in found}, looked.asked)
    own = dict(Narrative.objects.filter(submission__round=looked.asked, submission__unit=looked.collector).values_list("code", "text"))
    sections = []
    for text in looked.asked.pack.texts:
        groups: dict[str, list[Said]] = {}
        units = set()
        for row in found:
            if row.code != text.code:
                continue
            units.add(row.submission.unit_id)
            url = reverse("submissions:submission", args=[row.submission_id])
            for line in row.text.splitlines():
                groups.setdefault(fold(line), []).append(Said(line, names[row.submission.unit_id], url))
        sections.append(Section(text.name, sorted(groups.values(), key=len, reverse=True), own.get(text.code, ""), len(units)))
    return sections
