"""One question to another site's server, by the standard library.

Each connection goes to an IP address that was looked at before: a client that resolves names by
itself would have to be taken apart for that.
"""

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from threading import Timer
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from editing.link_check.urls_checked import may_be_asked

MAX_ADDRESSES = 4  # of one name that are tried
TLS = ssl.create_default_context()


class LeadsInside(Exception):
    """The name belongs to an address that is not on the public internet."""


class Answer(NamedTuple):
    status: int
    location: str  # where a redirect leads, as the server wrote it; "" for none


def ask(method: str, url: str, seconds: float) -> Answer:
    """The head of the answer; its body is left where it is.

    Raises LeadsInside, OSError (TimeoutError, gaierror and SSLError are some),
    HTTPException, or ValueError for an address that is none.
    """
    parts = urlsplit(iri_to_uri(url))
    if not parts.hostname:
        raise ValueError(f"an address without a site: {url!r}")
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    kind = _SecureConnection if parts.scheme == "https" else _Connection
    connection = kind(host, parts.port or kind.default_port, timeout=seconds)
    # The time-out of a socket begins anew with each byte: this one ends a server that drips.
    limit = Timer(seconds + 1, _hang_up, [connection])
    limit.start()
    try:
        connection.request(method, _target(parts), headers=_headers())
        with connection.getresponse() as answer:
            return Answer(answer.status, _location(answer))
    finally:
        limit.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection):
    sock = connection.sock
    with suppress(OSError):  # closed in the same moment
        if sock:
            sock.shutdown(socket.SHUT_RDWR)


class _Connection(HTTPConnection):
    def connect(self):
        self.sock = _connect(self.host, self.port, self.timeout)


class _SecureConnection(HTTPSConnection):
    def connect(self):
        sock = _connect(self.host, self.port, self.timeout)
        self.sock = TLS.wrap_socket(sock, server_hostname=self.host)


def _connect(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to one of the host's addresses, all of which are public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(may_be_asked(address[0], port) for *_, address in found):
        raise LeadsInside(host)
    found = found[:MAX_ADDRESSES]
    end = monotonic() + seconds
    for number, (family, kind, protocol, _, address) in enumerate(found, start=1):
        sock = socket.socket(family, kind, protocol)
        left = len(found) - number
        sock.settimeout(max(0.1, (end - monotonic()) / (left + 1)))
        try:
            sock.connect(address)
        except OSError:
            sock.close()
            if not left:
                raise
        else:
            sock.settimeout(seconds)
            return sock
    raise OSError(f"{host} has no address")


def _target(parts) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"HarghitaLinkCheck/1.0 (+{settings.SITE_URL}/)",
        "Accept": "text/html, */*",
        "Connection": "close",
    }


def _location(answer) -> str:
    """Written in UTF-8 against the rules now and then; http.client reads Latin 1."""
    location = answer.getheader("Location", "")
    return location.encode("latin-1").decode("utf-8", "replace")
