import re

import pytest

from pages import home
from tests.factories import make_activity, make_agreement, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db


def figures(client):
    html = client.get("/en/").content.decode()
    block = html.partition('<ul class="figures">')[2].partition("</ul>")[0]
    numbers = re.findall(r'<a href="/en/[^"]*"><strong>(\d+)</strong>', block)
    return [int(number) for number in numbers]


def test_figures_are_counted_from_what_is_published(client):
    zala, lori = make_partner("Zala", country="HU"), make_partner("Lori", country="AM")
    make_partner("Vas", country="HU")
    make_partner("Hidden", country="IT", status="draft")
    make_decision(zala, date="1996")
    make_decision(lori, date="2018")
    make_decision(lori, date="1990", status="draft")
    assert figures(client) == [2, 2, 2, 1996]


def test_home_of_an_empty_site_is_still_a_page(client):
    html = client.get("/en/").content.decode()
    assert figures(client) == [0, 0, 0]
    assert "No activity is published yet." in html
    assert "No partner region is published yet." in html


def test_words_of_the_home_page_are_those_that_staff_wrote(client):
    make_page(role="home", title_en="Friends since 1993", summary_en="Who we are.", text_en="More.")
    html = client.get("/en/").content.decode()
    assert "<h1>Friends since 1993</h1>" in html
    assert "Who we are." in html


def test_latest_activities_are_the_newest_five(client):
    for year in range(2001, 2008):
        make_activity(f"Fair {year}", period=str(year))
    make_activity("Someday", period="")
    html = client.get("/en/").content.decode()
    shown = re.findall(r"Fair (\d{4}) \(en\)", html)
    assert shown == ["2007", "2006", "2005", "2004", "2003"]


def test_home_page_names_the_countries_of_very_many_partners(client, monkeypatch):
    monkeypatch.setattr(home, "MAX_NAMED", 2)
    for name, country in (("Lori", "AM"), ("Zala", "HU"), ("Somogy", "HU")):
        make_agreement(make_partner(name, country=country), since="1994")
    html = client.get("/en/").content.decode()
    assert re.findall(r'country=(\w\w)">([^<]*)</a>\s*<[^>]*>(\d+)<', html) == [
        ("AM", "Armenia", "1"),
        ("HU", "Hungary", "2"),
    ]
    assert "Zala (en)" not in html.partition("<main")[2]
    assert '<a href="/en/partners/"><strong>3</strong>' in html
