"""Where an entry leads to other sites: addresses, and the inputs of its form that hold them."""

from collections.abc import Iterable
from html.parser import HTMLParser

from django.db import models

from activities.models import Activity, ActivityLink
from editing.link_check.models import LONGEST
from editing.link_check.urls_checked import leads_outside, without_fragment
from pages.models import Page
from partners.models import PartnerLink, PartnerRegion, TwinningDecision
from publishing.languages import LANGUAGE_CODES, column, content_fields

ENTRIES = {m.type_prefix: m for m in (PartnerRegion, TwinningDecision, Activity, Page)}
LISTS = {PartnerLink: "partner", ActivityLink: "activity"}  # and whose they are
IN_LIST = "id_links-"  # how the inputs of a list begin

Places = list[tuple[str, str]]  # addresses, each with the input that holds it


def places_in_list(urls: Iterable[str]) -> Places:
    """Those in the list of an entry, whose links have these addresses in this order."""
    return _outside((url, f"{IN_LIST}{number}-url") for number, url in enumerate(urls))


def places_in_texts(entry: models.Model) -> Places:
    """Those in the formatted texts of an entry."""
    return _outside(
        (url, f"id_{name}")
        for name in text_columns(type(entry))
        for url in _addresses_in(getattr(entry, name) or "")
    )


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns in which links may stand."""
    return [
        column(field, language)
        for field in content_fields(model)
        if isinstance(model._meta.get_field(field), models.TextField)
        for language in LANGUAGE_CODES
    ]


def _outside(places: Iterable[tuple[str, str]]) -> Places:
    """What can be checked: each once for an input, as a server is asked for it."""
    found = ((without_fragment(url), anchor) for url, anchor in places)
    return list(dict.fromkeys((url, anchor) for url, anchor in found if _is_checked(url)))


def _is_checked(url: str) -> bool:
    return leads_outside(url) and len(url) <= LONGEST


def _addresses_in(text: str) -> list[str]:
    """The targets of links in a formatted text."""
    return _Targets(text).found if "://" in text else []


class _Targets(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.found += [value for name, value in attributes if name == "href" and value]
