from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import override

from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink, LinkUse
from editing.link_check.references import Use, uses_of_links
from editing.link_check.signals import fill
from editing.link_check.sources import ENTRIES
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
        CheckedLink.objects.keep_to(LinkUse.objects.urls())
        links = CheckedLink.objects.due(timedelta(hours=older_than))
        if entry:
            links = links.filter(url__in=_urls_of(entry))
        try:
            checked = check_links(links)
        except Offline as problem:
            raise CommandError(
                "No site answers: is this server online? Nothing noted."
            ) from problem
        broken = sorted((link for link in checked if link.is_broken), key=lambda link: link.since)
        uses = uses_of_links({link.url for link in broken})
        with override("en"):
            for link in broken:
                self.stdout.write(_line(link, uses.get(link.url, [])))
        self.stdout.write(f"{len(checked)} links checked, {len(broken)} broken.")
        if fail and broken:
            raise CommandError("Some links are broken.")


def _urls_of(slug: str) -> set[str]:
    entries = [
        (letter, key)
        for letter, model in ENTRIES.items()
        if issubclass(model, Entry)
        for key in model.objects.at_in_any_language(slug).values_list("pk", flat=True)
    ]
    if not entries:
        raise CommandError(f"No entry has the address {slug!r}.")
    return {
        url
        for letter, key in entries
        for url in LinkUse.objects.filter(letter=letter, key=key).urls()
    }


def _line(link: CheckedLink, places: list[Use]) -> str:
    entries = ", ".join(str(use.entry) for use in places)
    return f"{link.url}: {link.words}, since {localdate(link.since)}; used in: {entries}"
