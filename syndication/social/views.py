from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from syndication.social.cards import MODELS, card_of, card_path
from syndication.social.og_image import png

YEAR = 31_536_000  # seconds


def card(request, kind: str, pk: int, digest: str = "") -> HttpResponse:
    """Answer with the share card of a published entry, in the language of the address.

    Its address changes with its words (see the tag ``share_card``), so it may be kept for long; any
    other leads there.
    """
    entry = get_object_or_404(MODELS[kind].objects.published(), pk=pk)
    drawn = card_of(entry)
    if digest != drawn.digest or request.META["QUERY_STRING"]:
        return HttpResponseRedirect(card_path(entry))
    headers = {"Cache-Control": f"public, max-age={YEAR}"}
    return HttpResponse(png(drawn), content_type="image/png", headers=headers)


def indexnow_key(request, key: str) -> HttpResponse:
    """Shows that the key with which the site notifies search engines is its own."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain")
