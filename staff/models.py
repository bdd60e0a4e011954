from django.conf import settings
from django.db import models


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
