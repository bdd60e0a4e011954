"""A socket for whose reader no thread waits."""

import os
import select
import socket
import tempfile
from collections import deque
from dataclasses import dataclass
from time import monotonic
from typing import IO, Any

SECONDS = 30.0  # and then as long as it is read at this rate
MIN_RATE = 10_000  # bytes a second
IN_MEMORY = 256 * 1024  # of what waits; what is more goes into a file
IN_FILE = 64 * 1024 * 1024  # with more than that, the thread waits after all
STEP = 256 * 1024


@dataclass
class FilePart:
    """A part of a file that is still to be sent; of our own, if it is what was kept."""

    file: IO[bytes]
    begin: int
    end: int
    is_own: bool = False


class Outgoing:
    """A connection's socket, which never blocks: what its reader is slow to take is kept."""

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self.parts: deque[bytes | FilePart] = deque()
        self.in_memory = self.in_file = self.sent = 0
        self.began = 0.0
        self.is_beginning = False
        self.head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)

    @property
    def deadline(self) -> float:
        """Return when its reader is late, as time.monotonic() tells it."""
        return self.began + SECONDS + self.sent / MIN_RATE

    def setblocking(self, flag: bool) -> None:
        """Leave it as it is, whatever the thread wants."""

    def begin(self) -> None:
        """Take another answer, whose head is sent together with what follows."""
        self.is_beginning = True

    def sendall(self, data: bytes) -> None:
        """Send what is taken at once, and keep the rest."""
        if self.is_beginning:
            self.is_beginning, self.head = False, data
            return
        if self.head:
            data, self.head = self.head + data, b""
        taken = 0 if self.parts else self._send(data)
        if taken < len(data):
            self._keep(data[taken:])

    def sendfile(self, file: IO[bytes], offset: int, count: int) -> None:
        """Send of a file what is taken at once, and keep it open for the rest."""
        self.flush()
        own = os.fdopen(os.dup(file.fileno()), "rb", buffering=0)
        self._add(FilePart(own, offset, offset + count))
        while self.send_on():
            pass

    def flush(self) -> None:
        """Send the head, if nothing followed."""
        if self.head:
            self.sendall(b"")

    def send_on(self) -> bool:
        """Send a step of what waits; return whether that was taken and more waits."""
        if not self.parts:
            return False
        part = self.parts[0]
        if isinstance(part, FilePart):
            taken = self._send_file(part)
            is_done = part.begin == part.end
        else:
            taken = self._send(part)
            is_done = taken == len(part)
            self.parts[0] = part[taken:]
        self.sent += taken
        if is_done:
            self._drop_first()
        return bool(taken and self.parts)

    def close(self) -> None:
        while self.parts:
            self._drop_first()
        self.sock.close()

    def _send(self, data: bytes) -> int:
        try:
            return self.sock.send(data)
        except BlockingIOError:
            return 0

    def _send_file(self, part: FilePart) -> int:
        count = min(STEP, part.end - part.begin)
        try:
            taken = os.sendfile(self.sock.fileno(), part.file.fileno(), part.begin, count)
        except BlockingIOError:
            return 0
        if count and not taken:
            raise ConnectionAbortedError("The file has become shorter.")
        part.begin += taken
        return taken

    def _keep(self, data: bytes) -> None:
        last = self.parts[-1] if self.parts else None
        if isinstance(last, FilePart) and last.is_own:
            last.file.write(data)
            last.end += len(data)
            self.in_file += len(data)
        elif self.in_memory + len(data) <= IN_MEMORY:
            self._add(data)
            self.in_memory += len(data)
        else:
            own = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 – closed when it is sent
            self._add(FilePart(own, 0, 0, is_own=True))
            self._keep(data)
        if self.in_file > IN_FILE:
            self._wait()

    def _add(self, part: bytes | FilePart) -> None:
        if not self.parts:
            self.began, self.sent = monotonic(), 0
        self.parts.append(part)

    def _wait(self) -> None:
        """Send all that was kept, however long the reader takes; TimeoutError if it is late."""
        poll = select.poll()
        poll.register(self.sock, select.POLLOUT)
        while self.parts:
            if monotonic() > self.deadline:
                raise TimeoutError
            poll.poll(1000)
            self.send_on()

    def _drop_first(self) -> None:
        part = self.parts.popleft()
        if isinstance(part, FilePart):
            part.file.close()
        if not self.parts:
            self.in_memory = self.in_file = 0
