"""The revision of the database: another one as soon as anything was committed, by whomever.

Nothing is counted or announced for it. SQLite and PostgreSQL know for themselves what a connection
would see, and say so at the cost of a few microseconds, or of one short question over the line.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Hashable

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import ExecStatus

Revision = Callable[[], Hashable]


def revision_of(connection: BaseDatabaseWrapper) -> Revision:
    """What gives the revision of the database that Django's connection leads to."""
    match connection.vendor:
        case "sqlite":
            return SQLiteRevision(connection.settings_dict["NAME"])
        case "postgresql":
            return PostgreSQLRevision(connection)
    raise NotImplementedError(f"no revision is known of {connection.vendor}")


class SQLiteRevision:
    """``PRAGMA data_version``: changes when any other connection has committed.

    The values of two connections do not compare, so a process has one, shared by its threads.
    https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, path):
        self.path = None if str(path).startswith("file:") else path
        self.uri = f"file:{path}?mode=ro" if self.path else path
        self.file = 0  # the number of the file that is open; another one may be put in its place
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        self.opened = 0  # a new connection counts anew

    def __call__(self) -> Hashable:
        file = os.stat(self.path).st_ino if self.path else 0
        with self.lock:
            if self.connection is None or file != self.file:
                self.file = file
                self.connection = sqlite3.connect(self.uri, uri=True, check_same_thread=False)
                self.opened += 1
            (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return self.opened, version

    def close(self) -> None:
        """Ends with the connection."""
        with self.lock:
            if self.connection is not None:
                self.connection.close()
                self.connection = None


class PostgreSQLRevision:
    """``pg_current_snapshot()``: which transactions are visible now; a thread has one connection.

    Two equal snapshots see the same data, whoever asked for them.
    https://www.postgresql.org/docs/current/functions-info.html
    """

    QUESTION = b"SELECT pg_current_snapshot()::text"

    def __init__(self, connection: BaseDatabaseWrapper):
        self.parameters = connection.get_connection_params()
        self.parameters.pop("cursor_factory", None)
        self.parameters.pop("context", None)
        self.of_thread = threading.local()
        self.opened: set[psycopg.Connection] = set()

    def __call__(self) -> Hashable:
        try:
            return self._ask()
        except psycopg.OperationalError:  # such as a server that was started anew
            self._forget()
            return self._ask()

    def _ask(self) -> bytes:
        """By libpq itself, as it is asked for every page: a cursor takes twice as long."""
        connection = getattr(self.of_thread, "connection", None) or self._connect()
        result = connection.pgconn.exec_prepared(b"revision", [])
        if result.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(result.error_message)
        return result.get_value(0, 0)

    def _connect(self) -> psycopg.Connection:
        connection = psycopg.connect(**self.parameters, autocommit=True)
        connection.pgconn.prepare(b"revision", self.QUESTION)
        self.of_thread.connection = connection
        self.opened.add(connection)
        return connection

    def _forget(self) -> None:
        connection = getattr(self.of_thread, "connection", None)
        if connection is not None:
            self.of_thread.connection = None
            self.opened.discard(connection)
            connection.close()

    def close(self) -> None:
        """Ends with the connections of all threads."""
        for connection in self.opened:
            connection.close()
        self.opened.clear()
