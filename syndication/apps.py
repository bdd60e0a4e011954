from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    """What leaves the site: feeds, open data, the API, embeds, share cards."""

    name = "syndication"
    verbose_name = _("Share cards")
