from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from publishing.entry_types import entry_types
from publishing.naming import current_names
from syndication.social.cards import card_of, card_path
from syndication.social.og_image import png

YEAR = 31_536_000  # seconds


def card(request, kind: str, pk: int, digest: str = "") -> HttpResponse:
    """Answer with the share card of a published entry, in the language of the address.

    Its address changes with its words (see the tag ``share_card``), so it may be kept for long; any
    other leads there.
    """
    models = {t.name: t.model for t in entry_types() if t.share_card}
    if kind not in models:
        raise Http404
    entry = get_object_or_404(models[kind].objects.published(), pk=pk)
    drawn = card_of(entry)
    if digest != drawn.digest or request.META["QUERY_STRING"]:
        return HttpResponseRedirect(card_path(entry))
    names = current_names()
    site = f"{names.county} · {names.subtitle}"
    headers = {"Cache-Control": f"public, max-age={YEAR}"}
    return HttpResponse(png(drawn, site), content_type="image/png", headers=headers)
