"""Answers that are files: of the media storage, sent by whoever does it best, or made for it."""

from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

ACCEL_PREFIX = "/protected-media/"  # the internal location in deploy/nginx.conf


def file_response(
    name: str, *, content_type: str, download_name: str = "", cache_control: str = ""
) -> HttpResponseBase:
    """Return a file of the storage, as a download if that has a name.

    With SERVE_FILES_BY=nginx the answer only names the file, and the proxy sends it: however
    slowly somebody reads, no thread of the site waits. Raises Http404 for a file that is not there.
    """
    response: HttpResponseBase
    if settings.SERVE_FILES_BY == "nginx":
        if not default_storage.exists(name):
            raise Http404
        response = HttpResponse(headers={"X-Accel-Redirect": ACCEL_PREFIX + quote(name)})
    else:
        try:
            response = FileResponse(default_storage.open(name))
        except FileNotFoundError as error:
            raise Http404 from error
    response.headers["Content-Type"] = content_type
    del response.headers["Content-Disposition"]
    if download_name:
        disposition = content_disposition_header(True, download_name)
        response.headers["Content-Disposition"] = disposition
    if cache_control:
        response.headers["Cache-Control"] = cache_control
    return response


def download_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file that was made for this answer, to be kept under its name."""
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type, headers={"Content-Disposition": disposition})
