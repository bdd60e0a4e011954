"""Paths of this site, remembered: looking one up among all patterns takes long for what it is."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def path_to(name: str, *arguments: str | int) -> str:
    """Return what ``reverse`` gives for the name of a path in the active language."""
    return _path(get_language(), name, *arguments)


@lru_cache(maxsize=1000)
def _path(language: str, name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)
