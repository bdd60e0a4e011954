"""The search answers only from what is public of what is public."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from search.results import find
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HIDDEN = {
    "draft": {"status": "draft"},
    "scheduled": {"publish_at": NOW + timedelta(days=1)},
    "taken down": {"take_down_at": NOW - timedelta(days=1)},
}
QUERIES = ["zqxdraftpartner", "zq", "zqx", "zqxdraft", "zqxdraftpartnr", "zqxdraftpartnerul"]


def found(query, language="ro"):
    with override(language):
        return [result.entry.heading for result in find(query)]


def api_titles(client, query):
    items = client.get("/api/v1/search", {"q": query, "lang": "en"}).json()["items"]
    return [item["title"] for item in items]


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_name_of_a_partner_that_is_not_public_finds_nothing(client, hidden):
    partner = make_partner("Zqxdraftpartner", **hidden)
    shown = make_partner("Zala")
    make_activity("Târg", partners=[partner, shown])
    make_decision(partner, number=6, date="1993")
    make_activity("Zqxdraftpartner", status="draft")
    make_page("Zqxdraftpartner", status="draft")

    for query in (*QUERIES, "zqxdraftpartner targ", "targ zqx", "6/1993"):
        assert found(query) == []
        assert api_titles(client, query) == []
    assert found("zala targ") == ["Târg"]

    partner.status, partner.publish_at, partner.take_down_at = "published", None, None
    partner.save()
    assert found("zqx targ") == ["Târg"]
    assert found("zqx")[:1] == ["Zqxdraftpartner"]


def test_partner_taken_down_finds_its_activities_no_more(client):
    partner = make_partner("Zqxdraftpartner")
    make_activity("Târg", partners=[partner])
    assert [found(query)[-1:] for query in QUERIES] == [["Târg"]] * len(QUERIES)
    type(partner).objects.filter(pk=partner.pk).update(status="draft")  # past every signal
    assert [found(query) for query in QUERIES] == [[]] * len(QUERIES)


def test_snippet_shows_no_name_of_a_partner_that_is_not_public(client):
    partner = make_partner("Zqxdraftpartner", status="draft")
    make_activity("Târg", text_ro="<p>Un târg.</p>", partners=[partner])
    html = client.get("/ro/cautare/?q=targ").content.decode()
    assert "<mark>târg.</mark>" in html
    assert "zqx" not in html.lower()
