"""Fixtures of all tests, and what becomes of tests whose tools are not on the machine."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

BROWSER_TESTS = Path(__file__).parent / "browser"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
IN_CI = bool(os.environ.get("CI"))
NO_CHROMIUM = "Browser tests skipped: no Chromium found (Debian: apt install chromium)."


def pytest_collection_modifyitems(items):
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        terminalreporter.write_line(NO_CHROMIUM, yellow=True)


def pytest_sessionfinish(session):
    """On the machine that decides, what was not tested counts as failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def content(db):
    """The county's published content, as `make run` loads it."""
    call_command("load_content", verbosity=0)
