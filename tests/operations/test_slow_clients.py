"""Reached without a proxy, no thread waits for a client that is slow."""

import os
import select
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.operations.impatient import LARGE
from tests.operations.installations import add_large_document
from tests.operations.servers import free_port, wait_until, workers_of

SLOW = 10  # of each kind; the site has 8 threads, the application 4
MAX_SECONDS = 10
DOCUMENT = b"%PDF-1.7\n" + bytes(range(256)) * 40_000  # more than sockets take in


class Server:
    """One process with four threads, and how it is spoken to."""

    def __init__(self, port: int):
        self.port = port

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(MAX_SECONDS)
        sock.connect(("127.0.0.1", self.port))
        return sock

    def ask(self, sent: bytes) -> bytes:
        """Return all that is answered, until the server closes."""
        with self.connect() as sock:
            sock.sendall(sent)
            return everything(sock)

    def sockets(self) -> int:
        """Return how many the process has open."""
        (worker,) = workers_of(self.process)
        number = 0
        for file in Path(f"/proc/{worker}/fd").iterdir():
            with suppress(FileNotFoundError):
                number += os.readlink(file).startswith("socket:")
        return number

    @contextmanager
    def slow_clients(self, large: str):
        """Have so many of each kind on the line: of heads, of bodies, of readers."""
        with ExitStack() as slow:
            for _ in range(SLOW):
                slow.enter_context(self.connect()).sendall(request("GET", "/en/")[:-2])
                body = request("POST", "/admin/login/", "Content-Length: 200000") + b"a=" * 4000
                slow.enter_context(self.connect()).sendall(body)
                reader = slow.enter_context(self.connect(receive_buffer=4096))
                reader.sendall(request("GET", large))
                assert reader.recv(12) == b"HTTP/1.1 200"
            yield


def request(method: str, path: str, *headers: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


def everything(sock: socket.socket) -> bytes:
    return b"".join(iter(lambda: sock.recv(65536), b""))


def told(path: str, body: bytes) -> bytes:
    return f"{path} {len(body)} {sha256(body).hexdigest()}".encode()


@pytest.fixture(scope="module")
def start():
    """Start servers of the application that tells what it got."""
    with ExitStack() as ended:

        def start(worker: str = "operations.server.worker.Worker", *options: str) -> Server:
            port = free_port()
            command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
            command += ["--workers=1", f"--worker-class={worker}", f"--bind=127.0.0.1:{port}"]
            server = Server(port)
            server.process = ended.enter_context(
                subprocess.Popen(
                    [*command, *options, "tests.operations.impatient:application"],
                    cwd=settings.BASE_DIR,
                )
            )
            ended.callback(server.process.terminate)
            wait_until(lambda: listens(port), "the server does not listen")
            return server

        yield start


def listens(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def kind():
    return "sqlite"  # the database has no part in it


@pytest.fixture(scope="module")
def server(start):
    return start()


@pytest.fixture(scope="module")
def impatient(start):
    return start("tests.operations.impatient.ImpatientWorker")


@pytest.mark.parametrize("large", ["/large", "/file"])
def test_slow_clients_hold_up_nobody_else(server, tmp_path, large):
    (tmp_path / "large").write_bytes(DOCUMENT)
    with server.slow_clients(f"{large}?{tmp_path}/large"):
        for _ in range(3):
            assert told("/", b"") in server.ask(request("GET", "/", "Connection: close"))


def test_client_that_does_not_close_holds_up_nobody_else(server):
    """gunicorn's own worker waits two seconds for each, one after the other."""
    last = request("GET", "/", "Connection: close")
    with ExitStack() as lines:
        for _ in range(SLOW):
            lines.enter_context(server.connect()).sendall(last)
        assert told("/", b"") in server.ask(last)


def test_slow_reader_gets_all_of_it(server, tmp_path):
    (tmp_path / "large").write_bytes(DOCUMENT)
    for path, expected in (
        ("/large", b"".join(bytes([n % 256]) * 65536 for n in range(LARGE // 65536))),
        (f"/file?{tmp_path}/large", DOCUMENT),
    ):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=MAX_SECONDS)
        for _ in range(2):  # the second over the same line
            connection.request("GET", path)
            answer = connection.getresponse()
            begin = answer.read(10)
            assert told("/", b"") in server.ask(request("GET", "/", "Connection: close"))
            assert begin + answer.read() == expected
        connection.close()


def test_body_in_pieces_arrives_unharmed(server):
    body = bytes(range(256)) * 4000
    sent = request("POST", "/a", f"Content-Length: {len(body)}", "Connection: close") + body
    with server.connect() as sock:
        for begin in range(0, len(sent), 100_001):
            sock.sendall(sent[begin : begin + 100_001])
        assert told("/a", body) in everything(sock)
    with server.connect() as sock:
        for byte in sent[:90] + sent[90:300]:
            sock.sendall(bytes([byte]))
        sock.sendall(sent[300:])
        assert told("/a", body) in everything(sock)


def test_requests_sent_at_once_are_answered_in_their_order(server):
    body = b"x" * 100_000
    sent = (
        request("GET", "/first")
        + request("POST", "/second", f"Content-Length: {len(body)}")
        + body
        + request("POST", "/unread", "Content-Length: 5")
        + b"GET /"
        + request("GET", "/last", "Connection: close")
    )
    answer = server.ask(sent)

    positions = [
        answer.find(text)
        for text in (told("/first", b""), told("/second", body), b"unread", told("/last", b""))
    ]
    assert positions == sorted(positions)
    assert positions[0] > 0
    assert answer.count(b"HTTP/1.1 200") == 4


def test_who_expects_to_be_asked_for_the_body_is_asked_once(server):
    headers = ("Content-Length: 5", "Expect: 100-Continue", "Connection: close")
    with server.connect() as sock:
        sock.sendall(request("POST", "/a", *headers))
        assert sock.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"hello")
        answer = everything(sock)
    assert answer.startswith(b"HTTP/1.1 200")
    assert told("/a", b"hello") in answer


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request("POST", "/", "Content-Length: 30000000"), 413),
        (request("POST", "/", "Content-Length: " + "9" * 30), 413),
        (request("POST", "/", "Content-Length: 30000000", "Expect: 100-continue"), 413),
        (request("POST", "/", "Transfer-Encoding: chunked") + b"5\r\nhello\r\n0\r\n\r\n", 411),
        (request("GET", "/", "A: " + "b" * 100_000), 431),
        (request("GET", "/", "A: " + "b" * 10_000), 431),
        (request("GET", "/" + "b" * 10_000), 414),
        (request("POST", "/", "Content-Length: 5", "Content-Length: 6") + b"hello", 400),
        (request("POST", "/", "Content-Length: -5"), 400),
        (request("GET", "/", "A : b", "Content-Length : 5"), 400),
        (b"GET / HTTP/1.0\n\n", 400),
        (b"\r\n\r\nGET / HTTP/1.0\r\n\r\n", 400),
        (b"\x16\x03\x01\r\n\r\n", 400),
    ],
)
def test_what_cannot_be_taken_is_refused(server, sent, status):
    """Refused, and not read: the server closes, and whatever comes behind is no request."""
    answer = server.ask(sent + request("GET", "/behind"))

    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert b"Connection: close" in answer
    assert b"/behind" not in answer


