from django.conf import settings
from django.http import Http404, HttpResponseBase, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.generic import DetailView
from django.views.static import serve

from publishing.addresses import FormerAddress
from publishing.languages import LANGUAGE_CODES
from publishing.models import Entry
from publishing.pictures import Picture
from publishing.preview_links import PreviewLink
from publishing.previewing import HEADERS, Preview, page_of


class EntryDetail(DetailView):
    """The page of one published entry, at its address in the language of the page.

    An address in another of the entry's languages leads there by a permanent redirect.
    """

    context_object_name = "entry"

    def get(self, request, *args, slug: str, **kwargs):
        self.object: Entry | None = self.get_queryset().at(slug).first()
        if self.object is None:
            entry = self.get_queryset().at_in_any_language(slug).first()
            return _lead_on(entry) if entry else self._formerly(slug)
        return self.render_to_response(self.get_context_data(object=self.object))

    def _formerly(self, slug: str) -> HttpResponseBase:
        """What was at the address before: 404 if nothing that the public could have seen."""
        former = FormerAddress.objects.of_kind(self.get_queryset().model)
        was = get_list_or_404(former.filter(slug=slug).order_by("-since"))
        target = was[0].target
        if target is not None and target.stage == target.Stage.PUBLIC:
            return _lead_on(target)
        here = [address for address in was if address.language == get_language()]
        context = {"was": (here or was)[0]}
        return render(self.request, "publishing/gone.html", context, status=410)


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


def _lead_on(entry: Entry) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(entry.get_absolute_url())


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
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
