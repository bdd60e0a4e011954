"""Where the site's entries lead to other sites, as it was noted when they were saved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from links.models import CheckedLink, LinkUse
from links.places import ENTRIES, IN_LIST
from partners.models import PartnerRegion
from publishing.admin.addresses import form_address


@dataclass(frozen=True)
class Use:
    """A place where an entry, published or not, leads to another site."""

    entry: models.Model
    anchor: str  # the place in the entry's form

    @property
    def form_address(self) -> str:
        """The entry's form in the admin, at the very field."""
        return form_address(self.entry, self.anchor)


def uses_of_links(urls: Collection[str]) -> dict[str, list[Use]]:
    """Where each of these addresses is used, if it is."""
    uses = defaultdict(list)
    for url, use in _loaded(LinkUse.objects.filter(url__in=urls)):
        uses[url].append(use)
    return dict(uses)


def broken_partner_links(most: int) -> tuple[int, list[tuple[CheckedLink, Use]]]:
    """How many websites of partners are broken; so many of them, longest first, and where each is.

    Where it is, it is corrected.
    """
    known = {link.url: link for link in CheckedLink.objects.broken()}
    noted = LinkUse.objects.filter(
        letter=PartnerRegion.permanent_letter, anchor__startswith=IN_LIST, url__in=known
    )
    longest_first = sorted(noted, key=lambda use: known[use.url].since)
    return len(longest_first), [(known[url], use) for url, use in _loaded(longest_first[:most])]


def _loaded(noted: Iterable[LinkUse]) -> Iterator[tuple[str, Use]]:
    keys = defaultdict(set)
    for use in noted:
        keys[use.letter].add(use.key)
    entries = {letter: ENTRIES[letter].objects.in_bulk(those) for letter, those in keys.items()}
    for use in noted:
        if entry := entries[use.letter].get(use.key):
            yield use.url, Use(entry, use.anchor)
