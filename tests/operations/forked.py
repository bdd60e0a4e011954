"""Processes of installations, forked from one that has imported what they import of packages.

To import packages takes longer than most of what a test has a process do. Nothing of the site's
own, and no settings, is there before a process has its environment.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "django.contrib.admin.decorators",
        "django.contrib.syndication.views",
        "django.core.mail",
        "django.core.management",
        "django.core.management.commands.migrate",
        "django.core.servers.basehttp",
        "django.db.migrations.executor",
        "django.db.backends.sqlite3.base",
        "django.db.models",
        "django.forms",
        "django.template.loader",
        "django.test.client",
        "django.views.generic",
        "environ",
        "gunicorn.app.wsgiapp",
        "httpcore",
        "icalendar",
        "markdown_it",
        "nh3",
        "openpyxl",
        "pi_heif",
        "pikepdf",
        "PIL.ImageOps",
        "psycopg",
        "pydantic.main",
        "pydantic.networks",
        "pyrage",
        "rapidfuzz",
        "rdflib",
        "segno",
        "snowballstemmer",
        "tablib",
        "webauthn",
        "whitenoise",
        "yaml",
    ]
)


class Forked:
    """A process as those of `subprocess`, which writes to files; it does not outlive the tests."""

    def __init__(
        self, module: str, arguments: list, environment: dict[str, str], out: Path, err: Path
    ):
        self.out, self.err = out, err
        argv = [module, *map(str, arguments)]
        self._process = FORKS.Process(target=run, args=(argv, environment, out, err), daemon=True)
        self._process.start()
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        self.wait(timeout)
        return self.out.read_text(), self.err.read_text()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def run(argv: list[str], environment: dict[str, str], out: Path, err: Path) -> None:
    """Become `python -m` of a module with arguments: the site's environment, its files."""
    for path, number in ((out, 1), (err, 2)):
        with path.open("ab") as file:
            os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(__file__).parents[2])
    sys.argv = argv
    runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
