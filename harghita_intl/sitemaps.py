from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Prefetch
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.functional import cached_property

from activities.models import Activity
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.models import LANGUAGE_CODES, EntryQuerySet
from sharing.changes import last_change


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

    def __init__(self, published: Callable[[], EntryQuerySet]):
        self.published = published

    def items(self):
        return self.published().select_related("picture")

    def get_languages_for_item(self, item):
        return [language for language in LANGUAGE_CODES if item.is_translated(language)]

    def lastmod(self, item):
        return last_change([item])

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


SITEMAPS = {
    "lists": ListSitemap,
    "partners": PartnerSitemap(lambda: PartnerRegion.objects.published()),
    "activities": EntrySitemap(lambda: Activity.objects.published()),
    "pages": EntrySitemap(lambda: Page.objects.published().with_own_page()),
}
