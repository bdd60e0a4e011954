"""A version of a page for programs (Memento, RFC 7089), and the day that leads to it."""

import re

import pytest
from django.utils import timezone
from django.utils.http import http_date

from tests.history.changed import (
    DAY,
    START,
    at,
    main,
)

pytestmark = pytest.mark.django_db


def links(response) -> dict[str, str]:
    """The Link header, by relation."""
    found = re.findall(r'<([^>]+)>; rel="([^"]+)"', response.headers["Link"])
    return {relation: url.removeprefix("https://testserver") for url, relation in found}


def test_day_leads_to_the_version_that_was_public_at_its_end(client, partner):
    chosen = [
        client.get(f"/en/versions/p{partner.pk}/?on={day}").url[-15:-1]
        for day in ("2020-01-01", "2020-01-10", "2020-01-11", "2026-01-01")
    ]

    assert chosen == ["20200101100000", "20200101100000", "20200111100000", "20200121100000"]


@pytest.mark.parametrize(
    ("day", "nearest"), [("2019-05-05", "1 January 2020"), ("2020-02-05", "21 January 2020")]
)
def test_day_on_which_the_page_was_not_public_is_said(client, partner, day, nearest):
    at(START + 30 * DAY, partner, status="draft")
    at(START + 40 * DAY, partner, status="published")

    response = client.get(f"/en/versions/p{partner.pk}/", {"on": day})

    stated = f"This page was not public on that day. The nearest version: {nearest}"
    assert stated in main(response)


@pytest.mark.parametrize("day", ["", "tomorrow", "2020-02-31"])
def test_what_is_no_day_is_explained_and_kept(client, partner, day):
    response = client.get(f"/en/versions/p{partner.pk}/", {"on": day})

    (error,) = response.context["form"].errors["on"]
    assert error in ("Choose a day.", "Enter a valid date, such as 2026-11-24.")
    assert response.status_code == 200
    assert error in main(response)


def test_page_announces_its_gate_its_map_and_its_permanent_address(client, partner):
    assert links(client.get("/hu/partnerek/hont-hu/")) == {
        "timegate": f"/hu/valtozatok/p{partner.pk}/timegate",
        "timemap": f"/hu/valtozatok/p{partner.pk}/timemap",
        "shortlink": f"/p/{partner.pk}",
    }


def test_timegate_leads_to_the_version_of_the_moment(client, partner):
    gate = f"/en/versions/p{partner.pk}/timegate"
    timestamp = http_date((START + 15 * DAY).timestamp())

    response = client.get(gate, headers={"Accept-Datetime": timestamp})

    assert response.status_code == 302
    assert response.url == f"/en/versions/p{partner.pk}/20200111100000/"
    assert "Accept-Datetime" in response.headers["Vary"]
    assert links(response)["original"] == "/en/partners/hont/"
    assert links(response)["memento"] == response.url
    assert "Memento-Datetime" not in response.headers
    assert client.get(gate).url == f"/en/versions/p{partner.pk}/20200121100000/"


def test_timegate_explains_a_date_that_is_none(client, partner):
    gate = f"/en/versions/p{partner.pk}/timegate"

    response = client.get(gate, headers={"Accept-Datetime": "yesterday"})

    assert response.status_code == 400
    assert response.content.decode().startswith(
        "The Accept-Datetime header must contain a date such as"
    )


def test_memento_says_when_it_was_and_where_its_neighbours_are(client, partner):
    response = client.get(f"/en/versions/p{partner.pk}/20200111100000/")

    assert response.headers["Memento-Datetime"] == "Sat, 11 Jan 2020 10:00:00 GMT"
    assert links(response) == {
        "original": "/en/partners/hont/",
        "timegate": f"/en/versions/p{partner.pk}/timegate",
        "timemap": f"/en/versions/p{partner.pk}/timemap",
        "first memento": f"/en/versions/p{partner.pk}/20200101100000/",
        "memento": f"/en/versions/p{partner.pk}/20200111100000/",
        "last memento": f"/en/versions/p{partner.pk}/20200121100000/",
    }


def test_timemap_lists_every_version(client, partner):
    response = client.get(f"/en/versions/p{partner.pk}/timemap")

    lines = response.content.decode().rstrip("\n").split(",\n")
    start = f"<https://testserver/en/versions/p{partner.pk}/"
    assert response.headers["Content-Type"] == "application/link-format"
    assert lines == [
        '<https://testserver/en/partners/hont/>; rel="original"',
        f'{start}timemap>; rel="self"; type="application/link-format"; '
        'from="Wed, 01 Jan 2020 10:00:00 GMT"; until="Tue, 21 Jan 2020 10:00:00 GMT"',
        f'{start}timegate>; rel="timegate"',
        f'{start}20200101100000/>; rel="first memento"; datetime="Wed, 01 Jan 2020 10:00:00 GMT"',
        f'{start}20200111100000/>; rel="memento"; datetime="Sat, 11 Jan 2020 10:00:00 GMT"',
        f'{start}20200121100000/>; rel="last memento"; datetime="Tue, 21 Jan 2020 10:00:00 GMT"',
    ]


@pytest.mark.parametrize("code", ["20201301000000", "00000000000000"])
def test_moment_that_cannot_be_is_not_found(client, partner, code):
    assert client.get(f"/en/versions/p{partner.pk}/{code}/").status_code == 404


def test_future_is_no_version(client, partner):
    partner.take_down_at = timezone.now() + DAY
    partner.save()

    text = main(client.get(f"/en/versions/p{partner.pk}/"))

    assert len(re.findall(r"\d+ \w+ 20\d\d, ", text)) == 3
