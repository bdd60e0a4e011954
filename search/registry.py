"""The kinds of entries that are searched, in the order of their results."""

from django.db.models import Model

from publishing.entry_types import EntryType, entry_type_of, entry_types
from publishing.searching import SearchFields


def searched_types() -> dict[str, EntryType]:
    """Return the kinds that are searched by prefix; of equals, the first comes first."""
    found = (entry_type for entry_type in entry_types() if entry_type.search)
    return {t.prefix: t for t in sorted(found, key=lambda t: t.search.rank)}


def search_fields(entry: Model) -> SearchFields:
    """Return how the entry is searched."""
    return entry_type_of(entry).search
