"""Reached without a proxy, no thread waits for a client that is slow."""

from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from tests.operations.connections import MAX_SECONDS, SLOW, Server, everything, request, told
from tests.operations.impatient import LARGE
from tests.operations.installations import add_large_document

DOCUMENT = b"%PDF-1.7\n" + bytes(range(256)) * 40_000  # more than sockets take in


@pytest.fixture
def kind():
    return "sqlite"  # the database has no part in it


@pytest.mark.parametrize("large", ["/large", "/file"])
def test_slow_clients_hold_up_nobody_else(server, tmp_path, large):
    (tmp_path / "large").write_bytes(DOCUMENT)
    with server.slow_clients(f"{large}?{tmp_path}/large"):
        for _ in range(3):
            assert server.answers_others()


def test_client_that_does_not_close_holds_up_nobody_else(server):
    """gunicorn's own worker waits two seconds for each, one after the other."""
    last = request("GET", "/", "Connection: close")
    with ExitStack() as lines:
        for _ in range(SLOW):
            lines.enter_context(server.connect()).sendall(last)
        assert server.answers_others()


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
            assert server.answers_others()
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


def test_slow_clients_of_the_site_hold_up_nobody_else(site):
    add_large_document(site, DOCUMENT)
    site.serve()
    with Server(site.port).slow_clients("/documents/1.pdf"):
        for path in ("/en/", "/healthz", "/en/partners/?country=HU"):
            assert site.get(path)[0] == 200
