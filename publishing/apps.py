from django.apps import AppConfig
from django.urls import register_converter
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from publishing.numbers import KeyConverter


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self):
        register_converter(KeyConverter, "key")
        autodiscover_modules("entry_type")  # each app registers its kinds of entries there
