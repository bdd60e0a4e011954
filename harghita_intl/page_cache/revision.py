"""The revision of the content: another one as soon as anything that pages show was committed.

Triggers give it (`triggers.py`). It is read for every request: from SQLite in microseconds, from
PostgreSQL by one short question, which all who ask at the same time share.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import Error, InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from harghita_intl.page_cache.models import ContentRevision

Revision = Callable[[], Hashable]
READ = f"SELECT value FROM {ContentRevision._meta.db_table} WHERE id = 1"
OUT_OF_REACH = (Error, sqlite3.Error, OSError)
MAX_WAIT = 2  # seconds for an answer of the database


def revision_of(database: BaseDatabaseWrapper) -> Revision:
    """Return what reads the revision from the database of Django's connection."""
    if database.vendor == "sqlite":
        return SQLiteRevision(database.settings_dict["NAME"])
    return SharedRevision(read_row)


class SQLiteRevision:
    """Reads the row only if ``PRAGMA data_version`` tells that another connection has committed.

    The values of two connections do not compare, so a process has one, shared by its threads.
    https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, path):
        self.path = None if str(path).startswith("file:") else path
        self.uri = f"file:{path}?mode=ro" if self.path else path
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        self.file = 0  # the number of the file that is open; another one may be put in its place
        self.known: tuple[int | None, Hashable] = (None, None)  # data_version, revision

    def __call__(self) -> Hashable:
        file = os.stat(self.path).st_ino if self.path else 0
        with self.lock:
            if self.connection is None or file != self.file:
                self.connection = sqlite3.connect(self.uri, uri=True, check_same_thread=False)
                self.file, self.known = file, (None, None)
            (version,) = self.connection.execute("PRAGMA data_version").fetchone()
            if version != self.known[0]:
                self.known = version, _one(self.connection.execute(READ).fetchone())
            return self.known[1]

    def close(self) -> None:
        """Close the connection."""
        with self.lock:
            if self.connection is not None:
                self.connection.close()
                self.connection = None


class SharedRevision:
    """Reads in a thread of its own, so that nobody waits longer than `MAX_WAIT` for a database.

    Once it did not answer, nobody waits while the thread still does.
    """

    def __init__(self, read: Revision):
        self.read = read
        self.thread = ThreadPoolExecutor(1, "revision")
        self.lock = threading.Lock()
        self.next: Future | None = None  # the read that has not begun yet
        self.is_reading = self.is_out = False

    def __call__(self) -> Hashable:
        with self.lock:
            if self.is_out and self.is_reading:
                raise OperationalError("The database does not answer.")
            if self.next is None:
                self.next = self.thread.submit(self._read)
            reading = self.next
        try:
            revision = reading.result(MAX_WAIT)
        except (*OUT_OF_REACH, TimeoutError) as error:
            self.is_out = True
            raise OperationalError("The database is out of reach.") from error
        self.is_out = False
        return revision

    def _read(self) -> Hashable:
        with self.lock:
            self.next, self.is_reading = None, True
        try:
            return self.read()
        finally:
            self.is_reading = False

    def close(self) -> None:
        """Close the connection of the thread."""
        self.thread.submit(lambda: connection.close()).result()
        self.thread.shutdown()


def read_row() -> Hashable:
    """Return the revision by Django's connection of this thread, which is opened anew if broken."""
    try:
        return _ask()
    except (OperationalError, InterfaceError):  # such as a server that was started anew
        connection.close()
        return _ask()


def _ask() -> Hashable:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return _one(cursor.fetchone())


def _one(row: tuple | None) -> Hashable:
    """Return the value; without a row, which `migrate` makes, nothing that was ever cached."""
    return str(row[0]) if row else object()
