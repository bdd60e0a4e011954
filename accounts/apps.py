from importlib import import_module

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def make_groups(app_config, **signal):
    import_module("accounts.roles").make_groups(app_config, **signal)


class StaffConfig(AppConfig):
    """Who works here: accounts and their roles."""

    name = "staff"
    verbose_name = _("Accounts")

    def ready(self):
        # For each app, after django.contrib.auth has made the permissions of its models.
        post_migrate.connect(make_groups)
        audit, login = import_module("accounts.audit"), import_module("accounts.login")
        user_logged_in.connect(login.begin)
        user_logged_in.connect(audit.note_login)
        user_logged_out.connect(audit.note_logout)
