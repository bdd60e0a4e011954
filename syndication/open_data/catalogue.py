"""The catalogue of the open data, for data portals: DCAT-AP 3.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/ – codes are those of the EU's authority tables.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef

from publishing.entry_types import Dataset, datasets
from publishing.languages import LANGUAGE_CODES
from publishing.naming import current_names_by_language
from syndication.open_data.files import file_url, translations
from syndication.open_data.formats import FORMAT_NAMES, LICENCE, MEDIA_TYPES

EU = "http://publications.europa.eu/resource/authority/"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
FORMATS = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
}
LANGUAGES = {"ro": "RON", "hu": "HUN", "en": "ENG"}
THEMES = {"INTR": "International issues", "GOVE": "Government and public sector"}
KEYWORDS = (_("twinning"), _("partner regions"), _("international relations"), _("Harghita County"))


def catalogue() -> Graph:
    """Make the catalogue, its three datasets with their files, and the API."""
    graph = Graph()
    for prefix, namespace in (("vcard", VCARD), ("adms", ADMS), ("dcatap", DCATAP)):
        graph.bind(prefix, namespace)
    catalog, publisher = here("catalog"), here("publisher")
    _publisher(graph, publisher)
    title = _("Open data of Harghita County’s international relations")
    about = _("Partner regions, decisions and activities, in three languages.")
    _describe(graph, catalog, DCAT.Catalog, title, about)
    _common(graph, catalog, publisher)
    graph.add((catalog, DCAT.themeTaxonomy, URIRef(EU + "data-theme")))
    _licensed(graph, catalog)
    graph.add((catalog, FOAF.homepage, _document(graph, "/")))
    service = _service(graph, publisher)
    graph.add((catalog, DCAT.service, service))
    changes = []
    for dataset in datasets().values():
        node, changed = _dataset(graph, dataset, publisher, service)
        graph.add((catalog, DCAT.dataset, node))
        graph.add((service, DCAT.servesDataset, node))
        changes += changed
    _timestamps(graph, catalog, changes)
    return graph


def _dataset(graph: Graph, dataset: Dataset, publisher, service) -> tuple[URIRef, list[datetime]]:
    node = here(dataset.name)
    found = dataset.entries().prefetch_related(None)
    ends = [
        found.order_by(column).values_list(column.removeprefix("-"), flat=True).first()
        for column in ("created", "-updated")
    ]
    _describe(graph, node, DCAT.Dataset, dataset.title, dataset.about)
    _common(graph, node, publisher)
    for word in KEYWORDS:
        add_texts(graph, node, DCAT.keyword, translations(word))
    frequency = _authority(graph, "frequency/IRREG", DCTERMS.Frequency)
    graph.add((node, DCTERMS.accrualPeriodicity, frequency))
    graph.add((node, DCTERMS.accessRights, _public(graph)))
    graph.add((node, DCAT.contactPoint, _contact(graph)))
    graph.add((node, DCTERMS.identifier, Literal(str(node))))
    with override(LANGUAGE_CODES[0]):
        graph.add((node, DCAT.landingPage, _document(graph, reverse("open_data"))))
    graph.add((node, VOID.entities, Literal(found.count(), datatype=XSD.integer)))
    changes = [timestamp for timestamp in ends if timestamp]
    _timestamps(graph, node, changes)
    for ending in dataset.formats:
        graph.add((node, DCAT.distribution, _distribution(graph, dataset, ending, service)))
    return node, changes


def _distribution(graph: Graph, dataset: Dataset, ending: str, service: URIRef) -> URIRef:
    file = URIRef(file_url(dataset, ending))
    distribution = here(f"{dataset.name}-{ending}")
    graph.add((distribution, RDF.type, DCAT.Distribution))
    titles = translations(dataset.title).items()
    named = {code: f"{title} ({FORMAT_NAMES[ending]})" for code, title in titles}
    add_texts(graph, distribution, DCTERMS.title, named)
    add_texts(graph, distribution, DCTERMS.description, translations(dataset.about))
    graph.add((distribution, DCAT.accessURL, file))
    graph.add((distribution, DCAT.downloadURL, file))
    _licensed(graph, distribution)
    file_type = _authority(graph, f"file-type/{ending.upper()}", DCTERMS.MediaTypeOrExtent)
    graph.add((distribution, DCTERMS["format"], file_type))
    media = URIRef(f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[ending]}")
    graph.add((media, RDF.type, DCTERMS.MediaType))
    graph.add((distribution, DCAT.mediaType, media))
    graph.add((distribution, DCAT.accessService, service))
    available = _authority(graph, "planned-availability/STABLE", SKOS.Concept)
    graph.add((available, SKOS.prefLabel, Literal("stable", lang="en")))
    graph.add((distribution, DCATAP.availability, available))
    schemas = {"csv": "open_data:csv_metadata", "json": "open_data:schema"}
    if ending in schemas:
        standard = URIRef(settings.SITE_URL + reverse(schemas[ending], args=[dataset.name]))
        graph.add((standard, RDF.type, DCTERMS.Standard))
        graph.add((distribution, DCTERMS.conformsTo, standard))
    return distribution


def _service(graph: Graph, publisher: URIRef) -> URIRef:
    service = here("api")
    about = _("Partners, decisions, activities and the search, as JSON.")
    _describe(graph, service, DCAT.DataService, _("Programming interface (API)"), about)
    graph.add((service, DCTERMS.publisher, publisher))
    graph.add((service, DCAT.contactPoint, _contact(graph)))
    root = settings.SITE_URL + "/api/v1/"
    graph.add((service, DCAT.endpointURL, URIRef(root)))
    graph.add((service, DCAT.endpointDescription, URIRef(root + "openapi.json")))
    graph.add((service, DCTERMS.accessRights, _public(graph)))
    _licensed(graph, service)
    return service


def _publisher(graph: Graph, publisher: URIRef) -> None:
    graph.add((publisher, RDF.type, FOAF.Agent))
    names = current_names_by_language().items()
    add_texts(graph, publisher, FOAF.name, {code: of.institution for code, of in names})
    kind = _adms(graph, "publishertype", "LocalAuthority", "Local Authority")
    graph.add((publisher, DCTERMS.type, kind))


def _contact(graph: Graph) -> URIRef:
    contact = here("contact")
    graph.add((contact, RDF.type, VCARD.Kind))
    graph.add((contact, RDF.type, VCARD.Organization))
    for name in list(graph.objects(here("publisher"), FOAF.name)):  # the county council both times
        graph.add((contact, VCARD.fn, name))
    graph.add((contact, VCARD.hasURL, URIRef(settings.SITE_URL + "/")))
    return contact


def _common(graph: Graph, node: URIRef, publisher: URIRef) -> None:
    """Add what is said of the catalogue and of every dataset alike."""
    graph.add((node, DCTERMS.publisher, publisher))
    for code in LANGUAGE_CODES:
        language = _authority(graph, f"language/{LANGUAGES[code]}", DCTERMS.LinguisticSystem)
        graph.add((node, DCTERMS.language, language))
    place = URIRef("http://data.europa.eu/nuts/code/RO124")
    graph.add((place, RDF.type, DCTERMS.Location))
    graph.add((node, DCTERMS.spatial, place))
    scheme = URIRef(EU + "data-theme")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal("Data theme", lang="en")))
    for code, label in THEMES.items():
        theme = _authority(graph, f"data-theme/{code}", SKOS.Concept)
        graph.add((theme, SKOS.prefLabel, Literal(label, lang="en")))
        graph.add((node, DCAT.theme, theme))


def _licensed(graph: Graph, node: URIRef) -> None:
    licence = URIRef(LICENCE)
    graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
    kind = _adms(graph, "licencetype", "Attribution", "Attribution")
    graph.add((licence, DCTERMS.type, kind))
    graph.add((node, DCTERMS.license, licence))


def _timestamps(graph: Graph, node: URIRef, timestamps: list[datetime]) -> None:
    if timestamps:
        ends = ((DCTERMS.issued, min(timestamps)), (DCTERMS.modified, max(timestamps)))
        for property, timestamp in ends:
            text = timestamp.replace(microsecond=0).isoformat()
            graph.add((node, property, Literal(text, datatype=XSD.dateTime)))


def _describe(graph: Graph, node: URIRef, kind: URIRef, title: str, about: str) -> None:
    graph.add((node, RDF.type, kind))
    add_texts(graph, node, DCTERMS.title, translations(title))
    add_texts(graph, node, DCTERMS.description, translations(about))


def add_texts(graph: Graph, node: URIRef, term: URIRef, texts: dict[str, str]) -> None:
    """Add what is said by a property in each language."""
    for code, text in texts.items():
        graph.add((node, term, Literal(text, lang=code)))


def _authority(graph: Graph, name: str, kind: URIRef) -> URIRef:
    code, scheme = URIRef(EU + name), URIRef(EU + name.partition("/")[0])
    graph.add((code, RDF.type, kind))
    graph.add((code, SKOS.inScheme, scheme))
    return code


def _adms(graph: Graph, scheme: str, name: str, label: str) -> URIRef:
    """Return a concept of the vocabularies of ADMS."""
    concept = URIRef(f"http://purl.org/adms/{scheme}/{name}")
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.prefLabel, Literal(label, lang="en")))
    graph.add((concept, SKOS.inScheme, URIRef(f"http://purl.org/adms/{scheme}/1.0")))
    return concept


def _public(graph: Graph) -> URIRef:
    return _authority(graph, "access-right/PUBLIC", DCTERMS.RightsStatement)


def _document(graph: Graph, path: str) -> URIRef:
    page = URIRef(settings.SITE_URL + path)
    graph.add((page, RDF.type, FOAF.Document))
    return page


def here(name: str) -> URIRef:
    """Return what the catalogue speaks of, named within it."""
    return URIRef(f"{settings.SITE_URL}/data/catalog.ttl#{name}")
