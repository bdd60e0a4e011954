"""A lock over all processes that share a database, on whatever machine they run."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from operations.connecting import connect_beside

NUMBER = 0x48415247  # of the advisory lock; any that nobody else in the database uses


@contextmanager
def in_turn(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Waits until no other process is within; a process that dies lets the next one in."""
    if connection.vendor == "postgresql":
        with connect_beside(connection) as opened:
            opened.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            yield
        return
    path = f"{connection.settings_dict['NAME']}.lock"
    with open(path, "a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
