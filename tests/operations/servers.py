"""Installations of the site, each with its server, and visitors of them."""

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
from django.conf import settings

from tests.operations.forked import Forked

BROKEN_LINE = (OSError, HTTPException)  # the second is an answer that was cut off


@dataclass
class Installation:
    """The site, installed as in production: its folder, its database, its server."""

    folder: Path
    database: str
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    server: Forked | subprocess.Popen | None = None

    def __post_init__(self):
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "SECRET_KEY"},
            "DJANGO_SETTINGS_MODULE": "harghita_intl.settings",
            "DATABASE_URL": self.database,
            "DATA_DIR": str(self.folder),
            "SITE_URL": self.url,
            **self.environment,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        """Runs a command to its end."""
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=300)
        if check and process.returncode:
            raise AssertionError(f"{arguments}: {out}{err}")
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def begin(self, *arguments: str) -> Forked:
        """Starts a command."""
        written = self.folder.parent / f"{self.folder.name}-{secrets.token_hex(4)}"
        out, err = written.with_suffix(".out"), written.with_suffix(".err")
        return Forked("manage", arguments, self.environment, out, err)

    def serve(
        self, *options: str, pass_fds: tuple[int, ...] = (), is_forked: bool = True
    ) -> "Installation":
        """Starts the production server, and waits until it answers."""
        bind = () if pass_fds else ("--bind", f"127.0.0.1:{self.port}")
        arguments = ["--config", "gunicorn.conf.py", *bind, *options, "harghita_intl.wsgi"]
        if pass_fds or not is_forked:
            with self.log.open("ab") as log:
                self.server = subprocess.Popen(
                    [sys.executable, "-m", "gunicorn", *arguments],
                    cwd=settings.BASE_DIR,
                    env=self.environment,
                    stderr=log,
                    pass_fds=pass_fds,
                )
        else:
            self.server = Forked("gunicorn", arguments, self.environment, self.log, self.log)
        wait_until(self._answers, "the server does not answer")
        return self

    def _answers(self) -> bool:
        assert self.server.poll() is None, self.log.read_text()
        try:
            with urlopen(f"{self.url}/healthz", timeout=20):
                return True
        except BROKEN_LINE:
            return False

    def get(self, path: str, **headers: str) -> tuple[int, dict, str]:
        return get(f"{self.url}{path}", **headers)

    def commit(self, *statements: str) -> None:
        """Changes the database from outside, in one transaction."""
        with closing(self.open()) as opened:
            for sql in statements:
                opened.execute(sql)
            opened.commit()

    def ask(self, sql: str) -> list[tuple]:
        with closing(self.open()) as opened:
            return opened.execute(sql).fetchall()

    def open(self):
        if self.database.startswith("sqlite"):
            return sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)
        return psycopg.connect(self.database)

    def stop(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            self.server.wait(40)


class Seen(NamedTuple):
    """What one visitor saw."""

    requested: float  # when, as time.monotonic() tells it
    status: int | str  # or the fault, in words
    is_stale: bool = False


class Visitors:
    """Who asks for pages all the time, each on a new line; notes every answer and every fault."""

    def __init__(self, site: Installation, paths: list[str], number: int = 4):
        self.site, self.paths = site, paths
        self.seen: list[Seen] = []
        self.end = threading.Event()
        self.threads = [threading.Thread(target=self._visit) for _ in range(number)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *server_error_page):
        self.end.set()
        for thread in self.threads:
            thread.join()

    def go_on(self, answers: int) -> None:
        """Waits until so many more answers were seen."""
        before = len(self.seen)
        wait_until(lambda: len(self.seen) >= before + answers, "nothing is answered")

    def statuses(self) -> set[int | str]:
        return {seen.status for seen in self.seen}

    def _visit(self) -> None:
        while not self.end.is_set():
            for path in self.paths:
                requested = time.monotonic()
                try:
                    status, headers, _text = self.site.get(path)
                    self.seen.append(Seen(requested, status, "Warning" in headers))
                except BROKEN_LINE as error:
                    self.seen.append(Seen(requested, repr(error)))


def workers_of(server: subprocess.Popen) -> set[str]:
    """The numbers of a server's processes."""
    return set(Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split())


def free_port() -> int:
    """A port that nobody else is given before this process ends.

    It stays bound here, without listening: a server that is told of it may, by SO_REUSEADDR.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    port = held.getsockname()[1]
    held.detach()
    return port


def wait_until(is_so, complaint: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, complaint
        time.sleep(0.05)


def get(url: str, **headers: str) -> tuple[int, dict, str]:
    """What is answered to one question: status, headers, text."""
    request = Request(url, headers={n.replace("_", "-"): v for n, v in headers.items()})
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode(errors="replace")
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()
