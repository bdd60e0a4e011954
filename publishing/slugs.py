"""The last part of an address, made from a title."""

import re

from publishing.folding import fold

MAX_LENGTH = 120


def make_slug(title: str, ending: str = "") -> str:
    """Return a slug of at most `MAX_LENGTH` letters, cut between words; "" if there are no letters.

    Whatever is neither a Latin letter nor a digit separates. ``ending`` is kept whole at its end.
    """
    ending = f"-{ending}" if ending else ""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    available = MAX_LENGTH - len(ending)
    if len(slug) > available:
        cut = slug[: available + 1].rpartition("-")[0] or slug[:available]
        slug = cut.strip("-")
    return slug and slug + ending
