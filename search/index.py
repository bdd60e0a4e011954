"""Keeps the index as the entries are: entry by entry as they are saved, or all of them anew."""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.utils.translation import override

from publishing.languages import LANGUAGE_CODES
from search.documents import FOUND, Findable, fields_of, with_partner
from search.models import LONGEST, Posting, Word
from search.ranking import words

Weights = dict[tuple[str, str], int]  # by language and word
CHUNK = 1000  # entries whose words are in memory at once


def weights_of(entry: Findable) -> Weights:
    """Each word of an entry in each language, and the most that an answer there weighs."""
    found: Weights = {}
    for language in LANGUAGE_CODES:
        with override(language):
            for field in fields_of(entry):
                for word in words(field.text):
                    key = language, word[:LONGEST]
                    found[key] = max(found.get(key, 0), field.weight)
    return found


@transaction.atomic
def note(entry: Findable) -> set[int]:
    """Brings what the index says of an entry up to date; what the words weigh that changed."""
    now, letter = weights_of(entry), entry.type_prefix
    there = Posting.objects.filter(letter=letter, key=entry.pk)
    said = {
        (language, text): (pk, weight)
        for pk, language, text, weight in there.values_list(
            "pk", "word__language", "word__text", "weight"
        )
    }
    gone = [pk for key, (pk, weight) in said.items() if now.get(key) != weight]
    new = {key: w for key, w in now.items() if key not in said or said[key][1] != w}
    Posting.objects.filter(pk__in=gone).delete()
    keys = _keys_of(new)
    Posting.objects.bulk_create(
        [
            Posting(word_id=keys[key], letter=letter, key=entry.pk, weight=weight)
            for key, weight in new.items()
        ]
    )
    return {said[key][1] for key in said if now.get(key) != said[key][1]} | set(new.values())


def forget(entry: Findable) -> None:
    """Takes an entry that is deleted out of the index."""
    Posting.objects.filter(letter=entry.type_prefix, key=entry.pk).delete()


@transaction.atomic
def fill() -> int:
    """Makes the whole index anew; how many entries are in it.

    Its order of answers is made at the end: kept while it is filled, it would take much longer.
    """
    Posting.objects.all().delete()
    Word.objects.all().delete()
    (by_weight,) = Posting._meta.indexes
    editor, number = connection.schema_editor(), 0
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {by_weight.name}")
        for entries in _chunks():
            number += len(entries)
            _insert(cursor, entries)
        cursor.execute(str(by_weight.create_sql(Posting, editor)))
    return number


def _chunks() -> Iterator[list[Findable]]:
    for model in FOUND.values():
        many = [field.name for field in model._meta.many_to_many]
        chunk = []
        entries = with_partner(model.objects.prefetch_related(*many))
        for entry in entries.order_by("pk").iterator(CHUNK):
            chunk.append(entry)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        yield chunk


def _insert(cursor, entries: list[Findable]) -> None:
    found = [(entry, weights_of(entry)) for entry in entries]
    keys = _keys_of({key for _entry, weights in found for key in weights})
    table, columns = Posting._meta.db_table, ("word_id", "letter", "key", "weight")
    names = ", ".join(map(connection.ops.quote_name, columns))
    cursor.executemany(
        f"INSERT INTO {table} ({names}) VALUES (%s, %s, %s, %s)",
        [
            (keys[key], entry.type_prefix, entry.pk, weight)
            for entry, weights in found
            for key, weight in weights.items()
        ],
    )


def _keys_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The keys of words; those that were never said before are added, in one order by everyone."""
    wanted = set(wanted)
    known = _known(wanted)
    new = sorted(wanted - known.keys())
    if new:
        words_ = [Word(language=code, text=text, length=len(text)) for code, text in new]
        Word.objects.bulk_create(words_, ignore_conflicts=True, batch_size=500)
        known |= _known(set(new))
    return known


def _known(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found = Word.objects.filter(text__in={text for _language, text in wanted})
    return {
        (language, text): pk
        for pk, language, text in found.values_list("pk", "language", "text")
        if (language, text) in wanted
    }
