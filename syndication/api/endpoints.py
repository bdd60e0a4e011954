"""The read-only API, version 1. docs/api.md says what is promised."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from activities.models import Activity
from activities.timeline import Timeline
from partners.filters import arranged, narrowed
from partners.models import PartnerRegion, TwinningDecision
from publishing.permalinks import permalink
from search.results import Result, find
from syndication.api import schemas
from syndication.api.answers import listed, single
from syndication.api.problems import CONTENT_TYPE, Trouble, of_fields, problem
from syndication.open_data import records
from syndication.open_data.subjects import LICENCE

DESCRIPTION = """Harghita County's twinned and partner regions, the decisions behind them, and what
was done together. The same data as the pages, under CC BY 4.0. Without `lang`, every text comes in
each language. Within version 1 nothing is removed or renamed or changes its meaning; fields,
parameters and kinds may be added."""
FAULTS = {400, 404, 405, 422, 500}


class ReadOnlyAPI(NinjaAPI):
    """An API whose description says of what kind its faults are."""

    def get_openapi_schema(self, *args, **options) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = {
                            CONTENT_TYPE: response["content"]["application/json"]
                        }
        return schema


api = ReadOnlyAPI(
    title="Harghita International",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,
    servers=[{"url": settings.SITE_URL}],
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "CC BY 4.0", "url": LICENCE}}},
)


def answers(*models, gone: bool = False) -> dict:
    """Every status with which a question may be answered."""
    (first, *others) = models
    for other in others:
        first = first | other
    faults = FAULTS | {410} if gone else FAULTS
    return {200: first, frozenset(faults): schemas.Problem}


def of_pages(*models) -> dict:
    return answers(*map(schemas.page_of, models))


@api.get("/", response=answers(schemas.Index), summary="Where everything is", url_name="index")
def index(request: HttpRequest):
    root = f"{settings.SITE_URL}/api/v1/"
    return {
        **{name: root + name for name in ("partners", "decisions", "activities", "search")},
        "openapi": root + "openapi.json",
        "documentation": settings.SITE_URL + reverse("open_data"),
        "licence": LICENCE,
    }


@api.get(
    "/partners",
    response=of_pages(schemas.Partner, schemas.PartnerIn),
    summary="Partner regions",
)
def partners(request: HttpRequest, query: Query[schemas.PartnerQuery]):
    named = {name: getattr(query, name) or "" for name in ("country", "kind", "q")}
    found = narrowed(PartnerRegion.objects.published(), **named)
    found = arranged(found, query.sort or "")
    return listed(request, query, records.partners(found), records.partner)


@api.get(
    "/partners/{int:number}",
    response=answers(schemas.Partner, schemas.PartnerIn, gone=True),
    summary="One partner region",
)
def partner(request: HttpRequest, number: int, query: Query[schemas.InLanguage]):
    found = records.partners(PartnerRegion.objects.published())
    return single(request, query, found, number, records.partner)


@api.get(
    "/decisions",
    response=of_pages(schemas.Decision, schemas.DecisionIn),
    summary="Decisions of the county council",
)
def decisions(request: HttpRequest, query: Query[schemas.DecisionQuery]):
    found = TwinningDecision.objects.published()
    if query.kind:
        found = found.filter(kind=query.kind)
    found = _narrowed(Timeline(Activity.objects.none(), found), query).decisions
    return listed(request, query, records.decisions(found.in_order()), records.decision)


@api.get(
    "/decisions/{int:number}",
    response=answers(schemas.Decision, schemas.DecisionIn, gone=True),
    summary="One decision",
)
def decision(request: HttpRequest, number: int, query: Query[schemas.InLanguage]):
    found = records.decisions(TwinningDecision.objects.published())
    return single(request, query, found, number, records.decision)


@api.get(
    "/activities",
    response=of_pages(schemas.Activity, schemas.ActivityIn),
    summary="Projects, events, programmes and memberships",
)
def activities(request: HttpRequest, query: Query[schemas.ActivityQuery]):
    timeline = Timeline.published()
    if query.kind:
        timeline = timeline.of_kind(query.kind)
    found = _narrowed(timeline, query).activities.newest_first()
    return listed(request, query, records.activities(found), records.activity)


@api.get(
    "/activities/{int:number}",
    response=answers(schemas.Activity, schemas.ActivityIn, gone=True),
    summary="One activity",
)
def activity(request: HttpRequest, number: int, query: Query[schemas.InLanguage]):
    found = records.activities(Activity.objects.published())
    return single(request, query, found, number, records.activity)


@api.get(
    "/search",
    response=of_pages(schemas.Found),
    summary="Partners, decisions, activities and pages by words",
)
def search(request: HttpRequest, query: Query[schemas.SearchQuery]):
    return listed(request, query, find(query.q), _found)


def _found(result: Result) -> schemas.Found:
    entry = result.entry
    return schemas.Found(
        id=permalink(entry),
        kind=result.kind,
        title=entry.heading,
        page=settings.SITE_URL + entry.get_absolute_url(),
        excerpt=" ".join(result.excerpt.split())[:300],
    )


def _narrowed(timeline: Timeline, query) -> Timeline:
    if query.partner:
        shown = PartnerRegion.objects.published().filter(pk=query.partner)
        timeline = timeline.with_partner(shown.first()) if shown else _nothing()
    return timeline.in_year(query.year) if query.year else timeline


def _nothing() -> Timeline:
    return Timeline(Activity.objects.none(), TwinningDecision.objects.none())


@api.exception_handler(Trouble)
def of_question(request: HttpRequest, trouble: Trouble):
    return problem(trouble.status, trouble.detail, **trouble.more)


@api.exception_handler(ValidationError)
def of_parameters(request: HttpRequest, error: ValidationError):
    faults = of_fields(error.errors)
    detail = "; ".join(f"{fault['name']}: {fault['detail']}" for fault in faults)
    return problem(422, detail, errors=faults)


@api.exception_handler(Http404)
def of_address(request: HttpRequest, error: Http404):
    return problem(404)
