"""Every reported request, as it was reported."""

import pytest

from tests.cases import cases
from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db


def test_requests_are_answered_as_reported(client):
    make_partner("Zala", country="HU"), make_partner("Tarnów", country="PL")
    page = make_page("Contact")
    twice, api, campaign, embedded = (case["get"] for case in cases("requests"))
    assert "de mai multe ori" in client.get(twice).content.decode()
    refused = client.get(api)
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    html = client.get(campaign).content.decode()
    assert "ignorat" not in html
    assert 'rel="canonical" href="https://testserver/ro/parteneri/"' in html
    assert embedded.startswith("/oembed?url=")
    url = f"https://testserver{page.get_absolute_url()}"
    answers = [client.get("/embed/oembed", {"url": u}) for u in (url, url.rstrip("/"))]
    assert [(a.status_code, a.content) for a in answers] == [(200, answers[0].content)] * 2
