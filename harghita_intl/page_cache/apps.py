from django.apps import AppConfig
from django.db.models.signals import post_migrate

from harghita_intl.page_cache.triggers import install_triggers


class PageCacheConfig(AppConfig):
    name = "harghita_intl.page_cache"

    def ready(self):
        post_migrate.connect(install_triggers, sender=self)
