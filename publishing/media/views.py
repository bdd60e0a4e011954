from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseBase, JsonResponse

from publishing.media.pictures import Picture


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
    try:
        response = FileResponse(default_storage.open(path))
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
