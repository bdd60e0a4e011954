"""What the history adds to a preview: the draft beside the entry."""

from datetime import datetime

from django.db import models

from history.drafts.changes import apply_changes
from history.drafts.models import Draft
from publishing.signals import preview_begins


def show_draft(sender, entry: models.Model, since: datetime, **signal) -> None:
    """Apply the draft that was there when the link was made; a later one is not for who has it."""
    draft = Draft.objects.beside(entry)
    if draft is not None and draft.created <= since:
        apply_changes(entry, draft.changes, keep=False)


preview_begins.connect(show_draft)
