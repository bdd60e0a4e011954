"""Who has the form of an entry open, for as long as its page says so."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from publishing.references import EntryReference, EntryReferenceQuerySet

LASTING = timedelta(seconds=150)  # a page in the background may say so once a minute only
LEAVING = timedelta(seconds=15)  # in which who saved comes back to the form


class OpenFormQuerySet(EntryReferenceQuerySet):
    def record(self, entry: Any, user) -> None:
        """Record that somebody has the form open; forget all who have not said so for a while."""
        now = timezone.now()
        self.filter(seen__lte=now - LASTING).delete()
        times = {"since": now, "seen": now}
        row, is_new = self.get_or_create(
            prefix=entry.type_prefix, key=entry.pk, user=user, defaults=times
        )
        if not is_new:
            self.filter(pk=row.pk).update(seen=now)

    def record_leaving(self, entry: Any, user) -> None:
        """Have it end soon that somebody has the form open."""
        self.of(entry).filter(user=user).update(seen=timezone.now() - LASTING + LEAVING)

    def others(self, entry: Any, user) -> models.QuerySet:
        """Return who else has the form open, in the order in which they opened it."""
        found = self.of(entry).filter(seen__gt=timezone.now() - LASTING).exclude(user=user)
        return found.select_related("user").order_by("since", "pk")


class OpenForm(EntryReference):
    """A member of staff who has the form of an entry open now. It is forgotten minutes later."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen = models.DateTimeField()

    objects: ClassVar = OpenFormQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["prefix", "key", "user"], name="form_is_open_once")
        ]

    def __str__(self):
        return f"{self.prefix}{self.key}"
