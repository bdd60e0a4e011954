"""The programs of PostgreSQL: where they are, and how they reach the database of the site."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from operations.backups import BackupError

# Of a connection, what programs need to know; psycopg has options that those of Debian lack.
OPTIONS = {"host", "hostaddr", "port", "dbname", "user", "options", "service", "passfile"}
OPTIONS |= {"sslmode", "sslcert", "sslkey", "sslrootcert", "sslcrl"}


def run(program: str, *arguments: str, connects: bool = True) -> None:
    """Run a program to its end, by default on the database of the site.

    Raise BackupError if it fails, is missing, or is older than the server.
    """
    server, environment = 0, dict(os.environ)
    if connects:
        connection.ensure_connection()
        info = connection.connection.info
        server = info.server_version // 10_000
        environment["PGPASSWORD"] = info.password  # not an argument, which everybody may read
        facts = {k: v for k, v in info.get_parameters().items() if k in OPTIONS}
        arguments = (f"--dbname={make_conninfo(**facts)}", *arguments)
    folders = [*map(Path, os.get_exec_path()), *Path("/usr/lib/postgresql").glob("*/bin")]
    command = [find_programs(server, folders) / program, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(f"{program} failed ({done.returncode}): {done.stderr.strip()}")


def find_programs(server: int, folders: Iterable[Path]) -> Path:
    """Return the folder with the programs of the server's main version, else with the newest.

    What a newer version writes, an older server need not understand.
    """
    found = {}
    for folder in folders:
        if (folder / "pg_dump").exists():
            command = [folder / "pg_dump", "--version"]
            result = subprocess.run(command, capture_output=True, text=True)
            if version := re.search(r"\d+", result.stdout):
                found[int(version[0])] = folder
    newest = max(found, default=0)
    if not newest:
        raise BackupError("pg_dump is not on this machine (Debian: apt install postgresql-client).")
    if newest < server:
        raise BackupError(
            f"pg_dump is of PostgreSQL {newest}, older than the server's {server}"
            f" (Debian: apt install postgresql-client-{server})."
        )
    return found.get(server, found[newest])
