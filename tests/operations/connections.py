"""A server of one process, and how it is spoken to byte by byte."""

import os
import socket
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from tests.operations.servers import workers_of

SLOW = 10  # of each kind; the site has 8 threads, the application 4
MAX_SECONDS = 10


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

    def answers_others(self) -> bool:
        """Tell whether whoever asks meanwhile is answered."""
        return told("/", b"") in self.ask(request("GET", "/", "Connection: close"))

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


def listens(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0
