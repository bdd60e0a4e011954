import os
import re
import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import makemessages

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]\b|\{\w*\}")
TAG = re.compile(r"<[^>]*>")


class Command(BaseCommand):
    help = "Fails if a message of the interface is missing or faulty in a language of the site."
    requires_system_checks = ()

    def handle(self, **options):
        used = self.messages_used()
        errors, counts = [], []
        for language in translated_languages():
            path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")
            catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
            held = {key_of(entry) for entry in catalogue if not entry.obsolete}
            absent, unused = used - held, held - used if used else set()
            name = os.path.relpath(path, settings.BASE_DIR)
            errors += [f"{name}: {error}" for error in errors_of(catalogue)]
            errors += [f"{name}: not in the catalogue: {msgid!r}" for _, msgid, _ in sorted(absent)]
            errors += [f"{name}: no longer used: {msgid!r}" for _, msgid, _ in sorted(unused)]
            counts.append(f"{language}: {len(catalogue)} messages")
        if errors:
            raise CommandError("\n".join([*errors, f"{len(errors)} faults"]))
        self.stdout.write(f"{', '.join(counts)}, none missing")

    def messages_used(self) -> set[tuple[str, str, str]]:
        """Return the keys of the messages in our source; none where gettext is not installed."""
        if not shutil.which("xgettext"):
            problem = "Without GNU gettext, messages that no catalogue has are not noticed."
            if os.environ.get("CI"):
                raise CommandError(problem)
            self.stderr.write(problem)
            return set()
        collector = Collector()
        with chdir(settings.BASE_DIR):
            call_command(collector, locale=["ro"], ignore_patterns=["tests", "var"], verbosity=0)
        return collector.keys


class Collector(makemessages.Command):
    """Django's makemessages, up to where it would write into the catalogues."""

    def build_potfiles(self):
        templates = [polib.pofile(path) for path in super().build_potfiles()]
        self.keys = {key_of(entry) for template in templates for entry in template}
        return []


def translated_languages() -> list[str]:
    """Return all but English, which is the language of the messages in the source."""
    return [code for code, name in settings.LANGUAGES if code != "en"]


def key_of(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def errors_of(catalogue: polib.POFile) -> Iterator[str]:
    """Yield each error of a catalogue, in words, with the message that has it."""
    if catalogue.metadata_is_fuzzy:
        yield "fuzzy: the header"
    plurals = re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", ""))
    for entry in catalogue:
        for error in errors_of_entry(entry, forms=int(plurals[1]) if plurals else 0):
            yield f"{error}: {entry.msgid!r}"


def errors_of_entry(entry: polib.POEntry, forms: int) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        yield "obsolete"
    elif entry.fuzzy:
        yield "fuzzy"
    elif not all(texts) or (entry.msgid_plural and len(texts) != forms):
        yield "missing"
    else:
        # A singular may do without the number that its plural shows.
        expected = [placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid)]
        if any(placeholders(text) not in expected for text in texts):
            yield "other placeholders than"
        if any(re.search("[şŞţŢ]", text) for text in texts):
            yield "cedilla instead of comma below in the translation of"
        if any(re.search("[\"']", TAG.sub("", text)) for text in texts):
            yield "straight quotes in the translation of"


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
