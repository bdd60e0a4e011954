"""A cell of a file that came in, and what a cell of a spreadsheet cannot hold."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_CELL = 32_767  # characters that Excel keeps of a text, without a word
_MARK = re.compile(r"⟦\d+⟧ ")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, whether it was typed as a number or a date, and what is wrong with it."""

    text: str = ""
    is_number: bool = False
    error: str = ""


def no_table() -> ValidationError:
    """Return the error of a file that cannot be read at all."""
    return ValidationError(
        _("The file cannot be read as a table. Save it as XLSX or CSV, and choose it again.")
    )


def value_error(text: str) -> str:
    """Return what is said of a cell that shows an error."""
    message = _("“%(text)s” is a spreadsheet error, not a value: correct the cell.")
    return message % {"text": text}


def mark_as_long(text: str) -> str:
    """Return the text, or, if it is too long for a cell, a sentence in its place."""
    if _length(text) < MAX_CELL:
        return text
    sentence = _("This text is too long for a cell (%(length)d characters), so it will not change.")
    return f"⟦{len(text)}⟧ {sentence % {'length': len(text)}}"


def is_marked_as_long(text: str) -> bool:
    """Return whether a cell stands for a text that was too long for it."""
    return bool(_MARK.match(text))


def is_cut(text: str) -> bool:
    """Return whether a spreadsheet may have cut the text: what is longer was never in one."""
    return _length(text) == MAX_CELL


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2  # as spreadsheets count
