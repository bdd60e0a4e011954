"""The steps of an import: checked without holding the database, saved a few rows at a time.

Each request of the page that shows the progress does a few seconds of it, so that a restart of
the server only pauses it. All or nothing: what cannot be saved to its end is undone.
"""

import time
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader

from editing.import_export.models import ImportedRow, TableImport
from editing.import_export.reading import Row, TableFile
from editing.import_export.resources import TableResource
from editing.import_export.widgets import KEY
from publishing.languages import LANGUAGE_CODES, column

SECONDS = 3  # of work in a request
BATCH = 5  # rows that are saved in one transaction: others wait for no more than these
PAUSE = 0.15  # seconds in which others get their turn; SQLite looks every tenth
CHECKED_AT_ONCE = 25
STORED_AT_ONCE = 1000
State, Phase = ImportedRow.State, TableImport.Phase


class ChangedMeanwhile(Exception):
    """An entry is no longer as it was when the change was shown."""


class Entries(BaseInstanceLoader):
    """The entries of some rows, in one query."""

    def __init__(self, resource: TableResource, rows: Iterable[ImportedRow]):
        super().__init__(resource)
        keys = {row.cells.get("id", "").strip() for row in rows}
        keys |= {str(row.entry_key) for row in rows if row.entry_key}
        found = resource.entries().filter(pk__in=filter(KEY.fullmatch, keys))
        self._entries = {str(entry.pk): entry for entry in found}

    def get_instance(self, row):
        return self._entries.get(row["id"].strip())


def store(made: TableImport, file: TableFile) -> None:
    """Keep the rows of a file, in several short transactions."""
    rows = list(file.rows)
    for start in range(0, len(rows), STORED_AT_ONCE):
        made.rows.bulk_create(_stored(made, row) for row in rows[start : start + STORED_AT_ONCE])


def _stored(made: TableImport, row: Row) -> ImportedRow:
    return ImportedRow(table_import=made, number=row.number, cells=row.cells, unread=row.errors)


def proceed(made: TableImport, resource: TableResource) -> None:
    """Do a few seconds of what is to be done."""
    until = time.monotonic() + SECONDS
    while made.phase != Phase.CHECKED and made.pk:
        {Phase.CHECKING: _check, Phase.SAVING: _save, Phase.UNDOING: _undo}[made.phase](
            made, resource
        )
        if time.monotonic() > until:
            break


def _check(made: TableImport, resource: TableResource) -> None:
    rows = list(made.rows.filter(state=State.READ)[:CHECKED_AT_ONCE])
    entries = Entries(resource, rows)
    for row in rows:
        _check_row(row, resource, entries)
    fields = ["state", "errors", "changes", "keys", "kept", "is_new", "entry_key", "entry_name"]
    ImportedRow.objects.bulk_update(rows, fields)
    if len(rows) < CHECKED_AT_ONCE:
        _refuse_twice(made)
        made.phase, made.checked_at = Phase.CHECKED, now().isoformat()
        made.save()


def _check_row(row: ImportedRow, resource: TableResource, entries: Entries) -> None:
    bad = [name for name, _message in row.unread]
    cells = {name: text for name, text in row.cells.items() if name not in bad or name == "id"}
    result = _imported(resource, entries, row.number, cells, dry_run=True)
    row.errors = [*row.unread, *_messages(result.validation_error)]
    row.changes, row.kept = resource.changes, resource.kept
    entry, row.is_new = resource.instance, result.is_new()
    if entry is None:
        row.state = State.INVALID
        return
    row.is_new = entry._state.adding
    row.entry_key, row.entry_name = entry.pk, "" if row.is_new else str(entry)[:300]
    row.keys = _keys(resource, entry, row)
    if row.errors:
        row.state = State.INVALID
    elif not row.changes:
        row.state = State.UNCHANGED
    else:
        row.state = State.NEW if row.is_new else State.CHANGED


