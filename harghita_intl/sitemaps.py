from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion
from publishing.models import LANGUAGE_CODES, EntryQuerySet


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
        return urls


class ListSitemap(SiteSitemap):
    """The pages that are lists; they are there in every language."""

    def items(self):
        return ["home", "partners:list", "activities:list", "open_data"]

    def location(self, item):
        return reverse(item)


class EntrySitemap(SiteSitemap):
    """The published entries, in the languages that they are translated to."""

    def __init__(self, published: Callable[[], EntryQuerySet]):
        self.published = published

    def items(self):
        return self.published()

    def get_languages_for_item(self, item):
        return [language for language in LANGUAGE_CODES if item.is_translated(language)]

    def lastmod(self, item):
        return item.updated


SITEMAPS = {
    "lists": ListSitemap,
    "partners": EntrySitemap(lambda: PartnerRegion.objects.published()),
    "activities": EntrySitemap(lambda: Activity.objects.published()),
    "pages": EntrySitemap(lambda: Page.objects.published().with_own_page()),
}
