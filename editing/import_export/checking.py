"""What would become of the rows of a table: each by itself, then all beside one another."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from editing.import_export.models import PROPOSED, PUBLIC
from editing.import_export.related_widgets import KEY
from editing.import_export.resources import TableResource
from publishing.languages import LANGUAGE_CODES, column


class Entries:
    """Entries by their keys, in one query."""

    def __init__(self, resource: TableResource, keys: Iterable):
        keys = {str(key).strip() for key in keys if key}
        found = resource.entries().filter(pk__in=filter(KEY.fullmatch, keys))
        self._by_key = {str(entry.pk): entry for entry in found}
        for entry in found:
            entry.loaded = {**entry.__dict__}

    def get_instance(self, row: dict) -> Any:
        return self._by_key.get(str(row["id"]).strip())


def check_row(row: dict, resource: TableResource, entries: Entries) -> dict:
    unread = _errors_of_reading(row, resource, entries)
    cells = {
        name: text for name, text in row["cells"].items() if name not in unread or name == "id"
    }
    errors = {**resource.run(entries, row["number"], cells), **unread}
    entry: Any = resource.instance
    is_new = entry is None or entry._state.adding
    return {
        "number": row["number"],
        "errors": errors,
        "changes": resource.changes,
        "left_as_is": resource.left_as_is,
        "keys": [] if entry is None else _keys(resource, entry, errors),
        "key": None if is_new else entry.pk,
        "name": "" if is_new else str(entry)[:300],
        "effect": _effect(resource, entry) if entry else "",
    }


def _effect(resource: TableResource, entry: Any) -> str:
    if resource.is_proposal:
        return PROPOSED
    return PUBLIC if resource.was_published or entry.is_public else ""


def _errors_of_reading(row: dict, resource: TableResource, entries: Entries) -> dict[str, str]:
    """Return what could not be read of a row, but where it says what is there: "2011" of a name."""
    entry = row["errors"] and entries.get_instance({"id": row["cells"].get("id", "")})
    return {
        name: message
        for name, message in row["errors"].items()
        if not (
            entry
            and name in resource.fields
            and resource.fields[name].export(entry) == row["cells"].get(name)
        )
    }


def _keys(resource: TableResource, entry: Any, errors: dict) -> list[list[str]]:
    keys = [] if entry._state.adding else [["id", "id", str(entry.pk)]]
    if errors or not resource.changes:
        return keys
    if natural := entry._state.adding and resource.natural_key(entry):
        keys.append(["natural", "id", natural])
    for name in (column("slug", language) for language in LANGUAGE_CODES):
        if name in resource.fields and getattr(entry, name):
            keys.append(["slug", name, getattr(entry, name)])
    return keys


def refuse_twice(results: list[dict]) -> None:
    """Refuse an id, an address or a new entry that stands in two rows."""
    seen: dict[tuple[str, str], int] = {}
    message = _("“%(text)s” is already in row %(row)d.")
    for result in results:
        for kind, name, text in result.pop("keys"):
            first = seen.setdefault((kind, text), result["number"])
            if first != result["number"]:
                result["errors"].setdefault(name, message % {"text": text, "row": first})
                if kind == "natural":  # the addresses made of it would say the same again
                    break
