"""The API answers what the pages show, in pages, in a language, and explains every fault."""

import pytest

from tests.api.queries import API, ask, every
from tests.factories import make_activity, make_decision, make_partner


def test_decisions_are_found_by_partner_kind_and_year(client, db):
    partner = make_partner()
    first = make_decision(partner, date="1994", number=1)
    second = make_decision(partner, date="2001-05-06", number=2, kind="cooperation_agreement")
    make_decision(make_partner(), date="1994", number=3)

    def numbers(**query):
        return [item["number"] for item in every(client, "decisions", **query)]

    assert numbers(partner=partner.pk) == [first.pk, second.pk]
    assert numbers(kind="cooperation_agreement") == [second.pk]
    assert numbers(partner=partner.pk, year=1994) == [first.pk]
    assert numbers(partner=999_999) == []


def test_texts_come_in_the_language_that_is_asked_for_or_one_that_there_is(client, db):
    partner = make_partner("Hont", name_hu="", text_ro="Un text.", slug_hu="hont-hu")

    data = ask(client, f"partners/{partner.pk}", lang="hu")

    assert (data["name"], data["text"]) == ("Hont", "Un text.")
    assert data["page"] == "https://testserver/hu/partnerek/hont-hu/"
    assert ask(client, f"partners/{partner.pk}")["name"]["hu"] is None


def test_drafts_are_not_there(client, db):
    draft = make_partner(status="draft")
    decision, activity = make_decision(draft), make_activity(status="draft")

    for path in ("partners", "decisions", "activities"):
        assert ask(client, path)["count"] == 0
    for path in (f"partners/{draft.pk}", f"decisions/{decision.pk}", f"activities/{activity.pk}"):
        assert ask(client, path, 404)["status"] == 404
    assert ask(client, "activities", partner=draft.pk)["count"] == 0


def test_what_was_deleted_is_gone_and_is_named(client, db):
    activity = make_activity("Târg")
    key = activity.pk
    activity.delete()

    data = ask(client, f"activities/{key}", 410, lang="en")

    assert (data["title"], data["detail"]) == ("This entry has been deleted", "Târg (en)")
    assert "instead" not in data


@pytest.mark.parametrize(
    ("path", "query", "status", "detail"),
    [
        ("partners", {"page": "0"}, 422, "page: It must be 1 or more."),
        ("partners", {"page": "9"}, 404, "The list has 1 page."),
        ("partners", {"per_page": "101"}, 422, "per_page: It must be 100 or less."),
        ("partners", {"country": "hungary"}, 422, "country: It must have this form: ^[A-Z]{2}$."),
        ("partners", {"lang": "de"}, 422, "lang: It must be 'ro', 'hu' or 'en'."),
        (
            "partners",
            {"land": "HU"},
            422,
            "Unknown parameter: land. Allowed: country, kind, lang, page,",
        ),
        ("partners/999999", {"page": "1"}, 422, "Unknown parameter: page. Allowed: lang."),
        ("partners/999999", {}, 404, "There is no such entry."),
        ("search", {}, 422, "q: This parameter is required."),
        ("search", {"q": "\x00"}, 422, "q: It must have this form: "),
        ("partners", {"page": "x"}, 422, "page: Enter a whole number."),
        ("partners", {"country": ["HU", "PL"]}, 422, "The parameter “country” appears twice"),
        ("search", {"q": ["a", "a"]}, 422, "The parameter “q” appears twice"),
        ("nothing", {}, 404, "The list of everything is at /api/v1/."),
    ],
)
def test_fault_is_explained_as_a_problem(client, db, path, query, status, detail):
    response = client.get(API + path, query, headers={"Accept-Language": "en"})

    data = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, data["status"], data["type"]) == (status, status, "about:blank")
    assert data["detail"].startswith(detail)
    assert data["title"]


@pytest.mark.parametrize("name", ["page", "kind", "country", "q"])
def test_explanation_is_in_one_language(client, db, name):
    path = "partners" if name != "q" else "search"
    query = {"lang": "hu", name: "" if name == "q" else "?"}

    data = client.get(API + path, query).json()

    assert (data["title"], data["errors"][0]["name"]) == ("Hibás lekérdezés", name)
    assert not {"Input", "should", "It"} & set(data["detail"].split())


def test_problem_is_in_the_readers_language(client, db):
    response = client.get("/api/v1/partners/999999", headers={"Accept-Language": "hu"})

    assert response.json()["detail"] == "Nincs ilyen bejegyzés."
    assert response.headers["Content-Language"] == "hu"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, db, method):
    response = getattr(client, method)("/api/v1/partners")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_mistake_of_the_site_is_a_problem_too(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("publishing.records.permalink", None)
    make_partner()

    response = client.get("/api/v1/partners", headers={"Accept-Language": "en"})

    assert response.status_code == 500
    assert response.json()["title"] == "Server error"


def test_other_sites_may_read_without_cookies(client, db):
    headers = {"Origin": "https://example.org"}
    response = client.get("/api/v1/partners", headers=headers)
    requested = {**headers, "Access-Control-Request-Method": "GET"}
    before = client.options("/api/v1/partners", headers=requested)

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_head_is_answered_as_get_without_a_body(client, db):
    response = client.head("/api/v1/partners")

    assert (response.status_code, response.content) == (200, b"")


def test_index_leads_to_everything(client, db):
    index = ask(client, "")

    for name, url in index.items():
        if name not in ("licence", "search"):
            path = url.removeprefix("https://testserver")
            assert client.get(path).status_code == 200, name


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("path", "number"),
    [("partners", 7), ("decisions", 7), ("agreements", 4), ("activities", 6)],
)
def test_list_costs_as_many_queries_as_it_did(
    client, db, django_assert_num_queries, path, number, times
):
    """How many there are, the keys of a page and its entries, and one for each relation they name.

    Partners have agreements, decisions, links and attachments; decisions have partners,
    agreements, links and attachments; agreements have links; activities the last two and partners.
    """
    for _ in range(times):
        partner = make_partner()
        make_decision(partner)
        make_activity(partners=[partner])

    with django_assert_num_queries(number):
        client.get(API + path)
