from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from operations.backups.encryption import check_recipients
from operations.slow_queries import watch


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self):
        connection_created.connect(watch)
        register(check_recipients, Tags.security, deploy=True)