def test_connections_that_say_nothing_leave_room_for_others(start):
    small = start("operations.server.worker.Worker", "--worker-connections=20")
    with ExitStack() as lines:
        for number in range(50):
            silent = lines.enter_context(small.connect())
            if number % 2:
                silent.sendall(b"GET / HTTP/1.1\r\n")
        assert told("/", b"") in small.ask(request("GET", "/", "Connection: close"))


def test_room_for_what_waits_is_bounded(start):
    narrow = start("tests.operations.impatient.NarrowWorker")
    half = request("POST", "/", "Content-Length: 400000") + bytes(200_000)
    with narrow.connect() as first, narrow.connect() as second, narrow.connect() as reader:
        reader.sendall(request("GET", "/large", "Connection: close"))
        assert reader.recv(12) == b"HTTP/1.1 200"
        first.sendall(half)
        second.sendall(half)
        select.select([first, second], [], [], MAX_SECONDS)
        full = select.select([first, second], [], [], 0)[0]
        assert [everything(sock).partition(b"\r\n")[0] for sock in full] == [
            b"HTTP/1.1 503 Service Unavailable"
        ]
        assert told("/", b"") in narrow.ask(request("GET", "/", "Connection: close"))
        assert len(everything(reader)) > LARGE


def test_what_is_late_is_told_and_closed(impatient):
    with ExitStack() as lines:
        head, body, silent, reader = [lines.enter_context(impatient.connect()) for _ in range(4)]
        head.sendall(request("GET", "/")[:-2])
        body.sendall(request("POST", "/", "Content-Length: 100") + b"hello")
        reader.sendall(request("GET", "/large"))
        for late in (head, body):
            answer = everything(late)
            assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n")
        assert everything(silent) == b""
        assert told("/", b"") in impatient.ask(request("GET", "/", "Connection: close"))
        wait_until(lambda: impatient.sockets() == 1, "connections stay open")
        assert 0 < len(everything(reader)) < LARGE


def test_server_that_stops_does_not_wait_for_half_a_request(start):
    server = start("tests.operations.impatient.ImpatientWorker")
    with server.connect() as head, server.connect() as body:
        head.sendall(request("GET", "/")[:-2])
        body.sendall(request("POST", "/", "Content-Length: 100") + b"hello")
        assert told("/", b"") in server.ask(request("GET", "/", "Connection: close"))
        began = time.monotonic()
        server.process.terminate()
        assert server.process.wait(MAX_SECONDS) == 0
    assert time.monotonic() - began < MAX_SECONDS


def test_slow_clients_of_the_site_hold_up_nobody_else(site):
    add_large_document(site, DOCUMENT)
    site.serve()
    with Server(site.port).slow_clients("/documents/1.pdf"):
        for path in ("/en/", "/healthz", "/en/partners/?country=HU"):
            assert site.get(path)[0] == 200
