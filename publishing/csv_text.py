"""Tables as CSV: harmless in a spreadsheet, and the same when they come back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# What a spreadsheet says where it cannot reckon, in the languages of the county.
ERROR = re.compile(
    r"#+|#(?:N/A|N/D|HIÁNYZIK|GETTING_DATA|INDISPONIBIL)|#[A-ZÁÉÍÓÖŐÚÜŰĂÂÎȘȚ0-9/_]{3,}[!?]"
    r"|(?:Err|Hiba|Eroare):\d{3}"
)
# What a spreadsheet would reckon, or said itself, is written behind an apostrophe, one more than
# it has.
_GUARDED = re.compile(rf"'*(?:[=+\-@\t\r].*|(?:{ERROR.pattern})$)", re.DOTALL)


def csv_lines(
    columns: list[str], rows: Iterable[list[str]], delimiter: str = ",", mark: bool = True
) -> Iterator[str]:
    """Yield the table as CSV, line by line, with the mark by which Excel knows UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter)
    if mark:
        yield "\ufeff"
    for cells in [columns], rows:
        for row in cells:
            writer.writerow([guard(cell) for cell in row])
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def guard(text: str) -> str:
    """Return the text as a spreadsheet takes it for text."""
    return f"'{text}" if _GUARDED.fullmatch(text) and not NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.fullmatch(text) else text
