"""CSV as spreadsheets and people write it: UTF-8, with commas, semicolons or tabs between cells."""

import csv
import io
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editing.import_export.xlsx_reading import MAX_WIDTH, Cell, no_table, value_error
from publishing.csv_text import ERROR, unguard

HEAD_LINES = 10


def csv_sheets(content: bytes) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """Yield the one sheet of the file; raises ValidationError if it is not in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")
        raise ValidationError(message) from error
    head = "\n".join(text.split("\n", HEAD_LINES)[:HEAD_LINES])
    delimiter = max(",;\t", key=head.count)
    yield "", _lines(text, delimiter)


def _lines(text: str, delimiter: str) -> Iterator[list[Cell]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_cell(cell.replace("\r\n", "\n")) for cell in row[:MAX_WIDTH]]
    except csv.Error as error:
        raise no_table() from error


def _cell(text: str) -> Cell:
    if ERROR.fullmatch(text.strip()):
        return Cell(text, error=value_error(text))
    return Cell(unguard(text))
