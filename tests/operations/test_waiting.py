"""What waits for a thread or for a client is bounded in number, in room and in time."""

import select
import time
from contextlib import ExitStack

from tests.operations.connections import MAX_SECONDS, everything, request, told
from tests.operations.impatient import LARGE
from tests.operations.servers import wait_until


def test_connections_that_say_nothing_leave_room_for_others(start):
    small = start("operations.server.worker.Worker", "--worker-connections=20")
    with ExitStack() as lines:
        for number in range(50):
            silent = lines.enter_context(small.connect())
            if number % 2:
                silent.sendall(b"GET / HTTP/1.1\r\n")
        assert small.answers_others()


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
        assert narrow.answers_others()
        assert len(everything(reader)) > LARGE


def test_body_that_the_disk_does_not_take_is_refused_in_words(start):
    full = start("tests.operations.impatient.FullWorker")
    for length, answer in (
        (300_000, b"507 Insufficient Storage"),
        (100_001, b"507 Insufficient Storage"),
        (60_000, told("/a", bytes(60_000))),  # which stays in memory
    ):
        headers = f"Content-Length: {length}", "Connection: close"
        assert answer in full.ask(request("POST", "/a", *headers) + bytes(length))


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
        assert impatient.answers_others()
        wait_until(lambda: impatient.sockets() == 1, "connections stay open")
        assert 0 < len(everything(reader)) < LARGE


def test_server_that_stops_does_not_wait_for_half_a_request(start):
    server = start("tests.operations.impatient.ImpatientWorker")
    with server.connect() as head, server.connect() as body:
        head.sendall(request("GET", "/")[:-2])
        body.sendall(request("POST", "/", "Content-Length: 100") + b"hello")
        assert server.answers_others()
        began = time.monotonic()
        server.process.terminate()
        assert server.process.wait(MAX_SECONDS) == 0
    assert time.monotonic() - began < MAX_SECONDS
