"""The server is replaced under load, and nobody notices."""

import signal
import socket
import threading
from http.client import HTTPException

from tests.operations.servers import wait_until, workers_of

PAGES = ["/en/partners/", "/hu/", "/ro/cautare/?q=zala"]


class Visitors:
    """Who asks for pages all the time, each on a new line; notes every answer and every fault."""

    def __init__(self, site):
        self.site, self.seen, self.end = site, [], threading.Event()
        self.threads = [threading.Thread(target=self._visit) for _ in range(4)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        self.go_on()
        return self

    def __exit__(self, *fault):
        self.end.set()
        for thread in self.threads:
            thread.join()

    def go_on(self):
        """Waits until fifty more answers were seen."""
        before = len(self.seen)
        wait_until(lambda: len(self.seen) >= before + 50, "nothing is answered")

    def _visit(self):
        while not self.end.is_set():
            for path in PAGES:
                try:
                    self.seen.append(self.site.get(path)[0])
                except (OSError, HTTPException) as error:
                    self.seen.append(repr(error))


def test_new_processes_take_over_without_a_dropped_request(site):
    site.serve()
    before = workers_of(site.server)
    with Visitors(site) as visitors:
        site.server.send_signal(signal.SIGHUP)
        wait_until(
            lambda: len(now := workers_of(site.server)) == 2 and not before & now,
            "the old processes stay",
        )
        visitors.go_on()

    assert len(before) == 2
    assert set(visitors.seen) == {200}


def test_server_is_restarted_without_a_dropped_request(site):
    """The line is held by another, as systemd does; who comes meanwhile waits for the new one."""
    with socket.create_server(("127.0.0.1", site.port), backlog=128) as line:
        bind = ("--bind", f"fd://{line.fileno()}")
        site.serve(*bind, pass_fds=(line.fileno(),))
        with Visitors(site) as visitors:
            site.stop()
            assert site.server.returncode == 0
            site.serve(*bind, pass_fds=(line.fileno(),))
            visitors.go_on()
        site.stop()

    assert set(visitors.seen) == {200}
    assert len(visitors.seen) >= 100
