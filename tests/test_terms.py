"""The words of the site are those of docs/terms.md, and well set."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ["ro", "hu", "en"]
OLD = {
    "ro": r"acord\w* de cooperare|Regiunilor Europei\b|consultații medicale|publicator|"
    r"Declarați\w+ de accesibilitate|\blink|prezintă turismul|Taivan|lărgi parteneri",
    "hu": r"testvérkapcsolat|csomóponti|Hargita Megyei Tanács|Kivel:|befektetők vonzás|"
    r"Vármegye Önkormányzatának Közgyűlése|publikátor|\ba\(z\)|kapcsolatok részleg\b",
    "en": r"sister count|Directorate for Management|repository of values|tourist, cultural|"
    r"\b(?:turns?|turned) to\b|\bkeeps? up (?!to date)(?!.*up to date)|mutual knowledge|"
    r"makes? its \w+.* known|\bhold(?:s)? (?:free|screening)|\bhas its seat|localities|"
    r"anew|rightly",
}
# Words that say where the thought came from: of messages and of texts.
GERMANISMS = re.compile(
    r"(?<!here )\b(?:is|are) no (?!longer\b)|\bstands? (?:in|as|at|behind|beside|below)\b|"
    r"\bleft empty\b|\bwhoever\b|\bwho does not\b|\bkept up\b|\bin no \w+ any more\b",
    re.IGNORECASE,
)
VALUES = re.compile(r"\bvalues\b", re.IGNORECASE)
COUNTED = (
    "ani|zile|minute|secunde|regiuni|hotărâri|țări|tone|județe|localități|magazine|rânduri|primari|"
    "caractere|pagini|înregistrări|legături"
)
# After which Romanian says "de": the numbers from 20, but for those that end in 01 to 19.
NEEDS_DE = re.compile(rf"(?<![\w./:–+-])(?:\d*[02-9]\d|\d*[1-9]00) (?={COUNTED})")
# Of a number that is not known, only a message with plurals can tell.
NEEDS_PLURALS = re.compile(rf"(?:\}}|\)[sd]) (?:{COUNTED})\b")


def texts_of_fixtures(language):
    """Yield what each fixture says in the language, with the file and field it is in."""
    for path in sorted((ROOT / "fixtures").glob("*.yaml")):
        for record in yaml.safe_load(path.read_text(encoding="utf-8")):
            for name, text in record["fields"].items():
                if name.endswith(f"_{language}") and not name.startswith("slug"):
                    yield f"{path.name} {name}", re.sub(r"\]\([^)]*\)", "]", text or "")


def messages(language):
    """Yield what each message says in the language, with its message id."""
    catalogue = "ro" if language == "en" else language
    for entry in polib.pofile(str(ROOT / f"locale/{catalogue}/LC_MESSAGES/django.po")):
        if entry.msgctxt == "address":
            continue
        if language == "en":
            yield entry.msgid, f"{entry.msgid} {entry.msgid_plural}"
        else:
            yield entry.msgid, " ¦ ".join([entry.msgstr, *entry.msgstr_plural.values()])


def corrections_of_packages(language):
    """Yield what we have the messages of packages say in the language, with their message ids."""
    for path in (ROOT / f"locale/packages/{language}").glob("LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            yield entry.msgid, " ¦ ".join([entry.msgstr, *entry.msgstr_plural.values()])


def help_of_staff(language):
    """Yield the lines of the admin's help in the language, each with its number."""
    path = ROOT / f"editing/help/{language}.md"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield f"{path.name} {number}", line


def all_texts(language):
    texts = [*texts_of_fixtures(language), *messages(language), *help_of_staff(language)]
    texts += corrections_of_packages(language)
    return [(of, re.sub(r"\{\w+\}|%\(\w+\)[sd]", "{}", text)) for of, text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_terms_are_nowhere(language):
    old = re.compile(OLD[language], re.IGNORECASE)
    assert [(of, m[0]) for of, text in all_texts(language) if (m := old.search(text))] == []
    assert len(all_texts(language)) > 1000


def test_english_is_no_german():
    assert GERMANISMS.search("This is no number")
    assert not GERMANISMS.search("There is no page")
    assert [(of, m[0]) for of, text in all_texts("en") if (m := GERMANISMS.search(text))] == []


def test_english_values_are_only_in_names():
    texts = [(of, text.replace("Values Day", "")) for of, text in texts_of_fixtures("en")]
    assert [of for of, text in texts if VALUES.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_a_pattern_filled_with_names(language):
    """“Hont has been a twinned county since 1994.” is what each partner’s page says anyhow."""
    stated = [text for of, text in texts_of_fixtures(language) if of.endswith(f" text_{language}")]
    sentences = [s for text in stated for s in re.split(r"(?<=[.:])\s+", text) if s.count(" ") > 2]
    patterns = Counter(re.sub(r"[^\W\d_a-zăâîșț]\w*|\d+", "…", sentence) for sentence in sentences)
    assert {pattern: times for pattern, times in patterns.items() if times > 1} == {}
    assert len(sentences) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_and_apostrophes_are_those_of_the_language(language):
    wrong = {"ro": "[“'\"]", "hu": "[“'\"]", "en": "[„'\"]"}[language]
    markup = re.compile(r"<[^>]*>|%\(\w+\)\w|\{\w+\}")
    found = [of for of, text in all_texts(language) if re.search(wrong, markup.sub("", text))]
    assert found == []


def test_romanian_numbers_from_twenty_are_followed_by_de():
    found = [t for t in ("70 tone", "120 zile", "19 zile", "112 zile") if NEEDS_DE.search(t)]
    assert found == ["70 tone", "120 zile"]
    assert [of for of, text in all_texts("ro") if NEEDS_DE.search(text)] == []


def test_romanian_counts_what_has_plurals():
    path = ROOT / "locale/ro/LC_MESSAGES/django.po"
    entries = [entry for entry in polib.pofile(str(path)) if not entry.msgid_plural]
    assert [entry.msgid for entry in entries if NEEDS_PLURALS.search(entry.msgstr)] == []
    assert NEEDS_PLURALS.search("Numai %(number)d zile")


def test_romanian_plurals_from_twenty_have_de():
    path = ROOT / "locale/ro/LC_MESSAGES/django.po"
    of_number = re.compile(r"^%\(\w+\)[sd] \w|\b%\(\w+\)[sd] (?!de |dintre |din |more)\w")
    entries = [entry for entry in polib.pofile(str(path)) if entry.msgid_plural]
    missing = [
        entry.msgid
        for entry in entries
        if of_number.search(entry.msgstr_plural[1])
        and entry.msgstr_plural[1] != entry.msgstr_plural[2].replace(" de ", " ", 1)
        and " de " not in entry.msgstr_plural[2]
    ]
    assert len(entries) > 20
    assert missing == []
