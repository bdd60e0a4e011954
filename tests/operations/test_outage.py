"""PostgreSQL stops and starts again: what was kept stays, the rest says so, and all comes back."""

import time

import pytest

from tests.operations.servers import Visitors, get, wait_until

CACHED = ["/en/partners/", "/hu/", "/ro/parteneri/"]
SECONDS_TO_RECOVER = 5


@pytest.fixture
def kind():
    return "postgresql"


@pytest.fixture
def served(site):
    """An installation that has rendered some pages in its one process."""
    site.serve("--workers", "1")
    for path in CACHED:
        assert site.get(path)[0] == 200
    return site


@pytest.fixture
def outage(cluster, served):
    cluster.stop()
    yield
    cluster.start()


def test_kept_pages_outlast_the_database_and_it_is_noticed_when_it_is_back(cluster, served):
    with Visitors(served, CACHED) as readers:
        wait_until(lambda: has_seen(readers, stale=False), "nothing is served")
        cluster.stop()
        wait_until(lambda: has_seen(readers, stale=True), "the outage is not noticed")
        readers.go_on(100)
        cluster.start()
        back = time.monotonic()
        with Visitors(served, ["/en/open-data/"], number=1) as others:
            wait_until(lambda: has_seen(readers, stale=False, since=back), "no recovery")
            wait_until(lambda: has_seen(others, stale=False, since=back), "no recovery")

    assert readers.statuses() == {200}
    # By when a question was asked: the machine may be slow, the site may not.
    late = [
        seen for seen in readers.seen + others.seen if seen.requested > back + SECONDS_TO_RECOVER
    ]
    assert [seen for seen in late if seen.is_stale or seen.status != 200] == []


def has_seen(visitors, stale, since=0.0):
    return any(
        (seen.status, seen.is_stale) == (200, stale)
        for seen in visitors.seen[:]
        if seen.requested > since
    )


def test_change_after_the_outage_is_public_at_once(cluster, served):
    cluster.stop()
    served.get(CACHED[0])
    cluster.start()
    served.commit("UPDATE partners_partnerregion SET address = 'Strada Nouă, 1' WHERE id = 1")

    assert "Strada Nouă, 1" in served.get(CACHED[0])[2]


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/ro/activitati/", "ro", "Pagina nu este disponibilă momentan"),
        ("/hu/tevekenysegek/", "hu", "Az oldal jelenleg nem érhető el"),
        ("/en/activities/", "en", "This page is not available at the moment"),
        ("/admin/", "hu", "mielőtt újra mentené"),
    ],
)
def test_what_was_not_kept_says_that_it_is_back_soon(outage, served, path, language, words):
    session = "sessionid=0123456789abcdef0123456789abcdef"
    status, headers, html = served.get(path, Accept_Language="hu", Cookie=session)

    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
    assert f'<html lang="{language}">' in html
    assert words in html
    assert "Traceback" not in html
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_programs_are_told_in_their_form(outage, served):
    status, headers, text = served.get("/api/v1/partners?lang=en")

    assert (status, headers["Retry-After"]) == (503, "30")
    assert headers["Content-Type"] == "application/problem+json"
    assert "This page is not available at the moment" in text


def test_cached_pages_do_not_wait_for_a_database_that_hangs(cluster, served):
    cluster.hang()
    try:
        seen = [timed(served, path) for path in (*CACHED, CACHED[0], "/en/activities/", "/readyz")]
        alive = timed(served, "/healthz")
    finally:
        cluster.go_on()
    served.commit("UPDATE partners_partnerregion SET address = 'Strada Nouă, 1' WHERE id = 1")
    wait_until(lambda: "Strada Nouă, 1" in served.get(CACHED[0])[2], "it is not noticed")

    assert [status for status, _seconds in seen] == [200, 200, 200, 200, 503, 503]
    assert alive[0] == 200
    # The first waits to see whether an answer comes, and the others for nothing.
    assert sum(seconds for _status, seconds in (*seen, alive)) < 10


def timed(site, path):
    began = time.monotonic()
    return site.get(path)[0], time.monotonic() - began


def test_process_lives_but_is_not_ready(outage, served):
    assert get(f"{served.url}/healthz")[::2] == (200, "ok\n")
    status, _headers, text = served.get("/readyz")
    assert (status, text) == (
        503,
        '{"database": "failed", "migrations": "failed", "storage": "ok", "backup": "none"}',
    )
