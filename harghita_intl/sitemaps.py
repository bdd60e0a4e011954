from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.core.paginator import Paginator
from django.db.models import Max, Prefetch
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.models import LANGUAGE_CODES, EntryQuerySet
from publishing.parameters import with_parameters
from publishing.translations import TranslationState, state_column
from syndication.social.changes import last_change


class SiteSitemap(Sitemap):
    """Addresses in every language, each with its versions in the others; x-default is Romanian."""

    i18n = True
    alternates = True

    def _urls(self, page, protocol, domain):
        site = urlsplit(settings.SITE_URL)
        urls = super()._urls(page, site.scheme, site.netloc)
        for url in urls:
            versions = url["alternates"]
            default = next((v for v in versions if v["lang_code"] == LANGUAGE_CODES[0]), None)
            if default:
                versions.append({**default, "lang_code": "x-default"})
            url["pictures"] = self.pictures(url["item"][0])
        return urls

    def _location(self, item, force_lang_code=None):
        # Each address stands with each version of the page, its own and the others.
        key = item[0], force_lang_code or item[1]
        if key not in self._locations:
            self._locations[key] = super()._location(item, force_lang_code)
        return self._locations[key]

    @cached_property
    def _locations(self) -> dict:
        return {}

    def pictures(self, item) -> list[str]:
        """The addresses of the pictures on the page."""
        return []


class ListSitemap(SiteSitemap):
    """The pages that are lists; they are there in every language."""

    # What each of them shows; decisions stand in all of them.
    SHOWN = {
        "home": (PartnerRegion, TwinningDecision, Activity, Page),
        "partners:list": (PartnerRegion, TwinningDecision),
        "activities:list": (Activity, TwinningDecision),
        "open_data": (PartnerRegion, TwinningDecision, Activity),
    }

    def items(self):
        return list(self.SHOWN)

    def location(self, item):
        return reverse(item)

    def get_latest_lastmod(self):
        return None

    def lastmod(self, item):
        changes = [self._last_changes[model] for model in self.SHOWN[item]]
        return max((change for change in changes if change), default=None)

    @cached_property
    def _last_changes(self) -> dict:
        return {
            model: model.objects.published().aggregate(
                last=Max(Greatest("updated", Coalesce("publish_at", "updated")))
            )["last"]
            for model in self.SHOWN["home"]
        }


class EntrySitemap(SiteSitemap):
    """The published entries, in the languages that they are translated to."""

    limit = 200  # entries of a part

    def __init__(self, published: Callable[[], EntryQuerySet]):
        self.published = published

    def items(self):
        return self.published().listed().select_related("picture").order_by("pk")

    @cached_property
    def paginator(self):
        return _Parts(self)

    def get_languages_for_item(self, item):
        missing = TranslationState.MISSING
        return [code for code in LANGUAGE_CODES if getattr(item, state_column(code)) != missing]

    def lastmod(self, item):
        return last_change([item])

    def get_latest_lastmod(self):
        return None  # the file has no date of its own: an older entry may have gone since

    def pictures(self, item):
        picture = item.picture
        return [settings.SITE_URL + picture.largest["url"]] if picture and picture.sources else []


class PartnerSitemap(EntrySitemap):
    """The partners, each changed also when one of its decisions is."""

    def items(self):
        decisions = TwinningDecision.objects.published()
        return super().items().prefetch_related(Prefetch("decisions", decisions))

    def lastmod(self, item):
        return last_change([item, *item.decisions.all()])


class _Parts(Paginator):
    """So many entries in a part, each in all its languages."""

    def __init__(self, sitemap: EntrySitemap):
        super().__init__(sitemap.items(), sitemap.limit)
        self.sitemap = sitemap

    def page(self, number):
        page = super().page(number)
        page.object_list = [
            (entry, language)
            for entry in page.object_list
            for language in self.sitemap.get_languages_for_item(entry)
        ]
        return page


SITEMAPS = {
    "lists": ListSitemap,
    "partners": partial(PartnerSitemap, lambda: PartnerRegion.objects.published()),
    "activities": partial(EntrySitemap, lambda: Activity.objects.published()),
    "pages": partial(EntrySitemap, lambda: Page.objects.published().with_own_page()),
}
TEMPLATE = "sitemap_with_pictures.xml"


def whole(request) -> HttpResponse:
    """All addresses; of more entries than one part holds, the index of the parts."""
    maps = {name: made() for name, made in SITEMAPS.items()}
    parts = {name: made.paginator.num_pages for name, made in maps.items()}
    if max(parts.values()) == 1:
        return sitemap(request, maps, template_name=TEMPLATE)
    addresses = [
        f"{reverse('sitemap_part', args=[name])}{f'?p={number}' if number > 1 else ''}"
        for name, numbers in parts.items()
        for number in range(1, numbers + 1)
    ]
    return render(
        request, "sitemap_index.xml", {"addresses": addresses}, content_type="application/xml"
    )


@with_parameters("p")
def part(request, section: str) -> HttpResponse:
    """One part of the addresses."""
    return sitemap(request, SITEMAPS, section=section, template_name=TEMPLATE)
