"""One decision for programs: Turtle and JSON-LD in the terms of the catalogue."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCTERMS, FOAF, OWL, XSD, Graph, Literal, Namespace, URIRef

from tests.factories import make_agreement, make_decision, make_document, make_partner

ELI = Namespace("http://data.europa.eu/eli/ontology#")
SHAPES = Path(__file__).parent / "standards/eli/shapes.ttl"
SITE = "https://testserver"

pytestmark = [
    pytest.mark.django_db,
    # rdflib's own reader of JSON-LD still makes one.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def read(client, decision, ending="ttl") -> Graph:
    answer = client.get(f"/data/decisions/{decision.pk}.{ending}")
    assert answer.status_code == 200
    kind = {"ttl": "turtle", "jsonld": "json-ld"}[ending]
    return Graph().parse(data=answer.content, format=kind)


def conforms(graph: Graph) -> bool:
    return validate(graph, shacl_graph=Graph().parse(SHAPES, format="turtle"))[0]


@pytest.fixture
def decision(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    partner = make_partner("Hont", iso_code="HU-BK", nuts_code="HU331")
    earlier = make_decision(partner, date="1990", number=3, agreed=False)
    made = make_decision(partner, date="2004-05-07", number=6, amends=earlier, agreed=False)
    make_agreement(partner, approved_by=made, ended_on="2015-03-01")
    make_document(kind="decision", language="hu", attached_to=made)
    made.links.create(url="https://example.org/mol", kind="official")
    return made


def test_decision_is_told_in_the_terms_of_the_catalogue(client, decision):
    graph, node = read(client, decision), URIRef(f"{SITE}/d/{decision.pk}")
    (agreement,) = graph.objects(node, DCTERMS.relation)
    (partner,) = graph.objects(node, ELI.is_about)
    (text,) = graph.objects(node, ELI.is_realized_by)

    assert conforms(graph)
    assert graph.value(node, ELI.id_local) == Literal("6/2004")
    assert graph.value(node, OWL.sameAs) == URIRef(f"{SITE}/eli/ro/cj-hr/hot/2004/6")
    assert graph.value(node, ELI.passed_by) == URIRef(f"{SITE}/data/catalog.ttl#publisher")
    assert URIRef(f"{SITE}/hu/hatarozatok/6-2004/") in set(graph.objects(node, FOAF.page))
    assert graph.value(node, ELI.changes) == URIRef(f"{SITE}/d/{decision.amends_id}")
    assert graph.value(node, DCTERMS.source) == URIRef("https://example.org/mol")
    assert graph.value(partner, OWL.sameAs) == URIRef("http://data.europa.eu/nuts/code/HU331")
    assert graph.value(text, ELI.language).endswith("language/HUN")
    described = set(graph.objects(agreement, DCTERMS.description))
    assert Literal("ended 1 March 2015", lang="en") in described
    assert set(graph) == set(read(client, decision, "jsonld"))


@pytest.mark.parametrize(
    ("date", "kind", "day"),
    [
        ("2004-05-07", XSD.date, "2004-05-07"),
        ("2004-05", XSD.gYearMonth, None),
        ("2004", XSD.gYear, None),
    ],
)
def test_date_is_as_precise_as_it_is_known(client, date, kind, day):
    decision = make_decision(make_partner(), date=date)
    graph, node = read(client, decision), URIRef(f"{SITE}/d/{decision.pk}")

    assert conforms(graph)
    assert graph.value(node, DCTERMS.date) == Literal(date, datatype=kind)
    told = graph.value(node, ELI.date_document)
    assert told == (Literal(day, datatype=XSD.date) if day else None)


def test_page_leads_to_its_data(client, decision):
    html = client.get("/en/decisions/6-2004/").content.decode()

    for ending, kind in (("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
        url = f"/data/decisions/{decision.pk}.{ending}"
        assert f'<link rel="alternate" type="{kind}" href="{url}">' in html
        assert f'<a href="{url}">' in html
        assert client.get(url).headers["Content-Type"].startswith(kind)


def test_draft_has_no_data_and_what_was_deleted_is_gone(client, decision):
    draft = make_decision(make_partner(), status="draft")
    assert client.get(f"/data/decisions/{draft.pk}.ttl").status_code == 404
    key = decision.pk
    decision.delete()
    assert client.get(f"/data/decisions/{key}.ttl").status_code == 410


@pytest.mark.usefixtures("content")
def test_every_decision_of_the_county_keeps_to_the_shapes(client):
    for key in (1, 10, 18, 20):  # numbered, about two partners, without a number, the latest
        graph = Graph().parse(data=client.get(f"/data/decisions/{key}.ttl").content)
        assert conforms(graph)
        assert len(graph) > 20