def _imported(resource, entries, number: int, cells: dict, dry_run: bool):
    resource.instance, resource.changes, resource.kept = None, {}, []
    result = resource.import_row(
        cells, entries, dry_run=dry_run, using_transactions=not dry_run, row_number=number
    )
    if result.errors:  # no mistake of the person's
        raise result.errors[0].error
    return result


def _messages(error: ValidationError | None) -> list[tuple[str, str]]:
    if error is None:
        return []
    return [(name, text) for name, texts in error.message_dict.items() for text in texts[:1]]


def _keys(resource: TableResource, entry, row: ImportedRow) -> list[list[str]]:
    keys = [["id", "id", str(entry.pk)]] if entry.pk else []
    if row.errors or not row.changes:
        return keys
    for name in (column("slug", language) for language in LANGUAGE_CODES):
        if name in resource.fields and getattr(entry, name):
            keys.append(["slug", name, getattr(entry, name)])
    likeness = row.is_new and resource.likeness(entry)
    return [*keys, ["likeness", "id", likeness]] if likeness else keys


def _refuse_twice(made: TableImport) -> None:
    """Refuse an id, an address or a new entry that stands in two rows."""
    seen, refused = {}, []
    for row in made.rows.only("number", "keys", "errors", "state").iterator():
        twice = [
            (name, text, seen[kind, text])
            for kind, name, text in row.keys
            if seen.setdefault((kind, text), row.number) != row.number
        ]
        if twice:
            message = _("“%(text)s” is already in row %(row)d.")
            row.errors += [(n, message % {"text": text, "row": first}) for n, text, first in twice]
            row.state = State.INVALID
            refused.append(row)
    ImportedRow.objects.bulk_update(refused, ["errors", "state"], batch_size=CHECKED_AT_ONCE)


def _save(made: TableImport, resource: TableResource) -> None:
    try:
        with transaction.atomic():
            TableImport.objects.select_for_update().get(pk=made.pk)
            waiting = made.rows.filter(state__in=[State.NEW, State.CHANGED])
            rows = list(waiting[:BATCH])
            entries = Entries(resource, rows)
            for row in rows:
                _save_row(row, resource, entries)
            ImportedRow.objects.bulk_update(rows, ["state", "entry_key"])
            if len(rows) < BATCH:
                made.delete()
    except (ChangedMeanwhile, ValidationError):
        made.phase = Phase.UNDOING
        made.save()
    time.sleep(PAUSE if made.pk else 0)


def _save_row(row: ImportedRow, resource: TableResource, entries: Entries) -> None:
    """Save what was shown, and nothing else."""
    entry = entries.get_instance({"id": str(row.entry_key)}) if row.entry_key else None
    if not row.is_new and entry is None:
        raise ChangedMeanwhile
    cells = {"id": str(row.entry_key or "")}
    for name, (old, new) in row.changes.items():
        if entry is not None and resource.fields[name].export(entry) != old:
            raise ChangedMeanwhile
        cells[name] = new
    result = _imported(resource, entries, row.number, cells, dry_run=False)
    if result.validation_error:
        raise result.validation_error
    row.state, row.entry_key = State.SAVED, resource.instance.pk


def _undo(made: TableImport, resource: TableResource) -> None:
    """Take back rows that were saved, the last first; then all are checked anew."""
    with transaction.atomic():
        TableImport.objects.select_for_update().get(pk=made.pk)
        rows = list(made.rows.filter(state=State.SAVED).order_by("-number")[:BATCH])
        entries = Entries(resource, rows)
        for row in rows:
            entry = entries.get_instance({"id": str(row.entry_key)})
            if row.is_new and entry is not None:
                entry.delete()
            elif entry is not None:
                resource.put_back(entry, row.changes)
            row.state = State.CHANGED
            row.entry_key = None if row.is_new else row.entry_key
        ImportedRow.objects.bulk_update(rows, ["state", "entry_key"])
        if len(rows) < BATCH:
            made.rows.update(state=State.READ)
            made.phase = Phase.CHECKING
            made.save()
    time.sleep(PAUSE)
