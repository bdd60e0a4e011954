"""The WSGI application around Django's: answers from the cache where that is still true."""

import re
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection

from harghita_intl.page_cache.entries import Entries, Headers, Page
from harghita_intl.page_cache.keys import Key, key_of
from harghita_intl.page_cache.next_change import next_change
from harghita_intl.page_cache.revision import OUT_OF_REACH, Revision, revision_of
from harghita_intl.page_cache.shared import SharedPage, SharedPages
from harghita_intl.page_cache.single_flight import SingleFlight
from operations.outage import DATABASE_OUT
from publishing.memo import MEMO

# What needs no database, and what is each person's own or a file.
WITHOUT_DATABASE = re.compile(r"/(static/|media/|healthz$)")
NEVER_CACHED = re.compile(r"/(admin|preview|documents|readyz)(/|$)")
VARYING = {"accept-language", "origin"}  # what a page may vary with: both are in its key
REPLACED = {"Content-Length", "ETag", "Last-Modified", "Vary"}
A_DAY = 86_400  # seconds
PATIENCE = 0.5  # seconds that a page waits for the one that is being rendered
STALE = ("Warning", '110 - "Response is Stale"')  # RFC 7234, 5.5.1


def cache_pages(application: Callable) -> Callable:
    """Return the application with its pages cached; as it is while templates are written."""
    if settings.DEBUG:
        return application
    max_bytes = settings.PAGE_CACHE_BYTES
    shared = SharedPages(settings.PAGE_CACHE_FOLDER if max_bytes else "")
    return PageCache(application, revision_of(connection), max_bytes, shared)


def cache_control(seconds: int) -> str:
    """Return what a shared cache in front may do with a page: be so many seconds late at most.

    Half of them it asks nothing; in the other half it renews a page while it still gives it away.
    """
    if not seconds:
        return "public, max-age=0, must-revalidate"
    late = f"s-maxage={seconds - seconds // 2}, stale-while-revalidate={seconds // 2}"
    return f"public, max-age=0, {late}, stale-if-error={A_DAY}"


