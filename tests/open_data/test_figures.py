"""One county, one number: what the pages, the files, the API and the catalogue count agrees."""

import csv
import io
import re
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone
from rdflib import DCTERMS, VOID, Graph, Literal

from activities.models import Activity
from decisions.models import Decision
from partners.models import PartnerRegion
from publishing.periods.dates import Period
from tests.admin.browser_forms import form_of
from tests.factories import make_activity, make_agreement, make_decision, make_partner
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
SUBJECTS = ("partners", "decisions", "agreements", "activities")
TITLES = {
    "partners": "Partner regions",
    "decisions": "Decisions",
    "agreements": "Agreements",
    "activities": "Activities",
}


def text_of(client, url) -> str:
    return ParsedPage(client.get(url).content.decode()).main


def stated(text: str, pattern: str) -> int:
    """The figure that a page says; fails if it says none."""
    return int(re.search(pattern, text)[1])


def of_home(client) -> dict[str, int]:
    text = text_of(client, "/en/")
    return {
        "current": stated(text, r"(\d+) partner regions? with an agreement in force"),
        "decisions": stated(text, r"(\d+) decisions?\b"),
    }


def of_table_in_words(client) -> dict[str, int]:
    return {"partners": stated(text_of(client, "/en/partners/"), r"(\d+) partner regions?\b")}


def of_table_row_by_row(client) -> dict[str, int]:
    html = client.get("/en/partners/").content.decode()
    return {
        "partners": html.count('<th scope="row">'),
        "agreements": html.count('"partners__decision"'),
    }


def of_table_by_country(client) -> dict[str, int]:
    html = client.get("/en/partners/").content.decode()
    return {"partners": sum(map(int, re.findall(r'"partners__count">(\d+)<', html)))}


def of_table_by_state(client) -> dict[str, int]:
    found = (
        client.get(f"/en/partners/?state={state}").content.decode() for state in CURRENT_STATES
    )
    return {"current": sum(html.count('<th scope="row">') for html in found)}


def of_register(client) -> dict[str, int]:
    html = client.get("/en/decisions/").content.decode()
    assert html.count('<th scope="row">') == stated(ParsedPage(html).main, r"(\d+) decisions?\b")
    return {"decisions": html.count('<th scope="row">')}


def of_timeline(client) -> dict[str, int]:
    entries, decisions = (
        stated(text_of(client, f"/en/activities/{query}"), r"(\d+) entr(?:y|ies)")
        for query in ("", "?kind=decision")
    )
    return {"decisions": decisions, "activities": entries - decisions}


