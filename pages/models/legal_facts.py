"""What the law makes a public website say, and only the institution knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalFacts(models.Model):
    """Facts of the privacy notice and of the accessibility statement, never invented."""

    NEEDED_FOR_PRIVACY = ("data_protection_officer", "log_retention", "hosting")
    NEEDED_FOR_ACCESSIBILITY = ("accessibility_contact", "accessibility_reviewed")

    data_protection_officer = models.CharField(
        _("data protection officer"),
        max_length=200,
        blank=True,
        help_text=_("Name or function, telephone and email address."),
    )
    log_retention = models.CharField(
        _("how long the server’s log is kept"),
        max_length=100,
        blank=True,
        help_text=_("For example “30 days”."),
    )
    hosting = models.CharField(
        _("where the site is hosted"),
        max_length=200,
        blank=True,
        help_text=_("The company that runs the server, or the institution itself."),
    )
    accessibility_contact = models.CharField(
        _("responsible for accessibility"),
        max_length=200,
        blank=True,
        help_text=_("The person or department that answers, and how to reach them."),
    )
    accessibility_reviewed = models.DateField(
        _("accessibility statement last reviewed on"), null=True, blank=True
    )

    class Meta:
        abstract = True
