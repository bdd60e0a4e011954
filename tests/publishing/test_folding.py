"""Letters made alike, and the order of names in each language."""

import random
import unicodedata

import pytest
from hypothesis import assume, given, settings
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


# Each alphabet as its dictionaries order it; letters between slashes are one but for the last tie.
ALPHABETS = {
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "hu": (
        "a/á b c cs d dz dzs e/é f g gy h i/í j k l ly m n ny o/ó ö/ő p q r s sz t ty u/ú ü/ű v w "
        "x y z zs"
    ),
}
LOCATIONS = {
    language: {
        letter: place for place, same in enumerate(alphabet.split()) for letter in same.split("/")
    }
    for language, alphabet in ALPHABETS.items()
}
# What follows a letter could make another one of both: then the word is spelt otherwise.
JOINING = ("cs", "dz", "dzs", "gy", "ly", "ny", "sz", "ty", "zs")


@st.composite
def drawn_words(draw, language):
    letters = draw(st.lists(st.sampled_from([*LOCATIONS[language]]), min_size=1, max_size=6))
    word = "".join(letters)
    if language == "hu":  # read from the left, the longest letter first
        read, rest = [], word
        while rest:
            read.append(next(rest[:n] for n in (3, 2, 1) if rest[:n] in LOCATIONS["hu"]))
            rest = rest[len(read[-1]) :]
        assume(not any(word[n:].startswith(p[0] + p) for n in range(len(word)) for p in JOINING))
        letters = read
    return word, [LOCATIONS[language][letter] for letter in letters]


@pytest.mark.parametrize("language", ALPHABETS)
@given(data=st.data())
@settings(derandomize=True, deadline=None, max_examples=150)
def test_words_are_ordered_letter_by_letter_of_the_alphabet(language, data):
    (one, of_one), (other, of_other) = (
        data.draw(drawn_words(language)),
        data.draw(drawn_words(language)),
    )
    if of_one != of_other:
        keys = sort_key(one, language), sort_key(other, language)
        assert (keys[0] < keys[1]) == (of_one < of_other), (one, other)


@given(st.text(max_size=20), st.sampled_from(["ro", "hu", "en"]))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_names_that_look_alike_have_one_key(text, language):
    decomposed = unicodedata.normalize("NFD", text)
    assert sort_key(decomposed, language) == sort_key(text, language)
