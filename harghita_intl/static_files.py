"""Files below STATIC_URL: answered before Django is asked, with the headers of all its answers."""

from collections.abc import Callable, Iterable
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils.module_loading import import_string
from whitenoise.base import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles:
    """Answers with a file; asks the application for all else, and where encryption is required."""

    def __init__(self, application: Callable):
        self.application = application
        self.noise = WhiteNoiseMiddleware()
        self.policy = policy_of_files()
        if hasattr(application, "ready"):  # what is kept, which no file is
            self.ready = application.ready

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        file = self.noise.find_file(path) if settings.DEBUG else self.noise.files.get(path)
        if file is None or (settings.SECURE_SSL_REDIRECT and not WSGIRequest(environ).is_secure()):
            return self.application(environ, start_response)

        def start(status, headers):
            start_response(status, [*headers, *self.policy])

        return WhiteNoise.serve(file, environ, start)


def policy_of_files() -> list[tuple[str, str]]:
    """What Django's middleware tells browsers with a file: headers and their values."""

    def answer(request):
        return HttpResponse(content_type="text/css")  # no page, which is told more

    for name in reversed(settings.POLICY_MIDDLEWARE):
        answer = import_string(name)(answer)
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": settings.STATIC_URL, "wsgi.input": BytesIO()}
    response = answer(WSGIRequest({**asked, "wsgi.url_scheme": "https"}))
    del response.headers["Content-Type"]
    return list(response.headers.items())
