import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from operations.taking_turns import in_turn


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

    def handle(self, *, wait: int, **options):
        self._wait_for_database(time.monotonic() + wait)
        with in_turn(connection):
            call_command("migrate", verbosity=0)
            call_command("load_content", stdout=self.stdout)

    def _wait_for_database(self, end: float) -> None:
        while True:
            try:
                return connection.ensure_connection()
            except OperationalError as error:
                if time.monotonic() > end:
                    raise CommandError(f"The database does not answer: {error}") from error
                time.sleep(0.5)
