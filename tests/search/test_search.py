import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.models import PartnerRegion
from search.results import best_first
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db
# Words of some search engine's own, or of SQL's.
ODD_WORDS = ["AND", "OR", "NOT", "NEAR", "*", '"', "(", ")", "-zala", "title:x", "%", "_", "'"]


def found(client, query, language="ro"):
    """The titles of the results, best first."""
    url = {"ro": "/ro/cautare/", "hu": "/hu/kereses/", "en": "/en/search/"}[language]
    response = client.get(url, {"q": query})
    assert response.status_code == 200
    titles = re.findall(r'results__title">\s*<a [^>]*>([^<]*)<', response.content.decode())
    return [title.strip() for title in titles]


@pytest.mark.parametrize(
    "query",
    [
        "Strășeni",
        "straseni",
        "Străşeni",
        "STRASENI",
        "strasni",
        "Raionul straseni",
        "straseni raion",
    ],
)
def test_diacritics_case_order_and_slips_are_forgiven(client, query):
    make_partner("Raionul Strășeni")
    make_partner("Județul Somogy")
    assert found(client, query) == ["Raionul Strășeni"]


def test_every_word_must_be_answered(client):
    make_partner("Județul Zala")
    assert found(client, "zala festival") == []


def test_title_counts_more_than_text_and_the_same_word_more_than_its_beginning(client):
    make_activity("Altceva", text_ro="Despre textile.")
    make_activity("Textilele vechi")
    make_activity("Textile")
    assert found(client, "textile") == ["Textile", "Textilele vechi", "Altceva"]


def test_all_kinds_of_entries_are_found_but_no_draft(client):
    make_partner("Zala")
    make_page("Zala pe scurt")
    make_activity("Ziua Zala")
    make_activity("Zala ascunsă", status="draft")
    assert sorted(found(client, "zala")) == ["Zala", "Zala pe scurt", "Ziua Zala"]


def test_decision_is_found_by_its_number_year_kind_and_partner_but_no_draft(client):
    partner = make_partner("Zala")
    make_decision(partner, number=6, date="1993")
    make_decision(partner, number=7, date="1993", status="draft")
    make_decision(make_partner("Hont", status="draft"), number=8, date="1993")

    for query in ("6/1993", "decision 6", "decision 1993", "twinning zala 1993"):
        assert found(client, query, "en") == ["Decision 6/1993: twinning, Zala (en)"]
    html = client.get("/en/search/?q=6/1993").content.decode()
    assert 'href="/en/decisions/6-1993/"' in html


def test_number_is_answered_by_itself_alone(client):
    make_activity("Târg", period="1994")
    make_activity("Expoziție", period="1993", text_ro="<p>Din 1996 și 19 ani.</p>")

    assert found(client, "1994") == ["Târg"]
    assert found(client, "199") == []
    html = client.get("/ro/cautare/?q=1996").content.decode()
    assert re.findall("<mark>([^<]*)</mark>", html) == ["1996"]


def test_search_is_in_the_language_of_the_page(client):
    make_page("Obiective", title_hu="Célok", title_en="Aims")
    assert found(client, "celok", "hu") == ["Célok"]
    assert found(client, "celok", "en") == []


def test_partner_is_found_by_its_name_in_any_language_and_by_its_seat(client):
    make_partner("Județul Hont", name_hu="Hont vármegye", seat="Ipolyság")
    assert found(client, "vármegye") == found(client, "ipolysag") == ["Județul Hont"]


def test_match_is_shown_in_its_text(client):
    make_activity("Săptămâna", text_ro="A fost *o* săptămână a produselor locale la Budapesta.")
    html = client.get("/ro/cautare/?q=produselor").content.decode()
    assert "a <mark>produselor</mark> locale" in html


def test_nothing_found_says_what_to_do_next(client):
    html = client.get("/en/search/?q=qwertz").content.decode()
    assert "No results for “qwertz”." in html
    assert 'href="/en/partners/"' in html.partition("<main")[2]


@pytest.mark.parametrize("query", ["", " ", "…", "<script>", '"', "%", "x" * 5000, "\x00"])
def test_odd_queries_are_answered(client, query):
    make_partner("Zala", text_ro="<script>alert(1)</script>")
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.database
@given(
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(ODD_WORDS)), min_size=1, max_size=9),
    st.sampled_from(["/ro/cautare/", "/hu/kereses/", "/en/search/", "/api/v1/search"]),
)
@settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_words_are_answered(client, words, path):
    if not PartnerRegion.objects.exists():
        make_partner("Zala", text_ro="Un text")

    response = client.get(path, {"q": " ".join(words)})

    assert response.status_code in ((200, 422) if path.startswith("/api") else (200,))


@pytest.mark.parametrize("page", ["0", "2", "x", "²"])
def test_page_that_is_not_there_is_not_found(client, page):
    assert client.get("/en/search/", {"q": "zala", "page": page}).status_code == 404


def test_results_are_kept_out_of_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/").content.decode()


def test_search_box_is_on_every_page(client):
    assert 'action="/hu/kereses/"' in client.get("/hu/").content.decode()


def test_of_very_many_equals_the_same_are_tried_whatever_order_they_are_found_in():
    scores = {("a", 1): 5, ("p", 2): 8, ("a", 3): 5, ("p", 1): 5}
    best = [("p", 2), ("p", 1), ("a", 3), ("a", 1)]
    assert best_first(scores) == best
    assert best_first(dict(reversed(scores.items()))) == best
