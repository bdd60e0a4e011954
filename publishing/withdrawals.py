"""What was taken back after the public saw it, and why: still to be read, or only the reason."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.languages import languages_in_turn
from publishing.publication import PublicationState, Status
from publishing.references import EntryReference, EntryReferenceQuerySet


class WithdrawalQuerySet(EntryReferenceQuerySet):
    def in_force(self, entry: Any) -> "Withdrawal | None":
        """Return the withdrawal of an entry; None if its publication was changed since."""
        if entry is None or entry.publication_state != PublicationState.TAKEN_DOWN:
            return None
        return self.of(entry).filter(since=entry.take_down_at).first()


class Withdrawal(EntryReference):
    """An entry that was withdrawn: it is taken down from ``since``, and its address says why."""

    reason_ro = models.CharField(_("reason (Romanian)"), max_length=500)
    reason_hu = models.CharField(_("reason (Hungarian)"), max_length=500)
    reason_en = models.CharField(_("reason (English)"), max_length=500)
    is_readable = models.BooleanField(
        _("it can still be read"),
        default=True,
        help_text=_(
            "It can be read at its address, below the reason, but no longer appears in "
            "lists and figures."
        ),
    )
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = WithdrawalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["prefix", "key"], name="one_withdrawal")]

    def __str__(self):
        return f"{self.prefix}{self.key}"

    @property
    def reason(self) -> str:
        """Return the reason in the active language."""
        return getattr(self, f"reason_{languages_in_turn()[0]}")


def find_withdrawn(model: Any, **which) -> tuple[Any, Withdrawal | None]:
    """Return an entry of a model that was withdrawn, and its withdrawal; two times None if none."""
    taken_down = model._default_manager.filter(
        status=Status.PUBLISHED, take_down_at__lte=timezone.now(), **which
    )
    for entry in taken_down:
        if withdrawal := Withdrawal.objects.in_force(entry):
            return entry, withdrawal
    return None, None


def withdrawn_at(model: Any, slug: str) -> tuple[Any, Withdrawal | None]:
    """Return the same for the address of an entry, in any language."""
    anywhere = model._default_manager.at_in_any_language(slug)
    return find_withdrawn(model, pk__in=anywhere.values("pk"))
