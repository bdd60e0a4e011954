"""The part of a text that answers a query, its answers marked."""

from collections.abc import Set as AbstractSet

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.terms import split_words

LENGTH = 32  # words
BEFORE = 8  # of them, at most, before the first answer
MAX_LOOKED_AT = 5000  # words of the text


def snippet(text: str, terms: AbstractSet[str]) -> SafeString:
    """Return some words of a text around its first term, each term in a ``<mark>``."""
    plain = text.split(maxsplit=MAX_LOOKED_AT)[:MAX_LOOKED_AT]
    hits = [not terms.isdisjoint(split_words(piece)) for piece in plain]
    start = max(hits.index(True) - BEFORE, 0) if any(hits) else 0
    end = start + LENGTH
    shown = zip(hits[start:end], plain[start:end], strict=True)
    marked = format_html_join(
        " ", "{}", ((format_html("<mark>{}</mark>", p) if hit else p,) for hit, p in shown)
    )
    return format_html("{}{}{}", "… " if start else "", marked, " …" if end < len(plain) else "")
