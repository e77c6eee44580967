"""A school that lacks nothing says so for the round."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.needs.actions.rounds import declare_nil
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.models import Participation, Round
from chungtay.programmes.queries import asking_for_needs, current_round
from chungtay.web.access import person, requires
from chungtay.web.needs.forms import NilForm
from chungtay.web.needs.showing import crumbs
from chungtay.web.shell.acting import posted, sent


@require_http_methods(["GET", "POST"])
@requires(Can.RECORD_NEEDS)
def declare(request: HttpRequest) -> HttpResponse:
    """Schools of one's own that have not answered yet; the round that takes answers today."""
    user, today = person(request), clock.today()
    rounds = open_rounds(today)
    if not rounds:
        return render(request, "needs/no_round.html", {"breadcrumbs": crumbs()})
    asked = next((one for one in rounds if str(one.pk) == request.GET.get("dot")), rounds[0])
    schools = _schools(user, today)
    form = NilForm(sent(request), among=schools, on=today)

    def action() -> object:
        return declare_nil(asked, by=user, unit=form.cleaned_data["unit"], on=today)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi: %(school)s không thiếu gì trong %(round)s.") % _said(form, asked))
        return redirect(request.get_full_path())
    answered = Participation.objects.filter(round=asked, unit__in=schools.order_by().values("pk"))
    names = {unit.pk: unit.full_name for unit in schools.filter(pk__in=answered.values("unit"))}
    context = {
        "form": form,
        "round": asked,
        "rounds": rounds,
        "answers": sorted(
            ((names[row.unit_id], row.is_nil, row.joined_on) for row in answered if row.unit_id in names), key=lambda row: row[0]
        ),
        "cancel_url": reverse("needs:list"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "needs/nil.html", context)


def open_rounds(today: date) -> list[Round]:
    """The rounds that still take answers."""
    found = [current_round(programme, today) for programme in asking_for_needs(today)]
    return [one for one in found if one is not None and one.starts_on <= today <= one.due_on]


def _schools(user: User, today: date) -> OrgUnitQuerySet:
    return units_for(user, Can.RECORD_NEEDS, on=today).on(today).filter(type=UnitType.SCHOOL)


def _said(form: NilForm, asked: Round) -> dict[str, str]:
    return {"school": form.cleaned_data["unit"].full_name, "round": asked.name}
