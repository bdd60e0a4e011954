from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StaffProfile(models.Model):
    """What is known of a member of staff besides the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    languages = models.JSONField(default=list)  # codes of those given to a translator

    def __str__(self):
        return str(self.user)


def languages_of(user) -> list[str]:
    """The languages whose texts a translator was given."""
    profile = getattr(user, "profile", None)
    return profile.languages if profile else []


class AuditRecord(models.Model):
    """Something that happened to an account. It outlives the account, so it keeps names only."""

    class Kind(models.TextChoices):
        LOGGED_IN = "logged_in", pgettext_lazy("audit trail", "logged in")
        LOGGED_OUT = "logged_out", pgettext_lazy("audit trail", "logged out")
        REFUSED = "refused", pgettext_lazy("audit trail", "login refused")
        LOCKED = "locked", pgettext_lazy("audit trail", "locked after too many tries")
        UNLOCKED = "unlocked", pgettext_lazy("audit trail", "unlocked")
        CODE_ACCEPTED = "code", pgettext_lazy("audit trail", "code of the second step accepted")
        RECOVERY = "recovery", pgettext_lazy("audit trail", "recovery code used")
        CODE_REFUSED = "code_refused", pgettext_lazy("audit trail", "wrong code")
        STEP_ADDED = "step_added", pgettext_lazy("audit trail", "two-step login set up")
        STEP_REMOVED = "step_removed", pgettext_lazy("audit trail", "two-step login removed")
        CODES_MADE = "codes_made", pgettext_lazy("audit trail", "new recovery codes")
        PASSWORD = "password", pgettext_lazy("audit trail", "password changed")
        RESET_ASKED = "reset", pgettext_lazy("audit trail", "new password asked for by e-mail")
        ADDED = "added", pgettext_lazy("audit trail", "account added")
        CHANGED = "changed", pgettext_lazy("audit trail", "account changed")
        DELETED = "deleted", pgettext_lazy("audit trail", "account deleted")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    who = models.CharField(_("who did it"), max_length=150, blank=True)
    about = models.CharField(_("account"), max_length=150, blank=True)
    details = models.CharField(_("details"), max_length=250, blank=True)
    address = models.CharField(_("network"), max_length=50, blank=True)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"
