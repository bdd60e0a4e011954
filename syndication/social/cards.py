"""The share card of an entry, in the active language, and the name that it has in addresses."""

from django.urls import reverse

from publishing.entry_types import ShareCard, entry_type_of, entry_types
from publishing.models import Entry


def models_with_cards() -> dict[str, type[Entry]]:
    """Return the models of which cards are made, by their names in addresses."""
    return {t.name: t.model for t in entry_types() if t.share_card}


def card_of(entry: Entry) -> ShareCard:
    """Return the card of a published entry."""
    return entry_type_of(entry).share_card(entry)


def name_of(entry: Entry) -> str:
    """Return how an entry is named in the address of its card: "partner-7"."""
    return f"{entry_type_of(entry).name}-{entry.pk}"


def card_path(entry: Entry) -> str:
    """Return the path of an entry's card in the active language; it changes with its words."""
    return reverse("social:card", args=[entry_type_of(entry).name, entry.pk, card_of(entry).digest])
