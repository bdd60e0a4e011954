"""What a page depends on, read from a request, and the request that has nothing else in it."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, get_language_from_request, override

from publishing.parameters import EVERY, parameters_of

LANGUAGE_CODES = dict(settings.LANGUAGES)
PORT = re.compile(r":\d*$")
# What would make the answer another than the whole page, not compressed.
CONDITIONS = {
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_COOKIE",
}


class Key(NamedTuple):
    """All that a public page depends on, but for the content."""

    is_secure: bool
    host: str  # without a port
    path: str
    query: str  # the parameters that the view declares
    language: str  # the visitor's, where the path has none; else ""
    is_cross_origin: bool

    def environ(self, environ: dict) -> dict:
        """Return the request for the whole page, so that nothing else can change it."""
        plain = {name: value for name, value in environ.items() if name not in CONDITIONS}
        given = {
            "REQUEST_METHOD": "GET",
            "HTTP_HOST": self.host,
            "QUERY_STRING": self.query,
            "HTTP_ACCEPT_LANGUAGE": self.language,
        }
        return plain | {name: value for name, value in given.items() if value or name in plain}


def key_of(environ: dict) -> Key:
    """Return the key of the page that is asked for."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    has_language = path[3:4] == "/" and path[1:3] in LANGUAGE_CODES
    return Key(
        _is_secure(environ),
        PORT.sub("", environ.get("HTTP_HOST", "").lower()),
        path,
        query and _canonical_query(query, declared_parameters(path)),
        "" if has_language else visitors_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        "HTTP_ORIGIN" in environ,
    )


def _is_secure(environ: dict) -> bool:
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    given = environ.get(name)
    if given is None:
        return environ["wsgi.url_scheme"] == "https"
    return given.partition(",")[0].strip() == secure


@lru_cache(maxsize=1000)
def visitors_language(accept_language: str) -> str:
    """Return which of the site's languages a visitor with this header is shown."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accept_language
    return get_language_from_request(request)


@lru_cache(maxsize=1000)
def declared_parameters(path: str) -> frozenset[str] | None:
    """Return the parameters that the view of a path declares; None for whatever there are."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return parameters_of(resolve(path))
        except Resolver404:
            return EVERY


def _canonical_query(query: str, declared: frozenset[str] | None) -> str:
    if declared is EVERY:
        return query
    given = parse_qsl(query, keep_blank_values=True)
    known = [pair for pair in given if pair[0] in declared]
    return urlencode(sorted(known, key=_name))


def _name(pair: tuple[str, str]) -> str:
    return pair[0]
