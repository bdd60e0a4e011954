from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """What entries were: snapshots, differences, and the versions that the public saw."""

    name = "history"

    def ready(self):
        from history import signals  # noqa: F401 -- models must be there first
