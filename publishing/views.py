from django.conf import settings
from django.http import HttpResponseBase, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView
from django.views.static import serve

from publishing.models import Entry
from publishing.pictures import Picture


class EntryDetail(DetailView):
    """The page of one published entry, at its address in the language of the page.

    An address in another of the entry's languages leads there by a permanent redirect.
    """

    context_object_name = "entry"

    def get(self, request, *args, slug: str, **kwargs):
        self.object: Entry | None = self.get_queryset().at(slug).first()
        if self.object is None:
            entry = get_object_or_404(self.get_queryset().at_in_any_language(slug))
            return HttpResponsePermanentRedirect(entry.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=self.object))


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


def picture_file(request, path: str) -> HttpResponseBase:
    """A variant of a picture. Its name is made of its content, so it may be kept for ever."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
