"""What several pages show alike, worked out once for each revision of the database."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language

# Where a request finds what was worked out at its revision; absent from previews and tests.
SHARED = "publishing.shared"

Value = TypeVar("Value")


def shared(request: HttpRequest, work: Callable[..., Value], *arguments: Hashable) -> Value:
    """What ``work`` gives in the active language, as it is at the revision of the request.

    ``work`` is a function or class of a module, which reads the database and nothing else; what it
    gives is shared by threads, and so never changed.
    """
    known = request.META.get(SHARED)
    if known is None:
        return work(*arguments)
    key = work, arguments, get_language()
    if key not in known:
        known[key] = work(*arguments)
    return known[key]
