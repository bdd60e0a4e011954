from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_groups(app_config, **signal):
    import_module("staff.roles").make_groups(app_config, **signal)


class StaffConfig(AppConfig):
    """Who works here: accounts and their roles."""

    name = "staff"

    def ready(self):
        # For each app, after django.contrib.auth has made the permissions of its models.
        post_migrate.connect(make_groups)
