"""A change made in one process is public in every other on the very next request."""

from http.client import HTTPConnection

import pytest
from django.db import connection

from tests.operations.servers import Installation

CHANGE = "UPDATE partners_partnerregion SET address = '{}' WHERE id = 1"


@pytest.fixture(scope="module")
def served(tmp_path_factory, static_files, prepared, request):
    """The county's content under the production server, with its two processes."""
    folder = tmp_path_factory.mktemp("served")
    database, cluster = f"sqlite:///{folder}/site.sqlite3", None
    if connection.vendor == "postgresql":
        cluster = request.getfixturevalue("cluster")
        database = cluster.make_database()
    site = Installation(folder, database, {"STATIC_ROOT": static_files})
    prepared(site, cluster)
    yield site.serve(is_forked=False)
    site.stop()


def test_every_process_shows_what_was_committed_before_the_request(served):
    seen = []
    for number in range(20):
        served.commit(CHANGE.format(f"Strada {number}, 1"))
        for _ in range(4):
            seen.append((number, f"Strada {number}, 1" in served.get("/en/partners/")[2]))

    assert [number for number, is_fresh in seen if not is_fresh] == []
    assert len(seen) == 80


def test_every_process_says_the_same_of_a_page(served):
    tags = {served.get("/en/activities/")[1]["ETag"] for _ in range(12)}

    assert len(tags) == 1


@pytest.fixture
def line(served):
    """Asks one question after the other over one line, which stays open."""
    opened = HTTPConnection(served.url.removeprefix("http://"), timeout=20)

    def ask(path, method="GET", **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        opened.request(method, path, headers=names)
        answer = opened.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    yield ask
    opened.close()


def test_kept_page_over_an_open_line_is_as_the_one_that_ends_it(line):
    requested = {"Accept_Encoding": "br", "X_Request_ID": "asked-by-a-test"}
    for path in ("/en/partners/", "/hu/partnerek/?country=HU", "/ro/", "/en/feeds/all.atom"):
        line(path)
        for method in ("GET", "HEAD"):
            status, headers, body = line(path, method, **requested)
            again, ended, same = line(path, method, Connection="close", **requested)
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
        served.commit(CHANGE.format(f"Strada {number}, 2"))
        for _ in range(2):
            assert f"Strada {number}, 2" in line("/en/partners/")[2].decode()


def test_unusual_question_over_an_open_line_is_answered_too(line):
    line("/ro/")
    assert line("/ro/", Content_Length="0")[0] == 200
    assert line("/ro/", "POST")[0] in (403, 405)
    assert line("/en/nothing/")[0] == 404
    assert line("/admin/")[0] == 302
    assert line("/ro/")[0] == 200
