"""Finds the entries that answer a query, by the index.

A word of the query stands for all words of the language that answer it. The rarest is looked up
first; of a word that is nearly everywhere, only what answers the others, too, is read. So a query
costs the same few questions to the database however many entries there are, and what is passed over
are the worst of very many answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from search.documents import FOUND, Findable, excerpt_of, kind_of, order_of, with_partner
from search.models import LONGEST, Posting
from search.ranking import words
from search.vocabulary import answering_words

MAX_WORDS = 8  # of a query that are looked at
MAX_READ = 10_000  # postings of a word that are read
MAX_TRIED = 500  # entries, the best so far, that are tried with a word that is nearly everywhere
MOST = 1000  # results, and what might be one if it were published

ROW = ("letter", "key", "word", "weight")
Place = tuple[str, int]  # an entry: the letter of its kind, and its key
Scores = dict[Place, float]


@dataclass(frozen=True)
class Result:
    """An entry that answers a query, and how well."""

    entry: Findable
    score: float

    @property
    def kind(self) -> str:
        return kind_of(self.entry)

    @property
    def excerpt(self) -> str:
        return excerpt_of(self.entry)


@dataclass(frozen=True)
class Results(Sequence):
    """What answers a query, best first; loaded as it is looked at."""

    places: list[Place]
    scores: Scores
    is_cut: bool = False  # whether there are more, not as good

    def __len__(self):
        return len(self.places)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._loaded(self.places[index])
        return self._loaded([self.places[index]])[0]

    def _loaded(self, places: list[Place]) -> list[Result]:
        entries = {
            (letter, entry.pk): entry
            for letter, keys in _by_letter(places).items()
            for entry in with_partner(FOUND[letter].objects.filter(pk__in=keys))
        }
        return [Result(entries[p], self.scores[p]) for p in places if p in entries]


def find(query: str) -> Results:
    """The published entries that answer every word of the query, best first."""
    wanted = list(dict.fromkeys(word[:LONGEST] for word in words(query)))[:MAX_WORDS]
    qualities = answering_words(wanted)
    if not wanted or not all(qualities):
        return Results([], {})
    scores, is_cut = _scores(qualities)
    shown = _published(_best_first(scores)[:MOST])
    # Python's sort keeps the order of equals.
    places = sorted(shown, key=lambda place: -scores[place])
    return Results(places, scores, is_cut or len(scores) > MOST)


def _scores(qualities: list[dict[int, float]]) -> tuple[Scores, bool]:
    """The entries that answer every word, and how well; and whether some are missed."""
    counts = _counts(_words(qualities))
    first, *others = sorted(qualities, key=lambda answering: _total(answering, counts))
    rare = [answering for answering in others if _total(answering, counts) <= MAX_READ]
    frequent = [answering for answering in others if answering not in rare]
    total = _best_answers(first, list(_read(first, counts)))
    total = _with(rare, list(_all(_words(rare))), total)
    is_cut = _total(first, counts) > MAX_READ or bool(frequent and len(total) > MAX_TRIED)
    return _with(frequent, list(_in_best(_words(frequent), total)), total), is_cut


def _with(group: list[dict[int, float]], rows: list[tuple], total: Scores) -> Scores:
    """The entries in which the words of the group are answered, too, and how well all are."""
    for answering in group:
        found = _best_answers(answering, rows)
        total = {place: total[place] + found[place] for place in total.keys() & found.keys()}
    return total


def _words(group: list[dict[int, float]]) -> set[int]:
    return {word for answering in group for word in answering}


def _counts(keys: set[int]) -> dict[tuple[int, int], int]:
    """In how many entries each word has each weight."""
    classes = Posting.objects.filter(word__in=keys).order_by().values_list("word", "weight")
    return {(word, weight): number for word, weight, number in classes.annotate(number=Count("*"))}


def _total(answering: dict[int, float], counts: dict) -> int:
    return sum(number for (word, _weight), number in counts.items() if word in answering)


def _read(answering: dict[int, float], counts: dict) -> Iterator[tuple]:
    """The postings of the words that answer: all, or the best of very many."""
    classes = [(word, weight) for word, weight in counts if word in answering]
    classes.sort(key=lambda found: -answering[found[0]] * found[1])
    whole, room = Q(pk__in=[]), MAX_READ
    for word, weight in classes:
        these = Q(word=word, weight=weight)
        if counts[word, weight] > room:
            rows = Posting.objects.filter(these).order_by("-letter", "-key")[:room]
            yield from rows.values_list(*ROW)
            break
        whole |= these
        room -= counts[word, weight]
    yield from Posting.objects.filter(whole).values_list(*ROW)


def _all(words: set[int]) -> QuerySet:
    """The postings of words that are not too frequent."""
    return Posting.objects.filter(word__in=words).values_list(*ROW)


def _in_best(words: set[int], scores: Scores) -> QuerySet:
    """The postings of words in the entries that are the best so far."""
    best = _best_first(scores)[:MAX_TRIED]
    there = Q(pk__in=[])
    for letter, keys in _by_letter(best).items():
        there |= Q(letter=letter, key__in=keys)
    return Posting.objects.filter(there, word__in=words).values_list(*ROW)


def _best_answers(answering: dict[int, float], rows: list[tuple]) -> Scores:
    found: Scores = {}
    for letter, key, word, weight in rows:
        points = weight * answering.get(word, 0)
        if points > found.get((letter, key), 0):
            found[letter, key] = points
    return found


def _best_first(scores: Scores) -> list[Place]:
    """The places, of equals those last that came first; the same whatever order they are in."""
    return sorted(scores, key=lambda place: (scores[place], place), reverse=True)


def _published(places: list[Place]) -> list[Place]:
    """Those that the public may see, kind by kind, in the order of equals; by one question."""
    found = [
        _numbered(FOUND[letter].objects.published().filter(pk__in=keys), letter)
        for letter, keys in _by_letter(places).items()
    ]
    rows = found[0].union(*found[1:], all=True) if found else ()
    kinds = list(FOUND)
    in_turn = sorted(rows, key=lambda row: (kinds.index(row[0]), row[2]))
    return [(letter, key) for letter, key, _turn in in_turn]


def _numbered(entries: QuerySet, letter: str) -> QuerySet:
    """Rows of (letter, key, turn in the order of equals)."""
    turn = Window(RowNumber(), order_by=order_of(entries.model))
    labelled = entries.order_by().annotate(letter=Value(letter), turn=turn)
    return labelled.values_list("letter", "pk", "turn")


def _by_letter(places: list[Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for letter, key in places:
        found.setdefault(letter, []).append(key)
    return found
