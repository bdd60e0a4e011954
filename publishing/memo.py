"""What several pages show alike, worked out once for each version of the content."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language

# Where the page cache gives a request what was worked out at its version; previews have none.
MEMO = "publishing.memo"

Value = TypeVar("Value")


def shared(request: HttpRequest, work: Callable[..., Value], *arguments: Hashable) -> Value:
    """Return what ``work`` gives in the active language, as it is at the version of the request.

    ``work`` is a function or class of a module, which reads the database and nothing else; what it
    gives is shared by threads, and so never changed.
    """
    return _at_version(request, get_language(), work, arguments)


def shared_by_languages(
    request: HttpRequest, work: Callable[..., Value], *arguments: Hashable
) -> Value:
    """Return the same of what ``work`` gives alike in every language."""
    return _at_version(request, None, work, arguments)


def _at_version(
    request: HttpRequest, language: str | None, work: Callable[..., Value], arguments: tuple
) -> Value:
    known = request.META.get(MEMO)
    if known is None:
        return work(*arguments)
    key = work, arguments, language
    if key not in known:
        known[key] = work(*arguments)
    return known[key]
