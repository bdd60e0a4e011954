"""The API keeps to its own description, whatever it is asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from tests.api.queries import ask
from tests.factories import make_document, make_partner

DESCRIPTION = "/api/v1/openapi.json"
CONFIG = {
    "seed": 1,
    "generation": {"max-examples": 60, "deterministic": True},
    "suppress-health-check": ["too_slow"],  # the machine may be
    "checks": {
        "positive_data_acceptance": {  # 410: what an entry was divided into has other numbers
            "expected-statuses": ["2xx", "3xx", "404", "410", "429"],
        }
    },
}


class Requested:
    """The site as a program asks it, without compression, and what it was asked.

    schemathesis asks from threads of its own; they see the test's transaction.
    """

    def __init__(self):
        self.application, self.paths = get_wsgi_application(), []
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.connection.inc_thread_sharing()

    def __call__(self, environ, start_response):
        connections[DEFAULT_DB_ALIAS] = self.connection
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        self.paths.append(environ["PATH_INFO"])
        return self.application(environ, start_response)


def failures(site: Requested, **operations) -> list[str]:
    """What schemathesis finds by examples, by the borders of each parameter and by chance."""
    config = SchemathesisConfig.from_dict(CONFIG)
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, site, config=config)
    schema = schema.include(**operations) if operations else schema
    found = []
    for event in engine.from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            found.append(str(event))
        elif isinstance(event, ScenarioFinished):
            checks = [check for made in event.recorder.checks.values() for check in made]
            found += [f"{event.recorder.label}: {c.name}" for c in checks if c.failure_info]
    return found


@pytest.fixture
def content_in_threads(content):
    """The county's content in the test's transaction, which the end of a request must not end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("content_in_threads")
def test_api_keeps_to_its_description():
    site = Requested()

    assert failures(site) == []
    assert len(site.paths) > 500
    assert len({path for path in site.paths if path[8:].isalpha()}) >= 4


@pytest.mark.usefixtures("content_in_threads")
def test_api_that_does_not_is_found_out(monkeypatch):
    monkeypatch.setattr("publishing.records.LANGUAGE_CODES", ("ro", "hu"))  # texts lack English

    assert "GET /api/v1/partners: not_a_server_error" in failures(
        Requested(), path="/api/v1/partners"
    )


def test_description_is_whole(client, db):
    data = client.get(DESCRIPTION).json()

    assert data["openapi"] == "3.1.0"
    assert data["servers"] == [{"url": "https://testserver"}]
    assert sorted(data["paths"]) == [
        "/api/v1/",
        "/api/v1/activities",
        "/api/v1/activities/{number}",
        "/api/v1/agreements",
        "/api/v1/agreements/{number}",
        "/api/v1/decisions",
        "/api/v1/decisions/{number}",
        "/api/v1/partners",
        "/api/v1/partners/{number}",
        "/api/v1/search",
    ]
    for path, operations in data["paths"].items():
        (operation,) = operations.values()
        assert operation["summary"], path
        assert {"200", "404", "405", "422", "500"} <= set(operation["responses"]), path


def test_documents_are_described_as_they_come_in_one_language(client, db):
    partner = make_partner()
    make_document("Anexa", attached_to=partner, title_hu="Melléklet")
    description = client.get(DESCRIPTION).json()

    (document,) = ask(client, f"partners/{partner.pk}", lang="hu")["documents"]

    assert document["title"] == "Melléklet"
    described = description["components"]["schemas"]["DocumentFileInOneLanguage"]["properties"]
    assert described["title"]["anyOf"] == [{"type": "string"}, {"type": "null"}]
    assert described.keys() == document.keys()
