"""The steps of an import: checked without holding the database, saved as a whole or not at all.

Each request of the page that shows the progress does a few seconds of it, so that a restart of
the server only pauses it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction
from django.utils.timezone import now

from editing.import_export.checking import Entries, check_row, refuse_twice
from editing.import_export.models import PROPOSED, TableImport
from editing.import_export.proposals import save_proposals, take_back_proposals
from editing.import_export.resources import TableResource
from editing.import_export.saving import ChangedMeanwhile, derive_columns, save_entries
from publishing.publication import Status

SECONDS = 4  # of work in a request
CHECKED_AT_ONCE = 1000  # rows, whose entries are in memory at once
# Entries in the first transaction, which others wait for; the next has as many as the machine saves
# in `HELD` seconds. A table of no more changes than `SAVED_WHOLE` is one transaction.
SAVED_AT_ONCE = 20
SAVED_WHOLE = 100
HELD = 0.1
# Between two transactions, so that others come in: who waits for SQLite looks each 0.1 s.
PAUSE = 0.2
PUBLISHED_AT_ONCE = 5000
STATE = ["phase", "done", "checked_at", "created_keys", "held_keys", "drafts_before"]
Phase = TableImport.Phase


class Elsewhere(Exception):
    """Another request has done the step already."""


def proceed(made: TableImport, resource: TableResource) -> None:
    """Do a few seconds of what is to be done."""
    steps = {Phase.CHECKING: _check, Phase.SAVING: _save, Phase.UNDOING: _undo}
    until = time.monotonic() + SECONDS
    try:
        while made.pk and made.phase != Phase.CHECKED:
            steps[made.phase](made, resource)
            if time.monotonic() > until:
                break
    except Elsewhere:
        if TableImport.objects.filter(pk=made.pk).exists():
            made.refresh_from_db()
        else:
            made.pk = None  # the other request has saved the last of it


# --- The check ----------------------------------------------------------------------------------


def _check(made: TableImport, resource: TableResource) -> None:
    rows = made.rows[made.done : made.done + CHECKED_AT_ONCE]
    entries = Entries(resource, [row["cells"].get("id") for row in rows])
    results = [check_row(row, resource, entries) for row in _with_pauses(rows)]
    with transaction.atomic():
        _claim(made)
        made.content.results = made.results[: made.done] + results
        made.__dict__.pop("changed", None)
        made.done += len(rows)
        if made.done == len(made.rows):
            refuse_twice(made.results)
            made.phase, made.done, made.checked_at = Phase.CHECKED, 0, now().isoformat()
        made.content.save(update_fields=["results"])
        made.save(update_fields=STATE)


def _with_pauses(rows: list[dict]) -> Iterator[dict]:
    """Yield the rows, and leave the processor to others for as long as it was used."""
    began = time.monotonic()
    for row in rows:
        yield row
        if time.monotonic() - began > HELD:
            time.sleep(HELD)
            began = time.monotonic()


# --- The saving ---------------------------------------------------------------------------------


def _save(made: TableImport, resource: TableResource) -> None:
    """Save the next entries. Where they are not all, new ones are not public before the end."""
    changed = made.changed
    chunk = changed[made.done : made.done + _portion(made)]
    held = []
    try:
        entries = _redone(resource, chunk)
        if len(changed) > SAVED_WHOLE:
            held = [e for e in entries if e._state.adding and e.status == Status.PUBLISHED]
        for entry in held:
            entry.status = Status.DRAFT
        new = [entry for entry in entries if entry._state.adding]
        proposals = [entry for entry in entries if hasattr(entry, "proposed")]
        entries = [entry for entry in entries if not hasattr(entry, "proposed")]
        derive_columns(entries)
        with _holding(made):
            if entries:
                save_entries(resource, entries)
            if proposals:
                made.drafts_before |= save_proposals(resource, proposals, made.user)
            made.created_keys += [entry.pk for entry in new]
            made.held_keys += [entry.pk for entry in held]
            made.done += len(chunk)
            if made.done == len(changed):
                _publish(resource.model, made.held_keys)
                made.delete()
            else:
                made.save(update_fields=["created_keys", "held_keys", "drafts_before", "done"])
    except (ChangedMeanwhile, IntegrityError):
        made.refresh_from_db()
        with _holding(made):
            made.phase = Phase.UNDOING
            made.save(update_fields=["phase"])


def _portion(made: TableImport) -> int:
    if len(made.changed) <= SAVED_WHOLE:
        return SAVED_WHOLE
    return getattr(made, "portion", SAVED_AT_ONCE)


@contextmanager
def _holding(made: TableImport) -> Iterator[None]:
    """Hold the database for a step, once others had their turn; and note how many fit in one."""
    time.sleep(max(0, getattr(made, "next_turn", 0) - time.monotonic()))
    done = made.done
    with transaction.atomic():
        _claim(made)
        began = time.monotonic()
        yield
    ended = time.monotonic()
    number = abs(made.done - done) * HELD / max(ended - began, 0.001)
    made.portion, made.next_turn = min(max(int(number), 1), SAVED_WHOLE), ended + PAUSE


def _redone(resource: TableResource, results: list[dict]) -> list[models.Model]:
    """Return the entries as they are to be saved: what was shown, and nothing else."""
    entries, redone = Entries(resource, [result["key"] for result in results]), []
    for result in results:
        cells = {"id": str(result["key"] or "")}
        entry = entries.get_instance(cells)
        for name, (old, new) in result["changes"].items():
            if result["key"] and (entry is None or resource.fields[name].export(entry) != old):
                raise ChangedMeanwhile
            cells[name] = new
        if resource.run(entries, result["number"], cells):
            raise ChangedMeanwhile
        if resource.is_proposal:
            resource.instance.proposed = {name: cells[name] for name in result["changes"]}
        redone.append(resource.instance)
    return redone


def _claim(made: TableImport) -> None:
    """Lock the import for this step; raise Elsewhere if another request has done it."""
    here = {"pk": made.pk, "phase": made.phase, "done": made.done}
    if not TableImport.objects.select_for_update().filter(**here).exists():
        raise Elsewhere


def _publish(model: type[models.Model], keys: list[int]) -> None:
    """Make new entries public, all at once: their first version is of this time."""
    for start in range(0, len(keys), PUBLISHED_AT_ONCE):
        chunk = keys[start : start + PUBLISHED_AT_ONCE]
        model._base_manager.filter(pk__in=chunk).update(status=Status.PUBLISHED)
        versions = model.history.filter(id__in=chunk)
        versions.update(status=Status.PUBLISHED, history_date=now())


def _undo(made: TableImport, resource: TableResource) -> None:
    """Take back what was saved, the last first; then all is checked anew."""
    start = max(0, made.done - _portion(made))
    chunk = made.changed[start : made.done]
    new = made.created_keys[start:]
    entries = Entries(resource, [result["key"] for result in chunk])
    restored = []
    for result in chunk:
        entry = result["key"] and entries.get_instance({"id": result["key"]})
        if entry and result["effect"] != PROPOSED:
            _put_back(resource, entry, result["changes"])
            restored.append(entry)
    derive_columns(restored)
    before = made.drafts_before
    proposed = [key for result in chunk if (key := str(result["key"])) in before]
    with _holding(made):
        resource.model._base_manager.filter(pk__in=new).delete()
        if restored:
            save_entries(resource, restored)
        take_back_proposals(resource.model, {key: before.pop(key) for key in proposed})
        made.done, made.created_keys = start, made.created_keys[:start]
        if not start:
            made.check_again()
        made.save(update_fields=STATE)


def _put_back(resource: TableResource, entry: models.Model, changes: dict) -> None:
    """Set back what was changed, but for what somebody has changed again since."""
    for name, (old, new) in changes.items():
        if resource.fields[name].export(entry) == new:
            resource.fields[name].save(entry, {name: old})
