"""A request that arrives: in as many pieces as it takes, read by no thread until it is whole."""

import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from time import monotonic
from typing import IO

HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0  # and then as long as it comes at this rate
MIN_RATE = 10_000  # bytes a second
MAX_HEAD = 64 * 1024
MAX_BODY = 25 * 1024 * 1024  # as the proxies have it
IN_MEMORY = 64 * 1024  # what is longer goes into a file
STEP = 64 * 1024

END = b"\r\n\r\n"
FRAMING = re.compile(
    rb"\r\n(content-length|transfer-encoding):[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", re.IGNORECASE
)
EXPECTING = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)
CONTINUE = b"HTTP/1.1 100 Continue" + END


class Refusal(Exception):
    """A request that the server answers by itself, with a status, and reads no further."""

    def __init__(self, status: HTTPStatus):
        super().__init__(status)
        self.status = status


class Incoming:
    """What has arrived of a request; ``rest`` is of the next one."""

    def __init__(self, rest: bytes = b""):
        self.rest = rest
        self.head = bytearray()
        self.body: IO[bytes] | None = None
        self.missing = self.received = 0  # bytes of the body
        self.began = monotonic()
        self.is_arriving, self.is_whole = True, False
        self.is_exact = True  # whether the next request surely begins where this one ends
        self.refusal: HTTPStatus | None = None

    @property
    def deadline(self) -> float:
        """Return when it is late, as time.monotonic() tells it."""
        if self.body is None:
            return self.began + HEAD_SECONDS
        return self.began + HEAD_SECONDS + BODY_SECONDS + self.received / MIN_RATE

    def receive(self, sock: socket.socket) -> None:
        """Take what is there; it is then arriving, whole, refused, or, if none of these, broken."""
        try:
            data = self.rest or sock.recv(STEP)
            self.rest = b""
            if data and self.body is None:
                self._add_to_head(data, sock)
            elif data:
                self._add_to_body(data)
        except BlockingIOError:
            return
        except Refusal as refusal:
            self.refusal = refusal.status
        except OSError:
            data = b""
        self.is_arriving = bool(data) and not (self.is_whole or self.refusal)

    def pieces(self) -> Iterator[bytes]:
        """Yield the request, and nothing of what came behind it."""
        yield bytes(self.head)
        if self.body:
            self.body.seek(0)
            while piece := self.body.read(STEP):
                yield piece

    def close(self) -> None:
        if self.body:
            with suppress(OSError):  # what a full disk did not take is tried once more
                self.body.close()

    def _add_to_head(self, data: bytes, sock: socket.socket) -> None:
        searched = max(0, len(self.head) - len(END) + 1)
        self.head += data
        end = self.head.find(END, searched) + len(END)
        if end < len(END):
            if len(self.head) > MAX_HEAD:
                raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            if b"\n" in data and self.head.count(b"\n") != self.head.count(b"\r\n"):
                self.is_whole, self.is_exact = True, False  # it never ends: the parser refuses it
            return
        self.rest = bytes(self.head[end:])
        del self.head[end:]
        self.missing = self._length()
        if not self.missing:
            self.is_whole = True
            return
        self.body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 – see close()
        self._add_to_body(self.rest)
        if not self.received:
            self._ask_for_body(sock)

    def _length(self) -> int:
        """Return how many bytes of a body the head announces; Refusal."""
        lengths = []
        for name, value in FRAMING.findall(self.head):
            if name.lower() == b"transfer-encoding":
                # Django takes no body without a length: that would be lost without a word.
                raise Refusal(HTTPStatus.LENGTH_REQUIRED)
            lengths.append(value)
        if not lengths:
            return 0
        if len(lengths) > 1 or not lengths[0].isdigit():
            self.is_exact = False  # the parser refuses it
            return 0
        if len(lengths[0]) > 15 or int(lengths[0]) > MAX_BODY:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return int(lengths[0])

    def _add_to_body(self, data: bytes) -> None:
        assert self.body
        data, self.rest = data[: self.missing], data[self.missing :]
        self.received += len(data)
        self.missing -= len(data)
        try:
            self.body.write(data)
            if not self.missing:
                self.body.flush()
        except OSError as error:
            raise Refusal(HTTPStatus.INSUFFICIENT_STORAGE) from error
        self.is_whole = not self.missing

    def _ask_for_body(self, sock: socket.socket) -> None:
        """Tell who waits for it to go on; the parser need not, then."""
        head, found = EXPECTING.subn(b"", self.head)
        if found and b" HTTP/1.1\r\n" in head:
            self.head = bytearray(head)
            sock.sendall(CONTINUE)
