"""Drafting a paper by hand: one form, new or again."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import offices_for
from chungtay.core import clock
from chungtay.core.periods import valid_on
from chungtay.documents.actions.drafts import draft_document, revise_draft
from chungtay.documents.enums import DocumentKind
from chungtay.documents.kept import taken_out
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.documents.typed import TypedPaper, document_of, typed_of
from chungtay.web.access import person, requires
from chungtay.web.documents.forms import DraftForm, profile_choices
from chungtay.web.documents.listing import crumbs
from chungtay.web.documents.paper import paper_in_scope
from chungtay.web.shell.acting import attempt
from chungtay.web.shell.listing import may_here

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.DRAFT_PAPERS)
def draft(request: HttpRequest) -> HttpResponse:
    """A new draft of one of one's own offices."""
    user, today = person(request), clock.today()
    offices = offices_for(user, Can.DRAFT_PAPERS, on=today).values("pk")
    profiles = OfficeProfile.objects.filter(valid_on(today), unit__in=offices).select_related("unit").order_by("unit", "body")
    choices = profile_choices(profiles)
    if not choices:
        return render(request, "documents/no_office.html", {"breadcrumbs": crumbs(), "may_set": may_here(request, Can.SET_OFFICES)})
    form = DraftForm(request.POST or None, profiles=choices, initial={"profile": choices[0][0], "kind": DocumentKind.BAO_CAO})
    if request.method == "POST" and form.is_valid():
        profile = get_object_or_404(profiles, pk=form.cleaned_data["profile"])
        made = attempt(form, lambda: _draft(profile, form.cleaned_data, by=user))
        if made is not None:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:paper", pk=made.pk)
    context = {"form": form, "title": _("Soạn văn bản"), "cancel_url": reverse("documents:drafts"), "breadcrumbs": crumbs()}
    return render(request, "documents/draft.html", context)


def _draft(profile: OfficeProfile, given: dict[str, Any], *, by: Any) -> OfficialDocument:
    typed = _typed(given)
    return draft_document(
        profile.unit,
        by=by,
        document=document_of(typed),
        on=clock.today(),
        body=profile.body,
        drafting_office=given["drafting_office"] or None,
        source=typed.text or "",
    )


def _typed(given: dict[str, Any]) -> TypedPaper:
    names = TypedPaper.__dataclass_fields__
    return TypedPaper(**{"text": None} | {name: value for name, value in given.items() if name in names})


@both
@requires(Can.DRAFT_PAPERS)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form, filled with what the draft says."""
    paper = paper_in_scope(request, pk, Can.DRAFT_PAPERS)
    url = reverse("documents:paper", args=[pk])
    initial = asdict(typed_of(paper)) | {"drafting_office": paper.drafting_office}
    form = DraftForm(request.POST or None, has_text=bool(paper.source), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _revise(paper, form.cleaned_data, by=person(request)))
        if made is not None:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect(url)
    crumb = crumbs((str(paper)[:60], url))
    context = {"form": form, "title": _("Sửa dự thảo"), "paper": paper, "cancel_url": url, "breadcrumbs": crumb}
    return render(request, "documents/draft.html", context)


def _revise(paper: OfficialDocument, given: dict[str, Any], *, by: Any) -> OfficialDocument:
    typed = _typed(given)
    document = document_of(typed, taken_out(paper.content), paper.values)
    office = given["drafting_office"]
    return revise_draft(paper, by=by, document=document, on=clock.today(), drafting_office=office, source=typed.text or "")
