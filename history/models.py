"""Versions that the public saw, and must not see any more."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from history.drafts.models import Draft
from history.public_notes import PublicNote
from publishing.references import EntryReference, EntryReferenceQuerySet

__all__ = ["Draft", "PublicNote", "WithheldVersion", "timestamp_code"]


def timestamp_code(timestamp: datetime) -> str:
    """Return the time in UTC, to the second, as web archives write it: "20261124093000"."""
    return f"{timestamp.astimezone(UTC):%Y%m%d%H%M%S}"


class WithheldVersionQuerySet(EntryReferenceQuerySet):
    def by_code(self, model: type[models.Model], key: int) -> dict[str, "WithheldVersion"]:
        """Return what is withheld of an entry, by the code of the version."""
        found = self.of_kind(model).filter(key=key).select_related("by")
        return {withheld.code: withheld for withheld in found}


class WithheldVersion(EntryReference):
    """A past version of an entry that staff took back from the public; the site keeps it."""

    class Ground(models.TextChoices):
        """What the public is told."""

        PERSONAL_DATA = "personal_data", _("It contained personal data.")
        RIGHTS = "rights", _("It infringed somebody’s rights.")
        ORDER = "order", _("A court or an authority ordered it.")
        MISTAKE = "mistake", _("It contained a serious mistake.")

    code = models.CharField(max_length=14)  # since when the public saw it
    ground = models.CharField(_("what visitors are told"), max_length=20, choices=Ground)
    reason = models.CharField(_("reason, for staff only"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = WithheldVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["prefix", "key", "code"], name="withheld_once")
        ]

    def __str__(self):
        return f"{self.prefix}{self.key}, {self.code}"
