"""How an entry, or the draft beside it, goes from who wrote it to who publishes it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.references import EntryReference, EntryReferenceQuerySet

STAFF = settings.AUTH_USER_MODEL


class ReviewQuerySet(EntryReferenceQuerySet):
    def find(self, entry: Any) -> Any:
        """Return the review of an entry, kept or new."""
        return self.of(entry).first() or self.model(entry=entry)

    def finish(self, entry: models.Model) -> None:
        """Have nobody wait for an entry any more: it, or the draft beside it, was published."""
        waiting = self.of(entry).exclude(state=Review.State.WRITING, assignee=None)
        waiting.update(state=Review.State.WRITING, assignee=None)


class Review(EntryReference):
    """Where an entry stands: who is to act on it, and who looks at it again by when."""

    class State(models.TextChoices):
        WRITING = "", _("being written")
        READY = "ready", _("ready for review")
        RETURNED = "returned", _("sent back")

    state = models.CharField(max_length=10, choices=State, default=State.WRITING, blank=True)
    sender = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+")  # as ready
    since = models.DateTimeField(auto_now=True)
    assignee = models.ForeignKey(
        STAFF, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("for")
    )
    review_by = models.DateField(_("review again by"), null=True, blank=True)
    owner = models.ForeignKey(
        STAFF, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewer")
    )

    objects: ClassVar = ReviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["prefix", "key"], name="one_review")]

    def __str__(self):
        return f"{self.prefix}{self.key}: {self.get_state_display()}"


class Remark(EntryReference):
    """What somebody of the staff said of an entry. The public never sees it."""

    class Kind(models.TextChoices):
        REMARK = "remark", _("comment")
        READY = "ready", _("ready for review")
        RETURNED = "returned", _("sent back")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REMARK)
    text = models.TextField(_("comment"), max_length=2000, blank=True)
    by = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = EntryReferenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["prefix", "key"])]

    def __str__(self):
        return self.text
