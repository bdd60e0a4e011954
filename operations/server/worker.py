"""gunicorn's worker with threads, none of which waits for a client.

A thread is given a request that has arrived whole, and what a reader is slow to take is sent on
without one: the loop that waits for new connections does both.
"""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ, EVENT_WRITE
from time import monotonic
from types import SimpleNamespace

from gunicorn import http
from gunicorn.errors import ConfigError
from gunicorn.workers.gthread import TConn, ThreadWorker

from operations.server.incoming import IN_MEMORY, STEP, Incoming
from operations.server.outgoing import Outgoing

LINGER = 2  # seconds that the other side may take to close, too
STOPPING = 5  # seconds that a process that stops waits for what is half sent or half read
MAX_ARRIVING = 256 * 1024 * 1024  # bytes of all bodies that are half sent to a process


class Worker(ThreadWorker):
    """Serves whole requests; ``waiting`` is every connection that no thread has, with its limit."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = {}
        self.next_look = 0.0
        self.stops_at = float("inf")

    @classmethod
    def check_config(cls, cfg, log):
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise ConfigError("TLS is for the proxy: unset certfile and keyfile.")

    def enqueue_req(self, conn: TConn) -> None:
        """Have the next request of a connection answered, once it is whole.

        What comes over an open line is mostly there, so a thread looks at once; it never waits.
        """
        conn.keeps_alive = False
        if hasattr(conn, "incoming"):
            conn.incoming = Incoming(conn.incoming.rest)
            super().enqueue_req(conn)
        else:
            conn.sock = Outgoing(conn.sock)
            conn.incoming = Incoming()
            self.receive(conn)

    def receive(self, conn: TConn, _sock: Outgoing | None = None) -> None:
        conn.incoming.receive(conn.sock)
        self.go_on(conn)

    def go_on(self, conn: TConn) -> None:
        """Wait for the rest of a request, or do what is to be done with it."""
        incoming = conn.incoming
        if incoming.is_arriving:
            self.wait(conn, EVENT_READ, self.receive, incoming)
            if incoming.received > IN_MEMORY and self.arriving() > MAX_ARRIVING:
                self.refuse(conn, HTTPStatus.SERVICE_UNAVAILABLE)
        elif incoming.is_whole:
            self.forget(conn)
            super().enqueue_req(conn)
        elif incoming.refusal:
            self.refuse(conn, incoming.refusal)
        else:
            self.drop(conn)

    def arriving(self) -> int:
        """Return how many bytes of bodies there are of which the rest is still to come."""
        return sum(one.received for one in self.waiting.values() if isinstance(one, Incoming))

    def handle(self, conn: TConn) -> bool:
        """Answer a request, in a thread, if it is whole; return whether another one may come."""
        incoming, sock = conn.incoming, conn.sock
        if incoming.is_arriving:
            incoming.receive(sock)
        if not incoming.is_whole:
            return False
        conn.parser = http.get_parser(self.cfg, incoming.pieces(), conn.client)
        conn.initialized = True
        sock.begin()
        keeps_alive = super().handle(conn)
        sock.flush()
        conn.keeps_alive = (
            keeps_alive and incoming.is_exact and not conn.parser.unreader.take_buffered()
        )
        return conn.keeps_alive

    def finish_request(self, conn: TConn, future: Future) -> None:
        """Go on with a connection that a thread has had."""
        if conn.incoming.is_whole:
            conn.answered = future
            conn.incoming.close()
            self.send(conn)
        else:
            self.go_on(conn)

    def send(self, conn: TConn, _sock: Outgoing | None = None) -> None:
        """Send on what the reader was slow to take; then comes the next request, or the end."""
        if conn.sock.parts:
            try:
                conn.sock.send_on()
            except OSError:
                self.drop(conn)
                return
            if conn.sock.parts:
                self.wait(conn, EVENT_WRITE, self.send, conn.sock)
                return
        self.forget(conn)
        if not conn.keeps_alive:
            self.end(conn)
        elif conn.incoming.rest:
            self.enqueue_req(conn)
        else:
            super().finish_request(conn, conn.answered)

    def refuse(self, conn: TConn, status: HTTPStatus) -> None:
        text = f"{status.value} {status.phrase}\n"
        conn.incoming.close()
        try:
            conn.sock.sendall(
                f"HTTP/1.1 {text.strip()}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                f"Content-Length: {len(text)}\r\n\r\n{text}".encode()
            )
        except OSError:
            self.drop(conn)
        else:
            self.end(conn)

    def end(self, conn: TConn) -> None:
        """Close a connection; the other side has a moment to read, as RFC 9112, 9.6, wants it."""
        self.forget(conn)
        conn.end = SimpleNamespace(deadline=monotonic() + LINGER)
        with suppress(OSError):
            conn.sock.shutdown(socket.SHUT_WR)
        self.discard(conn)

    def discard(self, conn: TConn, _sock: Outgoing | None = None) -> None:
        try:
            is_open = bool(conn.sock.recv(STEP))
        except OSError as error:
            is_open = isinstance(error, BlockingIOError)
        if is_open:
            self.wait(conn, EVENT_READ, self.discard, conn.end)
        else:
            self.drop(conn)

    def wait(self, conn: TConn, event: int, callback: Callable, limited) -> None:
        """Have a function called when a connection may be read or written to."""
        if self.waiting.get(conn) is not limited:
            self.forget(conn)
            self.waiting[conn] = limited
            self.poller.register(conn.sock, event, partial(callback, conn))

    def forget(self, conn: TConn) -> None:
        if self.waiting.pop(conn, None):
            self.poller.unregister(conn.sock)

    def drop(self, conn: TConn) -> None:
        """Close a connection at once."""
        self.forget(conn)
        self.nr_conns -= 1
        conn.incoming.close()
        conn.close()

    def murder_pending(self) -> None:
        """Close what is late; asked in every round of the loop, it looks once a second.

        Where there is no room for another connection, the tenth that has waited longest goes.
        """
        if self.nr_conns >= self.worker_connections:
            arriving = [conn for conn, limited in self.waiting.items() if limited is conn.incoming]
            for conn in arriving[: len(arriving) // 10 + 1]:
                self.drop(conn)
        now = monotonic()
        if now < self.next_look:
            return
        self.next_look = now + 1
        if not self.alive:
            self.stops_at = min(self.stops_at, now + STOPPING)
        for conn, limited in [*self.waiting.items()]:
            if now < min(limited.deadline, self.stops_at):
                continue
            if limited is conn.incoming and limited.head:
                self.refuse(conn, HTTPStatus.REQUEST_TIMEOUT)
            else:
                self.drop(conn)
