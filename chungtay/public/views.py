"""The board of needs that call for help, one need, its photos."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.core import clock
from chungtay.needs import published as needs
from chungtay.programmes import published as programmes
from chungtay.public.access import everyone
from chungtay.public.forms import BoardForm
from chungtay.public.giving import chosen

_FIRST_TO_KNOW: Final = 60  # seconds: a need taken off the board is gone for everybody a minute later


@require_safe
@everyone
def board(request: HttpRequest) -> HttpResponseBase:
    """What schools lack and officers vouch for, the latest first."""
    today = clock.today()
    running = programmes.public_programmes(today)
    form = BoardForm(request.GET or None, programmes=running, levels=programmes.level_choices(), provinces=needs.provinces(today))
    text = request.GET.get("q", "")[:200].replace("\0", "")
    page = needs.board(form.asked(text) if form.is_bound else needs.BoardAsked(), on=today, after=request.GET.get("sau", ""))
    is_chosen = any(request.GET.get(name) for name in ("noi", "loai", "cap"))
    context = {
        "form": form,
        "text": text,
        "kept": _without(request, "q", "sau"),
        "page": page,
        "pager": {
            "next_url": f"?{_without(request, 'sau', sau=page.next_key).urlencode()}" if page.next_key else "",
            "first_url": "" if page.is_first else f"?{_without(request, 'sau').urlencode()}",
        },
        "programmes": running,
        "is_chosen": is_chosen,
        "is_narrowed": bool(text) or is_chosen,
        "basket": sorted(chosen(request)),
    }
    return _brief(render(request, "public/board.html", context))


@require_safe
@everyone
def need(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One need, and whom to ask about it."""
    today = clock.today()
    found = needs.one(pk, on=today)
    if found is None:
        return render(request, "public/gone.html", status=404)
    crumbs = [(_("Các em đang cần"), reverse("public:board"))]
    context = {"need": found, "points": needs.whom_to_ask(found, on=today), "breadcrumbs": crumbs}
    return _brief(render(request, "public/need.html", context))


@require_safe
@everyone
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo on which nobody could be recognised, of a need on the board."""
    handed = needs.photo(pk, on=clock.today(), is_small="nho" in request.GET)
    if handed is None:
        raise Http404
    return _brief(FileResponse(handed.file, filename=handed.name, content_type=handed.media_type))


def _without(request: HttpRequest, *names: str, **given: str) -> QueryDict:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name, value in given.items():
        query[name] = value
    return query


def _brief(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, max_age=_FIRST_TO_KNOW)
    return response
