import re

import pytest
from django.contrib.staticfiles import finders
from django_countries import countries

from tests.factories import make_decision, make_partner

pytestmark = pytest.mark.django_db


def names(client, query="", language="ro"):
    """The names in the rows of the table, from top to bottom."""
    url = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}[language]
    response = client.get(url + query)
    assert response.status_code == 200
    return re.findall(
        r'class="partner-number">\d+</span>\s*<a href="[^"]*">([^<]*)</a>',
        response.content.decode(),
    )


def test_table_is_grouped_by_country_in_the_county_s_order(client):
    make_partner("Zala", country="HU", position=2)
    make_partner("Lori", country="AM", position=3)
    make_partner("Tolna", country="HU", position=4)
    make_partner("Aosta", country="IT", position=1)
    assert names(client) == ["Aosta", "Zala", "Tolna", "Lori"]


def test_country_has_its_flag_beside_its_name(client):
    make_partner("Lori", country="AM")
    html = client.get("/en/partners/").content.decode()
    flag = '<img class="flag" src="/static/img/flags/am.svg" alt="" width="20" height="20"'
    assert f'{flag} loading="lazy"> Armenia' in html


def test_every_country_has_a_flag():
    flags = {code: finders.find(f"img/flags/{code.lower()}.svg") for code in countries.countries}
    assert len(flags) == 249
    assert [code for code, file in flags.items() if file is None] == []


def test_table_leaves_out_drafts(client):
    make_partner("Zala")
    make_partner("Tolna", status="draft")
    assert names(client) == ["Zala"]


def test_filter_by_country(client):
    make_partner("Zala", country="HU")
    make_partner("Lori", country="AM")
    assert names(client, "?country=AM") == ["Lori"]


def test_filter_by_kind_of_relation_counts_only_published_decisions(client):
    make_decision(make_partner("Zala"), kind="cooperation_agreement")
    make_decision(make_partner("Tolna"), kind="twinning")
    make_decision(make_partner("Vas"), kind="cooperation_agreement", status="draft")
    assert names(client, "?kind=cooperation_agreement") == ["Zala"]


@pytest.mark.parametrize("words", ["straseni", "Străşeni", "STRĂȘENI", "eminescu stras", "md-st"])
def test_filter_by_words_forgives_diacritics_case_and_order(client, words):
    make_partner(
        "Raionul Strășeni",
        country="MD",
        iso_code="MD-ST",
        address="strada Mihai Eminescu, 28",
    )
    make_partner("Județul Somogy")
    assert names(client, f"?q={words}") == ["Raionul Strășeni"]


def test_words_that_no_partner_has_can_be_searched_in_the_whole_site(client):
    make_partner("Tolna")

    html = client.get("/en/partners/", {"q": "tonla & co"}).content.decode()

    found = re.search(
        r'<a href="(/en/search/\?q=[^"]*)">\s*Search the whole site for “tonla &amp; co”', html
    )
    assert client.get(found[1]).context["query"] == "tonla & co"
    assert (
        "Search the whole site for" not in client.get("/en/partners/?country=HU").content.decode()
    )


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/en/partners/", "Partner regions – "),
        ("/en/partners/?sort=name&page=1", "Partner regions – "),
        (
            "/hu/partnerek/?country=HU&kind=twinning",
            "Partnerrégiók: Magyarország, Testvérmegyei kapcsolat – ",
        ),
        ("/en/partners/?q=<b>", "Partner regions: &lt;b&gt; – "),
        ("/en/activities/?kind=event&year=2010", "Activities: Event, 2010 – "),
        (
            "/ro/activitati/?year=undated&partner={partner}",
            "Activități: Zala, recurente sau fără dată – ",
        ),
    ],
)
def test_title_says_what_the_list_is_narrowed_to(client, url, title):
    partner = make_partner("Zala", country="HU")
    make_decision(partner, date="2010")
    html = client.get(url.format(partner=partner.pk)).content.decode()
    assert html.partition("<title>")[2].startswith(title)


