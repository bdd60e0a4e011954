"""Sites of other people, on this machine: each path of theirs behaves in its own way."""

import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread

import pytest

from editing.link_check.models import CheckedLink
from editing.link_check.states import Result, State
from tests.admin.conftest import admin_client

__all__ = ["admin_client"]

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    REDIRECTS = {
        "/moved": (301, "/"),
        "/moved-twice": (308, "/moved"),
        "/for-now": (302, "/"),
        "/moved-then-for-now": (301, "/for-now"),
        "/moved-to-nothing": (301, "/missing"),
        "/loop": (302, "/loop"),
        "/mail": (302, "mailto:nobody@example.org"),
        "/accents": (301, "/című"),
    }
    STATUSES = {
        "/missing": 404,
        "/gone": 410,
        "/fails": 500,
        "/forbidden": 403,
        "/too-many": 429,
        "/redirect-to-nowhere": 302,
    }

    def answer(self):
        server = self.server
        server.requests.append((self.command, self.path))
        server.agents.add(self.headers["User-Agent"])
        with server.changed:
            server.now += 1
            server.max_at_once = max(server.max_at_once, server.now)
            server.changed.notify_all()
            if self.path.startswith("/lingers"):
                server.changed.wait_for(lambda: server.max_at_once >= server.awaited, 5)
        if self.path.startswith("/lingers"):
            time.sleep(0.05)
        with server.changed:
            server.now -= 1  # before the answer, after which the next question may come at once
        self._answer()

    do_HEAD = do_GET = answer

    def _answer(self):
        path = self.path.partition("?")[0]
        if path in self.server.changes:
            path = self.server.changes[path]
        if path == "/slow":
            self.server.over.wait(60)
        elif path == "/hangs-up":
            return
        elif path == "/drips":
            return self._drip()
        elif path == "/nonsense":
            return self.wfile.write(b"this is not HTTP\r\n\r\n")
        status, location = self.REDIRECTS.get(path, (self.STATUSES.get(path, 200), ""))
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        if path == "/no-answer-to-head" and self.command == "HEAD":
            return None
        if path == "/fails-once" and self.server.requests.count((self.command, path)) == 1:
            status = 503
        if path == "/outside":
            status, location = 302, self.server.outside
        self.send_response(status)
        if location:
            self.flush_headers()  # as send_header() would write Latin 1
            self.wfile.write(f"Location: {location}\r\n".encode())
        self.end_headers()

    def _drip(self):
        """An answer that takes a minute, a space at a time."""
        self.wfile.write(b"HTTP/1.0")
        for _ in range(600):
            if self.server.over.wait(0.1):
                return
            try:
                self.wfile.write(b" ")
            except OSError:
                return
        self.wfile.write(b"200 OK\r\n\r\n")

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str):
        super().__init__((host, 0), Site)
        self.requests, self.agents, self.changes = [], set(), {}
        self.now = self.max_at_once = 0
        self.awaited, self.changed = 1, Condition()  # so many at once before /lingers answers
        self.over = Event()  # only then /slow answers
        self.outside = ""
        self.url = f"http://{host}:{self.server_port}"

    def handle_error(self, request, client_address):
        """Who asks may hang up; that is no fault of the test."""


@pytest.fixture
def serve():
    """Starts another site at each call."""
    servers = []

    def start(host="127.0.0.1") -> Server:
        server = Server(host)
        servers.append(server)
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        return server

    yield start
    for server in servers:
        server.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def other_site(serve, settings):
    """A site of somebody else, which may be asked although it is on this machine."""
    here = ["127.0.0.0/8", "::1/128"]
    settings.LINK_CHECK = {"timeout": 5, "pause": 0, "private_networks": here}
    return serve()


@pytest.fixture
def impatient(other_site, settings):
    """For what does not answer; of anything else, a slow machine would make the same."""
    settings.LINK_CHECK = {**settings.LINK_CHECK, "timeout": 0.3}


@pytest.fixture
def site_with_faulty_certificate(other_site, tmp_path):
    """The site over TLS, with a certificate that it signed itself."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -batch"
    files = ["-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    other_site.socket = context.wrap_socket(other_site.socket, server_side=True)
    return other_site


@pytest.fixture
def record_checks(db, monkeypatch):
    """Notes what checks of a link found, each so many days ago."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def record_states(url, states, days) -> CheckedLink:
        for state, day in zip(states, days, strict=True):
            link, _ = CheckedLink.objects.get_or_create(url=url)
            link.record(Result(State(state)), NOW - timedelta(days=day))
        return CheckedLink.objects.get(url=url)

    return record_states
