from functools import partial

from django.db.models import Count, Min
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.views.generic import TemplateView

from activities.models import Activity
from decisions.models import Decision
from history.entry_detail import EntryDetail
from pages.home import anniversaries, coming_and_latest
from pages.models import Page
from partners.map.placing import country_clusters, frames
from partners.models import PartnerRegion
from partners.relations import in_force, with_agreements

MAX_NAMED = 100  # partners on the home page; of more, their countries are named


def negotiate(request) -> HttpResponseRedirect:
    """Leads from ``/`` to the home page in the visitor's language, which LocaleMiddleware found."""
    return redirect("home")


class Home(TemplateView):
    """The home page: who the county is to its partners, in figures counted from the data."""

    template_name = "pages/home.html"

    def get_context_data(self, **kwargs):
        published = PartnerRegion.objects.published()
        countries = published.by_country()
        number = sum(country["number"] for country in countries)
        exceeds_limit = number > MAX_NAMED
        partners = [] if exceeds_limit else list(with_agreements(published.in_county_order()))
        current = in_force(published).aggregate(
            number=Count("pk"), countries=Count("country", distinct=True)
        )
        decisions = Decision.objects.published().aggregate(
            number=Count("pk"), first=Min("first_day")
        )
        coming, latest = coming_and_latest()
        return super().get_context_data(
            coming=coming,
            latest=latest,
            anniversaries=anniversaries(),
            entry=Page.objects.published()
            .filter(role=Page.Role.HOME)
            .select_related("picture")
            .first(),
            partners=partners,
            partner_count=current["number"],
            countries=countries if exceeds_limit else [],
            country_count=current["countries"],
            map_frames=partial(country_clusters, published)
            if exceeds_limit
            else partial(frames, partners),
            decision_count=decisions["number"],
            since=decisions["first"] and decisions["first"].year,
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
