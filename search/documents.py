"""The documents of entries, by whose words these are found."""

from collections.abc import Sequence

from django.db.models import Model, Prefetch, prefetch_related_objects

from publishing.media.attachments import WithAttachments
from publishing.media.library import Document

ATTRIBUTE = "searched_attachments"


def prefetch_documents(entries: Sequence[Model]) -> None:
    """Fetch the documents of entries of one kind, with their text, by one query."""
    if entries and isinstance(entries[0], WithAttachments):
        attached = entries[0]._meta.get_field("attachments").related_model
        with_text = attached.objects.filter(document__isnull=False).defer(None)
        prefetch_related_objects(entries, Prefetch("attachments", with_text, ATTRIBUTE))


def documents_of(entry: Model) -> list[Document]:
    """Return the documents of an entry, with their text; asks for them if nobody did before."""
    if not isinstance(entry, WithAttachments):
        return []
    if hasattr(entry, ATTRIBUTE):
        return [attachment.document for attachment in getattr(entry, ATTRIBUTE)]
    with_text = entry.attachments.filter(document__isnull=False).defer(None)
    return [attachment.document for attachment in with_text]
