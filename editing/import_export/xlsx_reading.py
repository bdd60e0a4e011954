"""XLSX: what each cell says, what it only shows, and a bound before anything is parsed."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from editing.import_export.cells import Cell, no_table, value_error

MAX_UNPACKED = 8 * 1024 * 1024
MAX_TAGS = 1_000_000  # of XML, in all parts of a file
MAX_PARTS = 200
MAX_WIDTH = 101
MAX_HEIGHT = 100_002
# In a number format: texts, and what stands for a language or a colour.
_UNREAD_OF_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
# What XML cannot hold, and "_" where such would follow; ECMA-376 part 1, 22.9.2.19, ST_Xstring.
_ESCAPE = re.compile("_x(005F|000[1-8BCDEF]|001[0-9A-F]|FFF[EF])_", re.IGNORECASE)


def xlsx_sheets(content: bytes) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """Yield the title and the lines of each sheet; raises ValidationError if it is no XLSX."""
    try:
        _refuse_too_large(content)
        books = [_book(content, data_only) for data_only in (False, True)]
        if not books[0].sheetnames:
            raise no_table()
    except ValidationError:
        raise
    except Exception as error:  # its readers fail in every way there is on hostile files
        raise no_table() from error
    for title in books[0].sheetnames:
        if hasattr(books[0][title], "iter_rows"):
            yield title, _lines(*(book[title] for book in books))


def _book(content: bytes, data_only: bool):
    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)


def _refuse_too_large(content: bytes) -> None:
    """Refuse what unpacks to more than a table has, or to more pieces, before it is parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        files = parts.infolist()
        size = sum(part.file_size for part in files)
        if size > MAX_UNPACKED or len(files) > MAX_PARTS:
            raise _too_large()
        if sum(parts.read(part).count(b"<") for part in files) > MAX_TAGS:
            raise _too_large()


def _too_large() -> ValidationError:
    return ValidationError(
        _("The file contains more than a table from this site. Split it, or save it as CSV.")
    )


def _lines(written, shown) -> Iterator[list[Cell]]:
    """Yield the cells of each line. ``written`` has formulas, ``shown`` their values.

    The values are read only where there are formulas: reading twice takes twice as long.
    """
    try:
        numbered = enumerate(_rows(shown))
        for number, line in enumerate(_rows(written)):
            if any(cell.data_type == "f" for cell in line):
                values = next(cells for place, cells in numbered if place == number)
                line = map(_value_or_formula, line, values)
            yield _without_end([_cell(cell) for cell in line])
    except Exception as error:  # as above
        raise no_table() from error


def _rows(sheet):
    return sheet.iter_rows(max_row=MAX_HEIGHT, max_col=MAX_WIDTH)


def _value_or_formula(written, shown):
    """Return the cell with the value; of a formula that has none, the formula itself."""
    return written if written.data_type == "f" and shown.value is None else shown


def _without_end(cells: list[Cell]) -> list[Cell]:
    """Return the cells without the empty ones behind the last: sheets say they are wider."""
    while cells and not (cells[-1].text or cells[-1].error):
        cells.pop()
    return cells


def _cell(cell) -> Cell:
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "f":
        message = _("This formula has no result. Open the file in Excel and save it again.")
        return Cell(str(value), error=message)
    if cell.data_type == "e":
        return Cell(str(value), error=value_error(value))
    if isinstance(value, datetime | date):
        return _dated(value, cell.number_format)
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)), is_number=True)
    if not isinstance(value, str):
        return Cell(str(value), is_number=True)
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
    return Cell(text.replace("\r\n", "\n"))


def _dated(value: datetime | date, number_format: str) -> Cell:
    """Return a date as precise as the cell shows it: "oct-21" is typed for a month."""
    shown = _UNREAD_OF_FORMAT.sub("", number_format or "").lower()
    if "y" in shown and "d" not in shown and "h" not in shown:
        return Cell(f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}", is_number=True)
    if ("d" in shown or "m" in shown) and "y" not in shown and "h" not in shown:
        message = _("The spreadsheet added a year, %(date)s. Enter the full date.")
        return Cell(value.isoformat(), error=message % {"date": value.year})
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    return Cell(value.isoformat(), is_number=True)
