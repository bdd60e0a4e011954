"""What each page costs the database: the same for a few entries as for ten times as many."""

import pytest

from activities.models import ActivityLink
from partners.models import PartnerLink
from tests.factories import (
    make_activity,
    make_decision,
    make_page,
    make_partner,
    make_site_settings,
)

pytestmark = pytest.mark.django_db

QUERIES = {
    "/en/": 15,
    "/en/partners/": 10,
    "/en/partners/?country=HU&kind=twinning&q=zala&sort=year": 10,
    "/en/activities/": 11,
    "/en/activities/?kind=event&year=1990": 9,
    "/en/partners/zala/": 16,
    "/en/decisions/": 10,
    "/en/decisions/19-1990/": 14,
    "/en/activities/fair/": 12,
    "/en/activities/whole/": 12,
    "/en/aims/": 6,
    "/en/network/": 7,
    "/en/nothing/": 7,
    "/en/feeds/all.atom": 8,
    "/en/feeds/event.atom": 4,
    "/en/feeds/all.ics": 4,
    "/sitemap.xml": 16,
    "/en/open-data/": 6,
    "/data/catalog.ttl": 13,
}


def fill(times):
    """Entries of each kind, ``times`` of each, sharing everything that they can share."""
    make_site_settings()
    for number in range(times):
        first = number == 0
        partner = make_partner("Zala", country=["HU", "IT"][number % 2], **named("zala", first))
        make_decision(partner, date=str(1990 + number))
        PartnerLink.objects.create(partner=partner, url="https://example.org")
        whole = {"kind": "programme", "period": "1985", **named("whole", first)}
        programme = make_activity("Whole", partners=[partner], **whole)
        fair = {"part_of": programme, "period": f"{1990 + number}-05", **named("fair", first)}
        activity = make_activity("Fair", partners=[partner], **fair)
        ActivityLink.objects.create(activity=activity, url="https://example.org")
        make_activity("Someday", period="", partners=[partner])
        make_activity("Assembly", kind="membership", period="1980/..", partners=[partner])
        make_activity("Work", kind="project", period="1981/1982", partners=[partner])
        make_page("Obiective", menu="main", **named("aims", first))
    make_page("Rețea", role="representation", slug_en="network")
    make_page("Acasă", role="home")
    make_page("Parteneri", role="partners", menu="main")
    make_page("Activități", role="activities", menu="main")


def named(slug, first):
    return {"slug_en": slug} if first else {}


@pytest.fixture(scope="module", params=[1, 3, 10])
def times(request, share_rows):
    """How many entries of each kind there are, made once for all pages."""
    with share_rows(lambda: fill(request.param)):
        yield request.param


@pytest.mark.parametrize("url", QUERIES)
def test_page_costs_as_many_queries_as_it_did(client, django_assert_num_queries, times, url):
    with django_assert_num_queries(QUERIES[url]):
        client.get(url)


def test_no_page_costs_more_than_sixteen_queries():
    assert max(QUERIES.values()) <= 16
