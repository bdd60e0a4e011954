"""Sites behind page caches, and a clock that can be set."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_partner
from tests.page_cache.cached_site import Site


@pytest.fixture
def sites():
    """Makes sites, and ends with their connections."""
    made = []
    yield lambda **options: made.append(Site(**options)) or made[-1]
    for site in made:
        site.own_revision.close()


@pytest.fixture
def site(sites):
    return sites()


@pytest.fixture
def partner():
    return make_partner("Hont", slug_en="hont")


@pytest.fixture
def time_machine_of_the_site(monkeypatch):
    """Puts the clock forward, for Python and so for what the site asks of its database."""
    real = time.time

    def forward(hours):
        now = timezone.now
        monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))

    return forward
