"""The share card of an entry, in the active language, and where it is."""

from django.urls import reverse

from publishing.entry_types import ShareCard, entry_type_of
from publishing.models import Entry


def card_of(entry: Entry) -> ShareCard:
    """Return the card of a published entry."""
    return entry_type_of(entry).share_card(entry)


def card_path(entry: Entry) -> str:
    """Return the path of an entry's card in the active language; it changes with its words."""
    return reverse("social:card", args=[entry_type_of(entry).name, entry.pk, card_of(entry).digest])
