"""Tables as CSV and XLSX: harmless in a spreadsheet, and the same when they come back."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ROWS = 20_000
MAX_LINES = 100_000  # with the empty ones
MAX_COLUMNS = 100
# What a spreadsheet would take for a formula is written behind an apostrophe, one more than it has.
FORMULA = re.compile(r"^'*[=+\-@\t\r]")
GUARDED = re.compile(r"^'+[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# What no text has, and no database keeps: control characters, and halves of letters.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Row = tuple[int, dict[str, str]]  # its number as the spreadsheet shows it, and its cells


def csv_lines(columns: list[str], rows: Iterable[list[str]], delimiter: str = ",") -> Iterator[str]:
    """The table as CSV, line by line, with the mark by which Excel knows UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter)
    yield "\ufeff"
    for cells in [columns], rows:
        for row in cells:
            writer.writerow([guard(cell) for cell in row])
            yield line.getvalue()
            line.seek(0)
            line.truncate()


def guard(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def xlsx(columns: list[str], rows: Iterable[list[str]]) -> IO[bytes]:
    """The table as XLSX, in a file that goes when it is closed.

    Every cell is text, so nothing in it is ever reckoned.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    for cells in [columns], rows:
        for row in cells:
            sheet.append([_text_cell(sheet, text) for text in row])
    file = TemporaryFile()  # noqa: SIM115 -- who sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _text_cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def read(name: str, content: bytes) -> tuple[list[str], list[Row]]:
    """The columns and rows of a file; raises ValidationError if it cannot be read."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 MB: split it."))
    table = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    rows = list(_refused(table))
    if not rows:
        raise ValidationError(_("The file is empty."))
    columns = [cell.strip() for cell in rows[0][1]]
    return columns, [
        (number, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False)))
        for number, cells in rows[1:]
    ]


def _refused(table: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, with their numbers; refuses more than a table has."""
    said = 0
    for number, cells in enumerate(table, start=1):
        if len(cells) > MAX_COLUMNS:
            raise ValidationError(_("The file has more than 100 columns: it is no table of ours."))
        said += any(cells)
        if said > MAX_ROWS or number > MAX_LINES:
            raise ValidationError(_("The file has more than 20,000 rows: split it."))
        if any(map(NO_TEXT.search, cells)):
            message = _("In row %(row)d there are characters that cannot be shown: take them out.")
            raise ValidationError(message % {"row": number})
        if any(cells):
            yield number, cells


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")
        ) from error
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_unguarded(cell.replace("\r\n", "\n")) for cell in row]
    except csv.Error as error:
        raise _no_table() from error


def _no_table() -> ValidationError:
    return ValidationError(
        _("The file is no table that can be read. Save it as XLSX or CSV, and choose it again.")
    )


def _unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def _xlsx_rows(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise ValidationError(_("The file is larger than 5 MB: split it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            values_only=True, max_row=MAX_LINES + 1, max_col=MAX_COLUMNS + 1
        )
        for row in rows:
            yield _without_end([_cell(value) for value in row])
    except ValidationError:
        raise
    except Exception as error:  # its readers fail in every way there is on hostile files
        raise _no_table() from error


def _without_end(cells: list[str]) -> list[str]:
    """Without the empty cells behind the last: spreadsheets say they are wider than they are."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == datetime.min.time()
        return (value.date() if at_midnight else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("_x000D_\n", "\n")
