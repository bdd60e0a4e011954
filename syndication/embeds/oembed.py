"""oEmbed: what another site shows for a link to one of our pages. https://oembed.com/"""

from urllib.parse import SplitResult, parse_qs, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override

from history.entry_detail import EntryDetail
from partners.models import PartnerRegion
from publishing.entry_types import models_by_prefix
from publishing.languages import LANGUAGE_CODES
from publishing.models import Entry
from publishing.naming import Names, current_names
from publishing.parameters import with_parameters
from publishing.views import find_by_slug
from syndication.embeds.snippets import Snippet, of_partner, of_table
from syndication.templatetags.social import share_card

WIDTH = 640  # pixels, where the other site sets no limit
A_DAY = 86_400  # seconds


@with_parameters("url", "format", "maxwidth", "maxheight")
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer ``?url=…&maxwidth=…&maxheight=…``; 404 for what is no entry's page, 501 for XML.

    A partner and the table are shown in frames; any other entry by its title and picture.
    """
    form = request.GET.get("format", "json")
    if form != "json":
        status = 501 if form == "xml" else 400  # those are the two that there are
        return HttpResponse("Only JSON is given.\n", status=status, content_type="text/plain")
    if any(len(values) > 1 for _name, values in request.GET.lists()):
        return HttpResponse("Each parameter once.\n", status=400, content_type="text/plain")
    try:
        url = urlsplit(request.GET.get("url", "").strip())
        is_ours = _is_ours(url)
    except ValueError as error:
        raise Http404 from error
    if not is_ours:
        raise Http404
    match = _resolved(url.path)
    requested = parse_qs(url.query).get("lang", [""])[0]
    language = get_language_from_path(url.path) or requested
    with override(language if language in LANGUAGE_CODES else settings.LANGUAGE_CODE):
        names = current_names()
        content = {
            "version": "1.0",
            "provider_name": names.site,
            "provider_url": f"{settings.SITE_URL}/",
            "cache_age": A_DAY,
            **_embedded(match, url.query, request.GET, names),
        }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _is_ours(url: SplitResult) -> bool:
    """Return whether the site answers at the address, by whichever scheme and name."""
    host, port = url.hostname or "", url.port
    own = urlsplit(settings.SITE_URL)
    ports = {None, own.port, 80 if url.scheme == "http" else 443}
    is_host = host == own.hostname or validate_host(host, settings.ALLOWED_HOSTS)
    return url.scheme in ("http", "https") and is_host and port in ports


def _resolved(path: str) -> ResolverMatch:
    """Return the view of a path, or of the one to which the site would lead from there."""
    language = get_language_from_path(path)
    with override(language or settings.LANGUAGE_CODE):
        for tried in (path, f"{path}/"):
            try:
                return resolve(tried)
            except Resolver404:
                continue
    raise Http404


def _embedded(match: ResolverMatch, query: str, limits: QueryDict, names: Names) -> dict:
    if match.view_name == "partners:list":
        return _framed(of_table(f"?{query}" if query else ""), limits)
    entry = _entry(match)
    if entry is None:
        raise Http404
    picture = {"thumbnail_url": share_card(entry), "thumbnail_width": 1200, "thumbnail_height": 630}
    if isinstance(entry, PartnerRegion):
        return _framed(of_partner(entry, names), limits) | picture
    return {"type": "link", "title": entry.heading, **picture}


def _entry(match: ResolverMatch) -> Entry | None:
    """Return the published entry that a URL shows or leads to; of an agreement, its partner."""
    if match.view_name == "permanent":
        model = models_by_prefix().get(match.kwargs["prefix"])
        if model is None:
            return None
        entry = model.objects.published().filter(pk=match.kwargs["pk"]).first()
        return entry.belongs_to or entry if entry else None
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, EntryDetail):
        return None
    return find_by_slug(view().get_queryset(), match.kwargs["slug"])


def _framed(snippet: Snippet, limits: QueryDict) -> dict:
    width = min(WIDTH, _number(limits.get("maxwidth")) or WIDTH)
    height = min(snippet.height, _number(limits.get("maxheight")) or snippet.height)
    frame = Snippet(snippet.title, snippet.url, height, str(width))
    size = {"width": width, "height": height}
    return {"type": "rich", "title": snippet.title, "html": frame.iframe, **size}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
