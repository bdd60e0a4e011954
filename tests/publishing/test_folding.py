"""Letters made alike, and the order of names in each language."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.folding import fold, sort_key
from tests.cases import cases

ORDERS = {
    "ro": [
        ["Raionul Strășeni", "Raionul Ștefan Vodă", "Satu Mare", "Sălaj", "Telenești"],
        ["azi", "ăla", "âla", "bal", "iz", "în", "jar", "szar", "șa", "tzar", "țar", "ud"],
        ["Sălaj", "Şerban", "Șiria"],  # with a cedilla, and with a comma
        ["Telenești", "Țările de Jos"],
    ],
    "hu": [
        ["Bács-Kiskun", "Békés", "Borsod-Abaúj-Zemplén", "Csongrád-Csanád", "Győr", "Zala"],
        ["cukor", "czár", "csap", "dob", "dzéta", "dzsem", "ez", "gúny", "gyár", "ozmán", "öl"],
        ["Eger", "Egér", "Éger", "Eger-vár", "ot", "ót", "öt", "ur", "úr", "űr", "ürge"],
        ["kasza", "kassza", "nyak", "sör", "szál", "tű", "tyúk", "uzsonna", "üveg", "zöld", "zsír"],
    ],
    "en": [
        ["eclair", "éclair", "eclair a"],
        ["Łódź", "Lori", "“Lund”", "Østfold", "Székelyföld", "Țara", "Zala"],
    ],
}


@pytest.mark.parametrize(
    ("language", "names"), [(code, names) for code, lists in ORDERS.items() for names in lists]
)
def test_names_are_in_the_order_of_their_language(language, names):
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("text", "folded"),
    {
        "STRĂŞENI  Strășeni": "straseni straseni",
        "Borgarfjörður Þór Ħal Ŧŋə Łódź Tromsø Ærø Gießen Đakovo Bakı": (
            "borgarfjordur thor hal tne lodz tromso aero giessen dakovo baki"
        ),
        "Bács\u00adKiskun\u200b": "bacskiskun",
        "L’Aquila": "l'aquila",
    }.items(),
)
def test_fold_makes_letters_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("language", ["ro", "hu"])
def test_reported_names_are_in_order(language):
    names = cases("order")[language]
    assert sorted(reversed(names), key=lambda name: sort_key(name, language)) == names


@given(st.text())
@settings(derandomize=True, deadline=None, max_examples=100)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
