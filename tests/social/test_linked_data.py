"""What pages say to programs: schema.org by its own vocabulary, and nothing but the truth."""

import json
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.factories import make_activity, make_page, make_partner

VOCABULARY = json.loads(
    (Path(__file__).parent / "standards/schema-org.json").read_text(encoding="utf-8")
)
SUPERTYPES, PROPERTIES = VOCABULARY["supertypes"], VOCABULARY["properties"]
ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client, url) -> list[dict]:
    return graph_in(client.get(url).content.decode())


def graph_in(html: str) -> list[dict]:
    (text,) = ELEMENT.findall(html)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def of_type(nodes, name) -> dict:
    (node,) = (node for node in nodes if node["@type"] == name)
    return node


def kinds_of(name: str) -> set[str]:
    """A type and all its supertypes."""
    return {name}.union(*(kinds_of(above) for above in SUPERTYPES[name]))


def errors(node: dict) -> list[str]:
    """What the vocabulary does not know, or knows of other things."""
    name = node.get("@type")
    if name is None:
        return [] if set(node) == {"@id"} else [f"no type: {node}"]
    if name not in SUPERTYPES:
        return [f"no such type: {name}"]
    found = []
    for key, value in node.items():
        if key.startswith("@"):
            continue
        key = key.removesuffix("-input")  # what is to be given for it: schema.org/docs/actions.html
        if key not in PROPERTIES:
            found.append(f"no such property: {key}")
            continue
        if not kinds_of(name) & set(PROPERTIES[key]["domain"]):
            found.append(f"{key} is not said of {name}")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += errors(item)
                kinds = kinds_of(item["@type"]) if item.get("@type") in SUPERTYPES else set()
                if kinds and not kinds & set(PROPERTIES[key]["range"]):
                    found.append(f"{key} is no {item['@type']}")
    return found


def test_every_page_keeps_to_the_vocabulary(html_of_every_page):
    for page, html in html_of_every_page.items():
        for node in graph_in(html):
            assert errors(node) == [], page


@pytest.mark.parametrize(
    ("node", "error"),
    [
        ({"@type": "Twinning"}, "no such type: Twinning"),
        ({"@type": "Event", "begins": "1994"}, "no such property: begins"),
        ({"@type": "AdministrativeArea", "startDate": "1994"}, "startDate is not said of"),
        ({"@type": "Event", "location": {"@type": "WebSite"}}, "location is no WebSite"),
        ({"@type": "Event", "location": {"name": "Tusnad"}}, "no type"),
    ],
)
def test_wrong_node_is_found_out(node, error):
    assert errors(node)[0].startswith(error)


@pytest.mark.django_db
def test_partner_is_a_region_of_its_country(client):
    partner = make_partner(
        "Hont", slug_en="hont", iso_code="HU-XX", nuts_code="HU999", latitude=47.5, longitude=19
    )
    partner.links.create(url="https://hont.example", kind="official")
    partner.links.create(url="https://about.example", kind="about")

    nodes = graph(client, "/en/partners/hont/")

    assert of_type(nodes, "AdministrativeArea") == {
        "@type": "AdministrativeArea",
        "@id": f"https://testserver/p/{partner.pk}",
        "name": "Hont (en)",
        "url": "https://testserver/en/partners/hont/",
        "containedInPlace": {"@type": "Country", "name": "Hungary", "identifier": "HU"},
        "identifier": ["HU-XX", "HU999"],
        "sameAs": ["https://hont.example"],
        "geo": {"@type": "GeoCoordinates", "latitude": 47.5, "longitude": 19.0},
    }
    assert of_type(nodes, "WebPage")["mainEntity"] == {"@id": f"https://testserver/p/{partner.pk}"}
    trail = of_type(nodes, "BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"]) for step in trail] == [
        (1, "Home"),
        (2, "Partner regions"),
        (3, "Hont (en)"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2010-05-07/2010-05-22", "2010-05-07", "2010-05-22"),
        ("2021-10", "2021-10", "2021-10"),
        ("2008", "2008", "2008"),
        ("2017/..", "2017", None),
        ("R/P1Y", None, None),
        ("", None, None),
    ],
)
def test_event_is_dated_as_precisely_as_it_was_published(client, period, start, end):
    make_activity("Târg", slug_en="fair", period=period, place_en="Miercurea Ciuc")

    event = of_type(graph(client, "/en/activities/fair/"), "Event")

    assert (event.get("startDate"), event.get("endDate")) == (start, end)
    place = {"@type": "Place", "name": "Miercurea Ciuc", "address": "Miercurea Ciuc"}
    assert event["location"] == place
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    status = "https://schema.org/EventScheduled" if start else None
    assert event.get("eventStatus") == status


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["Online", "on-line"])
def test_event_online_is_at_no_place(client, place):
    make_activity("Curs", slug_en="course", period="2021", place_en=place)

    event = of_type(graph(client, "/en/activities/course/"), "Event")

    assert "location" not in event
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "covered"),
    [("2008/..", "2008/.."), ("2021-10", "2021-10"), ("1998~", None), ("R/P1Y", None)],
)
def test_page_covers_a_time_that_iso_8601_can_say(client, period, covered):
    make_activity("Curs", slug_en="course", period=period)

    page = of_type(graph(client, "/en/activities/course/"), "WebPage")

    assert page.get("temporalCoverage") == covered


@pytest.mark.django_db
def test_project_names_its_funder_and_membership_its_member(client):
    make_activity("Proiect", slug_en="project", kind="project", funder_en="Interreg")
    make_activity("ARE", slug_en="aer", kind="membership")

    project = of_type(graph(client, "/en/activities/project/"), "Project")
    body = of_type(graph(client, "/en/activities/aer/"), "Organization")

    assert project["funder"] == {"@type": "Organization", "name": "Interreg"}
    assert body["member"] == {"@id": "https://testserver/#council"}


@pytest.mark.django_db
def test_no_text_can_end_the_element(client):
    hostile = '</script><script>alert("x")</script> & <!--'
    make_page(hostile, title_en=hostile, slug_en="hostile")

    page = client.get("/en/hostile/").content.decode()

    assert "<script>alert" not in page
    assert of_type(graph(client, "/en/hostile/"), "WebPage")["name"] == hostile


@pytest.mark.django_db
def test_home_is_the_site_of_the_county_council(client):
    with override("hu"):
        nodes = graph(client, "/hu/")

    council = of_type(nodes, "GovernmentOrganization")
    assert council["name"] == "Hargita Megye Tanácsa"
    assert council["areaServed"]["identifier"] == ["RO-HR", "RO124"]
    assert of_type(nodes, "WebSite")["inLanguage"] == "hu"
