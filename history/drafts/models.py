"""A draft beside what is public: what is to be changed of an entry, and not applied yet."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from publishing.references import EntryReference, EntryReferenceQuerySet


class NextDue:
    """When the next draft is due, as far as this process has heard.

    It may be too early, but not too late: whoever asks then looks again.
    """

    def __init__(self):
        self.time: datetime | None = None

    def hear(self, time: datetime | None) -> None:
        """Take note of a time that was set."""
        if time and (self.time is None or time < self.time):
            self.time = time

    @property
    def is_past(self) -> bool:
        return self.time is not None and self.time <= timezone.now()


NEXT_DUE = NextDue()


class DraftQuerySet(EntryReferenceQuerySet):
    def current(self):
        """Return those that were not discarded: at most one of each entry."""
        return self.filter(discarded=None)

    def beside(self, entry: Any) -> "Draft | None":
        """Return the draft beside an entry, if there is one."""
        return self.of(entry).current().first() if entry.type_prefix else None

    def due(self):
        """Return those whose time has come, the earliest first."""
        return self.current().filter(publish_at__lte=timezone.now()).order_by("publish_at", "pk")


class Draft(EntryReference):
    """Changes of one published entry and its parts that the public does not see yet.

    ``changes`` has for each path ("" the entry, "links/12" a part) the columns that change, each
    with what it was and what it is to be; None for a part that is to go (`drafts.changes`).
    """

    changes = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    publish_at = models.DateTimeField(null=True)
    publisher = models.ForeignKey(  # who set the time
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    public_note = models.JSONField(default=dict)  # what the public is told of it, by language
    discarded = models.DateTimeField(null=True)

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["publish_at"], condition=~Q(publish_at=None), name="due")]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "key"], condition=Q(discarded=None), name="one_draft_of_an_entry"
            )
        ]

    def __str__(self):
        return f"{self.prefix}{self.key}"

    def save(self, *args, **options):
        super().save(*args, **options)
        NEXT_DUE.hear(self.publish_at)
