"""The county's published content: loaded once, inserted as rows, rendered and taken apart once."""

import fcntl
import pickle
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from partners.models import PartnerRegion
from tests.html import ParsedPage
from tests.site_pages import PublicPage, every_page


@pytest.fixture(scope="session")
def content_rows(django_db_setup, django_db_blocker):
    """What `load_content` puts into an empty database, as (statement, rows) for each table."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        tables = [
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy and not model._base_manager.exists()
        ]
        call_command("load_content", verbosity=0)
        rows = insertions((table, *rows_of(cursor, table)) for table in tables)
        transaction.set_rollback(True)
    return rows


def rows_of(cursor, table: str) -> tuple[list[str], list[tuple]]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    rows = cursor.fetchall()
    return [column[0] for column in cursor.description], rows


def insertions(tables) -> list[tuple[str, list[tuple]]]:
    """Return what inserts the rows of (table, columns, rows): a statement, and the rows."""
    return [(insertion(table, columns), rows) for table, columns, rows in tables if rows]


def insertion(table: str, columns: list[str]) -> str:
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    values = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({values})"


@pytest.fixture
def content(db, content_rows):
    """The county's published content, as `make run` loads it.

    Loading it takes a second, so that is done once; each test gets copies of the rows.
    """
    insert(content_rows)


@pytest.fixture(scope="module")
def content_of_module(content_rows, share_rows):
    """The county's content, inserted once for a module of which every test needs it."""
    with share_rows(lambda: insert(content_rows)):
        yield


@pytest.fixture(scope="session")
def share_rows(content_rows, django_db_blocker):
    """Gives a context in which rows are there for several tests, each in a savepoint of its own.

    It is for modules of which every test needs the rows, and none commits. The content is loaded
    before, as it has to be into an empty database, whichever module comes first.
    """

    @contextmanager
    def sharing(make):
        atomic = transaction.atomic()
        with django_db_blocker.unblock():
            atomic.__enter__()
            try:
                made = make()
            except BaseException:
                atomic.__exit__(*sys.exc_info())
                raise
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)

    return sharing


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Makes a folder of the whole run, whichever process of it needs it first."""
    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent

    def once(name: str, make: Callable[[Path], None]) -> Path:
        with (base / f"{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder = base / name
            if not (folder / "made").exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                (folder / "made").touch()
        return folder

    return once


@pytest.fixture(scope="session")
def html_of_every_page(content_rows, share_rows, once) -> dict[PublicPage, str]:
    """Every page of the county's content as it is rendered: once, for all who only read it."""

    def read():
        if not PartnerRegion.objects.exists():  # else the module has inserted the content
            insert(content_rows)
        client, found = Client(), {}
        for page in every_page():
            response = client.get(page.url)
            assert response.status_code == 200, page
            found[page] = response.content.decode()
        assert len(found) == 3 * (6 + 19 + 18 + 50 + 8)
        return found

    def write(folder: Path):
        with share_rows(read) as found:
            (folder / "pages").write_bytes(pickle.dumps(found))

    return pickle.loads((once("pages", write) / "pages").read_bytes())


@pytest.fixture(scope="session")
def readings(html_of_every_page) -> dict[str, ParsedPage]:
    """Every page of the county's content, taken apart, by its URL."""
    return {page.url: ParsedPage(html) for page, html in html_of_every_page.items()}


def insert(rows: list[tuple[str, list[tuple]]]) -> None:
    """Insert the rows of each table; references are checked at the end, whatever their order."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in rows:
            cursor.executemany(statement, values)
