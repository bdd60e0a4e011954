"""The parameters of a page's address: each view declares its own, and sees no others.

Whatever else is in an address, such as what other sites append to links, is dropped before the page
is rendered (`harghita_intl/page_cache/keys.py`), so it makes no other page of it.
"""

from collections.abc import Callable

from django.urls import ResolverMatch

EVERY = None  # of a view that answers otherwise where there is an unknown one


def with_parameters(*names: str) -> Callable[[Callable], Callable]:
    """Declare the parameters of a view, a function or a class."""

    def declare(view: Callable) -> Callable:
        view.parameters = frozenset(names)
        return view

    return declare


def with_every_parameter(view: Callable) -> Callable:
    """Declare that the view looks at its whole query."""
    view.parameters = EVERY
    return view


def parameters_of(match: ResolverMatch) -> frozenset[str] | None:
    """Return what the view of an address declares; of the API, which knows its own, `EVERY`."""
    if "ninja" in match.app_names:
        return EVERY
    return getattr(getattr(match.func, "view_class", match.func), "parameters", frozenset())
