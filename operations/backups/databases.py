"""A whole database as files of one moment, and back: each kind of database in its own way.

Rows are not taken through models: a copy has to hold what is there, whatever the code thinks of it.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.sql import SQL, Identifier

from operations.backups.migrating import migrate_to
from operations.connecting import connect_beside

Tables = dict[str, list]  # of each table its number of rows, and their SHA-256


def database_of(connection: BaseDatabaseWrapper) -> "SQLite | PostgreSQL":
    """What copies the database that Django's connection leads to."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)


class SQLite:
    """One file, made by ``VACUUM INTO`` in one read transaction; writers go on meanwhile."""

    kind = "sqlite"

    def __init__(self, connection: BaseDatabaseWrapper):
        self.django = connection

    def dump(self, folder: Path) -> Tables:
        copy = folder / "site.sqlite3"
        with closing(self._open()) as site:
            site.execute("VACUUM INTO ?", [str(copy)])
        with closing(sqlite3.connect(copy)) as copied:
            return {name: self._state(copied, name) for name in self._tables(copied)}

    def restore(self, folder: Path, migrations: list[tuple[str, str]]) -> None:
        """Puts the copy in the place of what is there, in one transaction."""
        with (
            closing(sqlite3.connect(folder / "site.sqlite3")) as copy,
            closing(self._open()) as site,
        ):
            copy.backup(site)

    def clear(self) -> None:
        """Nothing: restoring takes the place of the whole file."""

    def _open(self) -> sqlite3.Connection:
        """A connection of its own, which Django's must not be in the way of."""
        self.django.close()
        return sqlite3.connect(self.django.settings_dict["NAME"], timeout=60, uri=True)

    def _tables(self, opened: sqlite3.Connection) -> list[str]:
        found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [name for (name,) in found]

    def _state(self, opened: sqlite3.Connection, table: str) -> list:
        rows = sorted(repr(row) for row in opened.execute(f'SELECT * FROM "{table}"'))
        return [len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()]


class PostgreSQL:
    """A file for each table, by ``COPY`` in one snapshot; needs no program of PostgreSQL's.

    The schema is not copied: migrating as far as the copied database had been makes the same.
    """

    kind = "postgresql"

    def __init__(self, connection: BaseDatabaseWrapper):
        self.django = connection

    def dump(self, folder: Path) -> Tables:
        with self._open() as site:
            site.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            site.read_only = True
            names = self._tables(site)
            tables = {name: self._copy(site, name, folder / f"{name}.csv") for name in names}
            last = site.execute(
                "SELECT sequencename, last_value FROM pg_sequences"
                " WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1"
            )
            (folder / "sequences.json").write_text(json.dumps(dict(last)), encoding="ascii")
        return tables

    def restore(self, folder: Path, migrations: list[tuple[str, str]]) -> None:
        """Makes the tables as they were, and fills them in one transaction."""
        migrate_to(self.django, migrations)
        with self._open() as site:
            site.execute("SET CONSTRAINTS ALL DEFERRED")
            names = SQL(", ").join(map(Identifier, self._tables(site)))
            site.execute(SQL("TRUNCATE {}").format(names))
            for file in sorted(folder.glob("*.csv")):
                self._fill(site, file)
            # Numbers of what was deleted are not given again: permanent addresses are made of them.
            last = json.loads((folder / "sequences.json").read_text(encoding="ascii"))
            for name, value in last.items():
                site.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, value])

    def clear(self) -> None:
        """Takes away every table."""
        with self._open() as site:
            for name in self._tables(site):
                site.execute(SQL("DROP TABLE {} CASCADE").format(Identifier(name)))

    def _open(self) -> psycopg.Connection:
        opened = connect_beside(self.django)
        opened.execute("SET TIME ZONE 'UTC'")
        opened.autocommit = False
        return opened

    def _tables(self, site: psycopg.Connection) -> list[str]:
        found = site.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        )
        return [name for (name,) in found]

    def _copy(self, site: psycopg.Connection, table: str, file: Path) -> list:
        """The rows in the order of their key, columns by name: equal tables give equal files."""
        query = SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)").format(
            SQL(", ").join(map(Identifier, self._columns(site, table))),
            Identifier(table),
            SQL(", ").join(SQL('{}::text COLLATE "C"').format(c) for c in self._key(table)),
        )
        digest = hashlib.sha256()
        with file.open("wb") as target, site.cursor() as cursor:
            with cursor.copy(query) as rows:
                for piece in rows:
                    digest.update(piece)
                    target.write(piece)
            return [cursor.rowcount, digest.hexdigest()]

    def _columns(self, site: psycopg.Connection, table: str) -> list[str]:
        found = site.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s ORDER BY 1",
            [table],
        )
        return sorted(name for (name,) in found)

    def _key(self, table: str) -> list[Identifier]:
        with self.django.cursor() as cursor:
            names = self.django.introspection.get_primary_key_columns(cursor, table)
        return [Identifier(name) for name in names]

    def _fill(self, site: psycopg.Connection, file: Path) -> None:
        columns = self._columns(site, file.stem)
        query = SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)").format(
            Identifier(file.stem), SQL(", ").join(map(Identifier, columns))
        )
        with file.open("rb") as source, site.cursor() as cursor, cursor.copy(query) as rows:
            while piece := source.read(1 << 16):
                rows.write(piece)
