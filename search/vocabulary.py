"""Which words of a language answer the words of a query."""

import re

from django.db.models import Aggregate, Q, TextField
from django.utils.translation import get_language
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import Word
from search.ranking import NEAREST, SHORTEST_SLIP, answers

MAX_ANSWERS = 32  # words that one word of the query may stand for, the best


class StringAgg(Aggregate):
    """All values in one text, with a space between each and the next."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **options):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **options)


def answering_words(wanted: list[str]) -> list[dict[int, float]]:
    """For each word of the query: the keys of the words that answer it, and how well they do."""
    near = Q(pk__in=[])
    for word in wanted:
        near |= Q(text__startswith=word)
        if len(word) >= SHORTEST_SLIP:
            near |= Q(length__range=(int(len(word) * NEAREST), int(len(word) / NEAREST)))
    known = Word.objects.filter(language=get_language())
    # As one text: a language has tens of thousands of words, and each would be a row.
    joined = known.filter(near).aggregate(words=StringAgg("text"))["words"] or ""
    texts = joined.split(" ")
    best = [_best(word, joined, texts) for word in wanted]
    chosen = {text for found in best for text in found}
    keys = dict(known.filter(text__in=chosen).values_list("text", "pk")) if chosen else {}
    return [{keys[text]: quality for text, quality in found.items()} for found in best]


def _best(word: str, joined: str, texts: list[str]) -> dict[str, float]:
    """The texts that answer the word best, and how well they do."""
    found = set(re.findall(rf" ({re.escape(word)}\S*)", f" {joined}"))
    if len(word) >= SHORTEST_SLIP:
        scorer = OSA.normalized_similarity
        near = process.extract(word, texts, scorer=scorer, score_cutoff=NEAREST, limit=None)
        found |= {text for text, _similarity, _place in near}
    best = sorted((-answers(word, text), len(text), text) for text in found)
    return {text: -quality for quality, _length, text in best[:MAX_ANSWERS] if quality}
