"""How much memory an answer takes: no more for many entries than for some."""

import gc
import tracemalloc

import pytest
from django.contrib.auth import get_user_model

from scripts.make_content import make

pytestmark = pytest.mark.django_db

URLS = [
    *("/en/", "/en/partners/", "/en/activities/", "/en/feeds/all.atom", "/sitemap.xml"),
    *("/data/activities.csv", "/data/activities.json", "/data/partners.geojson"),
    *("/admin/activities/event/", "/admin/import-export/activities/export.csv"),
]


def in_use(client, url) -> int:
    """The most bytes that were in use while the answer was made and read, without garbage."""
    tracemalloc.start()
    try:
        response = client.get(url)
        assert response.status_code == 200
        limit, parts = 0, response.streaming_content if response.streaming else [response.content]
        for number, _part in enumerate(parts):
            if number % 150 == 0:
                gc.collect()
                limit = max(limit, tracemalloc.get_traced_memory()[0])
        return limit
    finally:
        tracemalloc.stop()


def test_answer_takes_no_more_memory_for_many_entries_than_for_some(client, monkeypatch):
    monkeypatch.setattr("syndication.open_data.views.MAX_AT_ONCE", 100)
    client.force_login(get_user_model().objects.create_superuser("bori"))
    # More than a list shows, and than is read at once for a file.
    make(partners=210, activities=320, seed=1)
    for url in URLS:  # what is made once for a process, such as templates
        in_use(client, url)
    some = {url: in_use(client, url) for url in URLS}

    make(partners=420, activities=960, seed=2)
    many = {url: in_use(client, url) for url in URLS}

    assert {a: round(many[a] / some[a], 2) for a in URLS if many[a] > 1.4 * some[a]} == {}
