"""A database as one file, with its schema, and back: by the tools of its maker."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from operations.backups import BackupError
from operations.backups.postgresql import run


class SQLite:
    """A copy made by ``VACUUM INTO`` in one read transaction; writers go on meanwhile."""

    name, file = "SQLite", "site.sqlite3"

    def dump(self, copy: Path) -> None:
        """Copy the database into a file."""
        with closing(_open()) as site:
            site.execute("VACUUM INTO ?", [str(copy)])

    def check(self, copy: Path) -> None:
        """Raise BackupError unless the copy is a whole database."""
        with closing(sqlite3.connect(copy)) as opened:
            if opened.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupError("The copy of the database is damaged.")

    def restore(self, copy: Path | str) -> None:
        """Put the copy in the place of what is there, in one transaction."""
        with closing(sqlite3.connect(copy)) as source, closing(_open()) as site:
            source.backup(site)

    def clear(self) -> None:
        """Take away every table."""
        self.restore(":memory:")


class PostgreSQL:
    """A dump by ``pg_dump``, of one snapshot; ``psql`` restores it in one transaction."""

    name, file = "PostgreSQL", "site.dump"
    clearing = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"

    def dump(self, copy: Path) -> None:
        """Dump the database into a file."""
        run("pg_dump", "--format=custom", f"--file={copy}")

    def check(self, copy: Path) -> None:
        """Raise BackupError unless the dump can be read."""
        run("pg_restore", "--list", str(copy), connects=False)

    def restore(self, copy: Path) -> None:
        """Put the dump in the place of what is there, in one transaction."""
        script = copy.with_suffix(".sql")
        write = ("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
        run(*write, connects=False)
        load = ("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        # Without the figures of ANALYZE, questions of many entries take seconds for some minutes.
        run(*load, f"--command={self.clearing}", f"--file={script}", "--command=ANALYZE")

    def clear(self) -> None:
        """Take away every table, function and type."""
        with connection.cursor() as cursor:
            cursor.execute(self.clearing)


def _open() -> sqlite3.Connection:
    """Open a connection of its own, which Django's must not be in the way of."""
    connection.close()
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=60, uri=True)


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
