"""Changes of what is public by somebody who may not publish: each is a draft beside its entry."""

from typing import Any

from editing.admin.drafts import draft_of, with_draft
from editing.import_export.checking import Entries
from editing.import_export.resources import TableResource
from editing.import_export.saving import derive_columns, refuse_changed, save_entries
from history.drafts.changes import Changes
from history.drafts.models import Draft


def save_proposals(resource: TableResource, entries: list, user) -> dict[str, Changes | None]:
    """Keep what entries have as ``proposed``, cells by column, as drafts; in a transaction of the
    caller's.

    Return what the drafts had before, by the key of their entry; None where there was none.
    """
    refuse_changed(resource.model, entries)
    before: dict[str, Changes | None] = {}
    for entry in entries:
        _result, changes = with_draft(entry, lambda e=entry: _write(resource, e), locked=True)
        draft = draft_of(entry)
        before[str(entry.pk)] = draft.changes if draft.pk else None
        draft.changes, draft.author, draft.publish_at = changes, user, None
        draft.save()
    return before


def take_back_proposals(model: Any, before: dict[str, Changes | None]) -> None:
    """Give drafts back what they had before, or take them away where there was none."""
    for key, changes in before.items():
        of_entry = Draft.objects.current().filter(prefix=model.type_prefix, key=int(key))
        if changes is None:
            of_entry.delete()
        else:
            of_entry.update(changes=changes)


def _write(resource: TableResource, entry: Any) -> None:
    row = Entries(resource, [entry.pk]).get_instance({"id": str(entry.pk)})
    for name in entry.proposed:
        resource.fields[name].save(row, entry.proposed)
    derive_columns([row])
    save_entries(resource, [row])
