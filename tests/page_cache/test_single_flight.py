"""Whoever waits for a page takes the one whose rendering began after they asked."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from harghita_intl.page_cache.single_flight import SingleFlight

WAIT = 30  # seconds, for what happens at once


def test_those_who_ask_meanwhile_share_one_result_begun_after_they_asked():
    flights, began, go_on, results = SingleFlight(), threading.Event(), threading.Event(), []

    def work():
        results.append(len(results))
        number = results[-1]
        began.set()
        assert go_on.wait(WAIT)
        return number

    with ThreadPoolExecutor(6) as visitors:
        first = visitors.submit(flights.run, "page", work)
        assert began.wait(WAIT)
        others = [visitors.submit(flights.run, "page", work) for _ in range(5)]
        end = time.monotonic() + WAIT
        while not flights.waiting and time.monotonic() < end:
            time.sleep(0.001)
        go_on.set()

        assert first.result(WAIT) == (0, True)
        numbers = {other.result(WAIT)[0] for other in others}
    assert 0 not in numbers
    assert flights.waiting == {}


def test_other_work_does_not_wait():
    flights, go_on = SingleFlight(), threading.Event()
    keys = ["a", next(k for k in "bcdefgh" if hash(k) % 64 != hash("a") % 64)]
    with ThreadPoolExecutor(1) as visitor:
        slow = visitor.submit(flights.run, keys[0], lambda: go_on.wait(WAIT))
        assert flights.run(keys[1], lambda: "done") == ("done", True)
        go_on.set()
        assert slow.result(WAIT) == (True, True)


def test_fault_reaches_who_asked_and_the_next_tries_anew():
    flights = SingleFlight()

    def fail():
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        flights.run("page", fail)
    assert flights.run("page", lambda: "well") == ("well", True)
