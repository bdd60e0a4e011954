"""A lock over all processes that share a database, on whatever machine they run."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

NUMBER = 0x48415247  # of the advisory lock; any that nobody else in the database uses
# Of several databases of a server only ours, though the others may lock the same number.
HOLDER = """
SELECT pid, application_name, client_addr, backend_start FROM pg_stat_activity
WHERE pid = (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1)"""


class LockTimeout(Exception):
    """Another process has held the lock for too long; says which."""


@contextmanager
def advisory_lock(
    connection: BaseDatabaseWrapper, wait: float, report: Callable[[str], None]
) -> Iterator[None]:
    """Hold the lock; report whom it has to wait for, and raise LockTimeout after so many seconds.

    A process that dies lets the next one in.
    """
    hold = _in_postgresql if connection.vendor == "postgresql" else _in_file
    with hold(connection, wait, report):
        yield


@contextmanager
def _in_postgresql(connection, wait, report) -> Iterator[None]:
    """Hold it in a transaction of a connection beside, with which it ends, also in a pool."""
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [NUMBER])
            if not cursor.fetchone()[0]:
                cursor.execute(HOLDER, [NUMBER])
                holder = "process {} of PostgreSQL ({}, {}, since {})".format(
                    *(cursor.fetchone() or ("?",) * 4)
                )
                report(f"Waiting for {holder}.")
                cursor.execute(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
                try:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER])
                except OperationalError as error:
                    raise LockTimeout(f"Not done in {wait} seconds: {holder}.") from error
            yield
            cursor.execute("COMMIT")
    finally:
        beside.close()


@contextmanager
def _in_file(connection, wait, report) -> Iterator[None]:
    path, end = f"{connection.settings_dict['NAME']}.lock", time.monotonic() + wait
    with open(path, "a", encoding="ascii") as file:
        is_reported = False
        while not _is_locked(file):
            if not is_reported:
                report(f"Waiting for the process that holds {path}.")
                is_reported = True
            if time.monotonic() > end:
                raise LockTimeout(f"Not done in {wait} seconds: the process that holds {path}.")
            time.sleep(0.1)
        yield


def _is_locked(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
