"""What a cell of a spreadsheet cannot hold, and how a table says so."""

import re

from django.utils.translation import gettext as _

MAX_CELL = 32_767  # characters that Excel keeps of a text, without a word
_MARK = re.compile(r"⟦\d+⟧ ")


def mark_as_long(text: str) -> str:
    """Return the text, or, if it is too long for a cell, a sentence in its place."""
    if len(text.encode("utf-16-le")) // 2 < MAX_CELL:
        return text
    said = _("This text of %(length)d characters is too long for a cell: it stays as it is.")
    return f"⟦{len(text)}⟧ {said % {'length': len(text)}}"


def is_marked_as_long(text: str) -> bool:
    """Return whether a cell stands for a text that was too long for it."""
    return bool(_MARK.match(text))


def is_cut(text: str) -> bool:
    """Return whether a spreadsheet cut the text, or may have."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 >= MAX_CELL
