from django.apps import AppConfig


class EditingConfig(AppConfig):
    """The admin: tables out and in."""

    name = "editing"
