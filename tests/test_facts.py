"""Every fact that the county published is on the page where a visitor would look for it.

`facts/partners.yaml` is the county's table as it was handed over; `facts/words.yaml` names, for
each of the other facts, what must be said in each language.
"""

import re
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from partners.models import PartnerRegion
from publishing.dates import Period
from publishing.wording import words
from tests.reading import Reading

pytestmark = pytest.mark.usefixtures("content")

FACTS = Path(__file__).with_name("facts")
PARTNERS = yaml.safe_load((FACTS / "partners.yaml").read_text(encoding="utf-8"))
WORDS = yaml.safe_load((FACTS / "words.yaml").read_text(encoding="utf-8"))
LANGUAGES = ["ro", "hu", "en"]
COUNTRIES = {
    "HU": {"ro": "Ungaria", "hu": "Magyarország", "en": "Hungary"},
    "IT": {"ro": "Italia", "hu": "Olaszország", "en": "Italy"},
    "PL": {"ro": "Polonia", "hu": "Lengyelország", "en": "Poland"},
    "CN": {"ro": "China", "hu": "Kína", "en": "China"},
    "AM": {"ro": "Armenia", "hu": "Örményország", "en": "Armenia"},
    "MD": {"ro": "Republica Moldova", "hu": "Moldovai Köztársaság", "en": "Republic of Moldova"},
}
KINDS = {
    "twinning": {"ro": "înfrățire", "hu": "testvérkapcsolat", "en": "twinning"},
    "cooperation_agreement": {
        "ro": "acord de cooperare",
        "hu": "együttműködési megállapodás",
        "en": "cooperation agreement",
    },
}
NO_NUMBER = {
    "ro": "niciun număr publicat",
    "hu": "nincs közzétett szám",
    "en": "no number published",
}
NO_ADDRESS = {
    "ro": "nicio adresă publicată",
    "hu": "nincs közzétett cím",
    "en": "no address published",
}
TABLE = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return Reading(response.content.decode())


def in_language(client, address, language):
    """The same page in a language, found by the switcher as a visitor would."""
    page = read(client, address)
    return read(client, page.alternates[language].removeprefix("https://testserver"))


def decisions_said(partner, language):
    """Each decision of a partner as it must be said."""
    for decision in partner["decisions"]:
        kind, year = KINDS[decision["kind"]][language], decision["year"]
        if decision["number"]:
            yield f"{kind} {decision['number']}/{year}"
        else:
            yield f"{kind} {year} ({NO_NUMBER[language]})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_holds_every_partner_of_the_county_s_table(client, language):
    page = read(client, TABLE[language])
    place = 0
    for partner in PARTNERS:
        name = partner["names"][language]
        expected = [name, partner["body"], *(partner["address"] or [NO_ADDRESS[language]])]
        expected += decisions_said(partner, language)
        for fact in expected:
            assert fact in page.main, fact
        assert page.main.index(name, place) >= place, f"{name} is out of order"
        place = page.main.index(name, place)
        assert set(partner["web"]) <= set(page.links)
    for country in COUNTRIES.values():
        assert country[language] in page.main


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_counts_19_partners_20_decisions_6_countries(client, language):
    html = client.get(TABLE[language]).content.decode()
    assert html.count('<th scope="row">') == len(PARTNERS) == 19
    assert html.count('class="partners__decision"') == 20
    assert html.count('scope="rowgroup"') == 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner["iso"])
def test_page_of_a_partner_holds_its_facts(client, partner, language):
    name = partner["names"][language]
    with override(language):
        address = PartnerRegion.objects.get(iso_code=partner["iso"]).get_absolute_url()
    page = read(client, address)
    expected = [
        *partner["names"].values(),
        partner["body"],
        partner["seat"],
        partner["iso"],
        COUNTRIES[partner["country"]][language],
        *(partner["address"] or [NO_ADDRESS[language]]),
        *([partner["nuts"]] if partner["nuts"] else []),
        *decisions_said(partner, language),
    ]
    assert [fact for fact in expected if fact not in page.main] == [], name
    assert set(partner["web"]) <= set(page.links)
    for decision in partner["decisions"]:
        if "since" in decision:
            with override(language):
                assert words(Period.parse(f"{decision['since']}/..")) in page.main


def test_seats_lie_where_they_were_said_to():
    for partner in PARTNERS:
        region = PartnerRegion.objects.get(iso_code=partner["iso"])
        assert [region.latitude, region.longitude] == partner["at"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", WORDS, ids=lambda fact: fact["page"])
def test_page_says_what_was_published(client, fact, language):
    page = in_language(client, fact["page"], language)
    patterns = [*fact["said"].get(language, []), *fact["said"].get("all", [])]
    assert patterns
    missing = [p for p in patterns if not re.search(str(p), page.main, re.IGNORECASE)]
    assert missing == []
    assert set(fact.get("links", [])) <= set(page.links)


def test_activities_name_the_partners_they_were_done_with(client):
    shared = {
        "HU-BK": {"Hírös Hét festival"},
        "HU-BE": {"County Days"},
        "HU-BZ": {"County Days"},
        "HU-NO": {"County Days"},
        "HU-VA": {"County Days"},
        "HU-TO": {"Vár a megye – Tolna County Values Day", "FRiDGE"},
        "HU-HE": {"Pearls of Szeklerland"},
        "HU-HB": {"Farmer Expo"},
        "HU-SO": {"Values Day – Harghita and Somogy counties", "Inextex"},
        "HU-JN": {"Lake Tisza Days", "FolkDanceNet"},
        "HU-PE": {"European Picnic"},
    }
    for code, titles in shared.items():
        with override("en"):
            address = PartnerRegion.objects.get(iso_code=code).get_absolute_url()
        page = read(client, address)
        assert [title for title in titles if title not in page.main] == [], code


@pytest.mark.parametrize("wrong", ["interregerurope", 'hubs.asp"', "Hirös"])
def test_known_errors_are_not_repeated(client, wrong):
    for address in (
        "/ro/activitati/fridge/",
        "/ro/activitati/reghub/",
        "/ro/activitati/hiros-het/",
    ):
        assert wrong not in client.get(address).content.decode()
