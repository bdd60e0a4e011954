"""All years in figures, where there are too many entries to draw: with a bound that few exceed."""

import re

import pytest
from django.utils.timezone import localdate

from activities import views
from partners import choices
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(views, "MAX_DRAWN", 3)


def timeline(client):
    """The page, with white space folded."""
    return " ".join(client.get("/en/activities/").content.decode().split())


def years(client):
    """Each row of the table: year, decisions, projects."""
    html = timeline(client)
    table = html.partition('<table class="overview">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", table, re.DOTALL)
    return [tuple(re.findall(r"<a [^>]*>(\d+)</a>", row)) for row in rows]


def fill():
    zala, this_year = make_partner("Zala"), localdate().year
    make_decision(zala, date=str(this_year - 2), number=1)
    make_decision(zala, date=str(this_year - 2), number=2)
    make_activity("Past", kind="project", period=f"{this_year - 3}-05/{this_year - 2}")
    make_activity("Open", kind="project", period=f"{this_year - 1}/..")
    make_activity("Draft", kind="project", period=f"{this_year - 9}/..", status="draft")
    make_activity("Fair", kind="event", period=str(this_year))
    return this_year


def test_every_year_says_what_was_decided_and_what_was_going_on(client):
    this_year = fill()
    assert years(client) == [
        (str(this_year), "1"),
        (str(this_year - 1), "1"),
        (str(this_year - 2), "2", "1"),
        (str(this_year - 3), "1"),
    ]


def test_numbers_lead_to_as_many_entries(client):
    fill()
    html = timeline(client)
    links = re.findall(r'<td><a href="([^"]*)">(\d+)</a>', html)
    assert len(links) == 5
    for url, number in links:
        found = client.get(url.replace("&amp;", "&")).content.decode()
        assert re.search(r'id="count"[^>]*>\s*(\d+)', found)[1] == number


def test_few_entries_are_drawn_one_by_one(client):
    make_decision(make_partner("Zala"))
    assert years(client) == []
    assert "chart__rows" in client.get("/en/activities/").content.decode()


def test_of_very_many_partners_only_the_chosen_one_is_offered(client, monkeypatch):
    monkeypatch.setattr(choices, "MAX_CHOICES", 1)
    zala, somogy = make_partner("Zala"), make_partner("Somogy")
    make_activity("Fair", partners=[zala])
    make_activity("Days", partners=[somogy])
    assert 'name="partner"' not in client.get("/en/activities/").content.decode()
    html = client.get(f"/en/activities/?partner={zala.pk}").content.decode()
    form = html.partition('<form class="filter')[2].partition("</form>")[0]
    assert "Zala (en)" in form
    assert "Somogy" not in form
    assert "Fair (en)" in html
    assert "Days (en)" not in html
