"""Fixtures of all tests, and what becomes of tests whose tools are not on the machine."""

import os
import shutil
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

BROWSER_TESTS = Path(__file__).parent / "browser"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
# The driver of the browser is linked with libatomic, which a small Debian lacks.
CAN_BROWSE = CHROMIUM and find_library("atomic")
NO_BROWSER = (
    "Browser tests skipped: no Chromium or no libatomic (Debian: apt install chromium libatomic1)."
)
IN_CI = bool(os.environ.get("CI"))


def pytest_collection_modifyitems(items):
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CAN_BROWSE:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's own, and at its end nobody else in the test database.

    Browser tests reach it from an event loop and from the server's threads, each with a connection
    that is nobody's to close; PostgreSQL would not drop the database then.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def content_rows(django_db_setup, django_db_blocker):
    """What `load_content` puts into an empty database: a list of rows per table."""
    with django_db_blocker.unblock(), transaction.atomic():
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy and not model._base_manager.exists()
        ]
        call_command("load_content", verbosity=0)
        rows = [list(model._base_manager.all()) for model in models]
        transaction.set_rollback(True)
    return [objects for objects in rows if objects]


@pytest.fixture
def content(db, content_rows):
    """The county's published content, as `make run` loads it.

    Loading it takes a second, so that is done once; each test gets copies of the rows.
    """
    with transaction.atomic():  # references are checked at its end, whatever the order of tables
        for objects in content_rows:
            type(objects[0])._base_manager.bulk_create(objects)
