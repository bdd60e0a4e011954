"""The catalogue is one that a national or European data portal can take in: DCAT-AP 3."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, Namespace, URIRef

SHACL = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Path(__file__).parent / "standards/dcat-ap"
FILES = sorted(path.name for path in SHAPES.glob("*.ttl"))
TTL, JSON_LD = "/data/catalog.ttl", "/data/catalog.jsonld"

pytestmark = [
    pytest.mark.usefixtures("content_of_module", "db"),
    # rdflib's own reader of JSON-LD still makes one.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def violations(graph: Graph, file: str) -> list[str]:
    shapes = Graph().parse(SHAPES / file, format="turtle")
    _conforms, report, _text = validate(graph, shacl_graph=shapes)
    return [
        str(report.value(result, SHACL.resultMessage))
        for result in report.objects(None, SHACL.result)
        if report.value(result, SHACL.resultSeverity) == SHACL.Violation
    ]


def read(client, url) -> Graph:
    kind = {"ttl": "turtle", "jsonld": "json-ld"}[url.rpartition(".")[2]]
    return Graph().parse(data=client.get(url).content, format=kind)


def test_shapes_are_there():
    assert FILES == ["mdr-vocabularies.shape.ttl", "range.ttl", "shapes.ttl"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("url", [TTL, JSON_LD])
def test_catalogue_keeps_to_the_official_shapes(client, url, file):
    graph = read(client, url)

    assert len(graph) > 200
    assert violations(graph, file) == []


@pytest.mark.parametrize(
    ("file", "taken", "put"),
    [
        ("shapes.ttl", (None, DCTERMS.title, None), None),
        ("shapes.ttl", (None, DCTERMS.publisher, None), None),
        ("shapes.ttl", (None, DCAT.accessURL, None), None),
        ("range.ttl", (None, DCTERMS.publisher, None), URIRef("https://example.org/somebody")),
        ("mdr-vocabularies.shape.ttl", (None, DCTERMS.language, None), URIRef("urn:hungarian")),
    ],
)
def test_broken_catalogue_is_found_out(client, file, taken, put):
    graph = read(client, TTL)
    nodes = list(graph.subjects(taken[1]))
    graph.remove(taken)
    for node in nodes if put is not None else ():
        graph.add((node, taken[1], put))

    assert nodes
    assert violations(graph, file) != []


def test_both_forms_say_the_same(client):
    turtle, json_ld = read(client, TTL), read(client, JSON_LD)

    assert set(turtle) == set(json_ld)
    assert client.get(TTL).headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert client.get(JSON_LD).headers["Content-Type"] == "application/ld+json"


def test_every_file_that_the_catalogue_names_is_there(client):
    graph = read(client, TTL)
    files = set(graph.objects(None, DCAT.downloadURL)) | set(
        graph.objects(None, DCTERMS.conformsTo)
    )
    files |= set(graph.objects(None, DCAT.endpointDescription))

    assert len(files) == 13 + 2 * 4 + 1
    for file in files:
        assert client.get(file.removeprefix("https://testserver")).status_code == 200, file


def test_datasets_are_named_in_three_languages(client):
    graph = read(client, TTL)
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))

    assert len(datasets) == 4
    for dataset in datasets:
        titles = {title.language: str(title) for title in graph.objects(dataset, DCTERMS.title)}
        assert set(titles) == {"ro", "hu", "en"}
        assert len(set(titles.values())) == 3
    numbers = sorted(int(number) for number in graph.objects(None, VOID.entities))
    assert numbers == [18, 19, 20, 50]  # decisions, partners, agreements, activities


def test_files_are_named_and_described_in_three_languages(client):
    graph = read(client, TTL)
    files = list(graph.subjects(RDF.type, DCAT.Distribution))

    assert len(files) == 13
    for file in files:
        for stated in (DCTERMS.title, DCTERMS.description):
            assert {text.language for text in graph.objects(file, stated)} == {"ro", "hu", "en"}
    assert (None, DCTERMS.title, Literal("Partner regions (GeoJSON)", lang="en")) in graph
