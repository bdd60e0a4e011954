from django.apps import AppConfig
from django.db.backends.signals import connection_created

from operations.slow_queries import watch


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self):
        connection_created.connect(watch)
