from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """What staff work with: the admin, its dashboard, the link check, tables out and in."""

    name = "editing"
    verbose_name = _("Links to other sites")

    def ready(self):
        # Models must be there first; the admin is registered beside its own package.
        from editing.link_check import admin, signals  # noqa: F401
