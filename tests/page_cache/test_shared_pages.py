"""What one process of a server has rendered, its others do not render again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from harghita_intl.page_cache.application import PageCache
from history.drafts.models import NEXT_DUE, Draft
from tests.page_cache.cached_site import TABLE, WAIT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(sites, tmp_path):
    return sites(folder=tmp_path), sites(folder=tmp_path)


def test_page_is_rendered_by_one_of_two_processes(two, partner):
    first, second = two
    answer = first.get(TABLE)

    assert second.get(TABLE).body == answer.body
    assert second.get(TABLE).headers == answer.headers
    assert second.rendered == []


def test_connection_that_failed_is_looked_at_though_nothing_is_rendered(two, partner):
    first, second = two
    first.get(TABLE)
    connection.errors_occurred = True

    second.get(TABLE)

    assert (second.rendered, connection.errors_occurred) == ([], False)


def test_change_is_seen_by_both(two, partner):
    first, second = two
    before = [site.get(TABLE).text for site in two]
    partner.name_en = "Bihar"
    partner.save()

    assert ["Bihar" in text for text in before] == [False, False]
    assert "Bihar" in second.get(TABLE).text
    assert "Bihar" in first.get(TABLE).text
    assert (first.rendered, second.rendered) == ([TABLE], [TABLE])


def test_other_parameters_and_hosts_are_other_pages(two, partner):
    first, second = two
    first.get(TABLE)

    second.get(f"{TABLE}?country=HU")
    second.get(TABLE, host="localhost")
    assert second.rendered == [TABLE, TABLE]


@pytest.mark.parametrize("length", [0, 1, 50, -1])
def test_file_that_was_not_written_whole_is_not_believed(two, partner, tmp_path, length):
    first, second = two
    whole = first.get(TABLE).text
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:length])

    assert second.get(TABLE).text == whole
    assert second.rendered == [TABLE]


def test_draft_that_another_process_gave_a_time_is_public_before_staff_look(
    site, partner, monkeypatch
):
    Draft.objects.create(entry=partner)
    Draft.objects.update(publish_at=timezone.now())
    monkeypatch.setattr(NEXT_DUE, "time", None)  # this process has not heard of it

    assert site.get("/admin/login/").status == 200

    assert not Draft.objects.exists()


def test_page_of_another_process_outlasts_the_database(two, partner, monkeypatch):
    first, second = two
    before = first.get(TABLE)
    for site in two:
        monkeypatch.setattr(site.cache, "revision", _out_of_reach)

    answer = second.get(TABLE)
    assert answer.status == 200
    assert answer.text == before.text
    assert "Stale" in answer.headers["Warning"]
    assert second.get("/en/activities/").status == 503


def _out_of_reach():
    raise OperationalError


def test_site_does_without_a_folder_that_is_gone(sites, tmp_path, partner):
    site = sites(folder=tmp_path / "gone")
    assert "Hont" in site.get(TABLE).text


def test_page_that_is_not_for_everybody_is_not_shared(two, tmp_path):
    first, _second = two
    assert first.get("/en/nowhere/").status == 404
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b""]


@pytest.fixture
def busy(two):
    """The first of two processes renders whatever it is asked for until it is told to go on."""
    began, go_on = two[0].slow_down()
    yield began, go_on
    go_on.set()


def test_who_asks_another_process_meanwhile_waits_for_its_page(two, busy, partner, monkeypatch):
    (first, second), (began, go_on) = two, busy
    tries, hold = [], second.cache.shared.hold
    monkeypatch.setattr(second.cache.shared, "hold", lambda key: tries.append(key) or hold(key))
    with ThreadPoolExecutor(2) as visitors:
        one = visitors.submit(first.get, TABLE)
        assert began.wait(WAIT)
        other = visitors.submit(second.get, TABLE)
        with pytest.raises(TimeoutError):
            other.result(0.1)
        go_on.set()

        assert other.result(WAIT).body == one.result(WAIT).body
    assert second.rendered == []
    assert len(tries) <= 2


def test_page_that_waits_for_its_turn_is_rendered_by_another_process(
    two, busy, partner, monkeypatch
):
    monkeypatch.setattr(f"{PageCache.__module__}.PATIENCE", WAIT)
    (first, second), (began, go_on) = two, busy
    with ThreadPoolExecutor(3) as visitors:
        visitors.submit(first.get, TABLE)
        assert began.wait(WAIT)
        waiting = visitors.submit(first.get, "/en/")
        answer = visitors.submit(second.get, "/en/").result(WAIT / 2)
        go_on.set()

        assert waiting.result(WAIT).body == answer.body
    assert second.rendered == ["/en/"]
    assert first.rendered == [TABLE]
