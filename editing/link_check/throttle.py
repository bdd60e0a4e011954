"""Politeness: a host is asked one thing at a time, with a pause after it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

from django.conf import settings


class Throttle:
    """Lets threads ask each host one after the other."""

    def __init__(self):
        self._lock = Lock()
        self._hosts = defaultdict(Lock)
        self._free_from = defaultdict(float)

    @contextmanager
    def wait_for(self, host: str | None, deadline: float) -> Iterator[None]:
        """Wait until the host may be asked. TimeoutError if that takes too long."""
        with self._lock:
            turn = self._hosts[host]
        if not turn.acquire(timeout=max(0, deadline - monotonic())):
            raise TimeoutError
        try:
            sleep(max(0, self._free_from[host] - monotonic()))
            yield
        finally:
            self._free_from[host] = monotonic() + settings.LINK_CHECK["pause"]
            turn.release()
