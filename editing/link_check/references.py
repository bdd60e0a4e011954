"""Where the site's entries lead to other sites, as it was noted when they were saved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from editing.admin.urls import form_url
from editing.link_check.models import CheckedLink, LinkUse
from editing.link_check.sources import ENTRIES, IN_LIST
from editing.link_check.states import BROKEN
from partners.models import PartnerRegion
from publishing.paging import counted


@dataclass(frozen=True)
class Use:
    """A place where an entry, published or not, leads to another site."""

    entry: models.Model
    anchor: str  # the place in the entry's form

    @property
    def form_address(self) -> str:
        """The entry's form in the admin, at the very field."""
        return form_url(self.entry, self.anchor)


def uses_of_links(urls: Collection[str]) -> dict[str, list[Use]]:
    """Where each of these addresses is used, if it is."""
    uses = defaultdict(list)
    for noted, use in _loaded(LinkUse.objects.filter(link__in=urls)):
        uses[noted.link_id].append(use)
    return dict(uses)


def broken_partner_links(most: int) -> tuple[int, list[tuple[CheckedLink, Use]]]:
    """How many websites of partners are broken; so many of them, longest first, and where each is.

    Where it is, it is corrected.
    """
    broken = LinkUse.objects.filter(
        letter=PartnerRegion.type_prefix, anchor__startswith=IN_LIST, link__state__in=BROKEN
    )
    longest_first = broken.select_related("link").order_by("link__since", "link_id", "pk")
    total, first = counted(longest_first, most)
    return total, [(noted.link, use) for noted, use in _loaded(first)]


def _loaded(found: Iterable[LinkUse]) -> Iterator[tuple[LinkUse, Use]]:
    keys = defaultdict(set)
    for noted in found:
        keys[noted.letter].add(noted.key)
    entries = {letter: ENTRIES[letter].objects.in_bulk(those) for letter, those in keys.items()}
    for noted in found:
        if entry := entries[noted.letter].get(noted.key):
            yield noted, Use(entry, noted.anchor)
