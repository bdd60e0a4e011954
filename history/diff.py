"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def marked(old: str, new: str) -> SafeString:
    """The new text as HTML, with what was taken away in ``del`` and what was added in ``ins``."""
    pieces = []
    for is_alike, gone, come in _runs(WORDS.findall(old), WORDS.findall(new)):
        if is_alike:
            pieces.append(format_html("{}", come))
            continue
        if gone:
            pieces.append(format_html("<del>{}</del>", gone))
        if come:
            pieces.append(format_html("<ins>{}</ins>", come))
    return mark_safe("".join(pieces))


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether a run is alike in both, and what it is in each.

    Words that changed one after the other are one run, although the spaces between are alike.
    """
    gone = come = ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        is_between = bool(gone and come) and new.isspace() and m < len(after) and j < len(before)
        if kind != "equal" or is_between:
            gone, come = gone + old, come + new
            continue
        if gone or come:
            yield False, gone, come
        yield True, old, new
        gone = come = ""
    if gone or come:
        yield False, gone, come
