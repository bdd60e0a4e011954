from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StaffProfile(models.Model):
    """What is known of a member of staff besides the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    languages = models.JSONField(default=list)  # codes of those given to a translator
    live_languages = models.JSONField(default=list)  # of them, those public without a publisher
    gets_notices = models.BooleanField(default=True)  # mails about what waits for the person
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ro")  # of mails

    def __str__(self):
        return str(self.user)


def profile_of(user) -> StaffProfile:
    """Return what is known of somebody; of whom nothing is, a new profile without a language."""
    return getattr(user, "profile", None) or StaffProfile(language="")


class FailedLogins(models.Model):
    """How many logins failed lately: from a network, at an account, or in a browser known there.

    One row for each, whatever is tried, and none for longer than a day.
    """

    key = models.CharField(max_length=60, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.key}: {self.count}"


class AuditRecord(models.Model):
    """Something that happened to an account. It outlives the account, so it keeps names only."""

    class Kind(models.TextChoices):
        LOGGED_IN = "logged_in", pgettext_lazy("audit trail", "logged in")
        LOGGED_OUT = "logged_out", pgettext_lazy("audit trail", "logged out")
        REFUSED = "refused", pgettext_lazy("audit trail", "login refused")
        LOCKED = "locked", pgettext_lazy("audit trail", "locked after too many attempts")
        UNLOCKED = "unlocked", pgettext_lazy("audit trail", "unlocked")
        CODE_ACCEPTED = "code", pgettext_lazy("audit trail", "code of the second step accepted")
        RECOVERY = "recovery", pgettext_lazy("audit trail", "recovery code used")
        CODE_REFUSED = "code_refused", pgettext_lazy("audit trail", "wrong code")
        PASSKEY = "passkey", pgettext_lazy("audit trail", "passkey accepted")
        TRUSTED = "trusted", pgettext_lazy("audit trail", "no second step on a trusted computer")
        STEP_ADDED = "step_added", pgettext_lazy("audit trail", "two-step login set up")
        STEP_REMOVED = "step_removed", pgettext_lazy("audit trail", "two-step login removed")
        PASSKEY_ADDED = "passkey_added", pgettext_lazy("audit trail", "passkey added")
        CODES_MADE = "codes_made", pgettext_lazy("audit trail", "new recovery codes")
        PASSWORD = "password", pgettext_lazy("audit trail", "password changed")
        RESET_ASKED = "reset", pgettext_lazy("audit trail", "new password requested by email")
        INVITED = "invited", pgettext_lazy("audit trail", "invited")
        ADDED = "added", pgettext_lazy("audit trail", "account added")
        CHANGED = "changed", pgettext_lazy("audit trail", "account changed")
        DELETED = "deleted", pgettext_lazy("audit trail", "account deleted")
        ERASED = "erased", pgettext_lazy("audit trail", "account anonymised")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    who = models.CharField(_("who did it"), max_length=150, blank=True)
    about = models.CharField(_("account"), max_length=150, blank=True)
    changes = models.JSONField(_("details"), default=list, blank=True)  # [field, old, new]
    times = models.PositiveIntegerField(_("times"), default=1)
    network = models.CharField(_("network"), max_length=50, blank=True)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.about}"
