"""A file that came in: its rows as texts by column, and what of it could not be read.

Nothing is taken in silence: what is passed over is named, what cannot be meant is an error.
"""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from editing.import_export.cells import Cell, is_cut, no_table, value_error
from editing.import_export.columns import TableColumns, header_key
from editing.import_export.xlsx_reading import MAX_WIDTH, xlsx_sheets
from publishing.csv_text import ERROR, unguard

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
MAX_LINES = 100_000  # with the empty ones
MAX_COLUMNS = 100
MAX_ABOVE = 10  # rows above the header
HEAD_LINES = 10  # of CSV, that tell what separates


@dataclass
class TableFile:
    """What a file holds for a table."""

    rows: list[dict] = field(default_factory=list)  # number, cells by column, errors by column
    notices: list[str] = field(default_factory=list)  # what was passed over


def read(resource: TableColumns, content: bytes) -> TableFile:
    """Return the rows of a CSV or XLSX file; raises ValidationError if it is no such table."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Split it into smaller files."))
    sheets = xlsx_sheets(content) if content.startswith(b"PK") else csv_sheets(content)
    best, passed_over = None, []
    for title, lines in sheets:
        sheet = _Sheet(resource, title, lines)
        if best is None or sheet.known > best.known:
            passed_over += [best.title] if best else []
            best = sheet
        elif title:
            passed_over.append(title)
    if best is None or not best.head:
        raise ValidationError(_("The file is empty."))
    if not best.known:
        message = _("The file has no header row. Add one with these columns: %(names)s.")
        raise ValidationError(message % {"names": ", ".join(resource.fields)})
    return best.read(passed_over)


def csv_sheets(content: bytes) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """Yield the one sheet of a CSV file; raises ValidationError if it is no Unicode text."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding).replace("\0", "")  # which no database keeps
    except UnicodeDecodeError as error:
        message = _("The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX.")
        raise ValidationError(message) from error
    head = "\n".join(text.split("\n", HEAD_LINES)[:HEAD_LINES])
    delimiter = max(",;\t|", key=head.count)
    yield "", _csv_lines(text, delimiter)


def _csv_lines(text: str, delimiter: str) -> Iterator[list[Cell]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_csv_cell(cell.replace("\r\n", "\n")) for cell in row[:MAX_WIDTH]]
    except csv.Error as error:
        raise no_table() from error


def _csv_cell(text: str) -> Cell:
    if ERROR.fullmatch(text.strip()):
        return Cell(text, error=value_error(text))
    return Cell(unguard(text))


class _Sheet:
    """The lines of a sheet, and which of the first of them is the header."""

    def __init__(self, resource: TableColumns, title: str, lines: Iterable[list[Cell]]):
        self.resource, self.title, self.lines = resource, title, enumerate(_bounded(lines), start=1)
        self.head = [(n, cells) for n, cells in islice(self.lines, MAX_ABOVE) if _has_text(cells)]
        counted = [(self._known(cells), -n, cells) for n, cells in self.head]
        self.known, number, self.header = max(counted, key=lambda c: c[:2], default=(0, 0, []))
        self.header_row = -number

    def _known(self, cells: list[Cell]) -> int:
        return len({self.resource.headers.get(header_key(cell.text)) for cell in cells} - {None})

    def read(self, passed_over: list[str]) -> TableFile:
        found = TableFile()
        columns = self._columns()
        if "id" not in columns.values():
            message = _(
                "The column “id” is missing. Add it: it shows which entry each row belongs to."
            )
            raise ValidationError(message)
        for title in passed_over:
            found.notices.append(_("The sheet “%(name)s” was ignored.") % {"name": title})
        above = [(n, cells) for n, cells in self.head if n < self.header_row]
        for number, cells in above:
            texts = " ".join(cell.text for cell in cells if cell.text)[:100]
            message = _("Row %(row)d, above the header, was ignored: “%(text)s”.")
            found.notices.append(message % {"row": number, "text": texts})
        for place, cell in enumerate(self.header):
            if cell.text.strip() and place not in columns:
                message = _("The column “%(name)s” does not belong to this table and was ignored.")
                found.notices.append(message % {"name": cell.text.strip()[:100]})
        for number, cells in self._below():
            if _has_text(cells):
                found.rows.append(self._row(number, cells, columns))
            if len(found.rows) > MAX_ROWS or number > MAX_LINES:
                raise ValidationError(
                    _("The file has more than 20,000 rows. Split it into smaller files.")
                )
        return found

    def _below(self) -> Iterator[tuple[int, list[Cell]]]:
        yield from ((n, cells) for n, cells in self.head if n > self.header_row)
        yield from self.lines

    def _columns(self) -> dict[int, str]:
        """Return the names of the columns by their place; raises if one is there twice."""
        columns = {}
        for place, cell in enumerate(self.header):
            name = self.resource.headers.get(header_key(cell.text))
            if name in columns.values():
                message = _("The column “%(name)s” appears twice. Delete one of them.")
                raise ValidationError(message % {"name": cell.text})
            if name:
                columns[place] = name
        return columns

    def _row(self, number: int, cells: list[Cell], columns: dict[int, str]) -> dict:
        texts, errors = dict.fromkeys(columns.values(), ""), {}
        for place, cell in enumerate(cells):
            name = columns.get(place)
            if name:
                texts[name] = cell.text
                if message := self._unreadable(name, cell, place):
                    errors[name] = message
            elif place >= len(self.header) or (cell.text and not self.header[place].text.strip()):
                message = _(
                    "This cell has no column heading above it. In CSV, put text that contains a "
                    "comma in quotation marks."
                )
                # Nothing else is said of cells that may all be shifted.
                texts, errors = {"id": texts["id"]}, {get_column_letter(place + 1): message}
                break
        return {"number": number, "cells": texts, "errors": errors}

    def _unreadable(self, name: str, cell: Cell, place: int) -> str:
        """Return what is wrong with a cell, whatever its column may say; "" if nothing is."""
        widget = self.resource.fields[name].widget
        if cell.error:
            return cell.error
        if is_cut(cell.text):
            return _(
                "A spreadsheet cell can contain at most 32,767 characters, so the end of "
                "this text may be missing."
            )
        if cell.is_number and "." in cell.text and widget.is_date:
            message = _("“%(text)s” is a number, not a date. Format the cell as text.")
            return message % {"text": cell.text}
        if cell.is_number and widget.is_text:
            message = _(
                "“%(text)s” is a number or a date, but this column contains text. Format the "
                "cell as text."
            )
            return message % {"text": cell.text}
        if cell.text[:1] == " " and not self.title and self.header[place].text[:1] != " ":
            return _(
                "This begins with a space. In CSV, put text that contains a comma in quotation "
                "marks; otherwise delete the space."
            )
        return ""


def _bounded(lines: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    for cells in lines:
        if len(cells) > MAX_COLUMNS:
            message = _("The file has more than 100 columns, so it is not a table from this site.")
            raise ValidationError(message)
        yield cells


def _has_text(cells: list[Cell]) -> bool:
    return any(cell.text.strip() or cell.error for cell in cells)
