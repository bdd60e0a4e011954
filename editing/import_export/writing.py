"""Tables for people: as XLSX that says its types, and as CSV."""

import re
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from django.db import models
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from editing.import_export.cells import mark_as_long
from editing.import_export.columns import VERSION, TableColumns
from editing.import_export.related_widgets import RelatedWidget
from editing.import_export.widgets import TextWidget
from publishing.csv_text import NUMBER, csv_lines

CHUNK = 100  # entries that are in memory at once
TEXT_FORMAT = "@"  # so that what is typed there stays as it was typed
MAX_LISTED = 1000  # values that a list offers
WIDTHS = {"id": 8, VERSION: 34}
MAX_TITLE = 31  # letters of a sheet's
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what spreadsheets take for one letter


def csv(resource: TableColumns, entries: models.QuerySet, is_excel: bool) -> Iterator[str]:
    """Yield the table as CSV: plain, with the codes and names of the columns; or for Excel."""
    rows = map(resource.texts, entries.iterator(CHUNK))
    if not is_excel:
        return csv_lines(list(resource.fields), (list(row.values()) for row in rows), mark=False)
    header = [resource.label(name) for name in resource.fields]
    return csv_lines(header, (_for_excel(resource, row) for row in rows), ";")


def _for_excel(resource: TableColumns, row: dict[str, str]) -> list[str]:
    """Return texts as they are read in a spreadsheet: whole or marked, decimals after commas."""
    cells = []
    for name, text in row.items():
        widget = resource.fields[name].widget
        is_decimal = widget.is_number and NUMBER.fullmatch(text)
        word = widget.choices.get(text, text)
        cells.append(text.replace(".", ",") if is_decimal else mark_as_long(word))
    return cells


def xlsx(resource: TableColumns, entries: models.QuerySet) -> IO[bytes]:
    """Return the table as XLSX, in a file that goes when it is closed.

    Cells are texts or numbers, so nothing in it is ever reckoned.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_(resource.table.title)[:MAX_TITLE])
    sheet.freeze_panes = "B2"
    for place, name in enumerate(resource.fields, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = WIDTHS.get(name, _width(resource.fields[name].widget.model_field))
        if not resource.fields[name].widget.is_number:
            dimension.number_format = TEXT_FORMAT
    sheet.append([_bold(sheet, resource.label(name)) for name in resource.fields])
    for entry in entries.iterator(CHUNK):
        row = resource.texts(entry).items()
        sheet.append([_cell(sheet, resource.fields[name].widget, text) for name, text in row])
    _explain(book, resource)
    _offer_lists(book, sheet, resource)
    file = TemporaryFile()  # noqa: SIM115 -- who sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _width(model_field: models.Field) -> int:
    length = getattr(model_field, "max_length", None) or 0
    return 40 if isinstance(model_field, models.TextField) or length > 100 else 16


def _cell(sheet, widget: TextWidget, text: str) -> Cell | None:
    if text == "":
        return None
    if widget.is_number:
        return WriteOnlyCell(sheet, float(text) if "." in text or "e" in text else int(text))
    return _text_cell(sheet, mark_as_long(widget.choices.get(text, text)))


def _text_cell(sheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, ESCAPED.sub("_x005F_", text))
    cell.data_type, cell.number_format = "s", TEXT_FORMAT
    return cell


def _bold(sheet, text: str) -> Cell:
    cell = _text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _explain(book: Workbook, resource: TableColumns) -> None:
    """Add a sheet that says what stands in each column."""
    sheet = book.create_sheet(_("Explanations")[:MAX_TITLE])
    for letter, width in (("A", 40), ("B", 24), ("C", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, text) for text in (_("Column"), _("Name"), _("What it contains"))])
    for name in resource.fields:
        texts = (resource.label(name), name, explanation(resource, name))
        sheet.append([_text_cell(sheet, text) for text in texts])


def explanation(resource: TableColumns, name: str) -> str:
    """Return what stands in a column, in the active language."""
    if name == "id":
        return _(
            "Shows which entry the row belongs to. If you leave it empty, the row becomes a "
            "new entry."
        )
    if name == VERSION:
        return _("When the entry was last changed. This protects your colleagues’ changes.")
    widget = resource.fields[name].widget
    hint = str(getattr(widget.model_field, "help_text", ""))
    if isinstance(widget, RelatedWidget):
        hint = _(
            "The last part of the page’s address, or the name. If there are several, one per line."
        )
    elif name == "links":
        hint = _("Web addresses, one per line.")
    elif 0 < len(widget.choices) <= 12:
        hint = f"{hint} {' / '.join(widget.choices.values())}".strip()
    return hint


def _offer_lists(book: Workbook, table, resource: TableColumns) -> None:
    """Add a sheet of the values that columns may have, and offer them in the cells."""
    lists = {name: list(_values(field.widget)) for name, field in resource.fields.items()}
    lists = {name: values for name, values in lists.items() if 0 < len(values) <= MAX_LISTED}
    sheet = book.create_sheet(_("Lists")[:MAX_TITLE])
    sheet.append([_bold(sheet, resource.label(name)) for name in lists])
    for number in range(max(map(len, lists.values()), default=0)):
        cells = (values[number] if number < len(values) else None for values in lists.values())
        sheet.append([text and _text_cell(sheet, text) for text in cells])
    for place, (name, values) in enumerate(lists.items(), start=1):
        source = get_column_letter(place)
        offered = DataValidation(
            type="list",
            formula1=f"'{sheet.title}'!${source}$2:${source}${len(values) + 1}",
            allow_blank=True,
            showErrorMessage=False,  # words of the other languages, and codes, are understood too
        )
        letter = get_column_letter(list(resource.fields).index(name) + 1)
        offered.add(f"{letter}2:{letter}1048576")
        table.data_validations.append(offered)


def _values(widget: TextWidget) -> Iterable[str]:
    """Return what a list offers: the words of choices, or the addresses of other entries."""
    if isinstance(widget, RelatedWidget):
        return sorted(filter(None, widget.slugs.values())) if widget.has_slugs else ()
    return widget.choices.values()
