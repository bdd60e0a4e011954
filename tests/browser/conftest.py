"""A real Chromium, and a page that tells what it should not have done."""

import os
import threading
from contextlib import closing

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, TransactionTestCase
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.factories import make_page

PASSWORD = "kept in a test"
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


@pytest.fixture(scope="session")
def browser_context_args():
    """English is asked for, which not every build of Chromium does by itself."""
    return {"locale": "en-US"}


@pytest.fixture(scope="session", autouse=True)
def cached_files():
    """Style sheets and scripts are cached by the browser, as those of an installation are."""
    serve = StaticFilesHandler.serve

    def with_age(handler, request):
        response = serve(handler, request)
        response.headers["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", with_age)
        yield


@pytest.fixture(scope="module", autouse=True)
def one_at_a_time():
    """The server's threads have one connection to SQLite, and so have the tests that empty it.

    A request that a page sends when it is left may come when its test is over.
    """
    busy = threading.Lock()
    answer, end = WSGIHandler.__call__, TransactionTestCase._post_teardown

    def answer_alone(handler, environ, start_response):
        with busy, closing(answer(handler, environ, start_response)) as response:
            return [b"".join(response)]

    def end_alone(case):
        with busy:
            end(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", answer_alone)
        patch.setattr(TransactionTestCase, "_post_teardown", end_alone)
        yield


@pytest.fixture(scope="session")
def server(django_db_setup):
    """A running site; unlike `live_server` it does not make a test commit what it writes."""
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def site(content_of_module, db, server, settings):
    """The address of a running site with the county's content.

    The server's threads have the test's connection to its SQLite, and so see what it writes.
    """
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    return server.url


# Chromium says so if somebody was quicker than the page; what had the focus keeps it.
TYPED_BEFORE_AUTOFOCUS = (
    "Autofocus processing was blocked because a document already has a focused element."
)


@pytest.fixture
def watch(request):
    """Watches a page: whatever its console says, or it asks of other hosts, fails the test."""
    errors = []
    used = "live_server" if "live_server" in request.fixturenames else "server"
    running = request.getfixturevalue(used)

    def watching(page, but_for=()):
        page.on(
            "console",
            lambda message: (
                message.text in (TYPED_BEFORE_AUTOFOCUS, *but_for)
                or errors.append(f"console: {message.text}")
            ),
        )
        page.on("pageerror", lambda error: errors.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((running.url, "data:"))
                or errors.append(f"request: {request.url}")
            ),
        )
        return page

    yield watching
    assert errors == []


@pytest.fixture
def admin_page(page, live_server, watch):
    """A watched page of somebody with every right, who has logged in; no address is open yet."""
    give_session(page, get_user_model().objects.create_superuser("bori", password=PASSWORD))
    watch(page).set_viewport_size({"width": 1280, "height": 900})
    yield page
    page.close()  # what it says then, it says while its account is there


def log_in(page, name="bori") -> None:
    """Log somebody in by the form that the page shows."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Log in").click()


def give_session(page, user) -> None:
    """Log somebody in without the form, which has tests of its own."""
    client = Client()
    client.force_login(user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": "localhost",
        "path": settings.SESSION_COOKIE_PATH,
    }
    page.context.add_cookies([cookie])


@pytest.fixture
def writing(admin_page, live_server):
    """Opens the form of a page, with a text of its own; gives the admin and the page."""

    def opened(**fields):
        page = make_page(**fields)
        admin_page.goto(f"{live_server.url}/admin/pages/page/{page.pk}/change/")
        return admin_page, page

    return opened
