from collections.abc import Callable
from functools import cache, partial
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.core.paginator import Paginator
from django.db.models import Max, Model, Prefetch
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from publishing.entry_types import EntryType, entry_types
from publishing.models import LANGUAGE_CODES
from publishing.parameters import with_parameters
from publishing.translations import TranslationState, state_column
from syndication.social.changes import last_change


class SiteSitemap(Sitemap):
    """Addresses in every language, each with its versions in the others; x-default is Romanian."""

    i18n = True
    alternates = True

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            versions = url["alternates"]
            default = next((v for v in versions if v["lang_code"] == LANGUAGE_CODES[0]), None)
            if default:
                versions.append({**default, "lang_code": "x-default"})
            url["pictures"] = self.pictures(url["item"][0])
        return urls

    def pictures(self, item) -> list[str]:
        """Return the addresses of the pictures on the page."""
        return []


class ListSitemap(SiteSitemap):
    """The pages that are lists; they are there in every language."""

    @cached_property
    def shown(self) -> dict[str, list[EntryType]]:
        """Return the kinds of entries that each list shows."""
        kinds = entry_types()
        shown = {"home": kinds}
        for section in filter(None, dict.fromkeys(kind.section for kind in kinds)):
            # What has no page of its own stands in the lists of the others.
            shown[section] = [
                kind
                for kind in kinds
                if section in (kind.section, *kind.also_in) or not kind.has_page
            ]
        return {**shown, "open_data": [kind for kind in kinds if kind.dataset]}

    def items(self):
        return list(self.shown)

    def location(self, item):
        return reverse(item)

    def get_latest_lastmod(self):
        return None

    def lastmod(self, item):
        changes = [self._last_changes[kind.name] for kind in self.shown[item]]
        return max((change for change in changes if change), default=None)

    @cached_property
    def _last_changes(self) -> dict:
        return {
            kind.name: kind.model.objects.published().aggregate(
                last=Max(Greatest("updated", Coalesce("publish_at", "updated")))
            )["last"]
            for kind in entry_types()
        }


class EntrySitemap(SiteSitemap):
    """The published entries of a kind, in the languages that they are translated to.

    Each is changed also when one of what it is ``dated_with`` is.
    """

    limit = 200  # entries of a part

    def __init__(self, kind: EntryType):
        self.kind = kind
        # Each address stands with each version of the page, its own and the others.
        self._path_in = cache(lambda entry, language: entry.get_absolute_url())

    def items(self):
        found = self.kind.model.objects.published().with_own_page()
        related = [
            Prefetch(name, _related_model(self.kind, name).objects.published())
            for name in self.kind.dated_with
        ]
        return found.listed().select_related("picture").prefetch_related(*related).order_by("pk")

    @cached_property
    def paginator(self):
        return _Parts(self)

    def get_languages_for_item(self, item):
        missing = TranslationState.MISSING
        return [code for code in LANGUAGE_CODES if getattr(item, state_column(code)) != missing]

    def location(self, item):
        return self._path_in(item, get_language())

    def lastmod(self, item):
        related = (getattr(item, name).all() for name in self.kind.dated_with)
        return last_change([item, *chain.from_iterable(related)])

    def get_latest_lastmod(self):
        return None  # the file has no date of its own: an older entry may have gone since

    def pictures(self, item):
        picture = item.picture
        return [settings.SITE_URL + picture.largest["url"]] if picture and picture.sources else []


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


TEMPLATE = "sitemap_with_pictures.xml"


def _related_model(kind: EntryType, name: str) -> type[Model]:
    return kind.model._meta.get_field(name).related_model


def sitemaps() -> dict[str, Callable[[], Sitemap]]:
    """Return what makes each part of the sitemap, by its name in addresses."""
    kinds = [kind for kind in entry_types() if kind.has_page]
    return {"lists": ListSitemap, **{k.plural: partial(EntrySitemap, k) for k in kinds}}


def whole(request) -> HttpResponse:
    """Answer with all URLs; of more entries than one part holds, the index of the parts."""
    maps = {name: build() for name, build in sitemaps().items()}
    parts = {name: made.paginator.num_pages for name, made in maps.items()}
    if max(parts.values()) == 1:
        return sitemap(request, maps, template_name=TEMPLATE)
    urls = [
        f"{reverse('sitemap_part', args=[name])}{f'?p={number}' if number > 1 else ''}"
        for name, numbers in parts.items()
        for number in range(1, numbers + 1)
    ]
    return render(request, "sitemap_index.xml", {"urls": urls}, content_type="application/xml")


@with_parameters("p")
def part(request, section: str) -> HttpResponse:
    """Answer with one part of the URLs."""
    return sitemap(request, sitemaps(), section=section, template_name=TEMPLATE)
