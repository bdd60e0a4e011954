"""oEmbed: what another site shows for a link to one of our pages. https://oembed.com/"""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, gettext, override

from embedding.snippets import Snippet, of_partner, of_table
from partners.models import PartnerRegion
from publishing.addresses import seen_at
from publishing.languages import LANGUAGE_CODES
from sharing.templatetags.sharing import share_card

WIDTH = 640  # pixels, where the other site sets no limit
A_DAY = 86_400  # seconds


def oembed(request: HttpRequest) -> HttpResponse:
    """``?url=…&maxwidth=…&maxheight=…``: 404 for what cannot be embedded, 501 for other forms."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is given.\n", status=501, content_type="text/plain")
    try:
        address = urlsplit(request.GET.get("url", ""))
    except ValueError as error:
        raise Http404 from error
    if f"{address.scheme}://{address.netloc}" != settings.SITE_URL:
        raise Http404
    match = _resolved(address.path)
    asked = parse_qs(address.query).get("lang", [""])[0]
    language = get_language_from_path(address.path) or asked
    with override(language if language in LANGUAGE_CODES else settings.LANGUAGE_CODE):
        snippet, more = _embedded(match, address.query)
        content = {
            "version": "1.0",
            "type": "rich",
            "title": snippet.title,
            "provider_name": gettext("Harghita County’s international relations"),
            "provider_url": f"{settings.SITE_URL}/",
            "cache_age": A_DAY,
            **more,
            **_sized(snippet, request.GET),
        }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _resolved(path: str) -> ResolverMatch:
    language = get_language_from_path(path)
    with override(language or settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404 as error:
            raise Http404 from error


def _embedded(match: ResolverMatch, query: str) -> tuple[Snippet, dict]:
    if match.view_name == "partners:list":
        return of_table(f"?{query}" if query else ""), {}
    published = PartnerRegion.objects.published()
    if match.view_name == "partners:detail":
        slug = match.kwargs["slug"]
        partner = published.at_in_any_language(slug).first()
        if partner is None:
            last = seen_at(PartnerRegion, slug).values_list("id", flat=True).first()
            partner = published.filter(pk=last).first()
    elif match.view_name == "permanent" and match.kwargs["letter"] == "p":
        partner = published.filter(pk=int(match.kwargs["pk"])).first()
    else:
        partner = None
    if partner is None:
        raise Http404
    picture = {"thumbnail_url": share_card(partner)}
    return of_partner(partner), {**picture, "thumbnail_width": 1200, "thumbnail_height": 630}


def _sized(snippet: Snippet, limits: QueryDict) -> dict:
    width = min(WIDTH, _number(limits.get("maxwidth")) or WIDTH)
    height = min(snippet.height, _number(limits.get("maxheight")) or snippet.height)
    frame = Snippet(snippet.title, snippet.address, height, str(width))
    return {"html": frame.iframe, "width": width, "height": height}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
