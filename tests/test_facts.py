"""Every fact that the county published is on the page where a visitor would look for it.

`facts/partners.yaml` is the county's table as it was handed over; `facts/words.yaml` names, for
each of the other facts, what must be said in each language, and when and with whom it was done.
"""

import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from partners.models import PartnerRegion
from publishing.periods import formatting
from publishing.periods.dates import Period
from tests.html import ParsedPage

pytestmark = pytest.mark.usefixtures("content_of_module", "db")

FACTS = Path(__file__).with_name("facts")
PARTNERS = yaml.safe_load((FACTS / "partners.yaml").read_text(encoding="utf-8"))
WORDS = yaml.safe_load((FACTS / "words.yaml").read_text(encoding="utf-8"))
ACTIVITIES = [fact for fact in WORDS if "period" in fact]
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
    "twinning": {"ro": "înfrățire", "hu": "testvérmegyei kapcsolat", "en": "twinning"},
    "cooperation_agreement": {
        "ro": "acord de colaborare",
        "hu": "együttműködési megállapodás",
        "en": "cooperation agreement",
    },
}
NO_NUMBER = {
    "ro": "niciun număr publicat",
    "hu": "nincs közzétett szám",
    "en": "no number published",
}
NO_DECISION = {
    "ro": "nicio hotărâre publicată",
    "hu": "nincs közzétett határozat",
    "en": "no decision published",
}
NO_ADDRESS = {
    "ro": "nicio adresă publicată",
    "hu": "nincs közzétett postacím",
    "en": "no address published",
}
SINCE = {
    "2021-10": {"ro": "din octombrie 2021", "hu": "2021 októbere óta", "en": "since October 2021"},
}
PERIODS = {
    None: {
        "ro": "nicio dată publicată",
        "hu": "nincs közzétett dátum",
        "en": "no date published",
    },
    "every year": {"ro": "în fiecare an", "hu": "minden évben", "en": "every year"},
    "over several years": {
        "ro": "de-a lungul mai multor ani",
        "hu": "több éven át",
        "en": "over several years",
    },
    "7–22 May 2010": {"ro": "7–22 mai 2010", "hu": "2010. május 7–22.", "en": "7–22 May 2010"},
    **{
        f"since {year}": {"ro": f"din {year}", "hu": f"{year} óta", "en": f"since {year}"}
        for year in (1993, 2008, 2012, 2017, 2019)
    },
    "1 August 2019 – 31 July 2023": {
        "ro": "1 august 2019 – 31 iulie 2023",
        "hu": "2019. augusztus 1. – 2023. július 31.",
        "en": "1 August 2019 – 31 July 2023",
    },
    **{years: years for years in ("2008", "2007–2009", "2008–2009")},
}
PERIOD = {"ro": "Perioada", "hu": "Időszak", "en": "Period"}
COUNCIL = {
    "ro": "https://judetulharghita.ro",
    "hu": "https://hargitamegye.ro",
    "en": "https://harghitacounty.ro",
}
TABLE = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}


READ: dict[str, ParsedPage] = {}  # nothing here changes the content


@pytest.fixture(scope="module", autouse=True)
def read_already(readings):
    READ.update(readings)


def read(client, url) -> ParsedPage:
    """Return a page, which is asked for once."""
    if url not in READ:
        response = client.get(url)
        assert response.status_code == 200, url
        READ[url] = ParsedPage(response.content.decode())
    return READ[url]


def in_language(client, url, language):
    """The same page in a language, found by the switcher as a visitor would."""
    page = read(client, url)
    return read(client, page.alternates[language].removeprefix("https://testserver"))


def decisions_said(partner, language):
    """Each decision of a partner as it must be said."""
    for decision in partner["decisions"]:
        kind, year = KINDS[decision["kind"]][language], decision["year"]
        if decision["number"]:
            yield f"{kind} {decision['number']}/{year}"
        elif decision["kind"] == "cooperation_agreement":  # of 1997, of which none is known
            yield f"{kind} {year} ({NO_DECISION[language]})"
        else:
            yield f"{kind} {year} ({NO_NUMBER[language]})"


def body_said(partner, language):
    """The partner's body as the page's language calls it; "" where only a region is named."""
    body, name = partner["body"], partner["names"]
    if partner["iso"] == "AM-LO":
        return ""
    if partner["country"] != "HU" or language == "ro":
        return body
    if language == "hu":
        return f"{name['hu'].removesuffix(' vármegye')} Vármegyei Közgyűlés"
    return f"{name['en']} Assembly"


def path_of(partner, language):
    with override(language):
        return PartnerRegion.objects.get(iso_code=partner["iso"]).get_absolute_url()


