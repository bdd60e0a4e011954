"""Every public page of the site, by kind and language; for tests that go through all of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from activities.models import Activity
from decisions.models import Decision
from history.public_versions import public_versions
from pages.models import Page
from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES
from publishing.permalinks import short_id

LISTS = {
    "home": "home",
    "partner table": "partners:list",
    "register": "decisions:list",
    "timeline": "activities:list",
    "search": "search:results",
    "open data": "open_data",
}


@dataclass(frozen=True)
class PublicPage:
    kind: str
    language: str
    url: str


def every_page() -> list[PublicPage]:
    """All lists and entries in all languages, from what the database holds."""
    return [page for language in LANGUAGE_CODES for page in _pages_in(language)]


def page_of_each_kind() -> list[PublicPage]:
    """One page of each kind in each language; also a search, a version, and one that is nowhere."""
    first = {}
    for page in every_page():
        first.setdefault((page.kind, page.language), page)
    partner = PartnerRegion.objects.published().first()
    versions = public_versions(PartnerRegion, partner.pk)
    for language in LANGUAGE_CODES:
        with override(language):
            found = f"{reverse('search:results')}?q=tolna"
            listed = reverse("versions:list", args=[short_id(partner)])
            shown = reverse("versions:version", args=[short_id(partner), versions[0].code])
        first["results", language] = PublicPage("results", language, found)
        for piece in (short_id(partner), "partners", "map"):
            url = f"/{language}/embed/{piece}/"
            first[f"embedded {piece}", language] = PublicPage("embedded", language, url)
        first["versions", language] = PublicPage("versions", language, listed)
        first["version", language] = PublicPage("version", language, shown)
        first["nowhere", language] = PublicPage("nowhere", language, f"/{language}/nowhere/")
    return list(first.values())


def _pages_in(language: str) -> list[PublicPage]:
    with override(language):
        lists = [PublicPage(kind, language, reverse(view)) for kind, view in LISTS.items()]
        entries = [
            *(("partner", partner) for partner in PartnerRegion.objects.published()),
            *(("decision", decision) for decision in Decision.objects.published()),
            *((activity.kind, activity) for activity in Activity.objects.published()),
            *((page.role or "page", page) for page in Page.objects.published().with_own_page()),
        ]
        return lists + [
            PublicPage(kind, language, entry.get_absolute_url()) for kind, entry in entries
        ]
