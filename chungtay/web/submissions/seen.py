"""Which submissions and rounds a person sees from the role in which they act, and what the pages about them share."""

from collections.abc import Collection

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import acting_roles, reach_of
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import own_units
from chungtay.submissions.rules import collecting_power
from chungtay.web.access import person
from chungtay.web.shell.listing import names_of

Crumbs = list[tuple[str, str | None]]


def submission_in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_NEEDS) -> Submission:
    """The submission, its round with its pack at hand; 404 where the role one acts in does not reach it."""
    rows = Submission.objects.for_user(person(request), can, on=clock.today())
    rows = rows.select_related("round__version", "round__programme", "unit").defer("round__version__content")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def submission_collected(request: HttpRequest, pk: int) -> Submission:
    """One that the person may send back, accept, extend, excuse; 404 for any other."""
    found = submission_in_scope(request, pk)
    rows = Submission.objects.for_user(person(request), collecting_power(found), on=clock.today())
    if not rows.filter(pk=pk).exists():
        raise Http404
    return found


def round_called(slug: str, code: str) -> Round:
    found = Round.objects.select_related("programme", "version").filter(programme__slug=slug, code=code).first()
    if found is None:
        raise Http404
    return found


def name_of(submission: Submission) -> str:
    """The unit as it was called on the round's last day."""
    return names_on([submission.unit_id], submission.round)[submission.unit_id]


def names_on(units: Collection[int], asked: Round) -> dict[int, str]:
    """By id, as they were called on the round's last day (today while it lasts)."""
    return names_of(units, on=min(asked.ends_on, clock.today()))


def crumbs(*more: tuple[str, str | None]) -> Crumbs:
    return [(_("Đợt báo cáo"), reverse("submissions:list")), *more]


def round_crumbs(asked: Round, *more: tuple[str, str | None]) -> Crumbs:
    return crumbs((asked.name, round_url("collect", asked)), *more)


def submission_crumbs(submission: Submission, name: str) -> Crumbs:
    return crumbs((submission.round.name, None), (name, reverse("submissions:submission", args=[submission.pk])))


def round_url(name: str, asked: Round) -> str:
    return reverse(f"submissions:{name}", args=[asked.programme.slug, asked.code])


def own_collectors(units: Collection[int], rounds: Collection[int]) -> dict[int, OrgUnit]:
    """By round: the one of these units (a person's own, or what it succeeded) to which others answered in it."""
    pairs = Submission.objects.filter(answers_to__in=units, round__in=rounds).order_by().values_list("round", "answers_to").distinct()
    found = dict(pairs)
    known = OrgUnit.objects.in_bulk(set(found.values()))
    return {asked: known[pk] for asked, pk in found.items()}


def collected_unit(request: HttpRequest, asked: Round) -> OrgUnit | None:
    """Whose live table is looked at: one's own territory or what it succeeded, or a unit below it that is asked for (?don-vi=)."""
    user, today = person(request), clock.today()
    code = request.GET.get("don-vi", "")[:80].replace("\0", "")
    if not code:
        if own := own_collectors(own_units(user, on=today), [asked.pk]).get(asked.pk):
            return own
        roles = acting_roles(user, today)
        return reach_of(roles[0], on=today) if roles else None
    from_scope = Submission.objects.for_user(user, Can.COLLECT_ROUNDS, on=today)
    found = OrgUnit.objects.filter(code=code, pk__in=from_scope.order_by().values("answers_to")).first()
    if found is None:
        raise Http404
    return found
