"""Lists in pages and single entries, in all languages or in one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext, ngettext
from modeltranslation.settings import FALLBACK_LANGUAGES
from pydantic import BaseModel

from publishing.languages import LANGUAGE_CODES
from publishing.paging import PaginatorByKeys
from publishing.permalinks import permalink
from publishing.records import withdrawn_record
from publishing.redirects import tombstones_of
from publishing.withdrawals import find_withdrawn
from syndication.api.problems import ApiError
from syndication.api.schemas import InLanguage, Paged


def listed(request: HttpRequest, query: Paged, found: Any, record: Callable) -> HttpResponse:
    """Answer with a page of what was found, and the URLs of its neighbours."""
    _refuse_unknown(request, query)
    by_keys = isinstance(found, QuerySet)
    pages = (PaginatorByKeys if by_keys else Paginator)(found, query.per_page)
    try:
        page = pages.page(query.page)
    except InvalidPage as error:
        number = pages.num_pages
        detail = ngettext("The list has %(number)d page.", "The list has %(number)d pages.", number)
        raise ApiError(404, detail % {"number": number}) from error
    beside = {
        "next": _url(request, page.next_page_number()) if page.has_next() else None,
        "previous": _url(request, page.previous_page_number()) if page.has_previous() else None,
    }
    content = {
        "count": pages.count,
        "page": page.number,
        "pages": pages.num_pages,
        **beside,
        "items": [_to_json(record(entry), query.lang) for entry in page],
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    links = {"next": beside["next"], "prev": beside["previous"]}
    header = ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items() if url)
    if header:
        response.headers["Link"] = header
    return response


def single(
    request: HttpRequest, query: InLanguage, found: Any, key: int, record: Callable
) -> HttpResponse:
    """Return the published entry of a key; 404 for what is none.

    What was withdrawn can be read as its page can, with the reason, or answers 410 as what was
    deleted does; where its page leads on, the answer says to which entry.
    """
    _refuse_unknown(request, query)
    entry, withdrawal = found.filter(pk=key).first(), None
    if entry is None:
        entry, withdrawal = find_withdrawn(found.model, pk=key)
    if entry is None:
        raise _not_there(found.model, key)
    if withdrawal and not withdrawal.is_readable:
        raise ApiError(410, withdrawal.reason, title=gettext("This entry was withdrawn"))
    content = _to_json(record(entry), query.lang)
    if withdrawal:
        content["withdrawn"] = _to_json(withdrawn_record(withdrawal), query.lang)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _not_there(model: type[Model], key: int) -> ApiError:
    """Return the answer for what was deleted, or never was."""
    was = tombstones_of(model, key)
    if not was:
        return ApiError(404, gettext("There is no such entry."))
    here = [tombstone for tombstone in was if tombstone.language == get_language()]
    target, more = was[0].target, {}
    if target and getattr(target, "is_public", False):
        more["instead"] = permalink(target)
    return ApiError(410, (here or was)[0].heading, **more)


def _to_json(record: BaseModel, language: str | None) -> dict:
    """Return the record as JSON has it, its texts in one language if one is asked for."""
    content = record.model_dump(mode="json")
    return content if language is None else _in_one_language(content, language)


def _refuse_unknown(request: HttpRequest, query: InLanguage) -> None:
    known = set(type(query).model_fields)
    if unknown := set(request.GET) - known:
        detail = gettext("Unknown parameter: %(unknown)s. Allowed: %(known)s.")
        names = {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(sorted(known))}
        raise ApiError(422, detail % names)


def _in_one_language(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_in_one_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGE_CODES):
        order = dict.fromkeys([language, *FALLBACK_LANGUAGES["default"]])
        return next((value[code] for code in order if value[code]), None)
    return {name: _in_one_language(item, language) for name, item in value.items()}


def _url(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return f"{settings.SITE_URL}{request.path}?{parameters.urlencode()}"
