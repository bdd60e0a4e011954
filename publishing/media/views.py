from django.http import HttpResponseBase, JsonResponse

from publishing.file_responses import file_response
from publishing.media.pictures import Picture


def picture_library(request) -> JsonResponse:
    """Answer with the pictures that staff may put into a text, newest first."""
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
    """Answer with a variant of a picture, named by its content, so that it may be kept for ever."""
    kind = f"image/{path.rpartition('.')[2]}"
    return file_response(
        path, content_type=kind, cache_control="public, max-age=31536000, immutable"
    )
