"""Parts of the files, as the lists show them."""

import re

import pytest

from tests.factories import make_activity, make_decision, make_partner
from tests.open_data.reading import rows


def test_part_that_is_asked_for_twice_is_refused(client, db):
    assert client.get("/data/partners.csv?country=HU&country=PL").status_code == 400


@pytest.mark.django_db
def test_part_of_a_table_is_what_its_page_shows(client):
    make_partner("Zala", country="HU", position=1)
    make_partner("Ávila", country="ES", position=2)
    make_partner("Tolna", country="HU", position=3)

    assert [row["name_ro"] for row in rows(client, "partners", "?country=HU&sort=-name")] == [
        *("Zala", "Tolna")
    ]
    assert [row["name_ro"] for row in rows(client, "partners", "?q=avila&page=7")] == ["Ávila"]
    named = client.get("/data/partners.json?country=ES").json()
    assert (named["count"], named["source"]) == (
        1,
        "https://testserver/data/partners.json?country=ES",
    )


@pytest.mark.django_db
def test_part_of_the_timeline_is_what_its_page_shows(client):
    partner = make_partner("Zala")
    make_decision(partner, date="1993")
    make_decision(make_partner("Vas"), date="2017")
    make_activity("Târg", kind="event", period="1993", partners=[partner])
    make_activity("Proiect", kind="project", period="1992/1994")

    decided = rows(client, "decisions", "?year=1993")
    done = rows(client, "activities", f"?partner={partner.pk}")

    assert [row["reference"] for row in decided] == ["19/1993"]
    assert [row["title_ro"] for row in done] == ["Târg"]
    assert len(rows(client, "activities", "?year=1993")) == 2
    assert len(rows(client, "activities", "?kind=project")) == 1
    assert rows(client, "activities", "?kind=decision") == []


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["country=XX", "kind=shoe", "colour=red", "sort=shoe"])
def test_part_that_cannot_be_asked_for_is_refused_in_words(client, query):
    response = client.get(f"/data/partners.csv?{query}", headers={"Accept-Language": "en"})

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.startswith(f"This table cannot be filtered by “{query}”.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "files"),
    [
        ("/en/partners/", ["partners.csv", "partners.csv?separator=semicolon", "partners.json"]),
        (
            "/en/partners/?country=HU&page=1",
            ["partners.csv?country=HU", "partners.json?country=HU"],
        ),
        ("/en/activities/", ["decisions.csv", "activities.csv"]),
        ("/en/activities/?kind=event", ["activities.csv?kind=event"]),
        ("/en/activities/?kind=decision", ["decisions.csv?kind=decision"]),
    ],
)
def test_lists_lead_to_what_they_show_as_files(client, url, files):
    make_decision(make_partner("Zala", country="HU"), date="1993")
    make_activity("Târg", kind="event", period="1993")

    html = client.get(url).content.decode().replace("&amp;", "&")

    found = re.findall(r'href="/data/([^"]*)" download', html)
    assert set(files) <= set(found)
    for name in found:
        assert client.get(f"/data/{name}").status_code == 200
    if "kind" in url:
        assert {name.partition(".")[0] for name in found} == {files[0].partition(".")[0]}