def read_csv(client, subject) -> list[dict]:
    text = client.get(f"/data/{subject}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of_csv(client) -> dict[str, int]:
    rows = {s: read_csv(client, s) for s in SUBJECTS}
    holding = [row for row in rows["partners"] if row["relation_state"] in CURRENT_STATES]
    in_force = {row["partner"] for row in rows["agreements"] if row["state"] in CURRENT_STATES}
    assert len(holding) == len(in_force)
    return {"current": len(holding), **{s: len(table) for s, table in rows.items()}}


def of_json(client) -> dict[str, int]:
    files = {s: client.get(f"/data/{s}.json").json() for s in SUBJECTS}
    assert all(file["count"] == len(file["items"]) for file in files.values())
    return {s: file["count"] for s, file in files.items()}


def of_geojson(client) -> dict[str, int]:
    return {"partners": len(client.get("/data/partners.geojson").json()["features"])}


def of_api(client) -> dict[str, int]:
    counted = {s: client.get(f"/api/v1/{s}").json()["count"] for s in SUBJECTS}
    requested = (f"/api/v1/partners?state={state}" for state in CURRENT_STATES)
    return {**counted, "current": sum(client.get(a).json()["count"] for a in requested)}


def of_catalogue(client) -> dict[str, int]:
    graph = Graph().parse(data=client.get("/data/catalog.ttl").content, format="turtle")
    return {
        s: int(
            graph.value(
                graph.value(None, DCTERMS.title, Literal(TITLES[s], lang="en")), VOID.entities
            )
        )
        for s in SUBJECTS
    }


def of_data_page(client) -> dict[str, int]:
    text = text_of(client, "/en/open-data/")
    return {s: stated(text, rf"{TITLES[s]} (\d+) rows?") for s in SUBJECTS}


CURRENT_STATES = ("in_force", "ending")
LOCATIONS = (
    *(of_home, of_table_in_words, of_table_row_by_row, of_table_by_country, of_table_by_state),
    *(of_register, of_timeline, of_csv, of_json, of_geojson, of_api, of_catalogue, of_data_page),
)
COUNTED = ("partners", "current", "decisions", "agreements", "activities")


def countries_and_since(client) -> set[tuple[int, str]]:
    """Return in how many countries an agreement is in force and since when, by each that says it.

    The home page says it in words; the files and the API let it be counted.
    """
    text = text_of(client, "/en/")
    since = re.search(r"(\d{4}) year of the first decision", text)
    tables = [read_csv(client, "partners"), read_csv(client, "decisions")]
    files = [client.get(f"/data/{s}.json").json()["items"] for s in ("partners", "decisions")]
    items = [client.get(f"/api/v1/{s}?per_page=100").json()["items"] for s in SUBJECTS[:2]]
    return {
        (stated(text, r"(\d+) countr(?:y|ies)"), since[1] if since else ""),
        *(
            (
                len({p["country"] for p in partners if p["relation_state"] in CURRENT_STATES}),
                min((str(decision["year"]) for decision in decisions), default=""),
            )
            for partners, decisions in (tables, files, items)
        ),
    }


class Reader:
    """A client that asks each address once."""

    def __init__(self, client):
        self.get = cache(client.get)


def agreed(client) -> tuple[int, ...]:
    """The figures that are in COUNTED, as every place that counts them says."""
    client = Reader(client)
    figures = {place.__name__: place(client) for place in LOCATIONS}
    counted = [{figure[s] for figure in figures.values() if s in figure} for s in COUNTED]
    assert [len(numbers) for numbers in counted] == [1] * len(COUNTED), figures
    assert len(found := countries_and_since(client)) == 1, found
    return tuple(numbers.pop() for numbers in counted)


def test_figures_agree_after_edits_drafts_and_unpublishing(client, admin_client):
    assert agreed(client) == (0, 0, 0, 0, 0)

    first, second = make_partner("Hont", latitude=47, longitude=19), make_partner("Bars")
    decision = make_decision(first)
    make_decision(second, kind="cooperation_agreement", number=None)
    activity = make_activity("Târg", partners=[first])
    make_activity("Cândva", kind="programme", period="")
    assert agreed(client) == (2, 2, 2, 2, 2)

    make_partner("Ciornă", status="draft")
    make_decision(first, number=20, status="draft")
    make_activity("Ciornă", kind="project", status="draft")
    make_decision(PartnerRegion.objects.get(status="draft"), number=21)
    assert agreed(client) == (2, 2, 2, 2, 2)

    soon = timezone.now() + timedelta(hours=1)
    scheduled = make_partner("Mâine", publish_at=soon)
    make_activity("Mâine", publish_at=soon)
    make_decision(scheduled, number=22)
    assert agreed(client) == (2, 2, 2, 2, 2)
    PartnerRegion.objects.filter(pk=scheduled.pk).update(publish_at=soon - timedelta(hours=2))
    assert agreed(client) == (3, 3, 3, 3, 2)

    change = f"/admin/partners/partnerregion/{first.pk}/change/"
    typed = form_of(admin_client.get(change), seat="Léva", status="draft")
    assert admin_client.post(change, typed).status_code == 302
    assert agreed(client) == (2, 2, 2, 2, 2)

    Activity.objects.filter(pk=activity.pk).update(take_down_at=timezone.now())
    Decision.objects.get(partners=second).delete()
    assert agreed(client) == (2, 2, 1, 2, 1)

    first.refresh_from_db()
    first.status = "published"
    first.save()
    assert agreed(client) == (3, 3, 2, 3, 1)

    decision.delete()
    second.delete()
    assert agreed(client) == (2, 2, 1, 2, 1)


def test_figures_agree_after_an_agreement_ends_is_renewed_or_is_to_come(client):
    hont, bars = make_partner("Hont"), make_partner("Bars")
    agreement = make_agreement(hont, since="2001")
    make_decision([hont, bars], date="2002", agreed=False)
    assert agreed(client) == (2, 1, 1, 1, 0)

    make_agreement(bars, since="2100")
    assert agreed(client) == (2, 1, 1, 2, 0)
    agreement.renewed_on = Period.parse("2010")
    agreement.save()
    assert agreed(client) == (2, 1, 1, 2, 0)
    agreement.ended_on = Period.parse("2015-03-01")
    agreement.save()
    assert agreed(client) == (2, 0, 1, 2, 0)
    make_agreement(hont, since="2016", status="draft")
    assert agreed(client) == (2, 0, 1, 2, 0)
    make_agreement(hont, since="2016")
    assert agreed(client) == (2, 1, 1, 3, 0)


@pytest.mark.usefixtures("content")
def test_figures_of_the_county_agree(client):
    assert agreed(client) == (19, 19, 18, 20, 50)
