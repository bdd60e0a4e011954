from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from syndication.social.cards import MODELS, card_of
from syndication.social.og_image import png

YEAR = 31_536_000  # seconds


def card(request, kind: str, pk: int) -> HttpResponse:
    """The share card of a published entry, in the language of the address.

    Its address changes with its words (see the tag ``share_card``), so it may be kept for long.
    """
    entry = get_object_or_404(MODELS[kind].objects.published(), pk=pk)
    headers = {"Cache-Control": f"public, max-age={YEAR}"}
    return HttpResponse(png(card_of(entry)), content_type="image/png", headers=headers)
