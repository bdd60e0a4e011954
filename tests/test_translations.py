"""The words of the interface are complete and well written in Romanian and in Hungarian."""

import json
from datetime import date
from pathlib import Path

import django
import django_countries
import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import formats, translation
from django.utils.dates import MONTHS, WEEKDAYS

from publishing.management.commands.check_translations import errors_of, key_of

DJANGO = Path(django.__file__).parent
PACKAGES = [
    DJANGO / "conf/locale",
    *(DJANGO / f"contrib/{app}/locale" for app in ("admin", "auth", "contenttypes", "sessions")),
    Path(django_countries.__file__).parent / "locale",
]
OURS = [path for base in settings.LOCALE_PATHS for path in base.glob("*/LC_MESSAGES/*.po")]


def catalogue(base: Path, language: str, domain: str) -> polib.POFile:
    path = base / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_catalogue_has_no_fault(path):
    assert list(errors_of(polib.pofile(str(path)))) == []


@pytest.mark.parametrize("language", ["ro", "hu"])
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_message_of_the_packages_is_translated(language, domain):
    used, translated = set(), set()
    for base in PACKAGES:
        used |= {key_of(entry) for entry in catalogue(base, "en", domain) if not entry.obsolete}
    for base in [*PACKAGES, *settings.LOCALE_PATHS]:
        entries = catalogue(base, language, domain).translated_entries()
        translated |= {key_of(entry) for entry in entries}
    assert len(used) > 70
    assert used - translated == set()


@pytest.mark.parametrize("language", ["ro", "hu"])
def test_plural_rule_is_that_of_django(language):
    """With another one, gettext keeps a catalogue apart and JavaScript sees the wrong plurals."""
    rules = {
        catalogue(path.parents[2], language, path.stem).metadata["Plural-Forms"]
        for path in OURS
        if path.parts[-3] == language
    }
    assert rules == {catalogue(PACKAGES[0], language, "django").metadata["Plural-Forms"]}


@pytest.mark.parametrize(
    ("language", "message", "expected"),
    [
        ("ro", "Skip to main content", "Salt la conținutul principal"),
        ("ro", "Enter a number.", "Introduceți un număr."),
        ("ro", "Error:", "Eroare:"),
        ("hu", "Enter a number.", "Adjon meg egy számot."),
        ("hu", "Enabled", "Bekapcsolva"),
    ],
)
def test_message_of_a_package_is_translated(language, message, expected):
    with translation.override(language):
        assert translation.gettext(message) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Trimiteți cel mult 1 formular."),
        (19, "Trimiteți cel mult 19 formulare."),
        (20, "Trimiteți cel mult 20 de formulare."),
        (101, "Trimiteți cel mult 101 formulare."),
    ],
)
def test_romanian_plural_follows_the_number(number, expected):
    singular, plural = (
        "Please submit at most %(num)d form.",
        "Please submit at most %(num)d forms.",
    )
    with translation.override("ro"):
        assert translation.ngettext(singular, plural, number) % {"num": number} == expected


@pytest.mark.parametrize(
    ("language", "in_page", "in_script"),
    [
        ("ro", "Vezi site-ul", "(clic pentru a goli)"),
        ("hu", "Honlap megtekintése", "(kattintson a törléshez)"),
    ],
)
def test_admin_speaks_the_language(admin_client, language, in_page, in_script):
    headers = {"accept-language": language}
    page = admin_client.get("/admin/", headers=headers).content.decode()
    script = admin_client.get("/admin/jsi18n/", headers=headers).content.decode()
    assert f'<html lang="{language}"' in page
    assert in_page in page
    assert f'"(click to clear)": {json.dumps(in_script)}' in script


@pytest.mark.parametrize("language", ["ro", "hu"])
def test_months_and_days_are_written_small(language):
    with translation.override(language):
        names = [str(name) for name in [*MONTHS.values(), *WEEKDAYS.values()]]
        assert names == [name.lower() for name in names]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ro", "1 octombrie 2021"), ("hu", "2021. október 1."), ("en", "1 October 2021")],
)
def test_date_is_written_as_in_the_language(language, expected):
    with translation.override(language):
        assert formats.date_format(date(2021, 10, 1)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ro", "Armenia, China, Ungaria, Italia, Republica Moldova, Polonia"),
        (
            "hu",
            "Örményország, Kína, Magyarország, Olaszország, Moldovai Köztársaság, Lengyelország",
        ),
        ("en", "Armenia, China, Hungary, Italy, Republic of Moldova, Poland"),
    ],
)
def test_countries_of_the_county_are_named(language, expected):
    with translation.override(language):
        names = [
            django_countries.countries.name(code) for code in ("AM", "CN", "HU", "IT", "MD", "PL")
        ]
        assert ", ".join(names) == expected


def test_check_names_each_fault(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    monkeypatch.delenv("CI", raising=False)
    settings.LOCALE_PATHS = [tmp_path]
    for language in ("ro", "hu"):
        write_catalogue(tmp_path, language)
    with pytest.raises(CommandError) as error:
        call_command("check_translations")
    assert [line.partition("django.po: ")[2] for line in str(error.value).splitlines()[:-1]] == [
        "missing: 'a'",
        "fuzzy: 'b'",
        "other placeholders than: '{c}'",
        "cedilla instead of comma below in the translation of: 'd'",
        "straight quotes in the translation of: 'e'",
        "obsolete: 'f'",
    ] * 2


def write_catalogue(base: Path, language: str) -> None:
    path = base / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    faulty = polib.POFile()
    faulty.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    faulty.extend(
        [
            polib.POEntry(msgid="a"),
            polib.POEntry(msgid="b", msgstr="b", flags=["fuzzy"]),
            polib.POEntry(msgid="{c}", msgstr="{d}"),
            polib.POEntry(msgid="d", msgstr="ş"),
            polib.POEntry(msgid="e", msgstr='"e"'),
            polib.POEntry(msgid="f", msgstr="f", obsolete=True),
            polib.POEntry(msgid='<a href="">g’s</a>', msgstr='<a href="">’g</a>'),
        ]
    )
    faulty.save(str(path))
