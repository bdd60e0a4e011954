"""Keeps the index as the entries are: entry by entry as they are saved, or all of them anew."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.db import connection, models, transaction
from django.utils.translation import override

from publishing.languages import LANGUAGE_CODES
from publishing.searching import SUMMARY, TEXT
from search.documents import documents_of, prefetch_documents
from search.models import IndexEntry, Term
from search.registry import search_fields, searched_types
from search.terms import split_indexed_words, stem

Rows = dict[tuple[str, str, int | None], int]  # weights by language, term and partner
CHUNK = 500  # entries whose terms are in memory at once
# As `bulk_create()` would, in a fifth of the time; somebody else may save the same entry.
_INSERT = (
    f"INSERT INTO {IndexEntry._meta.db_table} (term_id, type_prefix, object_id, weight, partner_id)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


@transaction.atomic
def index_entry(entry: models.Model) -> set[int]:
    """Bring what the index says of an entry up to date; return the weights of what changed."""
    there = IndexEntry.objects.filter(type_prefix=entry.type_prefix, object_id=entry.pk)
    columns = ("term__language", "term__text", "partner", "weight")
    old = {tuple(key): weight for *key, weight in there.values_list(*columns)}
    new = _rows_of(entry)
    if changed := {weight for _key, weight in old.items() ^ new.items()}:
        there.delete()
        _insert([(entry, new)])
    return changed


@transaction.atomic
def index_entries(entries: list[models.Model]) -> None:
    """Bring what the index says of many entries of a kind up to date, with a few queries."""
    keys = [entry.pk for entry in entries]
    prefetch_documents(entries)
    IndexEntry.objects.filter(type_prefix=entries[0].type_prefix, object_id__in=keys).delete()
    _insert([(entry, _rows_of(entry)) for entry in entries])


def remove_entry(entry: models.Model) -> None:
    """Take an entry that is deleted out of the index."""
    IndexEntry.objects.filter(type_prefix=entry.type_prefix, object_id=entry.pk).delete()


@transaction.atomic
def rebuild_index() -> int:
    """Make the whole index anew; return how many entries are in it."""
    IndexEntry.objects.all().delete()
    Term.objects.all().delete()
    number = 0
    for entries in _chunks():
        _insert([(entry, _rows_of(entry)) for entry in entries])
        number += len(entries)
    return number


def _rows_of(entry: models.Model) -> Rows:
    """Return each term of an entry in each language, and the most that an answer there weighs."""
    searched, rows = search_fields(entry), {}
    if not searched.stands_alone(entry):
        return rows
    documents = documents_of(entry)
    words_of = cache(split_indexed_words)  # where a translation lacks, the same text again
    for language in LANGUAGE_CODES:
        with override(language):
            texts = [(weight, None, text) for weight, text in searched.texts(entry)]
            texts += [(TEXT, None, f"{document} {document.text}") for document in documents]
            texts += [(SUMMARY, of.pk, of.name) for of in searched.partners_of(entry)]
            for weight, partner, text in texts:
                for word in words_of(text):
                    key = language, word, partner
                    rows[key] = max(rows.get(key, 0), weight)
    return rows


def _chunks() -> Iterator[list[models.Model]]:
    for searched in searched_types().values():
        entries = searched.model.objects.order_by("pk")
        last = 0
        while chunk := list(entries.filter(pk__gt=last)[:CHUNK]):
            if searched.search.partners:
                models.prefetch_related_objects(chunk, searched.search.partners)
            prefetch_documents(chunk)
            yield chunk
            last = chunk[-1].pk


def _insert(found: list[tuple[models.Model, Rows]]) -> None:
    ids = _term_ids({(language, text) for _entry, rows in found for language, text, _by in rows})
    with connection.cursor() as cursor:
        cursor.executemany(
            _INSERT,
            [
                (ids[language, text], entry.type_prefix, entry.pk, weight, partner)
                for entry, rows in found
                for (language, text, partner), weight in rows.items()
            ],
        )


def _term_ids(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the ids of terms; new ones are added, in one order by everyone."""
    known = _known(wanted)
    if new := sorted(wanted - known.keys()):
        terms = [
            Term(language=code, text=text, stem=stem(text, code)[:64], length=len(text))
            for code, text in new
        ]
        Term.objects.bulk_create(terms, ignore_conflicts=True)
        known |= _known(set(new))
    return known


def _known(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found = Term.objects.filter(text__in={text for _language, text in wanted})
    return {
        (language, text): pk
        for pk, language, text in found.values_list("pk", "language", "text")
        if (language, text) in wanted
    }
