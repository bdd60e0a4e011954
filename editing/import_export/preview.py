"""What the page of an import shows: how far it is, what it would change or what is wrong."""

from django.db import models

from editing.import_export.models import ImportedRow, TableImport
from editing.import_export.resources import TableResource
from history.diff import marked

MAX_SHOWN = 200  # changes and errors on the page; the rest is counted
MAX_WORDS = 2000  # characters of a text that are compared word by word
Phase, State = TableImport.Phase, ImportedRow.State


def show_progress(made: TableImport) -> dict:
    """Return how many rows are done, of how many."""
    counted = made.rows.exclude(state__in=[State.UNCHANGED, State.INVALID])
    waiting = {
        Phase.CHECKING: made.rows.filter(state=State.READ),
        Phase.SAVING: made.rows.filter(state__in=[State.NEW, State.CHANGED]),
        Phase.UNDOING: made.rows.filter(state=State.SAVED),
    }[made.phase].count()
    total = (made.rows if made.phase == Phase.CHECKING else counted).count()
    return {"made": made, "done": total - waiting, "total": total}


def show_preview(made: TableImport, resource: TableResource) -> dict:
    """Return what a table would change, what is wrong in it, and what a colleague changed."""
    invalid = made.rows.filter(state=State.INVALID)
    changed = made.rows.filter(state__in=[State.NEW, State.CHANGED])
    counts = dict(made.rows.order_by().values_list("state").annotate(models.Count("pk")))
    errors = [
        {"row": row.number, "column": name, "label": _label(resource, name), "message": message}
        for row in invalid[:MAX_SHOWN]
        for name, message in row.errors
    ]
    return {
        "made": made,
        "errors": errors[:MAX_SHOWN],
        "rows_with_errors": counts.get(State.INVALID, 0),
        "changes": [_change(resource, row) for row in changed[:MAX_SHOWN]],
        "more_changes": changed.count() - MAX_SHOWN,
        "new": counts.get(State.NEW, 0),
        "changed": counts.get(State.CHANGED, 0),
        "unchanged": counts.get(State.UNCHANGED, 0),
        "kept": [
            (row.number, resource.label(name), resource.in_words(name, text))
            for row in made.rows.exclude(kept=[])[:MAX_SHOWN]
            for name, text in row.kept
        ],
    }


def _label(resource: TableResource, name: str) -> str:
    return resource.label(name) if name in resource.columns else name


def _change(resource: TableResource, row: ImportedRow) -> dict:
    cells = [
        {
            "column": name,
            "label": resource.label(name),
            "marked": _marked(*(resource.in_words(name, text) for text in cell)),
        }
        for name, cell in row.changes.items()
    ]
    return {"row": row.number, "is_new": row.is_new, "entry": row.entry_name, "cells": cells}


def _marked(old: str, new: str) -> str:
    """Return the difference word by word; of long texts, the part around the first change."""
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, at - 100) if max(len(old), len(new)) > MAX_WORDS else 0
    return marked(old[start : start + MAX_WORDS], new[start : start + MAX_WORDS])
