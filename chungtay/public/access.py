"""The mark that the house asks of every view; here it can only be one."""

from collections.abc import Callable

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


def everyone(view: View) -> View:
    """Anybody may open it."""
    view.access = "everyone"  # type: ignore[attr-defined]
    return view
