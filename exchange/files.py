"""Tables as CSV and XLSX: harmless in a spreadsheet, and the same when they come back."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
# What a spreadsheet would take for a formula is written behind an apostrophe, one more than it has.
FORMULA = re.compile(r"^'*[=+\-@\t\r]")
GUARDED = re.compile(r"^'+[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

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


def xlsx(columns: list[str], rows: Iterable[list[str]]) -> bytes:
    """The table as XLSX: every cell is text, so nothing in it is ever reckoned."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    for cells in [columns], rows:
        for row in cells:
            sheet.append([_text_cell(sheet, text) for text in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def read(name: str, content: bytes) -> tuple[list[str], list[Row]]:
    """The columns and rows of a file; raises ValidationError if it cannot be read."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB: split it."))
    table = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    rows = [(number, cells) for number, cells in enumerate(table, start=1) if any(cells)]
    if not rows:
        raise ValidationError(_("The file is empty."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file has more than 20,000 rows: split it."))
    columns = [cell.strip() for cell in rows[0][1]]
    return columns, [
        (number, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False)))
        for number, cells in rows[1:]
    ]


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")
        ) from error
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValidationError(_("The file is no table that can be read: %s") % error) from error
    return [[_unguarded(cell.replace("\r\n", "\n")) for cell in row] for row in table]


def _unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def _xlsx_rows(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise ValidationError(_("The file is larger than 5 MB: split it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2)
        return [[_cell(value) for value in row] for row in rows]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise ValidationError(_("The file is no table that can be read: %s") % error) from error


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
