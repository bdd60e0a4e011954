from csp.constants import NONE
from csp.decorators import csp
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import ListView

from decisions.filters import DecisionFilter
from decisions.models import Agreement, Decision
from history.entry_detail import EntryDetail
from publishing.file_responses import file_response
from publishing.paging import PaginatorByKeys
from publishing.parameters import with_parameters
from publishing.previews.links import PreviewLink
from publishing.redirects import tombstones_of
from publishing.views import gone_response, moved_to

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
        return published.select_related("picture").prefetch_related("links", "attachments")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**changes_of(self.object), **kwargs)


def with_agreements(decisions):
    """Fetch decisions with their public partners, and the agreements that came of them."""
    agreements = Agreement.objects.published().select_related("partner", "approved_by")
    return decisions.with_partners().prefetch_related(Prefetch("agreements", agreements))


def changes_of(decision: Decision) -> dict:
    """Return what a decision changed, and what changed it, as far as that is public."""
    public = Decision.objects.published().with_partners()
    agreements = Agreement.objects.published().select_related("partner", "approved_by")
    earlier = [key for key in (decision.amends_id, decision.repeals_id) if key]
    found = public.in_bulk(earlier) if earlier else {}
    later = list(public.filter(Q(amends=decision.pk) | Q(repeals=decision.pk)))
    others = list(agreements.filter(Q(renewed_by=decision.pk) | Q(ended_by=decision.pk)))
    return {
        "amends": found.get(decision.amends_id),
        "repeals": found.get(decision.repeals_id),
        "amended_by": [other for other in later if other.amends_id == decision.pk],
        "repealed_by": [other for other in later if other.repeals_id == decision.pk],
        "renewed": [other for other in others if other.renewed_by_id == decision.pk],
        "ended": [other for other in others if other.ended_by_id == decision.pk],
    }


def eli(request, year: int, number: int) -> HttpResponseBase:
    """Lead from an address like those of the European Legislation Identifier to the page."""
    found = Decision.objects.published().filter(number=number, first_day__year=year)
    return moved_to(get_object_or_404(found[:1]).get_absolute_url())


def decision_document(request, pk: int) -> HttpResponseBase:
    """The document of a published decision, as a download; of a deleted one, that it is gone."""
    decision = Decision.objects.published().exclude(document="").filter(pk=pk).first()
    if decision is None:
        permanent = reverse("permanent", args=[Decision.type_prefix, pk])
        return gone_response(request, tombstones_of(Decision, pk), permanent)
    return download(request, decision)


def decision_document_in_preview(request, token: str, pk: int) -> HttpResponseBase:
    """The document of a decision that is not public, for who has the link to its preview."""
    link = get_object_or_404(PreviewLink, token=token)
    if not link.is_valid:
        raise Http404
    decisions = Decision.objects.exclude(document="")
    decision = get_object_or_404(decisions, pk=pk)
    if link.entry not in (decision, *decision.partners.all()):
        raise Http404
    return download(request, decision)


@csp({"default-src": [NONE], "sandbox": True})
def download(request, decision: Decision) -> HttpResponseBase:
    """A document as a file to be kept: whatever is in it, nothing of it runs here."""
    return file_response(
        decision.document.name,
        content_type="application/pdf",
        download_name=decision.document_name,
    )
