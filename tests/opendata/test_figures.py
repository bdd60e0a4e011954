"""One county, one number: what the pages, the files, the API and the catalogue count agrees."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from rdflib import DCTERMS, VOID, Graph, Literal

from activities.models import Activity
from partners.models import PartnerRegion, TwinningDecision
from tests.admin.forms_of_pages import form_of
from tests.making import make_activity, make_decision, make_partner
from tests.reading import Reading

pytestmark = pytest.mark.django_db
SUBJECTS = ("partners", "decisions", "activities")
TITLES = {"partners": "Partner regions", "decisions": "Decisions", "activities": "Activities"}


def of_home(client) -> dict[str, int]:
    context = client.get("/en/").context
    return {
        "partners": len(context["partners"]),
        "decisions": context["decision_count"],
        "activities": context["activity_count"],
    }


def of_pages(client) -> dict[str, int]:
    text = Reading(client.get("/en/partners/").content.decode()).main
    table = client.get("/en/partners/").context["object_list"]
    timeline = client.get("/en/activities/").context["entry_count"]
    decisions = sum(len(partner.decisions.all()) for partner in table)
    counted = re.search(r"(\d+) partner regions?\b", text)
    return {
        "partners": int(counted[1]) if counted else 0,
        "decisions": decisions,
        "activities": timeline - decisions,
    }


def of_csv(client) -> dict[str, int]:
    files = {s: client.get(f"/data/{s}.csv").content.decode("utf-8-sig") for s in SUBJECTS}
    rows = {s: list(csv.reader(io.StringIO(text, newline=""))) for s, text in files.items()}
    return {s: len(table) - 1 for s, table in rows.items()}


def of_json(client) -> dict[str, int]:
    files = {s: client.get(f"/data/{s}.json").json() for s in SUBJECTS}
    assert all(file["count"] == len(file["items"]) for file in files.values())
    return {s: file["count"] for s, file in files.items()}


def of_geojson(client) -> dict[str, int]:
    features = client.get("/data/partners.geojson").json()["features"]
    return {**of_json(client), "partners": len(features)}


def of_api(client) -> dict[str, int]:
    return {s: client.get(f"/api/v1/{s}").json()["count"] for s in SUBJECTS}


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
    tables = client.get("/en/open-data/").context["tables"]
    return {table["subject"].name: table["count"] for table in tables}


PLACES = (of_home, of_pages, of_csv, of_json, of_geojson, of_api, of_catalogue, of_data_page)


def agreed(client) -> tuple[int, int, int]:
    """The partners, decisions and activities that every place counts."""
    figures = {place.__name__: place(client) for place in PLACES}
    counted = {tuple(figure[s] for s in SUBJECTS) for figure in figures.values()}
    assert len(counted) == 1, figures
    return counted.pop()


def test_figures_agree_after_edits_drafts_and_unpublishing(client, admin_client):
    assert agreed(client) == (0, 0, 0)

    first, second = make_partner("Hont", latitude=47, longitude=19), make_partner("Bars")
    decision = make_decision(first)
    make_decision(second, kind="cooperation_agreement", number=None)
    activity = make_activity("Târg", partners=[first])
    make_activity("Cândva", kind="programme", period="")
    assert agreed(client) == (2, 2, 2)

    make_partner("Ciornă", status="draft")
    make_decision(first, number=20, status="draft")
    make_activity("Ciornă", kind="project", status="draft")
    make_decision(PartnerRegion.objects.get(status="draft"), number=21)
    assert agreed(client) == (2, 2, 2)

    soon = timezone.now() + timedelta(hours=1)
    scheduled = make_partner("Mâine", publish_at=soon)
    make_activity("Mâine", publish_at=soon)
    make_decision(scheduled, number=22)
    assert agreed(client) == (2, 2, 2)
    PartnerRegion.objects.filter(pk=scheduled.pk).update(publish_at=soon - timedelta(hours=2))
    assert agreed(client) == (3, 3, 2)

    change = f"/admin/partners/partnerregion/{first.pk}/change/"
    typed = form_of(admin_client.get(change), seat="Léva", status="draft")
    assert admin_client.post(change, typed).status_code == 302
    assert agreed(client) == (2, 2, 2)

    Activity.objects.filter(pk=activity.pk).update(take_down_at=timezone.now())
    TwinningDecision.objects.get(partner=second).delete()
    assert agreed(client) == (2, 1, 1)

    first.refresh_from_db()
    first.status = "published"
    first.save()
    assert agreed(client) == (3, 2, 1)

    decision.delete()
    second.delete()
    assert agreed(client) == (2, 1, 1)


@pytest.mark.usefixtures("content")
def test_figures_of_the_county_agree(client):
    assert agreed(client) == (19, 20, 26)
