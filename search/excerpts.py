"""The part of a text that answers a query, its answers marked."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.ranking import answers, words

LENGTH = 32  # words
BEFORE = 8  # of them, at most, before the first answer


def excerpt(text: str, query: str) -> SafeString:
    """Some words of a text around its first answer, each answer in a ``<mark>``."""
    plain = text.split()
    wanted = words(query)
    hits = [any(answers(w, part) for w in wanted for part in words(piece)) for piece in plain]
    start = max(hits.index(True) - BEFORE, 0) if any(hits) else 0
    end = start + LENGTH
    shown = zip(hits[start:end], plain[start:end], strict=True)
    marked = format_html_join(
        " ", "{}", ((_marked(piece) if hit else piece,) for hit, piece in shown)
    )
    return format_html("{}{}{}", "… " if start else "", marked, " …" if end < len(plain) else "")


def _marked(piece: str) -> SafeString:
    return format_html("<mark>{}</mark>", piece)
