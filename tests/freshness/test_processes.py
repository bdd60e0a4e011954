"""A change made in one process is public in every other on the very next request."""

import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings
from django.db import connection


@contextmanager
def database(folder):
    """An empty database of the kind that is tested: its address, and how to commit to it."""
    if connection.vendor == "sqlite":
        path = folder / "site.sqlite3"
        yield f"sqlite:///{path}", lambda sql: _commit(sqlite3.connect(path, timeout=20), sql)
        return
    name, given = f"kept_{secrets.token_hex(4)}", connection.settings_dict
    place = {"host": given["HOST"], "user": given["USER"], "password": given["PASSWORD"]}
    place = {key: value for key, value in place.items() if value} | {"port": given["PORT"] or 5432}
    with psycopg.connect(**place, dbname="postgres", autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
        address = f"postgres://{given['USER']}@/{given['HOST']}/{name}"
        yield address, lambda sql: _commit(psycopg.connect(**place, dbname=name), sql)
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _commit(opened, sql):
    opened.execute(sql)
    opened.commit()
    opened.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory, django_db_setup):
    """The site under its production server, with two processes: an address, and its database."""
    folder = tmp_path_factory.mktemp("served")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with database(folder) as (address, commit):
        environment = {
            **{name: value for name, value in os.environ.items() if name != "SITE_URL"},
            "DJANGO_SETTINGS_MODULE": "harghita_intl.settings",
            "DATABASE_URL": address,
            "DATA_DIR": str(folder),
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        for command in (["migrate", "-v0"], ["load_content", "-v0"], ["collectstatic", "-v0"]):
            manage = [sys.executable, "manage.py", *command, "--no-input"]
            manage = manage if command[0] != "load_content" else manage[:-1]
            subprocess.run(manage, cwd=settings.BASE_DIR, env=environment, check=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
        server = subprocess.Popen(
            [*gunicorn, "--bind", f"127.0.0.1:{port}", "harghita_intl.wsgi"],
            cwd=settings.BASE_DIR,
            env=environment,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}", commit
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address, server):
    for _ in range(200):
        assert server.poll() is None, "the server has stopped"
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def test_every_process_shows_what_was_committed_before_the_request(served):
    site, commit = served
    seen = []
    for number in range(20):
        commit(f"UPDATE partners_partnerregion SET address = 'Strada {number}, 1' WHERE id = 1")
        for _ in range(4):
            with urlopen(f"{site}/en/partners/") as answer:
                seen.append((number, f"Strada {number}, 1" in answer.read().decode()))

    assert [number for number, is_fresh in seen if not is_fresh] == []
    assert len(seen) == 80


def test_every_process_says_the_same_of_a_page(served):
    site, _commit = served

    tags = set()
    for _ in range(12):
        with urlopen(f"{site}/en/activities/") as answer:
            tags.add(answer.headers["ETag"])

    assert len(tags) == 1


@pytest.fixture
def line(served):
    """Asks one question after the other over one line, which stays open."""
    opened = HTTPConnection(served[0].removeprefix("http://"), timeout=20)

    def ask(path, method="GET", **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        opened.request(method, path, headers=names)
        answer = opened.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    yield ask
    opened.close()


def test_kept_page_over_an_open_line_is_as_the_one_that_ends_it(line):
    asked = {"Accept_Encoding": "br", "X_Request_ID": "asked-by-a-test"}
    for path in ("/en/partners/", "/hu/partnerek/?country=HU", "/ro/", "/en/feeds/all.atom"):
        line(path)
        for method in ("GET", "HEAD"):
            status, headers, body = line(path, method, **asked)
            again, ended, same = line(path, method, Connection="close", **asked)
            assert headers.pop("Connection") == "keep-alive"
            assert ended.pop("Connection") == "close"
            assert headers.pop("Date")
            assert ended.pop("Date")
            assert (status, headers, body) == (again, ended, same)
            assert headers["X-Request-ID"] == "asked-by-a-test"
        status, known, body = line(path, If_None_Match=line(path)[1]["ETag"])
        assert (status, body, "Content-Length" in known) == (304, b"", False)
    names = {line("/ro/")[1]["X-Request-ID"] for _ in range(20)}
    assert len(names) == 20


def test_page_over_an_open_line_shows_what_was_committed_before_it_was_asked_for(served, line):
    for number in range(30):
        served[1](f"UPDATE partners_partnerregion SET address = 'Strada {number}, 2' WHERE id = 1")
        for _ in range(2):
            assert f"Strada {number}, 2" in line("/en/partners/")[2].decode()


def test_unusual_question_over_an_open_line_is_answered_too(line):
    line("/ro/")
    assert line("/ro/", Content_Length="0")[0] == 200
    assert line("/ro/", "POST")[0] in (403, 405)
    assert line("/en/nothing/")[0] == 404
    assert line("/admin/")[0] == 302
    assert line("/ro/")[0] == 200
