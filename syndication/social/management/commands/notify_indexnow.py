from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from syndication.social import indexnow


class Command(BaseCommand):
    help = (
        "Tells search engines (IndexNow) which pages changed since it last did so. "
        "Meant to be run each hour; does nothing without INDEXNOW_KEY."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--hours",
            type=float,
            help="what changed in so many hours; without it, since the last time, or a day",
        )

    def handle(self, *, hours, **options):
        if not settings.INDEXNOW_KEY:
            self.stdout.write("INDEXNOW_KEY is not set, so nobody is told.")
            return
        begun = now()
        since = indexnow.last_time() or begun - timedelta(days=1)
        if hours is not None:
            since = begun - timedelta(hours=hours)
        try:
            told = indexnow.notify(since)
        except indexnow.NotTold as problem:
            raise CommandError(f"The search engines could not be told: {problem}") from problem
        indexnow.note(begun)
        self.stdout.write(f"{len(told)} addresses told.")
