from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What staff see first: what needs doing."""

    name = "desk"
