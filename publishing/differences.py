"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def marked(old: str, new: str) -> SafeString:
    """The new text as HTML, with what was taken away in ``del`` and what was added in ``ins``."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(format_html("{}", "".join(after[k:m])))
            continue
        if j > i:
            pieces.append(format_html("<del>{}</del>", "".join(before[i:j])))
        if m > k:
            pieces.append(format_html("<ins>{}</ins>", "".join(after[k:m])))
    return mark_safe("".join(pieces))
