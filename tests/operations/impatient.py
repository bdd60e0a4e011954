"""The server's worker with little patience, and an application that tells what it got."""

import resource
from hashlib import sha256

from operations.server import incoming, outgoing, worker
from operations.server.worker import Worker

LARGE = 20 * 1024 * 1024  # bytes: more than sockets take in


class ImpatientWorker(Worker):
    """Waits half a second for what is slow, and a nanosecond more for each byte of it."""

    def init_process(self):
        incoming.HEAD_SECONDS = incoming.BODY_SECONDS = outgoing.SECONDS = 0.5
        worker.STOPPING = worker.LINGER = 0.5
        incoming.MIN_RATE = outgoing.MIN_RATE = 10**9
        super().init_process()


class NarrowWorker(Worker):
    """Has little room for what is half sent, and for what is half read."""

    def init_process(self):
        worker.MAX_ARRIVING, outgoing.IN_FILE = 300_000, 1_000_000
        super().init_process()


class FullWorker(Worker):
    """Can write no file of more than 100,000 bytes, as on a disk that is full."""

    def init_process(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        super().init_process()


def application(environ, start_response):
    """Answer with the path, the length and the sum of the body; or with very much."""
    path = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/large":
        return (bytes([number % 256]) * 65536 for number in range(LARGE // 65536))
    if path == "/file":
        return environ["wsgi.file_wrapper"](open(environ["QUERY_STRING"], "rb"))
    if path == "/unread":
        return [b"unread"]
    body = environ["wsgi.input"].read()
    return [f"{path} {len(body)} {sha256(body).hexdigest()}".encode()]
