"""Where the site's entries lead to other sites."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.db import models

from activities.models import Activity, ActivityLink
from links.addresses import leads_outside, without_fragment
from links.models import LONGEST, CheckedLink
from pages.models import Page
from partners.models import PartnerLink, PartnerRegion, TwinningDecision
from publishing.admin.addresses import form_address
from publishing.languages import LANGUAGE_CODES, column, content_fields

LINKS = {PartnerLink: "partner", ActivityLink: "activity"}
TEXTS = (PartnerRegion, TwinningDecision, Activity, Page)


@dataclass(frozen=True)
class Use:
    """A place where an entry, published or not, leads to another site."""

    entry: models.Model
    anchor: str  # the place in the entry's form

    @property
    def form_address(self) -> str:
        """The entry's form in the admin, at the very field."""
        return form_address(self.entry, self.anchor)


def uses_of_links() -> dict[str, list[Use]]:
    """Every address of another site in an entry, published or draft, and where it is used."""
    uses = defaultdict(list)
    for url, use in [*_uses_in_lists(), *_uses_in_texts()]:
        url = without_fragment(url)
        if leads_outside(url) and len(url) <= LONGEST and use not in uses[url]:
            uses[url].append(use)
    return {url: places for url, places in uses.items() if places}


def broken_partner_links() -> list[tuple[CheckedLink, Use]]:
    """The websites of partners that are broken, longest first, and where to correct each."""
    known = {link.url: link for link in CheckedLink.objects.broken()}
    places = [
        (known[without_fragment(link.url)], Use(link.partner, "links-group"))
        for link in PartnerLink.objects.select_related("partner").order_by("partner__position")
        if without_fragment(link.url) in known
    ]
    return sorted(places, key=lambda place: place[0].since)


def _uses_in_lists() -> Iterator[tuple[str, Use]]:
    for model, entry in LINKS.items():
        for link in model.objects.select_related(entry):
            yield link.url, Use(getattr(link, entry), "links-group")


def _uses_in_texts() -> Iterator[tuple[str, Use]]:
    for model in TEXTS:
        columns = [
            column(field, language)
            for field in content_fields(model)
            if isinstance(model._meta.get_field(field), models.TextField)
            for language in LANGUAGE_CODES
        ]
        for entry in model.objects.all():
            for name in columns:
                for url in _addresses_in(getattr(entry, name) or ""):
                    yield url, Use(entry, f"id_{name}")


def _addresses_in(text: str) -> set[str]:
    """The targets of links in a formatted text."""
    return set(_Targets(text).found) if "://" in text else set()


class _Targets(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href" and value]
