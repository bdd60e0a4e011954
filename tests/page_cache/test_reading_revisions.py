"""A revision is read of a database that is replaced, refuses, or does not answer."""

import sqlite3
import threading

import pytest
from django.db import DatabaseError, OperationalError

from harghita_intl.page_cache import revision as revisions
from harghita_intl.page_cache.revision import SharedRevision, SQLiteRevision


def make_database(path, value):
    opened = sqlite3.connect(path)
    opened.execute("CREATE TABLE page_cache_contentrevision (id, value)")
    opened.execute("INSERT INTO page_cache_contentrevision VALUES (1, ?)", [value])
    opened.commit()
    opened.close()


def test_database_put_in_the_place_of_another_is_noticed(tmp_path):
    path = tmp_path / "site.sqlite3"
    revision = SQLiteRevision(path)
    with pytest.raises(FileNotFoundError):
        revision()
    make_database(path, "a")
    first = revision()
    make_database(tmp_path / "restored.sqlite3", "b")
    (tmp_path / "restored.sqlite3").replace(path)

    assert (first, revision(), revision()) == ("a", "b", "b")
    revision.close()


def test_content_without_a_revision_is_never_taken_for_known(tmp_path):
    path = tmp_path / "site.sqlite3"
    make_database(path, "a")
    opened = sqlite3.connect(path)
    opened.execute("DELETE FROM page_cache_contentrevision")
    opened.commit()
    opened.close()

    assert SQLiteRevision(path)() != SQLiteRevision(path)()


@pytest.fixture
def database(monkeypatch):
    """A database that answers when it is told to."""
    monkeypatch.setattr(revisions, "MAX_WAIT", 0.2)
    answers = threading.Event()

    def read():
        assert answers.wait(30)
        return "revision"

    yield answers, SharedRevision(read)
    answers.set()


def test_nobody_waits_long_for_a_database_that_hangs(database):
    answers, revision = database
    with pytest.raises(OperationalError, match="out of reach"):
        revision()
    for _ in range(3):
        with pytest.raises(OperationalError, match="does not answer"):
            revision()

    answers.set()
    while revision.is_reading:
        pass
    assert revision() == "revision"


def test_database_that_refuses_is_asked_again_by_each_request():
    errors = [DatabaseError("down"), DatabaseError("down")]

    def read():
        if errors:
            raise errors.pop()
        return "revision"

    revision = SharedRevision(read)
    for _ in range(2):
        with pytest.raises(OperationalError):
            revision()

    assert revision() == "revision"


def test_who_asks_while_a_read_is_under_way_gets_the_one_after_it():
    began, go_on, reads = threading.Event(), threading.Event(), []

    def read():
        reads.append(len(reads))
        began.set()
        assert go_on.wait(30)
        return reads[-1]

    revision, found = SharedRevision(read), {}

    def ask(name):
        found[name] = revision()

    first = threading.Thread(target=ask, args=["first"])
    first.start()
    assert began.wait(30)
    later = [threading.Thread(target=ask, args=[name]) for name in ("second", "third")]
    for thread in later:
        thread.start()
    while revision.next is None:
        pass
    go_on.set()
    for thread in (first, *later):
        thread.join(30)

    assert found["first"] == 0
    assert found["second"] >= 1
    assert found["third"] >= 1
