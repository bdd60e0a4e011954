"""One decision in the terms of the catalogue: Dublin Core, and the ontology of ELI.

https://op.europa.eu/en/web/eu-vocabularies/eli – the host is the county's own, not an official one.
"""

from django.conf import settings
from rdflib import DCTERMS, FOAF, OWL, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from decisions.models import Agreement, Decision
from decisions.models.states import State
from decisions.records import eli_of
from partners.models import PartnerRegion
from publishing.languages import LANGUAGE_CODES, column, in_each_language
from publishing.media.library import Document
from publishing.periods.dates import Day
from publishing.permalinks import permalink
from syndication.open_data.catalogue import ADMS, EU, LANGUAGES, add_texts, here
from syndication.open_data.formats import LICENCE

ELI = Namespace("http://data.europa.eu/eli/ontology#")
NUTS = "http://data.europa.eu/nuts/code/"
DATE_TYPES = {1: XSD.gYear, 2: XSD.gYearMonth, 3: XSD.date}


def decision_graph(decision: Decision) -> Graph:
    """Return what is known of a decision, its partners, documents and the agreements of it."""
    graph = Graph()
    for prefix, namespace in (("eli", ELI), ("adms", ADMS)):
        graph.bind(prefix, namespace)
    node = URIRef(permalink(decision))
    graph.add((node, RDF.type, ELI.LegalResource))
    graph.add((node, ELI.passed_by, here("publisher")))
    graph.add((node, ELI.jurisdiction, URIRef(f"{NUTS}RO124")))
    graph.add((node, DCTERMS.isPartOf, here("decisions")))
    graph.add((node, DCTERMS.license, URIRef(LICENCE)))
    force = ELI["InForce-notInForce"] if decision.is_repealed else ELI["InForce-inForce"]
    graph.add((node, ELI.in_force, force))
    add_texts(graph, node, DCTERMS.title, in_each_language(lambda: decision.heading))
    _add_pages(graph, node, decision)
    if eli := eli_of(decision):
        graph.add((node, ELI.id_local, Literal(decision.reference)))
        graph.add((node, OWL.sameAs, URIRef(eli)))
    _add_date(graph, node, decision.date)
    for partner in decision.shown_partners:
        graph.add((node, ELI.is_about, _partner(graph, partner)))
    for link in decision.links.all():
        graph.add((node, DCTERMS.source, URIRef(link.url)))
    for text in decision.texts:
        graph.add((node, ELI.is_realized_by, _expression(graph, text)))
    for name, other in (("changes", decision.amends), ("repeals", decision.repeals)):
        if other and other.is_public:
            graph.add((node, ELI[name], URIRef(permalink(other))))
    for agreement in decision.agreements.all():
        if agreement.is_public and agreement.partner.is_public:
            graph.add((node, DCTERMS.relation, _agreement(graph, agreement)))
    return graph


def _add_pages(graph: Graph, node: URIRef, decision: Decision) -> None:
    for code, path in in_each_language(decision.get_absolute_url).items():
        page = URIRef(settings.SITE_URL + path)
        graph.add((node, FOAF.page, page))
        graph.add((page, RDF.type, FOAF.Document))
        graph.add((page, DCTERMS.language, _language(code)))


def _add_date(graph: Graph, node: URIRef, period) -> None:
    """Add the date as precise as it is known; ELI's own takes a day only."""
    day: Day = period.start
    if not day.iso or day.precision not in DATE_TYPES:
        return
    date = Literal(day.iso, datatype=DATE_TYPES[day.precision])
    graph.add((node, DCTERMS.date, date))
    if day.precision == 3:
        graph.add((node, ELI.date_document, date))


def _partner(graph: Graph, partner: PartnerRegion) -> URIRef:
    node = URIRef(permalink(partner))
    graph.add((node, RDF.type, DCTERMS.Location))
    names = {code: getattr(partner, column("name", code)) for code in LANGUAGE_CODES}
    add_texts(graph, node, DCTERMS.title, {code: name for code, name in names.items() if name})
    if partner.nuts_code:
        graph.add((node, OWL.sameAs, URIRef(NUTS + partner.nuts_code)))
    return node


def _expression(graph: Graph, text: Document) -> URIRef:
    """Return the text in its language, which the file embodies."""
    file = URIRef(settings.SITE_URL + text.get_absolute_url())
    node = URIRef(f"{file}#text")
    graph.add((node, RDF.type, ELI.LegalExpression))
    graph.add((node, ELI.title, Literal(str(text))))
    if text.language in LANGUAGES:
        graph.add((node, ELI.language, _language(text.language)))
    graph.add((node, ELI.is_embodied_by, file))
    graph.add((file, RDF.type, ELI.Format))
    media = f"https://www.iana.org/assignments/media-types/{text.content_type}"
    graph.add((file, ELI.media_type, URIRef(media)))
    return node


def _agreement(graph: Graph, agreement: Agreement) -> URIRef:
    """Return an agreement with its state today, by the word that the files and the API use."""
    node, label = URIRef(permalink(agreement)), State(agreement.state).label
    state = here(str(agreement.state))
    add_texts(graph, node, DCTERMS.title, in_each_language(lambda: agreement.heading))
    about = in_each_language(lambda: agreement.state_in_words)
    add_texts(graph, node, DCTERMS.description, about)
    graph.add((node, ADMS.status, state))
    graph.add((state, RDF.type, SKOS.Concept))
    graph.add((state, SKOS.notation, Literal(str(agreement.state))))
    add_texts(graph, state, SKOS.prefLabel, in_each_language(lambda: str(label)))
    return node


def _language(code: str) -> URIRef:
    return URIRef(f"{EU}language/{LANGUAGES[code]}")
