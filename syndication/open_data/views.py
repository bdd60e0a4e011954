import json

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from decisions.models import Decision
from publishing.entry_types import Dataset, datasets
from publishing.parameters import with_every_parameter
from publishing.redirects import tombstones_of
from publishing.views import gone_response
from syndication.open_data import files, spreadsheet
from syndication.open_data.catalogue import FORMATS, catalogue
from syndication.open_data.formats import LICENCE, MEDIA_TYPES
from syndication.open_data.legislation import decision_graph
from syndication.open_data.tables import columns

# Excel takes a CSV file apart as the country of its user does, whatever the standard says.
DELIMITERS = {"": ",", "semicolon": ";"}  # by what is asked for
CONTENT_TYPES = {**MEDIA_TYPES, "csv": "text/csv; charset=utf-8; header=present"}
PARTS = {
    "csv": files.csv_parts,
    "xlsx": spreadsheet.xlsx_parts,
    "json": files.json_parts,
    "geojson": files.geojson_parts,
}
MAX_AT_ONCE = 1000  # entries


@with_every_parameter
def file(request, name: str, ending: str) -> HttpResponseBase:
    """Answer with a dataset as a file; ``?separator=semicolon`` is for some spreadsheets.

    Whole, or as the filters of its page in the address ask for it; 400 if they are no such.
    """
    dataset, parameters = _dataset(name), request.GET.copy()
    delimiter = DELIMITERS.get("".join(parameters.pop("separator", [])))
    if ending not in dataset.formats or delimiter is None:
        raise Http404
    try:
        dataset = dataset.narrowed(parameters)
    except ValueError as error:
        text = _("This table cannot be filtered by “%(query)s”. Use the filters of its page.")
        text = text % {"query": error}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    # A long file is sent as it is made; a short one is whole, so that it can be kept.
    is_long = dataset.entries().count() > MAX_AT_ONCE
    answer = StreamingHttpResponse if is_long else HttpResponse
    options = {"delimiter": delimiter} if ending == "csv" else {}
    parts = PARTS[ending](dataset, **options)
    response = answer(parts, content_type=CONTENT_TYPES[ending])
    if ending in ("csv", "xlsx"):
        response.headers["Content-Disposition"] = f'inline; filename="{name}.{ending}"'
    if ending == "csv" and delimiter == "," and not dataset.query:  # what the metadata describes
        metadata = settings.SITE_URL + reverse("open_data:csv_metadata", args=[name])
        response.headers["Link"] = (
            f'<{metadata}>; rel="describedby"; type="application/csvm+json", '
            f'<{LICENCE}>; rel="license"'
        )
    return response


def schema(request, name: str) -> HttpResponse:
    return _json(files.json_schema(_dataset(name)), "application/schema+json")


def csv_metadata(request, name: str) -> HttpResponse:
    return _json(files.csv_metadata(_dataset(name)), "application/csvm+json")


def catalog(request, ending: str) -> HttpResponse:
    """Answer with the DCAT-AP catalogue of what there is."""
    kind, content_type = FORMATS[ending]
    return HttpResponse(catalogue().serialize(format=kind), content_type=content_type)


def decision(request, key: str, ending: str) -> HttpResponseBase:
    """Answer with one decision in the terms of the catalogue; as its page does if it is gone."""
    found = Decision.objects.published().with_partners()
    found = found.select_related("amends", "repeals")
    found = found.prefetch_related("links", "attachments", "agreements__partner")
    entry = found.filter(pk=int(key)).first()
    if entry is None:
        permanent = reverse("permanent", args=[Decision.type_prefix, key])
        return gone_response(request, tombstones_of(Decision, int(key)), permanent)
    kind, content_type = FORMATS[ending]
    return HttpResponse(decision_graph(entry).serialize(format=kind), content_type=content_type)


class OpenData(TemplateView):
    """What there is to take away, in which forms and under which licence."""

    template_name = "open_data/open_data.html"

    def get_context_data(self, **kwargs):
        tables = [
            {
                "dataset": dataset,
                "count": dataset.entries().count(),
                "columns": columns(dataset.schema),
            }
            for dataset in datasets().values()
        ]
        return super().get_context_data(
            tables=tables,
            licence=LICENCE,
            example=f"{settings.SITE_URL}/api/v1/partners?country=HU&kind=twinning&lang={get_language()}",
            **kwargs,
        )


def _dataset(name: str) -> Dataset:
    dataset = datasets().get(name)
    if dataset is None:
        raise Http404
    return dataset


def _json(content: dict, content_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type)
