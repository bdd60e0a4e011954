from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "links"
    verbose_name = _("Links to other sites")

    def ready(self):
        import_module("links.keeping").connect()
