"""A dataset as a spreadsheet: numbers are numbers, and nothing else is reckoned or made a date."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from publishing.entry_types import Dataset
from syndication.open_data.tables import Column, columns

MAX_TITLE, MAX_TEXT = 31, 32_767  # characters that a spreadsheet keeps of a title and of a cell
PART = 64 * 1024  # bytes


def xlsx_parts(dataset: Dataset) -> Iterator[bytes]:
    """Yield the table as XLSX, made in a file that goes when it was sent."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext(dataset.title)[:MAX_TITLE])
    sheet.freeze_panes = "B2"
    table = columns(dataset.schema)
    sheet.append([column.name for column in table])
    for record in dataset.records():
        sheet.append([_cell(sheet, column, column.cell(record, ".")) for column in table])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _cell(sheet, column: Column, text: str) -> Cell | int | float | None:
    if not text:
        return None
    if column.datatype in ("integer", "number"):
        return float(text) if column.datatype == "number" else int(text)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_TEXT])
    cell.data_type = "s"
    return cell
