"""Rounds: opened, and put right while nobody has answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.programmes.actions import correct_round, open_round
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import RoundForm
from chungtay.web.programmes.seen import form_page, programme_called
from chungtay.web.shell.acting import posted

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RUN_PROGRAMMES)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """From when to when, and by when to answer."""
    programme = programme_called(slug)
    form = RoundForm(request.POST or None)
    if posted(request, form, lambda: open_round(programme, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã mở đợt %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("programmes:programme", slug=slug)
    return form_page(request, programme, form, title=_("Mở đợt"), submit_label=_("Mở đợt"))


@both
@requires(Can.RUN_PROGRAMMES)
def correct(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    programme = programme_called(slug)
    row = get_object_or_404(programme.rounds, code=code)
    form = RoundForm(request.POST or None, initial={name: getattr(row, name) for name in RoundForm.base_fields})
    if posted(request, form, lambda: correct_round(row, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã sửa đợt."))
        return redirect("programmes:programme", slug=slug)
    return form_page(request, programme, form, title=_("Sửa đợt"), submit_label=_("Lưu"))
