"""Work that many ask for at once, done by one of them."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


class SingleFlight:
    """Does the work for a key once at a time; who waits takes what was begun after they asked."""

    def __init__(self):
        self.lock = threading.Lock()
        self.waiting: dict[Hashable, Future] = {}  # by key: what has not begun yet
        self.locks = [threading.Lock() for _ in range(64)]  # many more than threads

    def run(self, key: Hashable, work: Callable[[], Result]) -> tuple[Result, bool]:
        """Return the result, and whether it was this thread that did the work."""
        with self.lock:
            flight = self.waiting.get(key)
            joins = flight is not None
            if not joins:
                flight = self.waiting[key] = Future()
        if not joins:
            with self.locks[hash(key) % len(self.locks)]:
                with self.lock:
                    del self.waiting[key]
                try:
                    flight.set_result(work())
                except BaseException as error:
                    flight.set_exception(error)
        return flight.result(), not joins
