import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.operations.clusters import BIN, Cluster
from tests.operations.connections import Server, listens
from tests.operations.installations import archives
from tests.operations.servers import Installation, free_port, wait_until

PICTURE = "pictures/0123456789abcdef0123-480.webp"
ARCHIVES = {}  # by kind of database: a backup of the county's content, made once


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL that tests may stop; each leaves it running."""
    if BIN is None:
        pytest.skip("No PostgreSQL on this machine (Debian: apt install postgresql).")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = Cluster(folder)
        made.start()
        yield made
        made.stop()


@pytest.fixture
def kind():
    """The kind of database that is tested; a test that is about one kind says which."""
    return connection.vendor


@pytest.fixture(scope="session")
def static_files(once):
    """Collected once; they are the same for every installation."""

    def collect(folder):
        made = Installation(folder, of_folder(folder))
        made.manage("collectstatic", "--no-input", "-v0")

    return str(once("static-files", collect) / "static")


@pytest.fixture
def install(kind, tmp_path, request, static_files):
    """Makes installations on the kind of database, empty ones; stops their servers at the end."""
    numbers, made = count(1), []

    def install(**environment):
        folder = tmp_path / f"installation-{next(numbers)}"
        folder.mkdir()
        database = of_folder(folder)
        if kind == "postgresql":
            database = request.getfixturevalue("cluster").make_database()
        made.append(Installation(folder, database, {"STATIC_ROOT": static_files, **environment}))
        return made[-1]

    yield install
    for installation in made:
        installation.stop()


def fill(folder: Path, database: str, static_files: str) -> None:
    made = Installation(folder, database, {"STATIC_ROOT": static_files})
    made.manage("migrate_and_load", "-v0")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, static_files, once):
    """Gives copies of a database with the county's content: of SQLite one for the whole run."""
    urls = {}

    def copy_for(installation, cluster):
        if cluster:
            if not urls:
                urls["made"] = cluster.make_database()
                fill(tmp_path_factory.mktemp("prepared"), urls["made"], static_files)
            cluster.copy(urls["made"], installation.database)
        else:
            filled = once("prepared", lambda folder: fill(folder, of_folder(folder), static_files))
            shutil.copy(filled / "site.sqlite3", installation.folder)

    return copy_for


def of_folder(folder: Path) -> str:
    return f"sqlite:///{folder}/site.sqlite3"


@pytest.fixture
def site(install, kind, prepared, request):
    """An installation with the county's content."""
    made = install()
    prepared(made, request.getfixturevalue("cluster") if kind == "postgresql" else None)
    return made


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def archive(backups, kind, request, tmp_path_factory):
    """A backup of the county's content, for tests that are about what becomes of it."""
    if kind not in ARCHIVES:
        folder = tmp_path_factory.mktemp("backup")
        request.getfixturevalue("site").manage("backup", folder)
        (ARCHIVES[kind],) = archives(folder)
    backups.mkdir()
    return Path(shutil.copy(ARCHIVES[kind], backups))


@pytest.fixture
def site_with_media(site):
    for name, content in [(PICTURE, b"a picture"), ("documents/hotărâre.pdf", b"%PDF-" * 9999)]:
        path = site.folder / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return site


@pytest.fixture(scope="module")
def start():
    """Start servers of the application that tells what it got."""
    with ExitStack() as ended:

        def start(worker: str = "operations.server.worker.Worker", *options: str) -> Server:
            port = free_port()
            command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
            command += ["--workers=1", f"--worker-class={worker}", f"--bind=127.0.0.1:{port}"]
            server = Server(port)
            server.process = ended.enter_context(
                subprocess.Popen(
                    [*command, *options, "tests.operations.impatient:application"],
                    cwd=settings.BASE_DIR,
                )
            )
            ended.callback(server.process.terminate)
            wait_until(lambda: listens(port), "the server does not listen")
            return server

        yield start


@pytest.fixture(scope="module")
def server(start):
    """One that no test stops."""
    return start()


@pytest.fixture(scope="module")
def impatient(start):
    """One that waits for nobody for long."""
    return start("tests.operations.impatient.ImpatientWorker")
