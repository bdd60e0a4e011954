"""What staff tell the public of a change, in a line: "address corrected"."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from history.snapshots import AT_ONCE
from publishing.languages import languages_in_turn
from publishing.references import EntryReference, EntryReferenceQuerySet


class PublicNote(EntryReference):
    """A line about one change of an entry, in the languages in which somebody wrote it."""

    at = models.DateTimeField()
    text_ro = models.CharField(max_length=200, blank=True)
    text_hu = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)

    objects: ClassVar = EntryReferenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["prefix", "key"])]

    def __str__(self):
        return self.text

    @property
    def language(self) -> str:
        """Return the language in which it is shown: the active one, or one that stands in."""
        return next(code for code in languages_in_turn() if getattr(self, f"text_{code}"))

    @property
    def text(self) -> str:
        return getattr(self, f"text_{self.language}")


def add_note(entry: Any, texts: dict[str, str], at: datetime) -> None:
    """Keep what the public is told of a change that it sees from a time on; nothing if nothing."""
    by_language = {f"text_{code}": text for code, text in texts.items() if text}
    if by_language:
        PublicNote.objects.create(prefix=entry.type_prefix, key=entry.pk, at=at, **by_language)


def note_of_version(notes: Iterable[PublicNote], since: datetime) -> PublicNote | None:
    """Return what was said of the version that the public saw since then."""
    return next((note for note in notes if abs(note.at - since) <= AT_ONCE), None)


def latest_notes(entries: Iterable[Any]) -> dict[tuple[str, int], PublicNote]:
    """Return what was said of the last change of entries, by prefix and key; of one that changed
    since without a word, nothing."""
    of_entries, model_of = models.Q(pk__in=[]), {}
    for entry in entries:
        of_entries |= models.Q(prefix=entry.type_prefix, key=entry.pk)
        model_of[entry.type_prefix] = type(entry)
    notes = {(note.prefix, note.key): note for note in PublicNote.objects.filter(of_entries)}
    for prefix in {prefix for prefix, _key in notes}:
        keys = [key for of, key in notes if of == prefix]
        records = model_of[prefix].history.filter(id__in=keys).order_by()
        for key, last in records.values_list("id").annotate(models.Max("history_date")):
            if last > notes[prefix, key].at + AT_ONCE:
                del notes[prefix, key]
    return notes
