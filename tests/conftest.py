"""Fixtures of all tests, and what becomes of tests whose tools are not on the machine."""

import gc
import os
import shutil
import sys
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.utils import translation

from harghita_intl.page_cache.models import ContentRevision
from partners.models import PartnerRegion
from tests.html import ParsedPage
from tests.site_pages import PublicPage, every_page

TESTS = Path(__file__).parent
BROWSER_TESTS = TESTS / "browser"
# What another database can break: its search, order, dates, constraints, locks, revisions,
# histories and copies. Only these run on PostgreSQL, too.
OF_THE_DATABASE = [
    "activities/test_timeline.py",
    "activities/test_timeline_chart.py",
    "activities/test_yearly_totals.py",
    "admin/test_conflicts.py",
    "admin/test_deletion.py",
    "admin/test_drafts.py",
    "admin/test_history.py",
    "admin/test_list_queries.py",
    "admin/test_lists.py",
    "admin/test_queries.py",
    "admin/test_throttle.py",
    "admin/test_who_gets_in.py",
    "decisions",
    "feeds/test_atom.py",
    "feeds/test_atom_entries.py",
    "history/test_memento.py",
    "history/test_versions.py",
    "import_export/test_confirmation.py",
    "import_export/test_import_export.py",
    "import_export/test_mistakes.py",
    "import_export/test_steps.py",
    "link_check/test_check_links.py",
    "link_check/test_noting.py",
    "link_check/test_uses.py",
    "operations/test_archives.py",
    "operations/test_backups.py",
    "operations/test_outage.py",
    "operations/test_processes.py",
    "operations/test_replicas.py",
    "operations/test_killed.py",
    "operations/test_starting.py",
    "page_cache",
    "partners/test_order.py",
    "partners/test_partner_table.py",
    "publishing/test_addresses.py",
    "publishing/test_documents.py",
    "publishing/test_load_content.py",
    "publishing/test_schedule.py",
    "publishing/test_translations_state.py",
    "search",
    "test_conventions.py",
    "test_fuzz.py",
    "test_queries.py",
]
# What takes long and seldom finds anything: servers killed or replaced, replicas, much content.
LONG = [
    "operations/test_killed.py",
    "operations/test_outage.py",
    "operations/test_replicas.py",
    "operations/test_stopping.py",
    "scale",
]
# What goes through all pages, widths and schemes in a browser, and not through what a person does.
SWEEPS = [
    "browser/test_admin_barriers.py",
    "browser/test_chart.py",
    "browser/test_first_screen.py",
    "browser/test_layout.py",
    "browser/test_map.py",
    "browser/test_print.py",
    "browser/test_public_pages.py",
    "browser/test_read_aloud.py",
    "browser/test_targets.py",
]
# The shell is the same engine without a window to draw: half the work for each tab.
BROWSERS = ["chromium-headless-shell", "chromium", "google-chrome"]
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
# The driver of the browser is linked with libatomic, which a small Debian lacks.
CAN_BROWSE = CHROMIUM and find_library("atomic")
NO_BROWSER = (
    "Browser tests skipped: no Chromium or no libatomic"
    " (Debian: apt install chromium-headless-shell libatomic1)."
)
IN_CI = bool(os.environ.get("CI"))


@pytest.hookimpl(tryfirst=True)  # before what -m leaves out is left out
def pytest_collection_modifyitems(items):
    gone = [place for place in [*OF_THE_DATABASE, *LONG, *SWEEPS] if not (TESTS / place).exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names tests that are not there: {gone}")
    for item in items:
        place = item.path.relative_to(TESTS)
        if is_among(place, OF_THE_DATABASE):
            item.add_marker(pytest.mark.database)
        if is_among(place, LONG):
            item.add_marker(pytest.mark.long)
        if is_among(place, SWEEPS):
            item.add_marker(pytest.mark.sweep)
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CAN_BROWSE:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_collection_finish():
    """Let each collection of garbage pass over what was loaded by now and stays, and come rarely.

    Else a fifth of the time of the tests is spent on looking through modules and tests again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def is_among(place: Path, places: list[str]) -> bool:
    return any(name in places for name in (str(place), *map(str, place.parents)))


def pytest_terminal_summary(terminalreporter):
    """Each reason for which tests were skipped, in one line."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in sorted({report.longrepr[2].removeprefix("Skipped: ") for report in skipped}):
        terminalreporter.write_line(reason, yellow=True)
    if skipped and IN_CI:
        terminalreporter.write_line("In CI a skipped test counts as a failed one.", red=True)


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def main_language():
    """Each test begins in the site's main language; a request leaves its own behind."""
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def no_contexts_of_widgets(django_test_environment):
    """Keep for tests the contexts of templates, but for those of widgets, labels and attributes.

    A form has 500 of them; to copy each for the test client takes a tenth of the time of a test.
    """
    keep_and_render = Template._render

    def render(template, context):
        if template.name and template.name.startswith("django/forms/"):
            return template.nodelist.render(context)
        return keep_and_render(template, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's own, and at its end nobody else in the test database.

    Browser tests reach it from an event loop and from the server's threads, each with a connection
    that is nobody's to close; PostgreSQL would not drop the database then.

    After a test that commits, all tables are emptied. What an empty database has, the groups with
    their permissions and a revision of the content, is then inserted: working the rights out anew
    takes as long as many a test.
    """
    tables = [
        model._meta.db_table
        for model in (ContentType, Permission, Group, Group.permissions.through)
    ]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        rows = insertions((table, *rows_of(cursor, table)) for table in tables)

    def fill(*args, **options):
        insert(rows)
        ContentRevision.objects.create(pk=1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", fill)
        yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


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
def html_of_every_page(content_rows, share_rows) -> dict[PublicPage, str]:
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

    with share_rows(read) as found:
        return found


@pytest.fixture(scope="session")
def readings(html_of_every_page) -> dict[str, ParsedPage]:
    """Every page of the county's content, taken apart, by its URL."""
    return {page.url: ParsedPage(html) for page, html in html_of_every_page.items()}


def insert(rows: list[tuple[str, list[tuple]]]) -> None:
    """Insert the rows of each table; references are checked at the end, whatever their order."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in rows:
            cursor.executemany(statement, values)
