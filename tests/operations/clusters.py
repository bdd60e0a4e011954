"""A PostgreSQL of the tests' own."""

import os
import pwd
import secrets
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


class Cluster:
    """A PostgreSQL that can be stopped and started; reached by a socket in its folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.as_whom = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.as_whom:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        self._run(
            "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"
        )

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "--wait", f"--log={self.folder}/log", f"--options={options}", "start")

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "--wait", f"--mode={how}", "stop")

    def hang(self) -> None:
        """Has no process of it go on: whoever asks is neither answered nor refused."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        server = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        for process in (server, *children):
            os.kill(int(process), number)

    def make_database(self) -> str:
        """The address of a new and empty one."""
        name = f"site_{secrets.token_hex(4)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as opened:
            opened.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def copy(self, source: str, target: str) -> None:
        """Makes a database that is there anew, as a copy of another one."""
        source, target = (urlsplit(url).path[1:] for url in (source, target))
        with psycopg.connect(self.url("postgres"), autocommit=True) as opened:
            opened.execute(f"DROP DATABASE {target}")
            opened.execute(f"CREATE DATABASE {target} TEMPLATE {source}")

    def url(self, name: str) -> str:
        return f"postgres://postgres@/{name}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [BIN / program, "-D", self.folder / "data", *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            **self.as_whom,
        )
