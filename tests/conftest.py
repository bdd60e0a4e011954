"""Fixtures of all tests, and what becomes of tests whose tools are not on the machine."""

import gc
import os
import shutil
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connection
from django.template.base import Template
from django.utils import translation

from harghita_intl.page_cache.models import ContentRevision
from tests.content import (  # noqa: F401 -- fixtures, too
    content,
    content_of_module,
    content_rows,
    html_of_every_page,
    insert,
    insertions,
    once,
    readings,
    rows_of,
    share_rows,
)

TESTS = Path(__file__).parent
BROWSER_TESTS = TESTS / "browser"
# What another database can break: its search, order, dates, constraints, locks, revisions,
# histories and copies. Only these run on PostgreSQL, too.
OF_THE_DATABASE = [
    "activities/test_timeline.py",
    "activities/test_timeline_chart.py",
    "activities/test_yearly_totals.py",
    "admin/test_audit_trail.py",
    "admin/test_client_networks.py",
    "admin/test_conflicts.py",
    "admin/test_deletion.py",
    "admin/test_drafts.py",
    "admin/test_drafts_published.py",
    "admin/test_history.py",
    "admin/test_list_filters.py",
    "admin/test_list_queries.py",
    "admin/test_lists.py",
    "admin/test_password_reset.py",
    "admin/test_queries.py",
    "admin/test_sessions.py",
    "admin/test_throttle.py",
    "admin/test_tombstones.py",
    "decisions",
    "feeds/test_atom.py",
    "feeds/test_atom_entries.py",
    "history/test_memento.py",
    "history/test_version_lists.py",
    "history/test_versions.py",
    "import_export/test_colleagues.py",
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
    "publishing/test_document_library.py",
    "publishing/test_documents.py",
    "publishing/test_load_content.py",
    "publishing/test_office_files.py",
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


def is_among(place: Path, locations: list[str]) -> bool:
    return any(name in locations for name in (str(place), *map(str, place.parents)))


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
