"""Whether a link works: redirects followed, a second try before it is called broken."""

import ssl
from collections import defaultdict
from contextlib import contextmanager
from http.client import HTTPException
from socket import EAI_AGAIN, gaierror
from threading import Lock
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from editing.link_check.http_probe import Answer, LeadsInside, ask
from editing.link_check.states import UNREACHABLE, Finding, State

MAX_REDIRECTS = 5
# The body is not needed; but some servers answer HEAD wrongly, or not at all. Then a last try.
TRIES = ("HEAD", "GET", "GET")
PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)


class Turns:
    """Each host is asked one thing at a time, with a pause after it."""

    def __init__(self):
        self._lock = Lock()
        self._hosts = defaultdict(Lock)
        self._free = defaultdict(float)

    @contextmanager
    def of(self, host: str | None, seconds: float):
        """Waits for the host's turn. TimeoutError if it doesn't come."""
        with self._lock:
            turn = self._hosts[host]
        if not turn.acquire(timeout=max(0, seconds)):
            raise TimeoutError
        try:
            sleep(max(0, self._free[host] - monotonic()))
            yield
        finally:
            self._free[host] = monotonic() + settings.LINK_CHECK["pause"]
            turn.release()


def patience() -> float:
    """Seconds for one link, with its redirects: time for two answers that don't come."""
    return 2 * (settings.LINK_CHECK["timeout"] + settings.LINK_CHECK["pause"])


def check(url: str, turns: Turns) -> Finding:
    end = monotonic() + patience()
    for method in TRIES:
        finding = _follow(method, url, turns, end)
        if finding.state not in (*UNREACHABLE, State.REFUSES) or monotonic() > end:
            break
    return finding


def _follow(method: str, url: str, turns: Turns, end: float) -> Finding:
    moved_to, is_permanent = "", True
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = _ask_in_turn(method, url, turns, end)
            if answer.status not in REDIRECTS or not answer.location:
                return _judge(answer.status, moved_to)
            url = urljoin(url, answer.location)
            if not url.isprintable():
                raise ValueError("an address with characters that no address has")
        except (LeadsInside, OSError, HTTPException, ValueError) as problem:
            return Finding(_state_of(problem), 0, moved_to)
        is_permanent = is_permanent and answer.status in PERMANENT
        moved_to = url if is_permanent else moved_to
        if not url.startswith(("http://", "https://")):
            return Finding(State.ERROR, answer.status)
    return Finding(State.LOOP)


def _ask_in_turn(method: str, url: str, turns: Turns, end: float) -> Answer:
    with turns.of(urlsplit(url).hostname, end - monotonic()):
        seconds = min(settings.LINK_CHECK["timeout"], end - monotonic())
        if seconds <= 0:
            raise TimeoutError
        return ask(method, url, seconds)


def _judge(status: int, moved_to: str) -> Finding:
    if status in (404, 410):
        return Finding(State.NOT_FOUND, status, moved_to)
    if status >= 500 or status in REDIRECTS:
        return Finding(State.ERROR, status, moved_to)
    if status >= 400:
        return Finding(State.REFUSES, status, moved_to)
    return Finding(State.MOVED if moved_to else State.WORKS, status, moved_to)


def _state_of(problem: Exception) -> State:
    match problem:
        case LeadsInside():
            return State.INSIDE
        case gaierror():
            return State.NO_ANSWER if problem.errno == EAI_AGAIN else State.NO_NAME
        case TimeoutError():
            return State.SLOW
        case ssl.SSLError():
            return State.INSECURE
        case OSError() | HTTPException():
            return State.NO_ANSWER
        case _:
            return State.NO_NAME  # no address at all
