"""The WSGI application around Django's: answers from what is kept, where that is still true."""

import re
import threading
import time
from collections.abc import Callable, Hashable, Iterable

from django.conf import settings
from django.db import connection, connections
from django.http import HttpResponse
from django.utils.cache import cc_delim_re

from publishing.freshness.outage import OUT_OF_REACH, OneAtATime
from publishing.freshness.pages import Answer, Page, Pages
from publishing.freshness.revision import Revision, revision_of
from publishing.freshness.shared import SHARED
from publishing.freshness.times import next_change

# What is each person's own, is served otherwise, or has to tell the truth of the moment.
NEVER = re.compile(r"/(admin|preview|static|media|documents|healthz|readyz)(/|$)")
VARYING = {"accept-language", "origin"}  # what a page may vary with: both are in its key
# What would make Django's answer another than the whole page, not compressed.
CONDITIONS = {
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_COOKIE",
}
REPLACED = {"Content-Length", "ETag", "Last-Modified", "Vary"}
STALE = '110 - "Response is Stale"'  # RFC 7234, 5.5.1
REVALIDATE = "public, max-age=0, must-revalidate"


def keeping_pages(application: Callable) -> Callable:
    """Django's application with its pages kept; without that while templates are written."""
    if settings.DEBUG:
        return application
    revision = OneAtATime(revision_of(connection))
    return KeptPages(application, revision, settings.KEPT_PAGES_BYTES)


class KeptPages:
    """Answers GET and HEAD with kept pages; asks Django for everything else, and for what changed.

    A page is kept under all that it may depend on, with the revision that was read before it was
    rendered: whatever is committed meanwhile makes it old.
    """

    def __init__(self, application: Callable, revision: Revision, most_bytes: int):
        self.application, self.revision = application, revision
        self.pages = Pages(most_bytes)
        self.turns = [threading.Lock() for _ in range(64)]  # many more than threads
        self.languages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        self.until: tuple[Hashable, float] = (None, 0)  # the revision, and when it is over
        self.shared: tuple[Hashable, dict] = (None, {})  # the revision, and what pages share at it

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or NEVER.match(path):
            return self.application(environ, start_response)
        key = self._key(environ, path)
        try:
            page = self.pages.fresh(key, self._revision()) or self._rendered_once(key, environ)
        except OUT_OF_REACH:
            return self._without_database(key, environ, start_response, self.application)
        if not isinstance(page, Page):
            if page.status.startswith("503"):  # it went out of reach only now
                return self._without_database(key, environ, start_response, page)
            return page(environ, start_response)
        answer = page.answer(environ)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def ready(self, environ: dict) -> Answer | None:
        """The answer, if that is kept and still true; nothing is rendered for it."""
        path = environ["PATH_INFO"]
        if NEVER.match(path):
            return None
        try:
            page = self.pages.fresh(self._key(environ, path), self._revision())
        except OUT_OF_REACH:
            return None
        return page and page.answer(environ)

    def _rendered_once(self, key: Hashable, environ: dict) -> "Page | Passed":
        """The page, rendered by one thread while others that ask for it wait."""
        with self.turns[hash(key) % len(self.turns)]:
            revision = self._revision()
            page = self.pages.fresh(key, revision)
            if page is not None:
                return page
            rendered = self._render(environ, revision)
            if isinstance(rendered, Page):
                return self.pages.keep(key, revision, rendered)
            return rendered

    def _without_database(
        self, key: Hashable, environ: dict, start_response: Callable, otherwise: Callable
    ):
        """The page as it was last known, and marked so; Django's answer if there is none."""
        page = self.pages.last(key)
        if page is None:
            return otherwise(environ, start_response)
        answer = page.answer(environ)
        start_response(answer.status, [*answer.headers, ("Warning", STALE)])
        return [answer.body]

    def _key(self, environ: dict, path: str) -> Hashable:
        in_its_language = path.startswith(self.languages)
        return (
            environ.get("HTTP_HOST"),
            environ.get("wsgi.url_scheme"),
            environ.get("HTTP_X_FORWARDED_PROTO"),
            path,
            environ.get("QUERY_STRING"),
            None if in_its_language else environ.get("HTTP_ACCEPT_LANGUAGE"),
            "HTTP_ORIGIN" in environ,
        )

    def _revision(self) -> Hashable:
        """The revision of the database; a new one also when it is time for something."""
        committed = self.revision()
        known, until = self.until
        if known == committed and time.time() < until:
            return self.until
        try:
            self.until = (committed, next_change().timestamp())
        finally:
            _let_go()
        return self.until

    def _shared(self, revision: Hashable) -> dict:
        """What was worked out for several pages since the revision was read."""
        find_by_slug, known = self.shared
        if find_by_slug != revision:
            known = {}
            self.shared = (revision, known)
        return known

    def _render(self, environ: dict, revision: Hashable) -> "Page | Passed":
        """The page as Django renders it now; or its answer, if that is not to be kept."""
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        asked |= {"REQUEST_METHOD": "GET", SHARED: self._shared(revision)}
        passed = Passed()
        response = self.application(asked, passed.start_response)
        passed.body = response
        if not _may_be_kept(response):
            return passed
        body = b"".join(response)
        response.close()
        headers = [header for header in passed.headers if header[0] not in REPLACED]
        headers.append(("Vary", ", ".join(["Accept-Encoding", *_varies(response)])))
        if "Cache-Control" not in response:
            headers.append(("Cache-Control", REVALIDATE))
        return Page(headers, body, time.time())


class Passed:
    """An answer of Django's that is passed on as it is."""

    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    def start_response(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def __call__(self, environ, start_response):
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.body.close()
            return []
        return self.body


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a whole page, the same for everybody who asks in the same way."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and {name.lower() for name in _varies(response)} <= VARYING
    )


def _varies(response: HttpResponse) -> list[str]:
    names = cc_delim_re.split(response.headers.get("Vary", ""))
    return [name for name in names if name and name.lower() != "accept-encoding"]


def _let_go() -> None:
    """Ends with Django's connections as after a request."""
    for used in connections.all(initialized_only=True):
        if used.in_atomic_block:
            continue
        used.close_if_unusable_or_obsolete()
        if not used.settings_dict["CONN_MAX_AGE"]:
            used.close()
