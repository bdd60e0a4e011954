"""Pages are cached until the content changes, and HTTP says the same."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from harghita_intl.page_cache.application import cache_pages
from tests.factories import make_page, make_partner
from tests.operations.servers import wait_until
from tests.page_cache.cached_site import MEGABYTE, TABLE, WAIT

pytestmark = pytest.mark.django_db(transaction=True)


def test_page_is_rendered_once(site, partner):
    answers = [site.get(TABLE) for _ in range(3)]

    assert site.rendered == [TABLE]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert "Hont (en)" in answers[0].text


def test_change_is_public_on_the_next_request(site, partner):
    site.get(TABLE)
    partner.name_en = "Ung County"
    partner.save()

    assert "Ung County" in site.get(TABLE).text


def test_change_that_is_rolled_back_changes_nothing(site, partner):
    before = site.get(TABLE)
    with transaction.atomic():
        partner.name_en = "Never"
        partner.save()
        transaction.set_rollback(True)

    assert site.get(TABLE).body == before.body


def test_bulk_change_without_a_save_is_public_too(site, partner):
    site.get(TABLE)
    type(partner).objects.update(seat="Léva", address="Léva")

    assert "Léva" in site.get(TABLE).text


@pytest.mark.parametrize("name", ["publish_at", "take_down_at"])
def test_time_that_passes_changes_what_is_public(site, time_machine_of_the_site, name):
    later = timezone.now() + timedelta(hours=1)
    make_partner("Hont", **{name: later})
    shown_before = "Hont (en)" in site.get(TABLE).text

    time_machine_of_the_site(hours=2)

    assert shown_before == (name == "take_down_at")
    assert ("Hont (en)" in site.get(TABLE).text) == (name == "publish_at")


def test_day_that_ends_has_every_page_rendered_anew(site, time_machine_of_the_site, partner):
    site.get(TABLE)
    time_machine_of_the_site(hours=25)
    site.get(TABLE)

    assert site.rendered == [TABLE, TABLE]


def test_page_that_many_ask_for_at_once_is_rendered_once(site):
    site.get(TABLE)
    render, asked_for = site.cache.application, []

    def revision():
        asked_for.append(TABLE)
        return site.own_revision()

    def when_all_have_asked(environ, start_response):
        until = time.monotonic() + 30
        while len(asked_for) <= 4 and time.monotonic() < until:  # the renderer asks twice
            time.sleep(0.01)
        return render(environ, start_response)

    site.cache.revision, site.cache.application = revision, when_all_have_asked
    with ThreadPoolExecutor(4) as visitors:
        requested = [visitors.submit(site.get, "/en/search/") for _ in range(4)]
        answers = [visit.result(60) for visit in requested]

    assert site.rendered == [TABLE, "/en/search/"]
    assert {(answer.status, answer.headers["ETag"]) for answer in answers} == {
        (200, answers[0].headers["ETag"])
    }


def test_menu_is_read_once_for_all_pages_until_something_changes(site):
    page = make_page("Despre", menu="main", slug_en="about")
    site.get(TABLE)
    with CaptureQueriesContext(connection) as requested:
        assert ">Despre (en)</a>" in site.get("/en/activities/").text
    assert [query["sql"] for query in requested if 'FROM "pages_page"' in query["sql"]] == []

    page.title_en = "About us"
    page.save()

    assert ">About us</a>" in site.get("/en/activities/").text


def test_shared_cache_in_front_may_be_allowed_to_be_late(sites, settings, partner):
    settings.SHARED_CACHE_SECONDS = 31

    assert sites().get(TABLE).headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=16, stale-while-revalidate=15, stale-if-error=86400"
    )


def test_page_changes_at_the_very_moment_that_is_set(site, monkeypatch):
    timestamp = timezone.now() + timedelta(minutes=1)
    make_partner("Hont", publish_at=timestamp)
    before = site.get(TABLE).text
    monkeypatch.setattr(time, "time", timestamp.timestamp)
    monkeypatch.setattr(timezone, "now", lambda: timestamp)

    assert ("Hont" in before, "Hont" in site.get(TABLE).text) == (False, True)


def test_known_page_is_served_without_the_database_and_says_so(site, partner):
    known = site.get(TABLE)
    site.cache.revision = unreachable

    stale, unknown = site.get(TABLE), site.get("/en/activities/")

    assert (stale.status, stale.body) == (200, known.body)
    assert stale.headers["Warning"].startswith("110")
    assert "Warning" not in known.headers
    assert (unknown.status, unknown.headers["Retry-After"]) == (503, "30")


def unreachable():
    raise DatabaseError("the database is down")


def test_pages_are_fresh_again_when_the_database_is_back(site, partner):
    site.get(TABLE)
    revision, site.cache.revision = site.cache.revision, unreachable
    site.get(TABLE)
    partner.name_en = "Ung County"
    partner.save()
    site.cache.revision = revision

    assert "Ung County" in site.get(TABLE).text


def test_pages_are_not_cached_while_templates_are_written(settings):
    settings.DEBUG = True
    application = get_wsgi_application()

    assert cache_pages(application) is application


@pytest.mark.parametrize(("max_bytes", "is_shared"), [(MEGABYTE, True), (0, False)])
def test_pages_are_shared_where_they_are_cached(
    site, settings, tmp_path, partner, max_bytes, is_shared
):
    settings.PAGE_CACHE_BYTES, settings.PAGE_CACHE_FOLDER = max_bytes, str(tmp_path)
    site.cache = cache_pages(site.django)

    assert site.get(TABLE).status == 200
    assert any(tmp_path.iterdir()) == is_shared
    site.cache.revision.close()


def test_each_who_waited_for_what_is_their_own_is_answered(site):
    visitors_answer = "200 OK", [("Cache-Control", "no-store"), ("Content-Length", "4")]
    site.django = lambda environ, start_response: start_response(*visitors_answer) or [b"mine"]
    began, go_on = site.slow_down()
    with ThreadPoolExecutor(4) as visitors:
        first = visitors.submit(site.get, TABLE)
        assert began.wait(WAIT)
        others = [visitors.submit(site.get, TABLE) for _ in range(3)]
        wait_until(lambda: site.cache.flights.waiting, "nobody waits")
        go_on.set()

        answers = [visitor.result(WAIT).body for visitor in (first, *others)]
    assert answers == [b"mine"] * 4
    assert len(site.rendered) == 4
