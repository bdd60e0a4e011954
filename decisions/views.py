from django.db.models import Prefetch, Q
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import ListView

from decisions.filters import DecisionFilter
from decisions.models import Agreement, Decision
from history.entry_detail import EntryDetail
from publishing.paging import PaginatorByKeys
from publishing.parameters import with_parameters
from publishing.redirects import Tombstone, tombstones_of
from publishing.views import find_by_slug, gone_response, moved_to
from publishing.withdrawals import withdrawn_at

PER_PAGE = 50


@with_parameters(*DecisionFilter.base_fields)
class Register(ListView):
    """The register of the county council's decisions, by year: as its address says."""

    template_name = "decisions/register.html"
    paginator_class = PaginatorByKeys
    paginate_by = PER_PAGE

    def get_queryset(self):
        self.filter = DecisionFilter(self.request.GET)
        found = self.filter.narrow(Decision.objects.published())
        return with_agreements(self.filter.arrange(found)).listed()

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filter, **kwargs)


class DecisionDetail(EntryDetail):
    """The page of one decision, at its number and year."""

    template_name = "decisions/detail.html"

    def get_queryset(self):
        published = with_agreements(Decision.objects.published())
        return published.select_related("picture", "amends", "repeals").prefetch_related(
            "links", "agreements__links"
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**changes_of(self.object), **kwargs)


def with_agreements(decisions):
    """Fetch decisions with their public partners, the agreements that came of them, documents."""
    agreements = Agreement.objects.published().select_related("partner", "approved_by")
    came_of_it = Prefetch("agreements", agreements)
    return decisions.with_partners().prefetch_related(came_of_it, "attachments")


def changes_of(decision: Decision) -> dict:
    """Return what a decision changed, and what changed it, as far as that is public."""
    public = Decision.objects.published().with_partners()
    agreements = Agreement.objects.published().select_related("partner", "approved_by")
    earlier = [key for key in (decision.amends_id, decision.repeals_id) if key]
    later = Q(amends=decision.pk) | Q(repeals=decision.pk)
    found = {other.pk: other for other in public.filter(Q(pk__in=earlier) | later)}
    repealing = [other for other in found.values() if other.repeals_id == decision.pk]
    decision.is_repealed = bool(repealing)
    others = list(agreements.filter(Q(renewed_by=decision.pk) | Q(ended_by=decision.pk)))
    return {
        "amends": found.get(decision.amends_id),
        "repeals": found.get(decision.repeals_id),
        "amended_by": [other for other in found.values() if other.amends_id == decision.pk],
        "repealed_by": repealing,
        "renewed": [other for other in others if other.renewed_by_id == decision.pk],
        "ended": [other for other in others if other.ended_by_id == decision.pk],
    }


def eli(request, year: int, number: int) -> HttpResponseBase:
    """Lead from an address like those of the European Legislation Identifier to the page.

    One under which a decision was known before, or that is gone, answers as its page would.
    """
    slug = f"{number}-{year}"
    published = Decision.objects.published()
    withdrawn, _withdrawal = withdrawn_at(Decision, slug)
    if decision := published.at(slug).first() or withdrawn or find_by_slug(published, slug):
        return moved_to(decision.get_absolute_url())
    former = list(Tombstone.objects.of_kind(Decision).filter(slug=slug).order_by("-since"))
    permanent = reverse("permanent", args=[Decision.type_prefix, former[0].key]) if former else ""
    return gone_response(request, former, permanent)


def text_of_decision(request, pk: int) -> HttpResponseBase:
    """Lead from where a decision had one PDF to its text in the library; say if it is gone."""
    decision = Decision.objects.published().filter(pk=pk).first()
    for text in decision.texts if decision else ():
        return HttpResponseRedirect(text.get_absolute_url())
    permanent = reverse("permanent", args=[Decision.type_prefix, pk])
    return gone_response(request, tombstones_of(Decision, pk), permanent)
