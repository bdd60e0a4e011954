"""Links by which somebody without an account sees an entry before it is public."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from publishing.redirects import was_public_since
from publishing.references import EntryReference, EntryReferenceQuerySet

LASTING = timedelta(days=7)


def in_seven_days() -> datetime:
    return timezone.now() + LASTING


def new_token() -> str:
    """Return 192 bits of chance: nobody guesses it."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(EntryReferenceQuerySet):
    def valid(self):
        return self.filter(is_revoked=False, expires__gt=timezone.now())


class PreviewLink(EntryReference):
    """A link to the preview of one entry: it ends after seven days, or when it is revoked."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(default=in_seven_days)
    is_revoked = models.BooleanField(default=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["prefix", "key"])]
        default_permissions = ()

    def __str__(self):
        return str(self.entry)

    @property
    def is_valid(self) -> bool:
        """Return whether it still shows its entry: not after that was public and taken down."""
        entry = self.entry
        if entry is None or self.is_revoked or self.expires <= timezone.now():
            return False
        if type(entry).objects.published().filter(pk=entry.pk).exists():
            return True
        wholes = [part for part in (entry, entry.belongs_to) if part is not None]
        return not all(was_public_since(part, self.created) for part in wholes)

    def url(self, language: str) -> str:
        return reverse("preview", args=[self.token, language])
