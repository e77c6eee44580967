"""The programmes, one programme, its catalogue of needs, its newer version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core import clock
from chungtay.core.numbers import in_dong
from chungtay.places.enums import LEVEL_LABELS
from chungtay.programmes.actions import adopt_version
from chungtay.programmes.models import Directive, Duty, FocalPoint, Plan, Programme, Round
from chungtay.programmes.pack import Category, Item
from chungtay.programmes.queries import current_round, focal_points, newer_versions, running
from chungtay.programmes.rules import may_run_everywhere
from chungtay.submissions.models import Submission
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import ANSWERS
from chungtay.web.programmes.seen import counted_on, crumbs, directives_seen, may_run, programme_called, run_by, tabs
from chungtay.web.programmes.taking_part import counted
from chungtay.web.shell.acting import posted
from chungtay.web.shell.listing import may_here, names_of

both = require_http_methods(["GET", "POST"])
MOST_POINTS = 200


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """The running programmes; each with its round of the day."""
    today = clock.today()
    programmes = list(running(today))
    rows = [(programme, current_round(programme, today)) for programme in programmes]
    return render(request, "programmes/index.html", {"rows": rows, "only": programmes[0] if len(programmes) == 1 else None})


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    programme, viewer, today = programme_called(slug), person(request), clock.today()
    now = current_round(programme, today)
    runs_everywhere = may_run_everywhere(viewer, on=today)
    context = {
        "programme": programme,
        "pack": programme.pack,
        "levels": [label for level, label in LEVEL_LABELS.items() if level & programme.pack.levels],
        "is_over": programme.ended_on <= today,
        "tabs": tabs(programme, "programme"),
        "newer": newer_versions(programme).first(),
        "runs": may_run(request),
        "runs_everywhere": runs_everywhere,
        "collects": may_here(request, Can.COLLECT_ROUNDS),
        "round": now,
        **_counted(request, programme, now),
        "rounds": _rounds(programme, now, today=today, may_correct=runs_everywhere),
        "chain": _chain(viewer, programme, on=today),
        "levels_held": _by_level(programme, _points(request, programme, on=today)),
        "breadcrumbs": crumbs(),
    }
    return render(request, "programmes/programme.html", context)


def _counted(request: HttpRequest, programme: Programme, asked: Round | None) -> dict[str, object]:
    """Who takes part in the round of the day, with the addresses of the lists behind the numbers."""
    if asked is None or not programme.pack.asks_for_needs:
        return {}
    day = counted_on(asked, today=clock.today())
    url = f"{reverse('programmes:taking_part', args=[programme.slug])}?dot={asked.code}"
    return {
        "counts": counted(request, asked, on=day),
        "counted_on": day,
        "answer_links": {word: f"{url}&tra_loi={word}" for word, _label in ANSWERS},
    }


def _rounds(programme: Programme, now: Round | None, *, today: date, may_correct: bool) -> list[tuple[Round, str, str, bool]]:
    """The newest first: (round, words, tone, whether it may still be put right)."""
    asked = Exists(Submission.objects.filter(round=OuterRef("pk")))
    rows = (
        programme.rounds.select_related("version")
        .annotate(answers=Count("participations"), is_asked=asked)
        .order_by("-starts_on", "-pk")[:50]
    )
    return [(row, *_round_state(row, today), may_correct and not row.answers) for row in rows]


def _round_state(row: Round, today: date) -> tuple[str, str]:
    if row.starts_on > today:
        return _("Sắp mở"), "plain"
    if today <= row.ends_on:
        return _("Đang mở"), "ok"
    return (_("Đang báo cáo"), "wait") if today <= row.due_on else (_("Đã xong"), "info")


# ── The chain ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """A directive in its chain; `is_below` one that is shown too; plans n of N among the units of one's scope."""

    directive: Directive
    is_below: bool
    issued: int
    all: int

    @property
    def tone(self) -> str:
        return "ok" if self.issued >= self.all else "wait"


def _chain(viewer: User, programme: Programme, *, on: date) -> list[Link]:
    """Each directive under the one that it carries on, the oldest first."""
    within = units_answered_for(viewer, Can.SEE_NEEDS, on=on).order_by().values("pk")
    seen = directives_seen(viewer, programme, on=on).select_related("attachment", "follows")
    rows = list(seen.annotate(given=_number(Duty, within), issued=_number(Plan, within)).order_by("issued_on", "pk")[:300])
    below: dict[int | None, list[Directive]] = {}
    shown = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.follows_id if row.follows_id in shown else None, []).append(row)
    return _walk(below, None)


