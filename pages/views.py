from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.views.generic import TemplateView

from activities.models import Activity
from history.entry_detail import EntryDetail
from pages.home import coming_and_latest, figures
from pages.models import Page
from partners.map.placing import country_clusters, frames
from partners.map.spots import placed_by_country
from partners.models import PartnerRegion
from publishing.memo import shared_by_languages


def negotiate(request) -> HttpResponseRedirect:
    """Lead from ``/`` to the home page in the visitor's language, which LocaleMiddleware found."""
    return redirect("home")


class Home(TemplateView):
    """The home page: who the county is to its partners, in figures counted from the data."""

    template_name = "pages/home.html"

    def get_context_data(self, **kwargs):
        counted = shared_by_languages(self.request, figures)
        map_frames = (
            partial(country_clusters, placed_by_country(PartnerRegion.objects.published()))
            if counted.countries
            else partial(frames, counted.partners)
        )
        home = Page.objects.published().filter(role=Page.Role.HOME).select_related("picture")
        coming, latest = shared_by_languages(self.request, coming_and_latest)
        return super().get_context_data(
            coming=coming,
            latest=latest,
            entry=home.first(),
            map_frames=map_frames,
            **vars(counted),
            **kwargs,
        )


class PageDetail(EntryDetail):
    """A page of the institution."""

    def get_queryset(self):
        found = Page.objects.published().with_own_page().select_related("picture")
        return found.prefetch_related("attachments")

    def get_template_names(self):
        return [f"pages/{self.object.role or 'detail'}.html", "pages/detail.html"]

    def get_context_data(self, **kwargs):
        memberships = Activity.objects.published().filter(kind=Activity.Kind.MEMBERSHIP)
        return super().get_context_data(memberships=memberships.newest_first().as_cards(), **kwargs)
