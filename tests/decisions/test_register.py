"""The register of decisions, and the page of each."""

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from decisions.models import Decision, DecisionLink
from tests.admin.browser_forms import form_of
from tests.factories import make_agreement, make_decision, make_document, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
URLS = {"ro": "/ro/hotarari/", "hu": "/hu/hatarozatok/", "en": "/en/decisions/"}


def read(client, url) -> ParsedPage:
    response = client.get(url)
    assert response.status_code == 200, url
    return ParsedPage(response.content.decode())


def listed(client, query="") -> list[str]:
    html = client.get(f"/en/decisions/{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]*">Decision (?:of )?([\d/]+)<', html)


@pytest.fixture
def decisions(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    hont, bars = make_partner("Hont"), make_partner("Bars", country="PL")
    make_decision(hont, date="1994", number=19)
    make_decision([hont, bars], date="2004-05-07", number=6, kind="cooperation_agreement")
    with_text = make_decision(bars, date="2011", number=None)
    make_document("Text", kind="decision", attached_to=with_text)
    make_decision(bars, date="2004", number=7, status="draft")
    return hont, bars


def test_register_stands_at_its_address_in_each_language_by_year(client, decisions):
    assert read(client, "/ro/hotarari/").title.startswith("Hotărârile consiliului județean")
    assert read(client, "/hu/hatarozatok/").title.startswith("A megyei tanács határozatai")
    assert listed(client) == ["2011", "6/2004", "19/1994"]
    html = client.get("/en/decisions/").content.decode()
    assert re.findall(r'role="heading" aria-level="2">(\d+)<', html) == ["2011", "2004", "1994"]


def test_register_is_filtered_and_sorted(client, decisions):
    hont, _bars = decisions
    assert listed(client, f"?partner={hont.pk}") == ["6/2004", "19/1994"]
    assert listed(client, "?year=2004") == ["6/2004"]
    assert listed(client, "?kind=twinning") == ["2011", "19/1994"]
    assert listed(client, "?document=yes") == ["2011"]
    assert listed(client, "?document=no") == ["6/2004", "19/1994"]
    assert listed(client, "?sort=oldest") == ["19/1994", "6/2004", "2011"]
    assert listed(client, "?sort=number") == ["6/2004", "19/1994", "2011"]
    assert "No decision matches this filter." in read(client, "/en/decisions/?year=1995").main


def test_what_is_shown_is_taken_away_as_csv_xlsx_and_json(client, decisions):
    _hont, bars = decisions
    query = f"?partner={bars.pk}&kind=cooperation_agreement"
    text = client.get(f"/data/decisions.csv{query}").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["reference"], row["year"], row["countries"]) == ("6/2004", "2004", "HU; PL")
    assert row["partner_names"] == "Hont (en); Bars (en)"
    book = load_workbook(io.BytesIO(client.get(f"/data/decisions.xlsx{query}").getvalue()))
    header, (*cells,) = book.active.iter_rows(values_only=True)
    assert dict(zip(header, cells, strict=True))["reference"] == "6/2004"
    assert client.get(f"/data/decisions.json{query}").json()["count"] == 1
    assert (
        f"/data/decisions.xlsx{query}".replace("&", "&amp;")
        in client.get(f"/en/decisions/{query}").content.decode()
    )


def test_register_and_page_cost_the_same_queries(client):
    def cost(url) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    make_decision([make_partner("Hont"), make_partner("Bars")], date="2000")
    pages = ("/en/decisions/", "/en/decisions/19-2000/")
    of_one = [cost(page) for page in pages]
    for number in range(1, 4):
        make_decision([make_partner("Hont"), make_partner("Bars")], date=str(2000 + number))

    assert [cost(page) for page in pages] == of_one
    assert of_one == [11, 15]


def test_page_says_what_was_decided_and_what_came_of_it(client):
    hont = make_partner("Hont", slug_en="hont")
    texts = {"text_ro": "Un text.", "text_hu": "Egy szöveg.", "text_en": "A short text."}
    decision = make_decision(hont, date="2004-05-07", number=6, **texts)
    decision.links.create(url="https://example.org/mol", kind=DecisionLink.Kind.OFFICIAL)
    make_agreement(hont, since="1990", ended_on="2005", ended_by=decision)
    later = make_decision(hont, date="2010", number=8, amends=decision, agreed=False)

    page = read(client, "/en/decisions/6-2004/")

    stated = (
        *("Decision 6/2004", "7 May 2004", "Harghita County Council", "A short text."),
        *("A lasting relationship between the two councils", "In force: since 7 May 2004"),
        *("Ended: Twinning 1990: Hont (en), ended 2005", "It was amended by: Decision 8/2010"),
        "The text of this decision is not published here.",
    )
    assert [words for words in stated if words not in page.main] == []
    assert {"/en/partners/hont/#twinning-6-2004", "https://example.org/mol"} <= {*page.links}
    assert later.get_absolute_url() in page.links
    assert page.alternates["hu"] == "https://testserver/hu/hatarozatok/6-2004/"


def test_former_addresses_of_one_decision_lead_to_its_page(client, content):
    for url in ("/d/10", "/d/13"):
        response = client.get(f"{url}?lang=en", follow=True)
        assert response.request["PATH_INFO"] == "/en/decisions/6-1993/"
        assert response.status_code == 200
    agreement = client.get("/d/3?lang=en")
    assert agreement.url == "/en/partners/borsod-abauj-zemplen/#cooperation-agreement-1997"
    assert client.get("/d/20?lang=hu").url == "/hu/hatarozatok/296-2021/"


def test_address_in_the_form_of_an_eli_leads_to_the_page(client, decisions):
    response = client.get("/eli/ro/cj-hr/hot/1994/19", headers={"accept-language": "hu"})

    assert response.url == "/hu/hatarozatok/19-1994/"
    assert client.get("/eli/ro/cj-hr/hot/1994/20").status_code == 404


def test_address_in_the_form_of_an_eli_is_never_dead(client, admin_client):
    decision = make_decision(make_partner("Hont"), date="1994", number=19)
    corrected = f"/admin/decisions/decision/{decision.pk}/change/"
    typed = form_of(admin_client.get(corrected), number="20/1994")
    assert admin_client.post(corrected, typed).status_code == 302

    english = {"accept-language": "en"}
    for number in (19, 20):
        response = client.get(f"/eli/ro/cj-hr/hot/1994/{number}", headers=english)
        assert response.url == "/en/decisions/20-1994/"

    Decision.objects.get().delete()
    for number in (19, 20):
        response = client.get(f"/eli/ro/cj-hr/hot/1994/{number}", headers=english)
        assert response.status_code == 410
        assert "Decision 20/1994" in response.content.decode()


@pytest.mark.parametrize(
    ("date", "day"), [("2004-05-07", "2004-05-07"), ("2004-05", None), ("2004", None)]
)
def test_programs_are_told_of_a_legislation_dated_only_by_a_known_day(client, date, day):
    decision = make_decision(make_partner("Hont"), date=date, number=6)
    html = client.get("/en/decisions/6-2004/").content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])["@graph"]
    (thing,) = (node for node in graph if node["@type"] == "Legislation")

    assert thing["@id"] == f"https://testserver/d/{decision.pk}"
    assert thing["legislationIdentifier"] == "6/2004"
    assert thing.get("legislationDate") == day
    assert thing["sameAs"] == "https://testserver/eli/ro/cj-hr/hot/2004/6"
