from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion
from publishing.languages import is_translated
from publishing.models import LANGUAGE_CODES


class SiteSitemap(Sitemap):
    """Addresses in every language, each with its versions in the others; x-default is Romanian."""

    i18n = True
    alternates = True

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            versions = url["alternates"]
            default = next(
                (v for v in versions if v["lang_code"] == LANGUAGE_CODES[0]), None
            )
            if default:
                versions.append({**default, "lang_code": "x-default"})
        return urls


class ListSitemap(SiteSitemap):
    """The pages that are lists; they are there in every language."""

    def items(self):
        return ["home", "partners:list", "activities:list"]

    def location(self, item):
        return reverse(item)


class EntrySitemap(SiteSitemap):
    """The published entries, in the languages that they are translated to."""

    def __init__(self, entries):
        self.entries = entries

    def items(self):
        return self.entries.published()

    def get_languages_for_item(self, item):
        return [
            language for language in LANGUAGE_CODES if is_translated(item, language)
        ]

    def lastmod(self, item):
        return item.updated


SITEMAPS = {
    "lists": ListSitemap,
    "partners": EntrySitemap(PartnerRegion.objects.all()),
    "activities": EntrySitemap(Activity.objects.all()),
    "pages": EntrySitemap(Page.objects.exclude(role__in=Page.OPENING_WORDS)),
}
