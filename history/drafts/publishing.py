"""Has the public see a draft: when somebody says so, and at the time that was set.

No timer is needed. Whoever asks for anything after the time has what is due published first.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import override

from history.drafts.changes import Changes, apply_changes, without
from history.drafts.models import NEXT_DUE, Draft
from history.public_notes import add_note

logger = logging.getLogger(__name__)


def publish(draft: Any, user, changes: Changes | None = None, **saved_as) -> None:
    """Make the changes of a draft, or some of them, public, in a transaction of the caller's.

    Raises ValidationError if they cannot be.
    """
    chosen = draft.changes if changes is None else changes
    apply_changes(draft.entry, chosen, keep=True, history_user=user, **saved_as)
    draft.changes = without(draft.changes, chosen) if changes is not None else {}
    if not draft.changes:
        add_note(draft.entry, draft.public_note, saved_as.get("history_date") or timezone.now())
    if draft.changes:
        draft.save()
    elif draft.pk:
        draft.delete()


def next_due() -> datetime | None:
    """Return when the next draft is due, also if that is past."""
    return Draft.objects.current().aggregate(next=Min("publish_at"))["next"]


def publish_due() -> None:
    """Publish the drafts whose time has come; each of them once, however many ask."""
    for key in list(Draft.objects.due().values_list("pk", flat=True)):
        with transaction.atomic():
            draft = Draft.objects.due().select_for_update().filter(pk=key).first()
            if draft is not None:
                _publish_at_its_time(draft)
    NEXT_DUE.time = next_due()


def _publish_at_its_time(draft: Any) -> None:
    """Publish it as of its time; one that cannot be public as it is loses its time."""
    entry = draft.entry
    if entry is None:
        draft.delete()
        return
    last = type(entry).history.filter(id=entry.pk).latest("history_id").history_date
    when = max(draft.publish_at, last)
    try:
        with transaction.atomic(), override("ro"):
            publish(draft, draft.publisher, history_date=when)
    except (ValidationError, LookupError, IntegrityError, DataError) as error:
        logger.error("The draft of %s could not be published at its time: %s", draft, error)
        draft.publish_at = None
        draft.save()


def publish_what_is_due(get_response: Callable) -> Callable:
    """Middleware: publish what is due before a page is made, also where no cache stands before."""

    def answer(request):
        if NEXT_DUE.is_past:
            publish_due()
        return get_response(request)

    return answer
