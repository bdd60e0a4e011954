"""Words, not only letters: endings, synonyms, small words, promoted answers, what was in vain."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from search.missed import MAX_WAITING, MissedSearches, missed_searches
from search.models import MissedSearch, PromotedAnswer, SynonymGroup
from search.terms import query_words, split_words, stem
from tests.factories import make_activity, make_page, make_partner
from tests.search.found import first

pytestmark = pytest.mark.django_db


def test_synonyms_that_staff_add_are_known_at_once_in_their_language():
    make_page("Schi", title_hu="Síelés", title_en="Skiing")
    assert first("patinaj", "ro") is None
    SynonymGroup.objects.create(language="ro", words="schi, patinaj")
    assert first("patinaj", "ro") == "Schi"
    assert first("patinaj", "en") is None


def test_word_itself_comes_before_its_synonym():
    SynonymGroup.objects.create(language="ro", words="schi, patinaj")
    for title in ("Schi", "Patinaj"):
        make_page(title)
    assert [first(query, "ro") for query in ("schi", "patinaj")] == ["Schi", "Patinaj"]


@pytest.mark.parametrize(
    ("words", "message"),
    [("schi", "Enter at least two words."), ("schi, patinaj pe gheață", "is not one word")],
)
def test_group_of_synonyms_says_what_is_wrong(words, message):
    with override("en"), pytest.raises(ValidationError) as refused:
        SynonymGroup(language="ro", words=words).full_clean()
    with override("en"):
        assert message in str(refused.value.message_dict["words"])


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("ro", "Care este hotărârea nr. 19 din 1994?", ["hotararea", "19", "1994"]),
        ("en", "what is the map of", ["map"]),
        ("en", "What is the", ["what", "is", "the"]),
        ("hu", "Az egy", ["az", "egy"]),
        ("ro", "județ " * 30 + "a1 b2 c3 d4 e5 f6 g7 h8 i9", ["judet"]),
    ],
)
def test_small_words_need_no_answer_unless_there_are_no_others(language, query, words):
    assert query_words(query, language)[: len(words)] == words
    assert len(query_words(query, language)) <= 8


def test_odd_letters_and_soft_hyphens_are_folded():
    assert split_words("Þing\u00advellir, Łódź_Ærø Gəncə") == [
        "thingvellir",
        "lodz",
        "aero",
        "gence",
    ]
    make_partner("Borgarfjörður")
    assert first("borgarfjordur", "ro") == first("Borgarfj\u00adörður", "ro") == "Borgarfjörður"


def test_forms_of_a_word_have_one_stem():
    assert len({stem(word, "hu") for word in ("megye", "megyevel", "megyeben")}) == 1
    assert len({stem(word, "ro") for word in ("medic", "medici", "medicilor")}) == 1
    assert len({stem(word, "en") for word in ("county", "counties")}) == 1


@pytest.mark.parametrize("query", ["99999999999999999999", "9" * 200, "19/99999999999999999999"])
def test_long_numbers_are_answered_without_an_error(client, query):
    make_activity("Târg")
    html = client.get("/en/search/", {"q": query}).content.decode()
    assert f"No results for “{query}”." in html
    assert client.get("/api/v1/search", {"q": query}).json()["items"] == []


def test_promoted_entry_comes_first_while_it_is_public(client):
    page = make_page("Obiective", title_en="Aims")
    make_activity("Strategie", title_en="Strategy")
    promoted = PromotedAnswer(words="strategie, strategy", entry_id=f"i/{page.pk}")
    promoted.full_clean()
    promoted.save()

    def titles(query):
        html = client.get("/en/search/", {"q": query}).content.decode()
        return [t.strip() for t in re.findall(r'results__title">\s*<a [^>]*>([^<]*)<', html)]

    assert titles("strategy") == ["Aims", "Strategy"]
    assert titles("the strategies") == ["Aims", "Strategy"]
    assert titles("strategy county") == []
    type(page).objects.update(status="draft")
    assert titles("strategy") == ["Strategy"]


@pytest.mark.parametrize("entry_id", ["i/99", "x/1", "i/99999999999999999999", "i1", "i/x"])
def test_promoted_answer_refuses_an_entry_that_is_not_there(entry_id):
    with override("en"), pytest.raises(ValidationError) as refused:
        PromotedAnswer(words="map", entry_id=entry_id).full_clean()
    with override("en"):
        assert refused.value.message_dict["entry_id"][-1] == "There is no such entry."


def missed():
    return list(MissedSearch.objects.values_list("language", "query", "count"))


def test_search_in_vain_is_counted_by_its_words(client):
    make_activity("Târg")
    for query in ("Qwertz  ÁLOM!", "targ"):
        client.get("/hu/kereses/", {"q": query})
    missed_searches.write()  # if it was not at once
    assert ("hu", "qwertz álom", 1) in missed()


def test_missed_searches_are_merged_by_month_and_written_once_a_minute(django_assert_num_queries):
    searches = MissedSearches()
    searches.record("Qwertz", "hu")
    assert missed() == [("hu", "qwertz", 1)]
    with django_assert_num_queries(0):
        for query in ("QWERTZ", "qwertz!", "alma"):
            searches.record(query, "hu")
    searches.write()
    assert missed() == [("hu", "qwertz", 3), ("hu", "alma", 1)]


@pytest.mark.parametrize(
    "query", ["ion@example.org", "0741 234 567", "1900101123456", "x" * 61, "!?", ""]
)
def test_what_may_say_who_asked_is_not_kept(query):
    searches = MissedSearches()
    searches.record(query, "ro")
    searches.write()
    assert missed() == []


def test_list_of_missed_searches_is_bounded(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("search.missed.MAX_ROWS", 3)
    searches = MissedSearches()
    searches.write()
    for number in range(2 * MAX_WAITING):
        searches.record(f"nothing {number}", "en")
    searches.record("nothing 1", "en")
    with django_assert_num_queries(6):  # two of them the savepoint's
        searches.write()
    assert missed()[0] == ("en", "nothing 1", 2)
    assert len(missed()) == 3


def test_staff_read_what_was_missed_and_change_the_words(admin_client):
    MissedSearch.objects.create(language="hu", query="qwertz", month="2026-11-01", count=2)
    html = admin_client.get("/admin/search/missedsearch/").content.decode()
    assert "qwertz" in html
    admin_client.post("/admin/search/synonymgroup/add/", {"language": "ro", "words": "schi, ski"})
    admin_client.post(
        "/admin/search/promotedanswer/add/", {"words": "hartă", "page": "partners:list#map"}
    )
    assert [str(group) for group in SynonymGroup.objects.all()] == ["schi, ski"]
    assert [str(answer) for answer in PromotedAnswer.objects.all()] == ["hartă"]
