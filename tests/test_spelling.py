"""Every word of texts and messages is in the language's dictionary or in ours, `words/`."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_terms import all_texts

DICTIONARIES = {"ro": "ro_RO", "hu": "hu_HU", "en": "en_GB"}
WORDS = Path(__file__).with_name("words")
HUNSPELL = shutil.which("hunspell")
INSTALLED = [Path(f"/usr/share/hunspell/{name}.dic").exists() for name in DICTIONARIES.values()]
NOT_WORDS = re.compile(
    r"""<[^>]*> | &\w+; | %\(\w+\)\w | %\w | \{[\w!]*\}       # markup and placeholders
    | \b[\w.-]+@\S+ | \w+://\S+ | \b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b(?:/\S*)?  # addresses
    | (?<!\w)/\w+/[\w/-]*
    | (?:[A-Za-z]*[_=\d]+[A-Za-z_=\d]*)+ | \b[A-ZÉÓ]+(?:-[A-ZÉÓ]+)+\b  # codes and numbers""",
    re.VERBOSE,
)
WORD = re.compile(r"(?<![\w’-])[^\W\d_]+(?:[’-][^\W\d_]+)*", re.UNICODE)
# What is said in another language, and says so.
IN_ANOTHER = re.compile(r'<span lang="(\w\w)">(.*?)</span>')

pytestmark = pytest.mark.skipif(
    not (HUNSPELL and all(INSTALLED)),
    reason="Spelling skipped: no hunspell or not all dictionaries (Debian: apt install hunspell "
    "hunspell-ro hunspell-hu hunspell-en-gb).",
)


def texts_in(language):
    """Yield all that is said in a language: texts, our messages, corrections of others’."""
    for text_language in DICTIONARIES:
        for of, text in all_texts(text_language):
            for other, part in IN_ANOTHER.findall(text):
                if other == language:
                    yield of, part
            if text_language == language:
                yield of, IN_ANOTHER.sub(" ", text)


def unknown_to(dictionary, words):
    """Return which words hunspell does not know."""
    command = [HUNSPELL, "-l", "-i", "utf-8", "-d", dictionary]
    requested = "\n".join(sorted(words))
    told = subprocess.run(command, input=requested, capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def listed(name):
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def misspelt(language, words):
    """Return the words that are unknown, whole and in their parts: "HTTP-cod" is HTTP and cod."""
    parts = set().union(*map(parts_of, words))
    unknown = unknown_to(DICTIONARIES[language], words | parts) - listed("names") - listed(language)
    return {word for word in words & unknown if parts_of(word) & unknown}


def parts_of(word):
    """Return what a word is made of, without endings: “CSV-ben” is CSV."""
    return set(re.split("[-’]", re.sub(r"-[^\W\dA-Z]{1,4}$|’s$", "", word)))


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_is_in_a_dictionary(language):
    locations = {}
    for of, text in texts_in(language):
        for word in WORD.findall(NOT_WORDS.sub(" ", text)):
            locations.setdefault(word, of)
    found = misspelt(language, set(locations))
    assert {word: locations[word] for word in sorted(found)} == {}
    assert len(locations) > 1000


def test_slips_are_found():
    assert misspelt("ro", {"județ", "judeţe", "tabell"}) == {"judeţe", "tabell"}
    assert misspelt("hu", {"hivatkozása", "hivatkozáse"}) == {"hivatkozáse"}
    assert misspelt("en", {"colour", "color"}) == {"color"}
