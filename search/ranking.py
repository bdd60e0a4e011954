"""How well a text answers a query. Pure: no database, so that every database gives the same order.

Words are compared folded (see `publishing.folding`). A word of the query is answered by the same
word best, then by one that begins with it, then by one that is a small slip away; and better in a
title than in a text. A number is answered by itself alone. Every word of the query must be
answered, in any order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from publishing.folding import fold

SAME, BEGINNING, SLIP = 1.0, 0.8, 0.6
SHORTEST_BEGINNING = 2  # letters that a beginning of a word must have to count
SHORTEST_SLIP = 4  # letters that a word must have for a slip in it to be forgiven
NEAREST = 0.75  # similarity, from 0 to 1, from which two words count as a slip apart

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: "Bács-Kiskun" gives "bacs" and "kiskun"."""
    return tuple(_WORD.findall(fold(text)))


@dataclass(frozen=True)
class Field:
    """A text of a document, and how much an answer in it weighs."""

    text: str
    weight: float


def score(query: Sequence[str], fields: Sequence[Field]) -> float:
    """How well the fields answer the words of the query; 0 if one of them finds no answer."""
    total = 0.0
    for wanted in query:
        best = max(
            (field.weight * _answer(wanted, words(field.text)) for field in fields), default=0
        )
        if not best:
            return 0
        total += best
    return total


def answers(wanted: str, word: str) -> float:
    """How well one folded word answers another, from 0 to 1."""
    if word == wanted:
        return SAME
    if wanted.isdecimal():
        return 0
    if len(wanted) >= SHORTEST_BEGINNING and word.startswith(wanted):
        return BEGINNING
    if len(wanted) >= SHORTEST_SLIP:
        similarity = OSA.normalized_similarity(wanted, word, score_cutoff=NEAREST)
        return SLIP * similarity
    return 0


def _answer(wanted: str, text: tuple[str, ...]) -> float:
    return max((answers(wanted, word) for word in text), default=0)
