"""While the database is out of reach, only one thread at a time waits for it."""

import sqlite3
import threading
from collections.abc import Hashable

import psycopg
from django.db import Error, OperationalError

from publishing.freshness.revision import Revision

OUT_OF_REACH = (Error, sqlite3.Error, psycopg.Error, FileNotFoundError)


class OneAtATime:
    """A revision that is refused at once where another thread is finding out already."""

    def __init__(self, revision: Revision):
        self.revision = revision
        self.is_out = False
        self.trying = threading.Lock()

    def __call__(self) -> Hashable:
        if not self.is_out:
            return self._ask()
        if not self.trying.acquire(blocking=False):
            raise OperationalError("The database is out of reach.")
        try:
            return self._ask()
        finally:
            self.trying.release()

    def _ask(self) -> Hashable:
        try:
            answer = self.revision()
        except OUT_OF_REACH:
            self.is_out = True
            raise
        self.is_out = False
        return answer
