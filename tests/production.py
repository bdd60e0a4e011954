"""The site as it is in production: encrypted, with files that are collected."""

from django.http import HttpResponse
from django.test import Client


def visitor_of_production(settings, tmp_path) -> Client:
    """Return a client of the site as it is in production, by its encrypted address."""
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path / "static", tmp_path
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.LANGUAGE_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "site.css").write_text("p {}")
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def static_file(path: str, **about) -> HttpResponse:
    """The file, or a redirect, from middleware that found the file when it was made."""
    response = Client().get(path, **about)
    response.getvalue()
    response.close()
    return response
