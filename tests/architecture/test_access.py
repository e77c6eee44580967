"""Every address says who may open it: its view bears the mark of `everyone`, `signed_in` or `requires` (chungtay/web/access.py)."""

from collections.abc import Callable, Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern

from chungtay.web.access import everyone

# Views of Django's own that anybody may open, by URL name, each with its reason.
OPEN: Final = frozenset(
    {
        "set_language",  # changes a cookie of the reader
        "javascript-catalog",  # the translations of words in scripts
    }
)


def addresses(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, address)
        else:
            yield address, entry


def says_nothing(pattern: URLPattern) -> bool:
    view: Callable[..., object] = pattern.callback
    return not getattr(view, "access", "") and pattern.name not in OPEN


def test_a_view_without_a_mark_is_seen() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    bare, marked = path("a/", page), path("b/", everyone(lambda _request: HttpResponse()))
    found = addresses(URLResolver(RoutePattern("x/"), [bare, marked]))
    assert [(address, says_nothing(pattern)) for address, pattern in found] == [("a/", True), ("b/", False)]


def test_every_address_says_who_may_open_it() -> None:
    assert [address for address, pattern in addresses(get_resolver()) if says_nothing(pattern)] == []
