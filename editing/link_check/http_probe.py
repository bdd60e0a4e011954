"""Whether a link works: redirects followed, a second try before it is called broken."""

import ssl
from collections import defaultdict
from socket import EAI_AGAIN, gaierror
from threading import Lock
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
from django.conf import settings
from django.utils.encoding import iri_to_uri

from editing.link_check.guard import GuardedBackend, PrivateNetwork, seconds_until
from editing.link_check.states import UNREACHABLE, Result, State

MAX_REDIRECTS = 5
# The body is not needed; but some servers answer HEAD wrongly, or not at all. Then a last try.
METHODS = ("HEAD", "GET", "GET")
PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)
TLS = ssl.create_default_context()
HTTP_ERRORS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


class Throttle(defaultdict):
    """A lock for each host: it is asked one thing at a time, with a pause after it."""

    def __init__(self):
        super().__init__(Lock)


class Answer(NamedTuple):
    status: int
    location: str  # where a redirect leads, as the server wrote it; "" for none


def check(url: str, throttle: Throttle) -> Result:
    """Ask for a link until it works, at most three times."""
    # Time for two answers that don't come.
    deadline = monotonic() + 2 * (settings.LINK_CHECK["timeout"] + settings.LINK_CHECK["pause"])
    for method in METHODS:
        result = _follow(method, url, throttle, deadline)
        if result.state not in (*UNREACHABLE, State.REFUSES) or monotonic() > deadline:
            break
    return result


def _follow(method: str, url: str, throttle: Throttle, deadline: float) -> Result:
    moved_to, is_permanent = "", True
    for _ in range(MAX_REDIRECTS + 1):
        try:
            with throttle[urlsplit(url).hostname]:
                try:
                    answer = _ask(method, url, deadline)
                finally:
                    sleep(settings.LINK_CHECK["pause"])
            if answer.status not in REDIRECTS or not answer.location:
                return Result(_state_of_status(answer.status, moved_to), answer.status, moved_to)
            url = urljoin(url, answer.location)
            if not url.isprintable():
                raise ValueError("an address with characters that no address has")
        except (PrivateNetwork, OSError, ValueError, *HTTP_ERRORS) as error:
            return Result(_state_of_error(error), 0, moved_to)
        is_permanent = is_permanent and answer.status in PERMANENT
        moved_to = url if is_permanent else moved_to
        if not url.startswith(("http://", "https://")):
            return Result(State.ERROR, answer.status)
    return Result(State.LOOP)


def _ask(method: str, url: str, deadline: float) -> Answer:
    """Return the head of the answer, of 100 kB at most; its body is left where it is.

    Raises PrivateNetwork, OSError (TimeoutError and gaierror are some), one of HTTP_ERRORS, or
    ValueError for an address that is none.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(f"an address without a site: {url!r}")
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    target = iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    target_url = httpcore.URL(scheme=parts.scheme, host=host, port=parts.port, target=target)
    headers = {
        "Host": (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else ""),
        "User-Agent": f"HarghitaLinkCheck/1.0 (+{settings.SITE_URL}/)",
        "Accept": "text/html, */*",
        "Connection": "close",
    }
    seconds = min(settings.LINK_CHECK["timeout"], seconds_until(deadline))
    backend = GuardedBackend(monotonic() + seconds)
    with (
        httpcore.ConnectionPool(ssl_context=TLS, network_backend=backend) as client,
        client.stream(method, target_url, headers=headers) as response,
    ):
        location = {name.lower(): value for name, value in response.headers}.get(b"location", b"")
    return Answer(response.status, location.decode("utf-8", "replace"))


def _state_of_status(status: int, moved_to: str) -> State:
    if status in (404, 410):
        return State.NOT_FOUND
    if status >= 500 or status in REDIRECTS:
        return State.ERROR
    if status >= 400:
        return State.REFUSES
    return State.MOVED if moved_to else State.WORKS


def _state_of_error(error: Exception) -> State:
    match error:
        case PrivateNetwork():
            return State.INSIDE
        case gaierror():
            return State.NO_ANSWER if error.errno == EAI_AGAIN else State.NO_NAME
        case TimeoutError() | httpcore.TimeoutException():
            return State.SLOW
        case ssl.SSLError():
            return State.INSECURE
        case ValueError():
            return State.NO_NAME  # no address at all
        case _:
            return State.NO_ANSWER
