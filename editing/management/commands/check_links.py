from datetime import timedelta
from functools import reduce
from operator import or_

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import override

from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink, LinkUse, find_entries
from editing.link_check.signals import fill
from publishing.entry_types import entry_types
from publishing.models import Entry


class Command(BaseCommand):
    help = (
        "Checks the links to other sites, each host politely. Names the broken ones and where "
        "they are used. Meant to be run every night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--entry",
            metavar="ADDRESS",
            help="only the links of this entry, by the last part of its page's address",
        )
        parser.add_argument(
            "--older-than",
            metavar="HOURS",
            type=float,
            default=0,
            help="only links that have not been checked for so many hours",
        )
        parser.add_argument(
            "--fail", action="store_true", help="end with an error if a link is broken"
        )

    def handle(self, *, entry, older_than, fail, **options):
        fill()
        CheckedLink.objects.forget_unused()
        links = CheckedLink.objects.due(timedelta(hours=older_than))
        if entry:
            links = links.filter(url__in=_uses_in(entry).values("link_id"))
        try:
            checked = check_links(links)
        except Offline as problem:
            raise CommandError(
                "No site answers: is this server online? Nothing noted."
            ) from problem
        broken = sorted((link for link in checked if link.is_broken), key=lambda link: link.since)
        with override("en"):
            for link in broken:
                self.stdout.write(_line(link))
        self.stdout.write(f"{len(checked)} links checked, {len(broken)} broken.")
        if fail and broken:
            raise CommandError("Some links are broken.")


def _uses_in(slug: str) -> QuerySet:
    entries = [
        entry
        for entry_type in entry_types()
        if issubclass(entry_type.model, Entry)
        for entry in entry_type.model.objects.at_in_any_language(slug)
    ]
    if not entries:
        raise CommandError(f"No entry has the address {slug!r}.")
    return reduce(or_, map(LinkUse.objects.of, entries))


def _line(link: CheckedLink) -> str:
    entries = ", ".join(str(entry) for _use, entry in find_entries(link.uses.all()))
    return f"{link.url}: {link.state_text}, since {localdate(link.since)}; used in: {entries}"
