"""Which terms of a language answer the words of a query, and how well.

A word is answered by itself best, then by one of the same stem, by a synonym, by one that begins
with it, by one of which it is a form with an ending, and by one that is a small slip away. A number
is answered by itself alone.
"""

import re

from django.db.models import Aggregate, Q, TextField
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import SynonymGroup, Term
from search.terms import stem

SAME, STEM, SYNONYM, BEGINNING, ENDING, SLIP = 1.0, 0.9, 0.85, 0.8, 0.7, 0.6
MIN_BEGINNING = 2  # letters that a beginning of a word must have to count
MIN_SLIP = 4  # letters that a word must have for a slip or an ending in it to be forgiven
MIN_SIMILARITY = 0.75  # from 0 to 1, from which two words count as a slip apart
MAX_ENDING = 4  # letters
MAX_TERMS = 32  # that one word of the query may stand for, the best


class JoinedText(Aggregate):
    """All values in one text, with a space between each and the next."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **options):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **options)


def match_terms(words: list[str], language: str) -> list[dict[str, float]]:
    """Return, for each word of the query, the terms that answer it with their quality (0 to 1]."""
    known = Term.objects.filter(language=language)
    synonyms = SynonymGroup.stems_by_stem(language)
    stems = {word: synonyms.get(stem(word, language), set()) for word in words}
    wanted = {word: {stem(word, language), *stems[word]} for word in words}
    related = known.filter(
        Q(stem__in=set().union(*wanted.values()))
        | Q(text__in=[start for word in words for start in _beginnings(word)])
    )
    forms = dict(related.values_list("text", "stem"))
    # As one text: a language has tens of thousands of words, and each would be a row.
    joined = known.filter(_alike(words)).aggregate(terms=JoinedText("text"))["terms"] or ""
    alike = joined.split(" ")
    found = []
    for word in words:
        own = stem(word, language)
        quality: dict[str, float] = {}
        if not word.isdecimal():
            quality |= _slips(word, alike)
            quality |= {text: ENDING for text in _beginnings(word) if text in forms}
            quality |= dict.fromkeys(_longer(word, joined), BEGINNING)
            quality |= {text: SYNONYM for text in forms if forms[text] in stems[word]}
            quality |= {text: STEM for text in forms if forms[text] == own}
        quality |= {word: SAME} if word in forms else {}
        best = sorted(quality, key=lambda text: (-quality[text], len(text), text))
        found.append({text: quality[text] for text in best[:MAX_TERMS]})
    return found


def _beginnings(word: str) -> list[str]:
    """Return what the word may be a form of, with an ending that no stemmer knows."""
    min_length = max(MIN_SLIP, len(word) * 0.6, len(word) - MAX_ENDING)
    return [word[:end] for end in range(len(word) - 1, 0, -1) if end >= min_length]


def _alike(words: list[str]) -> Q:
    """Return the condition of beginning with a word, or of being about as long as one."""
    alike = Q(pk__in=[])
    for word in words:
        if len(word) >= MIN_BEGINNING:
            alike |= Q(text__startswith=word)
        if len(word) >= MIN_SLIP:
            lengths = int(len(word) * MIN_SIMILARITY), int(len(word) / MIN_SIMILARITY)
            alike |= Q(length__range=lengths)
    return alike


def _slips(word: str, terms: list[str]) -> dict[str, float]:
    """Return the terms that are a small slip away from the word, and their quality."""
    if len(word) < MIN_SLIP:
        return {}
    scorer = OSA.normalized_similarity
    near = process.extract(word, terms, scorer=scorer, score_cutoff=MIN_SIMILARITY, limit=None)
    return {text: SLIP * similarity for text, similarity, _place in near}


def _longer(word: str, joined: str) -> list[str]:
    """Return the terms that begin with the word."""
    is_long_enough = len(word) >= MIN_BEGINNING
    return re.findall(rf" ({re.escape(word)}\S+)", f" {joined}") if is_long_enough else []
