"""What Django answers, and what becomes of it: kept, passed on, always ended."""

import pytest
from django.core.signals import request_finished

from tests.page_cache.cached_site import TABLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_request_that_django_answers_is_ended(site, partner):
    ended = []
    request_finished.connect(end := lambda **signal: ended.append(signal))
    site.get(TABLE)
    assert not site.cache.renders.locked()
    site.get(TABLE)
    request_finished.disconnect(end)

    assert len(ended) == 1


class Body(list):
    """What Django answers with; counts how often it is closed."""

    closed = 0

    def close(self):
        self.closed += 1


@pytest.mark.parametrize(("method", "body"), [("GET", b"mine"), ("HEAD", b"")])
def test_what_is_not_for_everybody_is_passed_on_and_ended(site, method, body):
    headers, mine = [("Cache-Control", "no-store"), ("Content-Length", "4")], Body([b"mine"])
    site.django = lambda environ, start: start("200 OK", headers) or mine

    answer = site.get(TABLE, method=method)

    assert (answer.sent, answer.body, mine.closed) == (headers, body, 1)


@pytest.mark.parametrize(
    ("status", "given", "sent"),
    [
        ("200 OK", ["max-age=60"], ["max-age=60"]),
        ("200 OK", [], ["public, max-age=0, must-revalidate"]),
        ("404 Not Found", [], []),
    ],
)
def test_page_may_be_kept_as_it_says_itself(site, settings, status, given, sent):
    settings.SHARED_CACHE_SECONDS = 0
    headers = [("Content-Length", "4"), *(("Cache-Control", value) for value in given)]
    site.django = lambda environ, start: start(status, headers) or Body([b"page"])

    answer = site.get(TABLE)

    assert [value for name, value in answer.sent if name == "Cache-Control"] == sent


def test_known_page_is_served_if_the_database_goes_while_it_is_rendered(site, partner):
    known, refusal = site.get(TABLE), Body()
    partner.save()
    site.django = lambda environ, start: start("503 Service Unavailable", []) or refusal
    stale = site.get(TABLE)

    assert (stale.status, stale.body) == (200, known.body)
    assert stale.headers["Warning"].startswith("110")
    assert refusal.closed == 1
    assert not site.cache.renders.locked()


def test_page_varies_with_its_encoding_and_with_what_django_says(site):
    headers = [("Content-Length", "4"), ("Vary", "accept-encoding, Accept-Language, Origin")]
    site.django = lambda environ, start: start("200 OK", headers) or Body([b"page"])

    answers = [site.get(TABLE).headers["Vary"] for _ in range(2)]

    assert answers == ["Accept-Encoding, Accept-Language, Origin"] * 2
    assert site.rendered == [TABLE]
