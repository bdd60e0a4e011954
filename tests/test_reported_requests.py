"""Every reported request, as it was reported."""

import re
import string

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.cases import cases
from tests.factories import make_page, make_partner

pytestmark = pytest.mark.django_db
LISTS = {
    "/ro/parteneri/": ["country", "kind", "sort"],
    "/hu/tevekenysegek/": ["kind", "year", "partner"],
    "/en/decisions/": ["year", "partner"],
}
FILES = {
    "/api/v1/partners": ["country", "limit"],
    "/api/v1/activities": ["kind", "year"],
    "/data/activities.json": ["kind", "year"],
}
few = settings(
    derandomize=True,
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
values = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)


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


@given(st.sampled_from([(p, n) for p, names in LISTS.items() for n in names]), values, values)
@few
def test_filter_that_is_given_twice_is_explained_on_any_page(client, place, one, other):
    path, name = place
    assume(one.strip() and other.strip())

    response = client.get(path, {name: [one, other, ""]})

    assert response.status_code == 200
    assert 'class="notice' in response.content.decode()


def test_words_and_days_that_are_given_twice_are_explained(client):
    partner = make_partner("Zala")
    words = client.get("/ro/cautare/?q=tolna&q=zala").content.decode()
    day = client.get(f"/en/versions/p{partner.pk}/?on=2020-01-01&on=2021-01-01").content.decode()

    assert (
        "Filtrul „Cuvinte-cheie” a fost folosit de mai multe ori. Se aplică numai „zala”" in words
    )
    assert "Choose a single day." in day


def test_spaces_around_a_value_and_empty_ones_beside_it_say_nothing(client):
    make_partner("Zala", country="HU"), make_partner("Tarnów", country="PL")

    html = client.get("/ro/parteneri/?country=+HU+&country=").content.decode()

    assert 'class="notice' not in html
    assert ("/zala/" in html or "Zala" in html, "Tarnów" in html) == (True, False)


@given(st.sampled_from([(p, n) for p, names in FILES.items() for n in names]), values, values)
@few
def test_parameter_that_is_given_twice_is_refused_by_any_file(client, place, one, other):
    path, name = place

    response = client.get(path, {name: [one, other]})

    assert response.status_code in (400, 422)


@given(
    st.sampled_from([*LISTS]),
    st.text(string.ascii_lowercase + "_", min_size=5, max_size=12),
    values,
)
@few
def test_what_any_site_appends_to_a_link_is_passed_over(client, path, name, value):
    before, after = client.get(path), client.get(path, {f"x{name}": value})

    assert after.status_code == 200
    canonical = [
        re.search(r'rel="canonical" href="([^"]*)"', a.content.decode())[1] for a in (before, after)
    ]
    assert canonical == [f"https://testserver{path}"] * 2
    assert 'class="notice' not in after.content.decode()