def test_filters_narrow_together(client):
    make_partner("Zala", country="HU")
    make_partner("Zara", country="HR")
    assert names(client, "?q=za&country=HR") == ["Zara"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Ávila", "Bács", "Zala"]),
        ("-name", ["Zala", "Bács", "Ávila"]),
        ("country", ["Bács", "Ávila", "Zala"]),
        ("-country", ["Zala", "Ávila", "Bács"]),
        ("year", ["Zala", "Ávila", "Bács"]),
        ("-year", ["Ávila", "Zala", "Bács"]),
    ],
)
def test_sorting(client, sort, expected):
    make_decision(make_partner("Zala", country="HU", position=1), date="1993")
    make_partner("Bács", country="IT", position=2)  # Italia, Spania, Ungaria
    make_decision(make_partner("Ávila", country="ES", position=3), date="2001-05")
    assert names(client, f"?sort={sort}") == expected


def test_newest_first_goes_by_the_latest_decision(client):
    borsod = make_partner("Borsod")
    make_decision(borsod, kind="cooperation_agreement", date="1997")
    make_decision(borsod, kind="twinning", date="2017")
    make_decision(make_partner("Gyula"), date="2002")

    assert names(client, "?sort=year") == ["Borsod", "Gyula"]
    assert names(client, "?sort=-year") == ["Borsod", "Gyula"]


def test_sorting_by_name_follows_the_language_of_the_page(client):
    make_partner("A", name_hu="Zs")
    make_partner("B", name_hu="Cs")
    assert names(client, "?sort=name", "ro") == ["A", "B"]
    assert names(client, "?sort=name", "hu") == ["Cs", "Zs"]


def test_every_decision_of_a_partner_is_in_its_row_oldest_first(client):
    partner = make_partner("Borsod")
    make_decision(partner, date="2017", number=271)
    make_decision(partner, date="1997", number=None, kind="cooperation_agreement")
    html = client.get("/en/partners/").content.decode()
    assert (
        html.index("cooperation agreement")
        < html.index("no number published")
        < html.index("271/2017")
    )


def test_missing_facts_are_said_in_words(client):
    make_partner("Zala")
    html = client.get("/en/partners/").content.decode()
    for sentence in ("no address published", "no website published", "no decision published"):
        assert sentence in html


@pytest.mark.parametrize(
    ("query", "explanation"),
    [
        ("?country=XX", "“XX” does not fit the filter “Country”, so it was ignored."),
        (
            "?kind=marriage",
            "“marriage” does not fit the filter “Type”, so it was ignored.",
        ),
        ("?sort=shoe", "“shoe” does not fit the filter “Sort by”, so it was ignored."),
        (
            "?country=HU&country=RO",
            "The filter “Country” was used more than once. Only “RO” applies.",
        ),
    ],
)
def test_unknown_filters_are_explained_and_passed_over(client, query, explanation):
    make_partner("Zala")
    make_partner("Covasna", country="RO")
    response = client.get("/en/partners/" + query)
    assert response.status_code == 200
    assert explanation in response.content.decode()
    assert ("Zala" in names(client, query)) == ("country=RO" not in query)


@pytest.mark.parametrize("query", ["utm_source=news&fbclid=x", "msclkid=abc", "campaign2026=1"])
def test_marks_of_other_sites_are_not_remarked_upon(client, query):
    make_partner("Zala")
    html = client.get(f"/en/partners/?{query}").content.decode()
    assert "left out" not in html
    assert names(client, f"?{query}") == ["Zala"]


def test_values_of_an_address_are_escaped(client):
    html = client.get("/en/partners/", {"country": "<script>x", "<b>": "1"}).content.decode()
    assert "<script>x" not in html
    assert "<b>" not in html


def test_nothing_that_fits_says_the_way_out(client):
    make_partner("Zala")
    html = client.get("/en/partners/?q=nowhere").content.decode()
    assert "No partner region matches this filter." in html
    assert "Show all partners" in html


@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_page_that_is_not_there_is_not_found(client, page):
    make_partner("Zala")
    assert client.get(f"/en/partners/?page={page}").status_code == 404


def test_table_of_more_than_a_page_keeps_its_filters_on_the_next(client):
    for number in range(51):
        make_partner(f"Zala {number:03}")
    html = client.get("/en/partners/?country=HU").content.decode()
    assert len(names(client, "?country=HU")) == 50
    assert 'href="?country=HU&amp;page=2"' in html
    assert names(client, "?country=HU&page=2") == ["Zala 050"]
