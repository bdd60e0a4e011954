"""Finds the entries that answer a query, by the index.

A word of the query stands for all terms that answer it. The rarest is looked up first; of a word
that is nearly everywhere, only what answers the others, too, is read. So a query costs the same few
questions to the database however many entries there are, and what is passed over are the worst of
very many answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from django.db.models import Count, Model, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from publishing.entry_types import entry_type_of
from search.documents import documents_of, prefetch_documents
from search.models import IndexEntry, Term
from search.registry import search_fields, searched_types
from search.snippets import snippet
from search.terms import query_words
from search.vocabulary import match_terms

MAX_READ = 10_000  # rows of the index that are read for a word
MAX_CANDIDATES = 500  # entries, the best so far, that are tried with a word of nearly everywhere
MAX_RESULTS = 1000  # and what might be one if it were public

Place = tuple[str, int]  # an entry: its type's prefix, and its key
Scores = dict[Place, float]
Match = dict[int, float]  # terms that answer a word of the query, and how well


@dataclass(frozen=True)
class Result:
    """An entry that answers a query."""

    entry: Model
    terms: frozenset[str]  # that answer it, here or elsewhere

    @property
    def kind(self) -> str:
        return entry_type_of(self.entry).kind_of(self.entry)

    @property
    def label(self) -> str:
        return entry_type_of(self.entry).label_of(self.entry)

    @property
    def excerpt(self) -> str:
        own = search_fields(self.entry).excerpt_of(self.entry)
        return " ".join([own, *(document.text for document in documents_of(self.entry))])

    @property
    def snippet(self) -> SafeString:
        return snippet(self.excerpt, self.terms)


@dataclass(frozen=True)
class Results(Sequence):
    """What answers a query, best first; loaded as it is looked at."""

    references: tuple[Place, ...] = ()
    terms: frozenset[str] = frozenset()
    is_cut: bool = False  # whether there are more, not as good

    def __len__(self):
        return len(self.references)

    def __getitem__(self, index):
        if not isinstance(index, slice):
            return self[index : index + 1 or None][0]
        entries = {}
        for prefix, keys in _by_prefix(self.references[index]).items():
            searched = searched_types()[prefix]
            found = searched.model.objects.filter(pk__in=keys)
            found = list(
                found.prefetch_related(*searched.select_related, *searched.prefetch_related)
            )
            prefetch_documents(found)
            entries |= {(prefix, entry.pk): entry for entry in found}
        return [
            Result(entries[place], self.terms)
            for place in self.references[index]
            if place in entries
        ]


def find(query: str) -> Results:
    """Return the public entries that answer every word of the query, best first."""
    scores, terms, is_cut = score(query, get_language(), IndexEntry.objects.public())
    shown = _public(best_first(scores)[:MAX_RESULTS])
    # Python's sort keeps the order of equals.
    references = tuple(sorted(shown, key=lambda place: -scores[place]))
    return Results(references, terms, is_cut or len(scores) > MAX_RESULTS)


def score(query: str, language: str, rows: QuerySet) -> tuple[Scores, frozenset[str], bool]:
    """Return the entries with every word of the query, by these rows; its terms; whether it is cut.

    Whether the public may see an entry is not looked at.
    """
    words = query_words(query, language)
    found = match_terms(words, language) if words else []
    if not all(found) or not found:
        return {}, frozenset(), False
    terms = frozenset(text for match in found for text in match)
    known = Term.objects.filter(language=language, text__in=terms)
    ids = dict(known.values_list("text", "pk"))
    matches = [{ids[t]: quality for t, quality in match.items()} for match in found]
    scores, is_cut = _scores(matches, rows)
    return scores, terms, is_cut


def _scores(matches: list[Match], rows: QuerySet) -> tuple[Scores, bool]:
    """Return the entries that answer every word with their scores, and whether some are missed."""
    counts = _counts(_terms(matches))
    matches = sorted(matches, key=lambda match: _size(match, counts))
    sizes = [_size(match, counts) for match in matches]
    # Of two words the rarer says more of what is looked for.
    matches = [
        {term: quality * log1p(sizes[-1] / size) for term, quality in match.items()}
        for match, size in zip(matches, sizes, strict=True)
        if size
    ]
    if len(matches) < len(sizes):
        return {}, False
    number = max(1, sum(size <= MAX_READ for size in sizes))
    first, rare, frequent = matches[0], matches[1:number], matches[number:]
    scores = _best(first, _read(first, counts, rows))
    scores = _with(rare, rows.filter(term__in=_terms(rare)), scores)
    is_cut = sizes[0] > MAX_READ or bool(frequent and len(scores) > MAX_CANDIDATES)
    return _with(frequent, _of_candidates(frequent, scores, rows), scores), is_cut


def _size(match: Match, counts: dict) -> int:
    """Return how many rows of the index answer the word."""
    return sum(number for (term, _weight), number in counts.items() if term in match)


def _terms(matches: list[Match]) -> set[int]:
    return {term for match in matches for term in match}


def _counts(terms: set[int]) -> dict[tuple[int, int], int]:
    """Return how many rows each term has with each weight."""
    classes = IndexEntry.objects.filter(term__in=terms).order_by().values_list("term", "weight")
    return {(term, weight): number for term, weight, number in classes.annotate(n=Count("*"))}


def _read(match: Match, counts: dict, rows: QuerySet) -> Iterator[tuple]:
    """Yield the rows of the terms that answer: all, or the best of very many."""
    classes = [(term, weight) for term, weight in counts if term in match]
    classes.sort(key=lambda found: -match[found[0]] * found[1])
    whole, room = Q(pk__in=[]), MAX_READ
    for term, weight in classes:
        these = Q(term=term, weight=weight)
        if counts[term, weight] > room:
            yield from _values(rows.filter(these).order_by("-type_prefix", "-object_id")[:room])
            break
        whole |= these
        room -= counts[term, weight]
    yield from _values(rows.filter(whole))


def _of_candidates(matches: list[Match], scores: Scores, rows: QuerySet) -> QuerySet:
    """Return the rows of frequent terms in the entries that are the best so far."""
    there = Q(pk__in=[])
    for prefix, keys in _by_prefix(best_first(scores)[:MAX_CANDIDATES]).items():
        there |= Q(type_prefix=prefix, object_id__in=keys)
    return rows.filter(there, term__in=_terms(matches))


def _with(matches: list[Match], rows: QuerySet, scores: Scores) -> Scores:
    """Return the entries in which the words of the matches are answered, too."""
    read = list(_values(rows)) if matches else []
    for match in matches:
        found = _best(match, read)
        scores = {place: scores[place] + found[place] for place in scores.keys() & found.keys()}
    return scores


def _values(rows: QuerySet) -> QuerySet:
    return rows.values_list("type_prefix", "object_id", "term", "weight")


def _best(match: Match, rows: Iterable[tuple]) -> Scores:
    """Return the best answer of each entry to a word of the query."""
    scores: Scores = {}
    for prefix, key, term, weight in rows:
        points = weight * match.get(term, 0)
        if points > scores.get((prefix, key), 0):
            scores[prefix, key] = points
    return scores


def best_first(scores: Scores) -> list[Place]:
    """Return the places, of equals those last that came first, whatever order they are in."""
    return sorted(scores, key=lambda place: (scores[place], place), reverse=True)


def _public(references: list[Place]) -> list[Place]:
    """Return those that the public may see, type by type, in the order of equals; by one query."""
    queries = []
    for prefix, keys in _by_prefix(references).items():
        searched = searched_types()[prefix]
        found = searched.model.objects.published().filter(pk__in=keys).order_by()
        turn = Window(RowNumber(), order_by=searched.search.order)
        found = found.annotate(prefix=Value(prefix), turn=turn)
        queries.append(found.values_list("prefix", "pk", "turn"))
    rows = queries[0].union(*queries[1:], all=True) if queries else ()
    types = list(searched_types())
    ordered = sorted(rows, key=lambda row: (types.index(row[0]), row[2]))
    return [(prefix, key) for prefix, key, _turn in ordered]


def _by_prefix(references: Iterable[Place]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for prefix, key in references:
        found[prefix].append(key)
    return found
