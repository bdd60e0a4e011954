"""What slow clients do to others, through nginx, Caddy and straight: make slow-clients.

So many connections of each kind send a header or a body byte by byte, or read an answer as slowly,
while the home page and the sign of life are asked for; prints how long these take at the most, and
fails if that is too long. Caddy is left out where it is not installed.
"""

import math
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from proxies import caddy, nginx
from serving import fill, free_port, serving

HOST = "localhost"
SECONDS, PATIENCE, MAX_MS = 3, 5, 100
FORWARDED = "X-Forwarded-Proto: https"  # as a proxy says it
LARGE = "/data/activities.json"


def request(method: str, path: str, *headers: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *headers, "", ""]).encode()


class Way:
    """How the site is reached."""

    def __init__(self, name: str, port: int, is_tls: bool):
        self.name, self.port, self.is_tls = name, port, is_tls

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(PATIENCE)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers have it
        sock.connect(("127.0.0.1", self.port))
        if not self.is_tls:
            return sock
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(sock, server_hostname=HOST)

    def milliseconds(self, path: str) -> float:
        """Return how long an answer takes, with its connection; infinity if none comes."""
        began = time.monotonic()
        try:
            with self.connect() as sock:
                sock.sendall(request("GET", path, "Connection: close", FORWARDED))
                answer = b"".join(iter(lambda: sock.recv(65536), b""))
        except OSError:
            return math.inf
        is_well = b" 200 " in answer[:20]
        return (time.monotonic() - began) * 1000 if is_well else math.inf


def open_header(way: Way) -> socket.socket:
    sock = way.connect()
    sock.sendall(request("GET", "/en/")[:-2])
    return sock


def open_body(way: Way) -> socket.socket:
    sock = way.connect()
    sock.sendall(request("POST", "/admin/login/", "Content-Length: 200000") + b"a=" * 100)
    return sock


def open_reader(way: Way) -> socket.socket:
    sock = way.connect(receive_buffer=4096)
    sock.sendall(request("GET", LARGE, FORWARDED))
    return sock


KINDS = {"header": open_header, "body": open_body, "reader": open_reader}


@contextmanager
def slow(way: Way, kind: str, number: int) -> Iterator[None]:
    """Keep so many connections of a kind busy; each is opened anew when it is closed."""
    ended = threading.Event()

    def go_on() -> None:
        sock = None
        while not ended.wait(0.5):
            try:
                sock = sock or KINDS[kind](way)
                if kind == "reader":
                    sock.recv(1)
                else:
                    sock.sendall(b"x")
            except OSError:
                sock = None
        if sock:
            sock.close()

    threads = [threading.Thread(target=go_on, daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    try:
        yield
    finally:
        ended.set()


def measure(way: Way) -> bool:
    """Print a row for each kind and number; return whether nobody waited too long."""
    is_well = True
    for _ in range(20):  # each process has to render the page once
        way.milliseconds("/en/")
    for kind in KINDS:
        for number in (16, 64):
            with slow(way, kind, number):
                ends, found = time.monotonic() + SECONDS, []
                while time.monotonic() < ends:
                    found.append([way.milliseconds(path) for path in ("/en/", "/healthz")])
                    time.sleep(0.02)
            home, alive = (sorted(one) for one in zip(*found, strict=True))
            took = f"{home[len(home) // 2]:.0f} | {home[-1]:.0f} | {alive[-1]:.0f}"
            print(f"| {way.name} | {number} of a slow {kind} | {took} |", flush=True)
            is_well = is_well and home[-1] < MAX_MS and alive[-1] < MAX_MS
            time.sleep(1)
    return is_well


@contextmanager
def running(command: list, way: Way) -> Iterator[None]:
    """Run a proxy until the end of the block."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            with suppress(OSError), way.connect():
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = fill(str(folder)) | {"BEHIND_PROXY": "true"}
        site, _server = stack.enter_context(serving("harghita_intl.wsgi", **environment))
        port, ports = int(site.rpartition(":")[2]), (free_port(), free_port())
        own = folder / "proxy"
        own.mkdir()
        proxies = {"nginx": nginx(own, HOST, port, folder, ports)}
        if shutil.which("caddy"):
            proxies["caddy"] = caddy(own, HOST, port, ports)
        print("| way | beside | home page: median, ms | at most | sign of life: at most |")
        print("|---|---|---|---|---|", flush=True)
        is_well = measure(Way("straight", port, False))
        for name, command in proxies.items():
            way = Way(name, ports[1], True)
            with running(command, way):
                is_well = measure(way) and is_well
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