def rows_of_table(page, language):
    """What the table says of each partner, from its number and name to those of the next."""
    starts = [page.main.find(f" {p['order']} {p['names'][language]}") for p in PARTNERS]
    assert -1 not in starts
    assert starts == sorted(starts), "out of the county's order"
    return [page.main[start:end] for start, end in zip_longest(starts, starts[1:])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_holds_every_partner_of_the_county_s_table(client, language):
    page = read(client, TABLE[language])
    missing = [
        fact
        for partner, row in zip(PARTNERS, rows_of_table(page, language), strict=True)
        for fact in (
            body_said(partner, language),
            *(partner["address"] or [NO_ADDRESS[language]]),
            *decisions_said(partner, language),
        )
        if fact not in row
    ]
    assert missing == []
    outward = [link for link in page.links if link.startswith("http")]
    of_partners = [link for partner in PARTNERS for link in partner["web"]]
    assert outward == [*of_partners, COUNCIL[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_counts_19_partners_20_agreements_6_countries(client, language):
    page = read(client, TABLE[language])
    rows = rows_of_table(page, language)
    kinds = "|".join(kind[language] for kind in KINDS.values())
    assert len(rows) == 19
    assert sum(len(re.findall(rf"\b(?:{kinds}) \d", row)) for row in rows) == 20
    partners = Counter(partner["country"] for partner in PARTNERS)
    assert len(partners) == 6
    for code, number in partners.items():
        assert f"{COUNTRIES[code][language]} {number} " in page.main


def coordinates_said(partner, language):
    latitude, longitude = map(str, partner["at"])
    if language == "en":
        return f"{latitude}, {longitude}"
    return f"{latitude}; {longitude}".replace(".", ",")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner["iso"])
def test_page_of_a_partner_holds_its_facts(client, partner, language):
    page = read(client, path_of(partner, language))
    expected = [
        *partner["names"].values(),
        body_said(partner, language),
        partner["seat"],
        partner["iso"],
        coordinates_said(partner, language),
        COUNTRIES[partner["country"]][language],
        *(partner["address"] or [NO_ADDRESS[language]]),
        *([partner["nuts"]] if partner["nuts"] else []),
        *decisions_said(partner, language),
        *(SINCE[d["since"]][language] for d in partner["decisions"] if "since" in d),
    ]
    assert [fact for fact in expected if fact not in page.main] == []
    assert ("NUTS" in page.main) == bool(partner["nuts"])
    assert set(partner["web"]) <= set(page.links)


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
    # A pattern begins where a word does: "15 countries" is not said by "115 countries".
    missing = [p for p in patterns if not re.search(rf"(?<!\w)(?:{p})", page.main, re.IGNORECASE)]
    assert missing == []
    expected = [*fact.get("links", []), *fact.get(f"links_{language}", [])]
    assert set(expected) <= set(page.links)


def period_said(period, language):
    """A period of the facts in words: one of PERIODS, or in ISO 8601."""
    if period in PERIODS:
        said = PERIODS[period]
        return said if isinstance(said, str) else said[language]
    with override(language):
        return formatting.format_period(Period.parse(period))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", ACTIVITIES, ids=lambda fact: fact["page"])
def test_activity_has_its_period_and_its_partners(client, fact, language):
    page = in_language(client, fact["page"], language)
    when = re.escape(period_said(fact["period"], language))
    assert re.search(rf"{PERIOD[language]} {when}(?![\w–])", page.main)
    partners = {path_of(partner, language): partner["iso"] for partner in PARTNERS}
    assert {partners[link] for link in page.links if link in partners} == set(fact["partners"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_partner_s_page_leads_to_what_was_done_with_it(client, language):
    done = {partner["iso"]: set() for partner in PARTNERS}
    for fact in ACTIVITIES:
        page = in_language(client, fact["page"], language)
        for code in fact["partners"]:
            done[code].add(page.canonical.removeprefix("https://testserver"))
    every = set().union(*done.values())
    for partner in PARTNERS:
        page = read(client, path_of(partner, language))
        shown = set(page.links) & every
        within = set().union(*(read(client, link).links for link in sorted(shown)))
        assert shown <= done[partner["iso"]], partner["iso"]
        # What is only the frame of something shown is led to from there.
        assert done[partner["iso"]] - shown <= within, partner["iso"]


def test_known_errors_and_empty_cells_are_nowhere(html_of_every_page):
    assert len(html_of_every_page) > len(LANGUAGES) * (len(PARTNERS) + len(WORDS))
    for page, html in html_of_every_page.items():
        for wrong in ("interregerurope", 'hubs.asp"', "Hirös", "Hírös7"):
            assert wrong not in html, page
        for _, cell in re.findall(r"<(t[dh]|d[dt])\b[^>]*>(.*?)</\1>", html, re.DOTALL):
            assert re.search(r"\w", re.sub("<[^>]+>", "", cell)), page
