"""A real Chromium, and a page that tells what it should not have done."""

import os

import pytest
from playwright.sync_api import expect

from tests.conftest import CHROMIUM

# Playwright runs an event loop in this thread; Django then suspects every query of being in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
expect.set_options(timeout=15_000)  # for slow machines; what is there sooner is not waited for


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture
def site(live_server, content):
    """The address of a running site with the county's content."""
    return live_server.url


# Chromium says so if somebody was quicker than the page; what had the focus keeps it.
TYPED_BEFORE_AUTOFOCUS = (
    "Autofocus processing was blocked because a document already has a focused element."
)


@pytest.fixture
def watch(live_server):
    """Watches a page: whatever its console says, or it asks of other hosts, fails the test."""
    faults = []

    def watching(page, but_for=()):
        page.on(
            "console",
            lambda message: (
                message.text in (TYPED_BEFORE_AUTOFOCUS, *but_for)
                or faults.append(f"console: {message.text}")
            ),
        )
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((live_server.url, "data:"))
                or faults.append(f"request: {request.url}")
            ),
        )
        return page

    yield watching
    assert faults == []
