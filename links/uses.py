"""Where the site's entries lead to other sites."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby

from django.db import models

from activities.models import Activity, ActivityLink
from links.addresses import leads_outside, without_fragment
from links.models import LONGEST, CheckedLink
from pages.models import Page
from partners.models import PartnerLink, PartnerRegion, TwinningDecision
from publishing.admin.addresses import form_address
from publishing.languages import LANGUAGE_CODES, column, content_fields
from publishing.models import Link

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


def uses_of_links(urls: Collection[str] | None = None) -> dict[str, list[Use]]:
    """Every address of another site in an entry, published or draft, and where it is used.

    Of only these addresses, if some are given.
    """
    uses = defaultdict(list)
    for url, use in [*_uses_in_lists(urls), *_uses_in_texts()]:
        url = without_fragment(url)
        wanted = _is_checked(url) if urls is None else url in urls
        if wanted and use not in uses[url]:
            uses[url].append(use)
    return {url: places for url, places in uses.items() if places}


def addresses_of_links() -> set[str]:
    """Every address of another site in an entry."""
    found = {url for model in LINKS for url in model.objects.values_list("url", flat=True)}
    for model in TEXTS:
        for texts in _with_links(model).values_list(*_text_columns(model)).iterator():
            found.update(*(_addresses_in(text or "") for text in texts))
    return {url for url in map(without_fragment, found) if _is_checked(url)}


def _is_checked(url: str) -> bool:
    return leads_outside(url) and len(url) <= LONGEST


def broken_partner_links() -> list[tuple[CheckedLink, Use]]:
    """The websites of partners that are broken, longest first, and where to correct each."""
    known = {link.url: link for link in CheckedLink.objects.broken()}
    places = [
        (known[url], use)
        for link, use in _rows(PartnerLink, "partner", known)
        if (url := without_fragment(link.url)) in known
    ]
    return sorted(places, key=lambda place: place[0].since)


def _uses_in_lists(urls: Collection[str] | None) -> Iterator[tuple[str, Use]]:
    for model, entry in LINKS.items():
        for link, use in _rows(model, entry, urls):
            yield link.url, use


def _rows(model: type[Link], name: str, urls: Collection[str] | None) -> Iterator[tuple[Link, Use]]:
    """Every link in the lists of entries, and its input in the form of the entry.

    If addresses are given, only of the entries that lead to one of them.
    """
    links = model.objects.select_related(name).order_by(f"{name}_id", *Link._meta.ordering)
    if urls is not None:
        leading = model.objects.filter(models.Q(url__in=urls) | models.Q(url__contains="#"))
        links = links.filter(**{f"{name}__in": leading.values(name)})
    for entry, of_entry in groupby(links, key=lambda link: getattr(link, name)):
        for number, link in enumerate(of_entry):
            yield link, Use(entry, f"id_links-{number}-url")


def _uses_in_texts() -> Iterator[tuple[str, Use]]:
    for model in TEXTS:
        columns = _text_columns(model)
        for entry in _with_links(model).iterator():
            for name in columns:
                for url in _addresses_in(getattr(entry, name) or ""):
                    yield url, Use(entry, f"id_{name}")


def _text_columns(model: type[models.Model]) -> list[str]:
    return [
        column(field, language)
        for field in content_fields(model)
        if isinstance(model._meta.get_field(field), models.TextField)
        for language in LANGUAGE_CODES
    ]


def _with_links(model: type[models.Model]) -> models.QuerySet:
    """The entries with an address in one of their texts."""
    somewhere = models.Q()
    for name in _text_columns(model):
        somewhere |= models.Q(**{f"{name}__contains": "://"})
    return model.objects.filter(somewhere)


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
