"""Every fact that the county published is on the page where a visitor would look for it.

`facts/partners.yaml` is the county's table as it was handed over; `facts/words.yaml` names, for
each of the other facts, what must be said in each language, and when and with whom it was done.
"""

import re
from collections import Counter
from itertools import zip_longest

import pytest
from django.utils.translation import override

from partners.models import PartnerRegion
from tests.facts_in_words import (
    ACTIVITIES,
    COUNTRIES,
    KINDS,
    LANGUAGES,
    NO_ADDRESS,
    PARTNERS,
    SINCE,
    WORDS,
    body_in_words,
    coordinates_in_words,
    decisions_in_words,
    period_in_words,
)
from tests.html import ParsedPage

pytestmark = pytest.mark.usefixtures("content_of_module", "db")
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
            body_in_words(partner, language),
            *(partner["address"] or [NO_ADDRESS[language]]),
            *decisions_in_words(partner, language),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner["iso"])
def test_page_of_a_partner_holds_its_facts(client, partner, language):
    page = read(client, path_of(partner, language))
    expected = [
        *partner["names"].values(),
        body_in_words(partner, language),
        partner["seat"],
        partner["iso"],
        coordinates_in_words(partner, language),
        COUNTRIES[partner["country"]][language],
        *(partner["address"] or [NO_ADDRESS[language]]),
        *([partner["nuts"]] if partner["nuts"] else []),
        *decisions_in_words(partner, language),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", ACTIVITIES, ids=lambda fact: fact["page"])
def test_activity_has_its_period_and_its_partners(client, fact, language):
    page = in_language(client, fact["page"], language)
    when = re.escape(period_in_words(fact["period"], language))
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
