from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MissedSearch(models.Model):
    """What readers looked for and did not find, with how often in a month; never who."""

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    query = models.CharField(_("words"), max_length=60)
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        default_permissions = ("view", "delete")
        ordering = ["-month", "-count", "query"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "language", "query"], name="missed_search_is_once"
            )
        ]

    def __str__(self):
        return self.query
