from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import override

from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink, find_entries
from editing.link_check.signals import fill


class Command(BaseCommand):
    help = (
        "Checks the links to other sites, each host politely. Names the broken ones and where "
        "they are used. Meant to be run every night."
    )

    def add_arguments(self, parser):
        help_text = "only links that have not been checked for so many hours"
        parser.add_argument("--older-than", metavar="HOURS", type=float, default=0, help=help_text)

    def handle(self, *, older_than, **options):
        fill()
        CheckedLink.objects.forget_unused()
        try:
            checked = check_links(CheckedLink.objects.due(timedelta(hours=older_than)))
        except Offline as error:
            raise CommandError("No site answers: is this server online? Nothing noted.") from error
        broken = sorted((link for link in checked if link.is_broken), key=lambda link: link.since)
        with override("en"):
            for link in broken:
                entries = ", ".join(str(entry) for _use, entry in find_entries(link.uses.all()))
                since = localdate(link.since)
                self.stdout.write(
                    f"{link.url}: {link.state_text}, since {since}; used in: {entries}"
                )
        self.stdout.write(f"{len(checked)} links checked, {len(broken)} broken.")
