from django.http import (
    Http404,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.generic import DetailView

from history.memento import announce
from history.public_versions import public_versions
from publishing.file_responses import file_response
from publishing.languages import LANGUAGE_CODES
from publishing.media.pictures import Picture
from publishing.models import Entry, EntryQuerySet
from publishing.previews.links import PreviewLink
from publishing.previews.rendering import HEADERS, Preview, page_of
from publishing.redirects import Tombstone, public_at_slug


class EntryDetail(DetailView):
    """The page of one published entry, at its address in the language of the page.

    An address in another of the entry's languages, or one that it had before, leads there by a
    permanent redirect.
    """

    context_object_name = "entry"

    def get(self, request, *args, slug: str, **kwargs):
        self.object: Entry | None = self.get_queryset().at(slug).first()
        if self.object is None:
            return self._elsewhere(slug)
        versions = public_versions(type(self.object), self.object.pk)
        context = self.get_context_data(object=self.object, public_versions=versions)
        response = self.render_to_response(context)
        announce(response, self.object)
        return response

    def _elsewhere(self, slug: str) -> HttpResponseBase:
        published = self.get_queryset()
        entry = find_by_slug(published, slug)
        if entry is not None:
            return moved_to(entry.get_absolute_url())
        former = Tombstone.objects.of_kind(published.model).filter(slug=slug)
        return gone_response(self.request, list(former.order_by("-since")))


def moved_to(address: str) -> HttpResponsePermanentRedirect:
    """Leads on for good, but browsers ask again each time.

    An entry may get back an address that it had: one that is remembered would lead in a circle.
    """
    headers = {"Cache-Control": "public, max-age=0, must-revalidate"}
    return HttpResponsePermanentRedirect(address, headers=headers)


def find_by_slug(published: EntryQuerySet, slug: str) -> Entry | None:
    """The published entry that has the address in some language, or had it before."""
    entry = published.at_in_any_language(slug).first()
    if entry is None:
        last = public_at_slug(published.model, slug).values_list("id", flat=True).first()
        entry = published.filter(pk=last).first() if last else None
    return entry


def gone_response(request, was: list[Tombstone], permanent="") -> HttpResponseBase:
    """Leads on from a deleted entry, or says with 410 what it was; 404 if it was never public.

    The path of its permanent address is to be given where the address asked for has no language.
    """
    if not was:
        raise Http404
    target = was[0].target
    if target is not None and target.stage == target.Stage.PUBLIC:
        return moved_to(target.get_absolute_url())
    here = [address for address in was if address.language == get_language()]
    context = {"was": (here or was)[0]}
    if permanent:
        context["addresses"] = {code: f"{permanent}?lang={code}" for code in LANGUAGE_CODES}
    return render(request, "publishing/gone.html", context, status=410)


def picture_library(request) -> JsonResponse:
    """The pictures that staff may put into a text, newest first."""
    pictures = [
        {
            "number": picture.pk,
            "words": str(picture),
            "src": picture.smallest["url"],
            "width": picture.smallest["width"],
            "height": picture.smallest["height"],
        }
        for picture in Picture.objects.all()
        if picture.sources
    ]
    return JsonResponse({"pictures": pictures})


def preview(request, token: str, language: str) -> HttpResponseBase:
    """What a preview link shows to whoever has it; 410 when it has ended."""
    link = get_object_or_404(PreviewLink, token=token)
    if language not in LANGUAGE_CODES or link.entry is None:
        raise Http404
    if not PreviewLink.objects.valid().filter(pk=link.pk).exists():
        with override(language):
            response = render(request, "publishing/preview_ended.html", status=410)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
    addresses = {code: link.address(code) for code in LANGUAGE_CODES}
    shown = Preview(is_saved=True, addresses=addresses, token=token)
    return page_of(link.entry, language, request, shown)


def picture_file(request, path: str) -> HttpResponseBase:
    """A variant of a picture. Its name is made of its content, so it may be kept for ever."""
    kind = f"image/{path.rpartition('.')[2]}"
    return file_response(
        path, content_type=kind, cache_control="public, max-age=31536000, immutable"
    )
