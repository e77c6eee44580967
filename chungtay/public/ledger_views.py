"""The open ledger: what it is, its heads and totals, the file that anybody checks, and where one's own gift stands in it."""

from typing import Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.ledger import published as ledger
from chungtay.public.access import everyone

_A_WHILE: Final = 600  # seconds: heads and files are made once a night
_FIRST_SHOWN: Final = 7


@require_safe
@everyone
def index(request: HttpRequest) -> HttpResponseBase:
    """What the ledger is, what it says in all, how it is checked."""
    context = {
        "head": ledger.latest(),
        "heads": ledger.heads().heads[:_FIRST_SHOWN],
        "totals": ledger.totals(),
        "export": ledger.export(),
    }
    return _for_a_while(render(request, "public/ledger.html", context))


@require_safe
@everyone
def heads(request: HttpRequest) -> HttpResponseBase:
    """Every head, the newest first."""
    page = ledger.heads(after=request.GET.get("sau", ""))
    pager = {"next_url": f"?sau={page.next_key}" if page.next_key else "", "first_url": "" if page.is_first else "?"}
    context = {"heads": page.heads, "pager": pager, "latest": ledger.latest(), "breadcrumbs": _crumbs()}
    return _for_a_while(render(request, "public/ledger_heads.html", context))


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("Sổ cái mở"), reverse("open_ledger:index"))]


@require_safe
@everyone
def growth(request: HttpRequest, size: int) -> HttpResponseBase:
    """That the latest head goes on from an older one: nothing before it was changed."""
    found = ledger.growth(size)
    if found is None:
        raise Http404
    return _file(found, f"noi-tiep-{size}-{found['size']}.json")


@require_safe
@everyone
def export(request: HttpRequest) -> HttpResponseBase:
    """The file that the night has laid out; it is never made here."""
    found = ledger.export()
    if found is None:
        raise Http404
    name = found.name.rpartition("/")[2]
    return _for_a_while(FileResponse(ledger.open_export(found), as_attachment=True, filename=name, content_type="application/gzip"))


@require_safe
@everyone
def verifier(request: HttpRequest) -> HttpResponseBase:
    answer = HttpResponse(ledger.verifier(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_ledger.py"'
    return _for_a_while(answer)


@require_safe
@everyone
def gift(request: HttpRequest) -> HttpResponseBase:
    """The entries of one's own gift, by its trace code; nothing about it is kept on the way."""
    typed = request.GET.get("ma", "")[:40].replace("\0", "")
    context = {"typed": typed, "entries": ledger.gift(typed), "head": ledger.latest(), "breadcrumbs": _crumbs()}
    answer = render(request, "public/ledger_gift.html", context)
    add_never_cache_headers(answer)
    return answer


@require_safe
@everyone
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For whoever knows the code; for others there is nothing here."""
    found = ledger.proof(pk, request.GET.get("ma", "").replace("\0", ""))
    if found is None:
        raise Http404
    answer = _file(found, f"bang-chung-bt-{pk}.json")
    add_never_cache_headers(answer)
    return answer


def _file(said: dict[str, Any], name: str) -> HttpResponse:
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _for_a_while(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, max_age=_A_WHILE)
    return response
