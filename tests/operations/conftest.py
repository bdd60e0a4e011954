import shutil
import tempfile
from itertools import count
from pathlib import Path

import pytest
from django.db import connection

from tests.operations.servers import BIN, Cluster, Installation


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
def static_files(tmp_path_factory):
    """Collected once; they are the same for every installation."""
    folder = tmp_path_factory.mktemp("static")
    made = Installation(folder, f"sqlite:///{folder}/site.sqlite3")
    made.manage("collectstatic", "--no-input", "-v0")
    return str(folder / "static")


@pytest.fixture
def install(kind, tmp_path, request, static_files):
    """Makes installations on the kind of database, empty ones; stops their servers at the end."""
    numbers, made = count(1), []

    def install(**environment):
        folder = tmp_path / f"installation-{next(numbers)}"
        folder.mkdir()
        database = f"sqlite:///{folder}/site.sqlite3"
        if kind == "postgresql":
            database = request.getfixturevalue("cluster").make_database()
        made.append(Installation(folder, database, {"STATIC_ROOT": static_files, **environment}))
        return made[-1]

    yield install
    for installation in made:
        installation.stop()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, static_files):
    """Makes, once for each kind of database, one with the county's content; gives its copies."""
    addresses = {}

    def copy_for(installation, cluster):
        kind = installation.database.partition(":")[0]
        if kind not in addresses:
            folder = tmp_path_factory.mktemp("prepared")
            addresses[kind] = (
                cluster.make_database() if cluster else f"sqlite:///{folder}/site.sqlite3"
            )
            made = Installation(folder, addresses[kind], {"STATIC_ROOT": static_files})
            made.manage("migrate", "-v0")
            made.manage("load_content", "-v0")
        if cluster:
            cluster.copy(addresses[kind], installation.database)
        else:
            shutil.copy(addresses[kind].removeprefix("sqlite:///"), installation.folder)

    return copy_for


@pytest.fixture
def site(install, kind, prepared, request):
    """An installation with the county's content."""
    made = install()
    prepared(made, request.getfixturevalue("cluster") if kind == "postgresql" else None)
    return made
