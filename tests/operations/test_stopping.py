"""The server is replaced under load, and nobody notices."""

import signal
import socket

from tests.operations.servers import Visitors, wait_until, workers_of

PAGES = ["/en/partners/", "/hu/", "/ro/cautare/?q=zala"]


def test_new_processes_take_over_without_a_dropped_request(site):
    """The line is held by another, as systemd does; a process that goes takes none with it."""
    with socket.create_server(("127.0.0.1", site.port), backlog=128) as line:
        site.serve("--bind", f"fd://{line.fileno()}", pass_fds=(line.fileno(),))
        wait_until(lambda: len(workers_of(site.server)) == 2, "a process is missing")
        before = workers_of(site.server)
        with Visitors(site, PAGES) as visitors:
            visitors.go_on(50)
            site.server.send_signal(signal.SIGHUP)
            wait_until(
                lambda: len(now := workers_of(site.server)) == 2 and not before & now,
                "the old processes stay",
            )
            visitors.go_on(50)
        site.stop()

    assert visitors.statuses() == {200}


def test_server_is_restarted_without_a_dropped_request(site):
    """The line is held by another, as systemd does; who comes meanwhile waits for the new one."""
    with socket.create_server(("127.0.0.1", site.port), backlog=128) as line:
        bind = ("--bind", f"fd://{line.fileno()}")
        site.serve(*bind, pass_fds=(line.fileno(),))
        with Visitors(site, PAGES) as visitors:
            visitors.go_on(50)
            site.stop()
            assert site.server.returncode == 0
            site.serve(*bind, pass_fds=(line.fileno(),))
            visitors.go_on(50)
        site.stop()

    assert visitors.statuses() == {200}
