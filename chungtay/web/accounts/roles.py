"""Roles of a person in scope: give, move, end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.actions import end_role, give_role, move_role
from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role
from chungtay.accounts.queries import roles_in_scope, unit_names
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.web.access import person, requires
from chungtay.web.accounts.forms import EndRoleForm, GiveRoleForm, MoveRoleForm
from chungtay.web.accounts.lines import RoleLine
from chungtay.web.accounts.people import crumbs, someone_in_scope
from chungtay.web.accounts.steps import Steps
from chungtay.web.shell.acting import posted


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role: at which unit, which role, from which day."""
    someone = someone_in_scope(request, pk, Can.INVITE_PEOPLE)
    url = reverse("people:person", args=[pk])
    title = _("Giao vai trò cho %(name)s") % {"name": someone.full_name}
    steps = Steps.read(request, "accounts/invite_step.html", title=title, back=url, breadcrumbs=crumbs((someone.full_name, url)))
    if steps.page is not None:
        return steps.page
    unit, kind = steps.answers()
    form = GiveRoleForm(request.POST or None, kind=kind, initial={"on": clock.today()})
    if posted(
        request,
        form,
        lambda: give_role(someone, by=person(request), kind=kind, unit=unit, levels=form.levels_chosen, on=form.cleaned_data["on"]),
    ):
        messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": someone.full_name})
        return redirect(url)
    return steps.last(form, submit_label=_("Giao vai trò"))


def _role_in_scope(request: HttpRequest, pk: int) -> Role:
    """The role, or 404 outside the scope of the role one acts in."""
    return get_object_or_404(roles_in_scope(person(request), Can.INVITE_PEOPLE, on=clock.today()).select_related("unit", "user"), pk=pk)


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """The same role at another unit, from a day on."""
    role, today = _role_in_scope(request, pk), clock.today()
    among = units_for(person(request), Can.INVITE_PEOPLE, on=today)
    form = MoveRoleForm(request.POST or None, initial={"on": today}, among=among, on=today)
    if posted(request, form, lambda: move_role(role, by=person(request), unit=form.cleaned_data["unit"], on=form.cleaned_data["on"])):
        messages.success(request, _("Đã chuyển vai trò của %(name)s.") % {"name": role.user.full_name})
        return redirect("people:person", pk=role.user_id)
    text = _("Vai trò ở đơn vị cũ kết thúc và vai trò như vậy ở đơn vị mới bắt đầu trong cùng một ngày.")
    return _confirm(request, role, form, title=_("Chuyển sang đơn vị khác"), text=text, submit_label=_("Chuyển"), tone="info")


@requires(Can.INVITE_PEOPLE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The role ends, with a reason."""
    role, today = _role_in_scope(request, pk), clock.today()
    form = EndRoleForm(request.POST or None, initial={"on": today})
    if posted(request, form, lambda: end_role(role, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã kết thúc vai trò của %(name)s.") % {"name": role.user.full_name})
        return redirect("people:list") if role.user_id == person(request).pk else redirect("people:person", pk=role.user_id)
    text = _("Từ ngày này, người đó không còn dùng được vai trò. Những việc đã làm vẫn còn trong nhật ký.")
    return _confirm(request, role, form, title=_("Kết thúc vai trò"), text=text, submit_label=_("Kết thúc vai trò"))


def _confirm(request: HttpRequest, role: Role, form: Any, **words: str) -> HttpResponse:
    today = clock.today()
    line = RoleLine.of(role, unit_names([role], on=today), today)
    url = reverse("people:person", args=[role.user_id])
    facts = [(_("Người dùng"), role.user.full_name), (_("Vai trò"), line.label), (_("Đơn vị"), line.unit_name), (_("Thời gian"), line.days)]
    context = {"form": form, "facts": facts, "cancel_url": url, "breadcrumbs": crumbs((role.user.full_name, url)), **words}
    return render(request, "accounts/confirm.html", context)