def _number(model: type[Duty | Plan], within: Any) -> Coalesce:
    rows = model._default_manager.filter(directive=OuterRef("pk"), unit__in=within).order_by().values("directive")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _walk(below: dict[int | None, list[Directive]], above: int | None) -> list[Link]:
    found: list[Link] = []
    for row in below.get(above, ()):
        found.append(Link(row, above is not None, row.issued, row.given))  # type: ignore[attr-defined]  # annotated
        found += _walk(below, row.pk)
    return found


# ── Focal points ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Shown:
    """A focal point as donors see it; `may_change`: the person may replace it or end it."""

    point: FocalPoint
    unit: str
    may_change: bool

    @property
    def phone_link(self) -> str:
        return "".join(char for char in self.point.phone if char.isdigit() or char == "+")


def _points(request: HttpRequest, programme: Programme, *, on: date) -> list[Shown]:
    """Those who answer for one's own unit, and those of one's scope."""
    viewer = person(request)
    role, within = viewer.acting_role, units_answered_for(viewer, Can.SEE_NEEDS, on=on).order_by().values("pk")
    mine = [point.pk for point in focal_points(programme, role.unit, on)] if role else []
    rows = FocalPoint.objects.on(on).filter(programme=programme)
    rows = rows.filter(pk__in=mine) | rows.filter(unit__in=within)
    found = list(rows.order_by("level", "unit__type", "unit_id", "pk")[:MOST_POINTS])
    names = names_of([point.unit_id for point in found])
    changed = set(run_by(request).filter(pk__in=names).values_list("pk", flat=True))
    return [Shown(point, names[point.unit_id], point.unit_id in changed) for point in found]


def _by_level(programme: Programme, shown: list[Shown]) -> list[tuple[str, list[Shown]]]:
    """Every level of the programme, also one for which nobody answers yet."""
    levels = [(level, label) for level, label in LEVEL_LABELS.items() if level & programme.pack.levels]
    return [(str(label), [one for one in shown if one.point.level == level.value]) for level, label in levels]


# ── Catalogue, version ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@requires(Can.SEE_NEEDS)
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What may be asked for, as the pack says it: for reading."""
    programme = programme_called(slug)
    pack = programme.pack
    if not pack.asks_for_needs:
        raise Http404
    groups = [(group, [_priced(category) for category in pack.categories_of(group.code)]) for group in pack.groups]
    context = {
        "programme": programme,
        "pack": pack,
        "groups": groups,
        "tabs": tabs(programme, "catalogue"),
        "breadcrumbs": crumbs(programme),
    }
    return render(request, "programmes/catalogue.html", context)


def _priced(category: Category) -> tuple[Category, list[tuple[Item, str]]]:
    """Its items, each with what one usually costs, in words; empty where the pack knows no price."""
    return category, [(item, in_dong(item.typical_cost_vnd) if item.typical_cost_vnd else "") for item in category.items]


@both
@requires(Can.RUN_PROGRAMMES)
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """The newer version of the pack, for what is recorded from now on."""
    programme = programme_called(slug)
    newer = newer_versions(programme).first()
    if newer is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    url = reverse("programmes:programme", args=[slug])
    if posted(request, form, lambda: adopt_version(programme, by=person(request), version=newer)):
        messages.success(request, _("Chương trình chạy theo phiên bản %(version)d.") % {"version": newer.version})
        return redirect(url)
    context = {
        "form": form,
        "title": _("Dùng phiên bản mới"),
        "text": _("Từ nay nhu cầu được ghi theo danh mục mới. Các đợt đã mở giữ phiên bản cũ. Không đổi ngược lại được."),
        "facts": [(_("Đang chạy"), str(programme.version.version)), (_("Phiên bản mới"), str(newer.version))],
        "submit_label": _("Dùng phiên bản %(version)d") % {"version": newer.version},
        "tone": "info",
        "cancel_url": url,
        "breadcrumbs": crumbs(programme),
    }
    return render(request, "programmes/confirm.html", context)
