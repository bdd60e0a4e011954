"""PostgreSQL stops and starts again: what was kept stays, the rest says so, and all comes back."""

import threading

import pytest

from tests.operations.servers import get, wait_until

KEPT = ["/en/partners/", "/hu/", "/ro/parteneri/"]


@pytest.fixture
def kind():
    return "postgresql"


@pytest.fixture
def served(site):
    """An installation that has rendered some pages in its one process."""
    site.serve("--workers", "1")
    for path in KEPT:
        assert site.get(path)[0] == 200
    return site


@pytest.fixture
def outage(cluster, served):
    cluster.stop()
    yield
    cluster.start()


class Readers:
    """Who asks for kept pages all the time; notes the status and whether it was a warning."""

    def __init__(self, site, number=4):
        self.site, self.seen, self.end = site, [], threading.Event()
        self.threads = [threading.Thread(target=self._read) for _ in range(number)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *fault):
        self.end.set()
        for thread in self.threads:
            thread.join()

    def _read(self):
        while not self.end.is_set():
            for path in KEPT:
                status, headers, _text = self.site.get(path)
                self.seen.append((status, "Warning" in headers))

    def has_seen(self, stale, after):
        return lambda: (200, stale) in self.seen[after:]


def test_kept_pages_outlast_the_database_and_it_is_noticed_when_it_is_back(cluster, served):
    with Readers(served) as readers:
        wait_until(readers.has_seen(stale=False, after=0), "nothing is served")
        cluster.stop()
        wait_until(readers.has_seen(stale=True, after=0), "the outage is not noticed")
        served_in_the_outage = len(readers.seen)
        wait_until(lambda: len(readers.seen) > served_in_the_outage + 100, "nothing is served")
        cluster.start()
        back = len(readers.seen)
        wait_until(readers.has_seen(stale=False, after=back), "no recovery", seconds=5)
        wait_until(lambda: served.get("/en/open-data/")[0] == 200, "no recovery", seconds=5)

    assert {status for status, _stale in readers.seen} == {200}


def test_change_after_the_outage_is_public_at_once(cluster, served):
    cluster.stop()
    served.get(KEPT[0])
    cluster.start()
    served.commit("UPDATE partners_partnerregion SET address = 'Strada Nouă, 1' WHERE id = 1")

    assert "Strada Nouă, 1" in served.get(KEPT[0])[2]


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/ro/activitati/", "ro", "Pagina nu poate fi afișată acum"),
        ("/hu/tevekenysegek/", "hu", "Az oldal most nem jeleníthető meg"),
        ("/en/activities/", "en", "This page cannot be shown just now"),
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
    assert "This page cannot be shown just now" in text


def test_process_lives_but_is_not_ready(outage, served):
    assert get(f"{served.address}/healthz")[::2] == (200, "ok\n")
    status, _headers, text = served.get("/readyz")
    assert (status, text) == (
        503,
        '{"database": "failed", "migrations": "failed", "storage": "ok"}',
    )
