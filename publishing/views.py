"""What answers where an entry is no more, or has moved."""

from django.http import Http404, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from publishing.languages import LANGUAGE_CODES
from publishing.models import Entry, EntryQuerySet
from publishing.redirects import Tombstone, public_at_slug


def moved_to(url: str) -> HttpResponsePermanentRedirect:
    """Lead on for good, but browsers ask again each time.

    An entry may get back an address that it had: one that is remembered would lead in a circle.
    """
    headers = {"Cache-Control": "public, max-age=0, must-revalidate"}
    return HttpResponsePermanentRedirect(url, headers=headers)


def find_by_slug(published: EntryQuerySet, slug: str) -> Entry | None:
    """Return the published entry that has the slug in some language, or had it before."""
    entry = published.at_in_any_language(slug).first()
    if entry is None:
        last = public_at_slug(published.model, slug).values_list("id", flat=True).first()
        entry = published.filter(pk=last).first() if last else None
    return entry


def gone_response(request, was: list[Tombstone], permanent="") -> HttpResponseBase:
    """Lead on from a deleted entry, or say with 410 what it was; 404 if it was never public.

    The path of its permanent address is to be given where the address asked for has no language.
    """
    if not was:
        raise Http404
    target = was[0].target
    if target is not None and target.is_public:
        return moved_to(target.get_absolute_url())
    here = [url for url in was if url.language == get_language()]
    context = {"was": (here or was)[0]}
    if permanent:
        context["language_urls"] = {code: f"{permanent}?lang={code}" for code in LANGUAGE_CODES}
    return render(request, "publishing/gone.html", context, status=410)
