"""How a page is cited."""

import json
from pathlib import Path

import jsonschema
import pytest
from django.utils.translation import override

from tests.factories import make_decision, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
CSL = json.loads((Path(__file__).parent / "standards/csl-data.json").read_text(encoding="utf-8"))
LOCATIONS = {"ro": "/ro/parteneri/hont/", "hu": "/hu/partnerek/hont/", "en": "/en/partners/hont/"}
TITLE = "Hont & „50% {x}” <b>_\\"


@pytest.fixture
def partner():
    slugs = dict.fromkeys(("slug_ro", "slug_hu", "slug_en"), "hont")
    partner = make_partner(TITLE, name_hu="Hont vármegye", name_en="Hont County", **slugs)
    partner.history.update(history_date="2020-01-31T22:30:00Z")  # it is February in Romania
    return partner


def cited(client, language):
    return client.get(LOCATIONS[language]).context["cited"]


def test_citation_names_title_institution_day_and_permanent_address(client, partner):
    assert cited(client, "en").text == (
        "Harghita County Council: Hont County. Harghita County’s international relations, "
        f"last changed on 1 February 2020. https://testserver/p/{partner.pk}?lang=en"
    )
    assert cited(client, "hu").text.startswith("Hargita Megye Tanácsa: Hont vármegye.")
    assert f"https://testserver/p/{partner.pk}?lang=hu" in cited(client, "hu").text
    assert "2020. február 1." in cited(client, "hu").text
    assert "1 februarie 2020" in cited(client, "ro").text


def test_html_of_the_citation_stands_on_the_page_and_can_be_copied(client, partner):
    page = client.get(LOCATIONS["ro"]).content.decode()

    assert "<cite>Hont &amp; „50% {x}” &lt;b&gt;_\\</cite>" in page
    assert "&lt;cite&gt;Hont &amp;amp; „50% {x}” &amp;lt;b&amp;gt;_\\&lt;/cite&gt;" in page
    assert f'<a href="https://testserver/p/{partner.pk}?lang=ro">' in page


def test_bibtex_guards_what_means_something_to_it(client, partner):
    assert cited(client, "ro").bibtex == (
        f"@misc{{harghita-p{partner.pk}-2020,\n"
        "  author = {{Consiliul Județean Harghita}},\n"
        "  title = {{Hont \\& „50\\% \\{x\\}” <b>\\_\\textbackslash{}}},\n"
        "  year = {2020},\n  month = {2},\n  day = {1},\n"
        f"  url = {{https://testserver/p/{partner.pk}?lang=ro}},\n"
        "  langid = {romanian},\n}\n"
    )


@pytest.mark.parametrize("language", LOCATIONS)
def test_csl_json_keeps_to_its_schema(client, partner, language):
    items = json.loads(cited(client, language).csl_json)

    jsonschema.Draft7Validator(CSL).validate(items)
    assert items[0]["issued"] == {"date-parts": [[2020, 2, 1]]}
    assert items[0]["language"] == language


@pytest.mark.parametrize(
    ("date", "number", "title", "day", "issued"),
    [
        ("2018-11-29", 211, "Hotărârea nr. 211/2018", "month = {11}", [2018, 11, 29]),
        ("2018-11", 211, "Hotărârea nr. 211/2018", "month = {11}", [2018, 11]),
        ("1997", None, "Hotărârea din 1997", "year = {1997}", [1997]),
    ],
)
def test_decision_is_cited_on_its_page_with_its_own_day(
    client, partner, date, number, title, day, issued
):
    decision = make_decision(partner, date=date, number=number)
    cited = client.get(f"/ro/hotarari/{decision.slug_ro}/").context["cited"]
    with override("ro"):
        items = json.loads(cited.csl_json)

        assert cited.title == f"{title}: înfrățire, {partner.name}"
        assert cited.url == f"https://testserver/d/{decision.pk}?lang=ro"
        assert day in cited.bibtex
    assert f"-{issued[0]},\n" in cited.bibtex
    assert ("day = " in cited.bibtex) == (len(issued) == 3)
    jsonschema.Draft7Validator(CSL).validate(items)
    assert items[0]["issued"] == {"date-parts": [issued]}


def test_permanent_address_is_shown_on_the_page(client, partner):
    page = client.get(LOCATIONS["en"]).content.decode()

    assert f'<code id="permanent-address">https://testserver/p/{partner.pk}</code>' in page
    assert "Cite or share" in ParsedPage(page).main
