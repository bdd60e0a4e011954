"""The site behind the proxy that it ships with: slow clients hold up nobody else."""

import shutil
import socket
import ssl
import subprocess
from contextlib import ExitStack

import pytest

from scripts.proxies import NGINX, nginx
from tests.operations.installations import add_large_document
from tests.operations.servers import free_port, wait_until

HOST = "site.example"
SLOW = 16  # of each kind; the site has 8 threads
MAX_SECONDS = 5
DOCUMENT = b"%PDF-1.7\n" + bytes(8 * 1024 * 1024)  # more than sockets take in by themselves


class Proxy:
    """An nginx of the test's own, with the shipped configuration, on a port of this machine."""

    def __init__(self, folder, site):
        self.port = free_port()
        for program in (NGINX, "openssl"):
            if not shutil.which(program):
                pytest.skip(f"No {program} on this machine (Debian: apt install nginx openssl).")
        folder.chmod(0o755)
        self.command = nginx(folder, HOST, site.port, site.folder, (free_port(), self.port))
        self.process = None

    def check(self) -> str:
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        wait_until(self._listens, "nginx does not listen")
        return self

    def _listens(self) -> bool:
        with socket.socket() as sock:
            return sock.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *server_error_page):
        self.process.terminate()
        self.process.wait(20)

    def connect(self, receive_buffer: int = 0) -> ssl.SSLSocket:
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(MAX_SECONDS)
        sock.connect(("127.0.0.1", self.port))
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(sock, server_hostname=HOST)

    def ask(self, path: str) -> tuple[str, bytes]:
        """Return the head of the answer, and its body."""
        with self.connect() as sock:
            sock.sendall(request("GET", path, "Connection: close"))
            answer = b"".join(iter(lambda: sock.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        return head.decode("latin-1"), body


def request(method: str, path: str, *headers: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *headers, "", ""]).encode()


@pytest.fixture
def kind():
    return "sqlite"  # the database has no part in it


@pytest.fixture
def proxy(site, tmp_path):
    """The proxy before the site, which has a document of 8 MB with its first decision."""
    site.environment |= {
        "SITE_URL": f"https://{HOST}",
        "BEHIND_PROXY": "true",
        "SERVE_FILES_BY": "nginx",
    }
    add_large_document(site, DOCUMENT)
    site.serve()
    made = tmp_path / "proxy"
    made.mkdir()
    with Proxy(made, site) as proxy:
        yield proxy


def test_slow_clients_hold_up_nobody_else(site, proxy):
    assert "successful" in proxy.check()
    document = "/documents/1.pdf"
    with ExitStack() as slow:
        for _ in range(SLOW):
            body = slow.enter_context(proxy.connect())
            body.sendall(request("POST", "/admin/login/", "Content-Length: 200000") + b"a=" * 4000)
            header = slow.enter_context(proxy.connect())
            header.sendall(request("GET", "/en/")[:-2])
            reader = slow.enter_context(proxy.connect(receive_buffer=4096))
            reader.sendall(request("GET", document))
            assert reader.recv(12) == b"HTTP/1.1 200"
        for path in ("/en/", "/healthz", "/en/partners/?country=HU"):
            head, _body = proxy.ask(path)
            assert head.startswith("HTTP/1.1 200"), (path, head)


def test_proxy_sends_documents_with_the_headers_of_the_site(site, proxy):
    head, body = proxy.ask("/documents/1.pdf")

    assert body == DOCUMENT
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert sorted(headers["Content-Security-Policy"].split("; ")) == [
        "default-src 'none'",
        "sandbox",
    ]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Accel-Redirect" not in headers
    head, _body = proxy.ask("/protected-media/documents/large.pdf")
    assert head.startswith("HTTP/1.1 404")


def test_large_bodies_are_for_the_admin(proxy):
    for path, length, status in (
        ("/en/", 2 * 1024 * 1024, b"413"),
        ("/admin/", 26 * 1024 * 1024, b"413"),
    ):
        with proxy.connect() as sock:
            sock.sendall(request("POST", path, f"Content-Length: {length}"))
            assert sock.recv(12) == b"HTTP/1.1 " + status


def test_logins_are_limited_by_network(proxy):
    statuses = []
    while "429" not in statuses:
        assert len(statuses) < 60, "nothing limits them"
        with proxy.connect() as sock:
            sock.sendall(request("POST", "/admin/login/", "Content-Length: 0"))
            statuses.append(sock.recv(12).decode().rpartition(" ")[2])

    assert set(statuses[:11]) == {"403"}  # without the token of the form
    assert proxy.ask("/admin/login/")[0].startswith("HTTP/1.1 200")
