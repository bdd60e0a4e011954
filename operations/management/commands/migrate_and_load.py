import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from operations.locks import LockTimeout, advisory_lock


class Command(BaseCommand):
    help = (
        "Brings the database up to this version of the site and loads content that it does not "
        "have. Several may be started at once: they take turns."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--wait", type=int, default=60, help="For so many seconds until the database answers."
        )
        parser.add_argument(
            "--wait-for-others",
            type=int,
            default=150,
            help="For so many seconds until another one of these commands is done.",
        )

    def handle(self, *, wait: int, wait_for_others: int, **options):
        self._wait_for_database(time.monotonic() + wait)
        try:
            with advisory_lock(connection, wait_for_others, self.stderr.write):
                call_command("migrate", verbosity=0)
                call_command("load_content", stdout=self.stdout)
        except LockTimeout as error:
            raise CommandError(
                f"Another process brings this database up to date. {error}"
            ) from error

    def _wait_for_database(self, end: float) -> None:
        while True:
            try:
                return connection.ensure_connection()
            except OperationalError as error:
                if time.monotonic() > end:
                    raise CommandError(f"The database does not answer: {error}") from error
                time.sleep(0.5)
