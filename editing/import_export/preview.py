"""What the page of an import shows: what it would change or what is wrong in it."""

from itertools import islice

from editing.import_export.columns import TableColumns
from editing.import_export.models import PROPOSED, PUBLIC, TableImport
from history.diff import marked

MAX_SHOWN = 200  # changes and errors on the page; the rest is counted
MAX_WORDS = 2000  # characters of a text that are compared word by word


def show_preview(made: TableImport, resource: TableColumns) -> dict:
    """Return what a table would change, what is wrong in it, and what a colleague changed."""
    invalid = [result for result in made.results if result["errors"]]
    changed = [result for result in made.results if result["changes"] and not result["errors"]]
    errors = (
        {"row": r["number"], "column": name, "label": resource.label(name), "message": message}
        for r in invalid
        for name, message in r["errors"].items()
    )
    left_as_is = (
        (result["number"], resource.label(name), resource.in_words(name, text))
        for result in made.results
        for name, text in result["left_as_is"]
    )
    new = sum(result["key"] is None for result in changed)
    return {
        "errors": list(islice(errors, MAX_SHOWN)),
        "rows_with_errors": len(invalid),
        "changes": [_with_cells(resource, result) for result in changed[:MAX_SHOWN]],
        "more_changes": len(changed) - MAX_SHOWN,
        "new": new,
        "changed": len(changed) - new,
        "proposed": sum(result["effect"] == PROPOSED for result in changed),
        "public": sum(result["effect"] == PUBLIC for result in changed),
        "unchanged": len(made.results) - len(invalid) - len(changed),
        "left_as_is": list(islice(left_as_is, MAX_SHOWN)),
    }


def _with_cells(resource: TableColumns, result: dict) -> dict:
    """Return a result with its changes as they are shown."""
    cells = [
        {
            "column": name,
            "label": resource.label(name),
            "marked": _marked(*(resource.in_words(name, text) for text in cell)),
        }
        for name, cell in result["changes"].items()
    ]
    return {**result, "cells": cells}


def _marked(old: str, new: str) -> str:
    """Return the difference word by word; of long texts, the part around the first change."""
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    start = max(0, at - 100) if max(len(old), len(new)) > MAX_WORDS else 0
    return marked(old[start : start + MAX_WORDS], new[start : start + MAX_WORDS])
