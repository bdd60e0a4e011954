from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """What entries were: snapshots, differences, and the versions that the public saw."""

    name = "history"
