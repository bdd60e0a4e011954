"""The read-only API, version 1. docs/api.md says what is promised."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from publishing.entry_types import Dataset, datasets
from publishing.permalinks import permalink
from search.results import Result, find
from syndication.api import schemas
from syndication.api.answers import listed, single
from syndication.api.problems import CONTENT_TYPE, ApiError, field_errors, problem_response
from syndication.open_data.formats import LICENCE

DESCRIPTION = """Harghita County's twinned and partner regions, the decisions behind them, and what
was done together. The same data as the pages, under CC BY 4.0. Without `lang`, every text comes in
each language. Within version 1 nothing is removed or renamed or changes its meaning; fields,
parameters and kinds may be added."""
ERROR_STATUSES = {400, 404, 405, 422, 500}


class ReadOnlyAPI(NinjaAPI):
    """An API whose description says of what kind its errors are."""

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


def responses(*models, gone: bool = False) -> dict:
    """Return the schema of every status with which a request may be answered."""
    (first, *others) = models
    for other in others:
        first = first | other
    errors = ERROR_STATUSES | {410} if gone else ERROR_STATUSES
    return {200: first, frozenset(errors): schemas.Problem}


@api.get("/", response=responses(schemas.Index), summary="Where everything is", url_name="index")
def index(request: HttpRequest):
    root = f"{settings.SITE_URL}/api/v1/"
    return {
        **{name: root + name for name in (*datasets(), "search")},
        "openapi": root + "openapi.json",
        "documentation": settings.SITE_URL + reverse("open_data"),
        "licence": LICENCE,
    }


def add_endpoints(dataset: Dataset) -> None:
    """Add the list of a dataset and the single entry of it."""
    record, in_language = dataset.schema, schemas.in_one_language(dataset.schema)
    query_type = schemas.list_query(dataset.query_fields)
    pages = responses(schemas.page_of(record), schemas.page_of(in_language))

    @api.get(
        f"/{dataset.name}",
        response=pages,
        summary=dataset.title,
        operation_id=f"list_{dataset.name}",
    )
    def entries(request: HttpRequest, query: Query[query_type]):
        found = dataset.load(dataset.select(query))
        return listed(request, query, found, dataset.record)

    @api.get(
        f"/{dataset.name}/{{int:number}}",
        response=responses(record, in_language, gone=True),
        summary=f"{dataset.title}: one entry",
        operation_id=f"get_{dataset.name}",
    )
    def entry(request: HttpRequest, number: int, query: Query[schemas.InLanguage]):
        return single(request, query, dataset.entries(), number, dataset.record)


for dataset in datasets().values():
    add_endpoints(dataset)


@api.get(
    "/search",
    response=responses(schemas.page_of(schemas.Found)),
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


@api.exception_handler(ApiError)
def handle_api_error(request: HttpRequest, error: ApiError):
    return problem_response(error.status, error.detail, **error.more)


@api.exception_handler(ValidationError)
def handle_invalid_parameters(request: HttpRequest, error: ValidationError):
    errors_found = field_errors(error.errors)
    detail = "; ".join(f"{error['name']}: {error['detail']}" for error in errors_found)
    return problem_response(422, detail, errors=errors_found)


@api.exception_handler(Http404)
def handle_not_found(request: HttpRequest, error: Http404):
    return problem_response(404)