class PageCache:
    """Answers GET and HEAD from the cache; asks Django for everything else, and for what changed.

    A page is cached under all that it depends on, with the version of the content that was read
    before it was rendered: whatever is committed meanwhile makes it old. The processes of a server
    share what they render.
    """

    def __init__(
        self, application: Callable, revision: Revision, max_bytes: int, shared: SharedPages
    ):
        self.application, self.revision, self.shared = application, revision, shared
        # Of parameters there is no end: such pages cannot push out the others.
        self.with_parameters = Entries(max_bytes // 4)
        self.entries = Entries(max_bytes - max_bytes // 4)
        self.flights, self.renders = SingleFlight(), threading.Lock()
        self.version_lock = threading.Lock()
        self.version: tuple[Hashable, float] = (None, 0)  # the revision, and when it is over
        self.memo: tuple[Hashable, dict] = (None, {})  # the version, and what pages share at it

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if WITHOUT_DATABASE.match(path):
            return self.application(environ, start_response)
        is_page = environ["REQUEST_METHOD"] in ("GET", "HEAD") and not NEVER_CACHED.match(path)
        key = key_of(environ) if is_page else None
        try:
            if key is None:
                self._current_version()  # what is due is published, also before staff look
                return self.application(environ, start_response)
            page, is_mine = self._page(key, environ)
        except OUT_OF_REACH:
            return self._without_database(key, environ, start_response)
        if isinstance(page, Page):
            return _send(page, environ, start_response)
        if is_mine:
            return page(environ, start_response)
        return self.application(environ, start_response)

    def _page(self, key: Key, environ: dict) -> "tuple[Page | Passed, bool]":
        """Return the page, and whether it was rendered here and now."""
        page = self._entries(key).get(key, self._current_version())
        return (page, False) if page else self.flights.run(key, lambda: self._render(key, environ))

    def _entries(self, key: Key) -> Entries:
        return self.with_parameters if key.query else self.entries

    def _current_version(self) -> Hashable:
        """Return the version of what pages show; a new one also when it is time for something."""
        revision = self.revision()
        if self._is_over(revision):
            with self.version_lock:  # one thread looks for all
                if self._is_over(revision := self.revision()):
                    try:
                        self.version = (revision, next_change().timestamp())
                    finally:
                        close_old_connections()
        return self.version

    def _is_over(self, revision: Hashable) -> bool:
        return self.version[0] != revision or time.time() >= self.version[1]

    def _render(self, key: Key, environ: dict) -> "Page | Passed":
        """Return the page as it is now, rendered here or by another process; or Django's answer,
        if not everybody may see it.

        Whoever waits for another process has no turn: in this one, the next page is rendered.
        """
        while True:
            with self._turn(), self.shared.hold(key) as shared:
                if shared is not None:
                    return self._page_or_passed(key, environ, shared)
            self.shared.wait(key)

    def _page_or_passed(self, key: Key, environ: dict, shared: SharedPage) -> "Page | Passed":
        version = self._current_version()
        page = self._entries(key).get(key, version)
        if page is None and (page := shared.get(version)):
            page = self._entries(key).set(key, version, page)
        if page is not None:
            return page
        passed = self._ask_django(key, version, environ)
        page = passed.page()
        if page is None or not page.is_whole:
            return page or passed
        page = self._entries(key).set(key, version, page)
        shared.set(version, page)
        return page

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Render one page after the other, as all would be late together; not for long, though."""
        is_mine = self.renders.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if is_mine:
                self.renders.release()

    def _ask_django(self, key: Key, version: Hashable, environ: dict) -> "Passed":
        memo = self.memo
        if memo[0] != version:
            memo = self.memo = (version, {})
        passed = Passed()
        inner_environ = key.environ(environ) | {MEMO: memo[1]}
        passed.body = self.application(inner_environ, passed.start_response)
        if passed.status.startswith("503"):  # it went out of reach only now
            passed.body.close()
            raise OperationalError
        return passed

    def _without_database(
        self, key: Key | None, environ: dict, start_response: Callable
    ) -> Iterable[bytes]:
        """Answer with the page as it was last known, and say so; else that it is back soon."""
        page = (self._entries(key).last(key) or self.shared.last(key)) if key else None
        if page is None:
            return self.application(environ | {DATABASE_OUT: True}, start_response)
        return _send(page, environ, start_response, STALE)


def _send(
    page: Page, environ: dict, start_response: Callable, *more: tuple[str, str]
) -> list[bytes]:
    answer = page.answer(environ)
    start_response(answer.status, [*answer.headers, *more])
    return [answer.body]


class Passed:
    """An answer of Django's."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    def start_response(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def page(self) -> Page | None:
        """Return what is the same for all who ask so; None if it is a person's own, or a stream."""
        by_name = dict(self.headers)
        varies = [name.strip() for name in by_name.get("Vary", "").split(",") if name.strip()]
        others = [name for name in varies if name.lower() != "accept-encoding"]
        if (
            "Content-Length" not in by_name  # a stream
            or "Set-Cookie" in by_name
            or "no-store" in by_name.get("Cache-Control", "")
            or not {name.lower() for name in others} <= VARYING
        ):
            return None
        body = b"".join(self.body)
        self.body.close()
        headers = [header for header in self.headers if header[0] not in REPLACED]
        headers.append(("Vary", ", ".join(["Accept-Encoding", *others])))
        page = Page(self.status, headers, body, time.time())
        if page.is_whole and "Cache-Control" not in by_name:
            headers.append(("Cache-Control", cache_control(settings.SHARED_CACHE_SECONDS)))
        return page

    def __call__(self, environ, start_response):
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            self.body.close()
            return []
        return self.body
