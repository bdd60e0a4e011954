"""The site under its production server, to be measured: its database, processes and memory."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]


def fill(folder: str) -> dict[str, str]:
    """Fill a database in the folder with the county's content; return the environment with it.

    ``DATABASE_URL``, if it is set, leads to an empty PostgreSQL that is used instead.
    """
    environment = {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "harghita_intl.settings"}
    commands = ("migrate -v0 --no-input", "load_content -v0", "collectstatic -v0 --no-input")
    for command in commands:
        manage = [sys.executable, "manage.py", *command.split()]
        subprocess.run(manage, cwd=ROOT, env={**os.environ, **environment}, check=True)
    return environment


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def serving(module: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """Run a server configured as in production; yield its address and its process."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [*GUNICORN, "--bind", f"127.0.0.1:{port}", "--pythonpath", str(ROOT / "scripts"), module],
        cwd=ROOT,
        env={**os.environ, **environment, "SITE_URL": site},
    )
    try:
        for _ in range(300):
            try:
                urlopen(site + "/healthz").close()
                break
            except URLError:
                time.sleep(0.05)
        yield site, server
    finally:
        server.terminate()
        server.wait(20)


def megabytes(server: subprocess.Popen) -> float:
    """Return what the largest of the server's processes holds in memory."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    sizes = (Path(f"/proc/{child}/status").read_text() for child in children)
    return max(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in sizes) / 1024
