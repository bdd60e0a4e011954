"""Words, not only letters: endings, synonyms, small words, promoted answers, what was in vain."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from search.missed import MAX_WAITING, MissedSearches, missed_searches
from search.models import MissedSearch, PromotedAnswer, SynonymGroup
from search.results import find
from search.terms import query_words, split_words, stem
from tests.cases import cases
from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db
PATHS = {"ro": "/ro/cautare/", "hu": "/hu/kereses/", "en": "/en/search/"}


def first(query, language):
    with override(language):
        return next((result.entry.heading for result in find(query)), None)


WORDS = [
    ("ro", "hotărârea nr. 19/1994", "Hotărârea nr. 19/1994: înfrățire, județul Bács-Kiskun"),
    ("ro", "hotararea 19 din 1994", "Hotărârea nr. 19/1994: înfrățire, județul Bács-Kiskun"),
    ("ro", "decizia 19/1994", "Hotărârea nr. 19/1994: înfrățire, județul Bács-Kiskun"),
    (
        "hu",
        "19/1994. számú határozat",
        "19/1994. számú határozat: testvérmegyei kapcsolat, Bács-Kiskun vármegye",
    ),
    ("en", "decision no. 19 of 1994", "Decision 19/1994: twinning, Bács-Kiskun County"),
    (
        "hu",
        "a 19/1994-es számú tanácsi határozat",
        "19/1994. számú határozat: testvérmegyei kapcsolat, Bács-Kiskun vármegye",
    ),
    ("en", "county council decision No 19/1994", "Decision 19/1994: twinning, Bács-Kiskun County"),
    ("ro", "HCJ 296/2021", "Hotărârea nr. 296/2021: înfrățire, raionul Strășeni"),
    ("ro", "H.C.J. nr. 296 din 2021", "Hotărârea nr. 296/2021: înfrățire, raionul Strășeni"),
    (
        "ro",
        "Hotărârea Consiliului Județean Harghita nr. 296/2021",
        "Hotărârea nr. 296/2021: înfrățire, raionul Strășeni",
    ),
    (
        "hu",
        "296/2021. (X. 28.) HMT határozat",
        "296/2021. számú határozat: testvérmegyei kapcsolat, Strășeni rajon",
    ),
    (
        "hu",
        "1994. évi határozat",
        "19/1994. számú határozat: testvérmegyei kapcsolat, Bács-Kiskun vármegye",
    ),
    (
        "hu",
        "az 1994-es év határozatai",
        "19/1994. számú határozat: testvérmegyei kapcsolat, Bács-Kiskun vármegye",
    ),
    ("ro", "hotărâri din anul 1994", "Hotărârea nr. 19/1994: înfrățire, județul Bács-Kiskun"),
    ("en", "decision of the year 1994", "Decision 19/1994: twinning, Bács-Kiskun County"),
    ("ro", "italieni", "Provincia Campobasso"),
    ("ro", "parteneri moldovenești", "Raionul Strășeni"),
    ("ro", "polonez", "Powiatul Tarnów"),
    ("en", "Csíkszereda", "A delegation from Szabolcs-Szatmár-Bereg in Miercurea Ciuc"),
    ("hu", "Bácskiskun", "Bács-Kiskun vármegye"),
    ("hu", "Bács\u00adKiskunnal", "Bács-Kiskun vármegye"),
    ("en", "Békés megye", "Békés County"),
    ("en", "Polish partners", "Tarnów County"),
    ("en", "partners in Hungary", "Bács-Kiskun County"),
    ("ro", "parteneri din Ungaria", "Județul Bács-Kiskun"),
    ("hu", "magyarországi partnerek", "Bács-Kiskun vármegye"),
    ("en", "embassy", "Memberships and European representation"),
    ("en", "consulate", "Memberships and European representation"),
    ("ro", "ambasadele", "Apartenențe și reprezentare europeană"),
    ("en", "internship", "Eurodyssée"),
    ("ro", "doctori", "Analize medicale preventive cu medici din Jász-Nagykun-Szolnok"),
    ("ro", "doctorilor", "Analize medicale preventive cu medici din Jász-Nagykun-Szolnok"),
    ("en", "Magyarország", "Bács-Kiskun County"),
    ("en", "Ungaria", "Bács-Kiskun County"),
    ("ro", "Italy", "Provincia Campobasso"),
    ("hu", "Județul Tolna", "Tolna vármegye"),
    ("hu", "Bács-Kiskun megyével", "Bács-Kiskun vármegye"),
    ("hu", "Zala megyéről", "Zala vármegye"),
    ("hu", "Zala megyében", "Zala vármegye"),
    ("hu", "somogyi", "Somogy vármegye"),
    ("ro", "Provinciei Campobasso", "Provincia Campobasso"),
    ("hu", "Bács\u00adKiskun", "Bács-Kiskun vármegye"),
    ("ro", "Hotărârea CJ nr.19/1994", "Hotărârea nr. 19/1994: înfrățire, județul Bács-Kiskun"),
    ("hu", "Aosta-völgy", "Valle d’Aosta Autonóm Régió"),
]


def test_every_reported_search_is_tried():
    tried = {(language, query) for language, query, _title in WORDS}
    promoted = {("en", "what is a twin county"), ("ro", "harta")}  # below
    reported = {(case["lang"], case["q"]) for case in cases("searches")}
    assert reported - promoted <= tried


@pytest.mark.parametrize(("language", "query", "title"), WORDS)
def test_words_of_readers_find_first(content, language, query, title):
    if query == "Bács\u00adKiskun":
        query = "Bács\u00ad-Kis\u00adkun"
    assert first(query, language) == title


@pytest.mark.parametrize(
    ("url", "query", "title"),
    [
        ("/en/search/", "what is a twin county", "What is a twinning?"),
        ("/en/search/", "twin county", "What is a twinning?"),
        ("/en/search/", "What are sister counties?", "What is a twinning?"),
        ("/hu/kereses/", "mi az a testvérmegye", "Mi a testvérmegye?"),
        ("/ro/cautare/", "ce este un județ înfrățit", "Ce este înfrățirea?"),
        ("/ro/cautare/", "ce înseamnă înfrățirea", "Ce este înfrățirea?"),
        ("/hu/kereses/", "mit jelent a testvérmegyei kapcsolat", "Mi a testvérmegye?"),
        ("/en/search/", "phone number", "Contact"),
        ("/hu/kereses/", "elérhetőségek", "Kapcsolat"),
        ("/en/search/", "privacy policy", "Privacy"),
        ("/ro/cautare/", "protecția datelor", "Confidențialitate"),
        ("/hu/kereses/", "adatvédelmi tájékoztató", "Adatvédelem"),
    ],
)
def test_question_is_answered_first_in_each_language(client, content, url, query, title):
    html = client.get(url, {"q": query}).content.decode()
    assert re.findall(r'results__title">\s*<a [^>]*>([^<]*)<', html)[0].strip() == title


def test_health_checks_are_found_by_other_words(content):
    for language, query, word in (
        ("en", "health checks", "screening"),
        ("hu", "orvosi vizsgálat", "űrővizsgálat"),
    ):
        assert word in first(query, language), query


@pytest.mark.parametrize(
    ("language", "query"),
    [("ro", "harta"), ("ro", "hărții"), ("hu", "térkép"), ("en", "map"), ("en", "térkép")],
)
def test_map_is_promoted_to_the_table_with_its_map(content, client, language, query):
    html = client.get(PATHS[language], {"q": query}).content.decode()
    paths = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}
    path = re.search(r'results__title">\s*<a href="([^"]*)"', html)[1]
    assert path == f"{paths[language]}#map"
    assert ' id="map"' in client.get(path).content.decode()


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
