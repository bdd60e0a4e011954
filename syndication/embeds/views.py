from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import DetailView

from partners.models import PartnerRegion
from partners.relations import with_relations
from partners.views import PartnerList
from publishing.redirects import tombstones_of

# Only these pages may stand in frames, whoever makes them.
framed = (xframe_options_exempt, csp_replace({"frame-ancestors": ["*"]}))


class Embedded:
    """A page for other sites' frames: of no interest to search engines by itself."""

    def render_to_response(self, context, **options) -> HttpResponse:
        response = super().render_to_response(context, **options)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


@method_decorator(framed, name="dispatch")
class PartnerCard(Embedded, DetailView):
    """A partner in short; what was deleted says so (410)."""

    template_name = "embeds/partner.html"
    context_object_name = "partner"

    def get_queryset(self):
        return with_relations(PartnerRegion.objects.published())

    def get(self, request, *args, pk: int, **kwargs):
        was = tombstones_of(PartnerRegion, pk)
        if was:
            return render(request, "embeds/gone.html", {"was": was[0]}, status=410)
        return super().get(request, *args, pk=pk, **kwargs)


@method_decorator(framed, name="dispatch")
class EmbeddedTable(Embedded, PartnerList):
    """The partner table, as its filters say."""

    template_name = "embeds/table.html"


@method_decorator(framed, name="dispatch")
class EmbeddedMap(Embedded, PartnerList):
    """The map of the partners, as its filters say."""

    template_name = "embeds/map.html"
