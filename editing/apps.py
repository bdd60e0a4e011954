from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """What staff work with: the admin, its dashboard, the link check."""

    name = "editing"
    verbose_name = _("Links to other sites")

    def ready(self):
        from editing.link_check import signals

        signals.register()
