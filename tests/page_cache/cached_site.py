"""The site behind its page cache, as a server calls it."""

import threading
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connection

from harghita_intl.page_cache.application import PageCache
from harghita_intl.page_cache.revision import revision_of
from harghita_intl.page_cache.shared import SharedPages

TABLE = "/en/partners/"
MEGABYTE = 1024 * 1024
WAIT = 30  # seconds, for what happens at once


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.sent, self.body = int(status[:3]), headers, body
        self.headers = dict(headers)

    @property
    def text(self):
        return self.body.decode()


class Site:
    """The site as the server calls it, and how often Django had to render something."""

    def __init__(self, max_bytes=16 * MEGABYTE, folder=""):
        self.rendered = []
        self.django = get_wsgi_application()
        self.own_revision = revision_of(connection)
        self.cache = PageCache(self._render, self.own_revision, max_bytes, SharedPages(folder))

    def _render(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def slow_down(self):
        """Have Django wait; return what tells that it was asked, and what lets it go on."""
        began, go_on, render = threading.Event(), threading.Event(), self.django

        def slow(environ, start_response):
            began.set()
            assert go_on.wait(WAIT)
            return render(environ, start_response)

        self.django = slow
        return began, go_on

    def get(self, path, method="GET", scheme="http", **headers):
        path, _, query = path.partition("?")
        environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ["wsgi.url_scheme"] = scheme
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        setup_testing_defaults(environ)
        environ["HTTP_HOST"] = headers.get("host", "testserver")
        if not environ["HTTP_HOST"]:
            environ["SERVER_NAME"] = "testserver"
            del environ["HTTP_HOST"]
        environ["wsgi.input"] = BytesIO()
        stated = []
        chunks = self.cache(environ, lambda status, headers: stated.append((status, headers)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return Answer(*stated[0], body)
