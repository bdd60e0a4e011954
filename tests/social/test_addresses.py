"""The one address by which a page is known, whatever way it was reached."""

import pytest
from django.utils.translation import override

from tests.factories import make_activity, make_page, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
SITE = "https://testserver"


def read(client, url) -> ParsedPage:
    return ParsedPage(client.get(url).content.decode())


@pytest.mark.parametrize(
    ("requested", "known"),
    [
        ("", ""),
        ("?page=1", ""),
        ("?sort=name", ""),
        ("?utm_source=news&fbclid=1", ""),
        ("?nothing=1", ""),
        ("?country=XX", ""),
        ("?kind=twinning&country=HU", "?country=HU&kind=twinning"),
        ("?q=zala+megye&sort=-year", "?q=zala+megye"),
        ("?country=HU&utm_medium=x", "?country=HU"),
    ],
)
def test_filtered_table_is_known_by_its_valid_filters(client, requested, known):
    make_partner(country="HU")

    page = read(client, f"/en/partners/{requested}")

    assert page.canonical == f"{SITE}/en/partners/{known}"
    assert page.alternates == {
        "ro": f"{SITE}/ro/parteneri/{known}",
        "hu": f"{SITE}/hu/partnerek/{known}",
        "en": f"{SITE}/en/partners/{known}",
        "x-default": f"{SITE}/ro/parteneri/{known}",
    }


def test_page_of_a_list_is_known_by_its_number(client):
    partner = make_partner()
    for number in range(51):
        make_activity(f"Târg {number}", partners=[partner])

    page = read(client, f"/hu/tevekenysegek/?page=2&partner={partner.pk}&kind=event")

    assert page.canonical == f"{SITE}/hu/tevekenysegek/?kind=event&partner={partner.pk}&page=2"
    with override("en"):
        assert page.alternates["en"].endswith(f"/en/activities/?{page.canonical.partition('?')[2]}")


def test_results_of_a_search_are_not_for_search_engines(client):
    results = client.get("/en/search/?q=zala").content.decode()

    assert '<meta name="robots" content="noindex">' in results
    assert 'rel="canonical"' not in results


@pytest.mark.parametrize(
    ("language", "here", "others"),
    [("ro", "ro_RO", ["hu_HU", "en_GB"]), ("hu", "hu_HU", ["ro_RO", "en_GB"])],
)
def test_shared_page_says_its_language_and_kind(client, language, here, others):
    partner = make_partner("Hont")
    with override(language):
        page = client.get(partner.get_absolute_url()).content.decode()

    assert '<meta property="og:type" content="article">' in page
    assert f'<meta property="og:locale" content="{here}">' in page
    for other in others:
        assert f'<meta property="og:locale:alternate" content="{other}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_page_without_an_entry_is_shared_as_the_site(client):
    home = make_page("Acasă", role="home")

    page = client.get("/en/open-data/").content.decode()

    assert '<meta property="og:title" content="Harghita County’s international relations">' in page
    assert f'content="https://testserver/en/card/page-{home.pk}-' in page
