"""Texts and queries in words: folded (see `publishing.folding`), and without their endings."""

import re
from functools import lru_cache

import snowballstemmer

from publishing.folding import fold

MAX_LETTERS = 64  # of a word that are told apart
MAX_QUERY = 200  # letters of a query that are looked at
MAX_WORDS = 8  # of a query that are looked at

_STEMMERS = {"ro": "romanian", "hu": "hungarian", "en": "english"}
# Hungarian endings whose marks are lost in folding, by which the stemmer knows them.
_MARKED = {"bol": "ból", "rol": "ról", "tol": "tól", "nal": "nál", "nel": "nél"}
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # "H.C.J."
# Begun only where a word begins: from each of its letters it would take the square of its length.
_JOINED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_DAY_OF_DECISION = re.compile(r"\(\s*[ivx]+\.?\s*\d{1,2}\.?\s*\)", re.IGNORECASE)  # "(X. 28.)"
# Words of questions and citations that need no answer, folded.
_SMALL_WORDS = {
    "ro": """a ai al ale art ca care ce cea cei cel cele cine cj cu cum cand de despre din
        dintre e anul anului este fi in inseamna la lui lor mai nr numar numarul o pe pentru
        prin sau se si spre sunt un unde unei unui""",
    "hu": """a as os az egy es ev eves evben evi hogy hol is jelent ki kik mely melyek melyik mi
        mik mikor milyen mit nem sz szam szamu van vannak volt""",
    "en": """a about an and are at be by do does for from how in is it its mean means no nr
        number of on or that the there this to was were what when where which who why with year""",
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded: "Bács-Kiskun" gives "bacs" and "kiskun"."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return [word[:MAX_LETTERS] for word in _WORD.findall(fold(text))]


def split_indexed_words(text: str) -> list[str]:
    """Return the words of a text that is to be found, also as they are written in one."""
    joined = (_WORD.findall(fold(found)) for found in _JOINED.findall(text))
    return split_words(text) + ["".join(parts)[:MAX_LETTERS] for parts in joined]


def query_words(query: str, language: str) -> list[str]:
    """Return the words of a query that want an answer: small ones only if there are no others."""
    text = _DAY_OF_DECISION.sub(" ", query[:MAX_QUERY])
    words = list(dict.fromkeys(split_words(text) or split_words(query[:MAX_QUERY])))
    return ([word for word in words if word not in SMALL_WORDS[language]] or words)[:MAX_WORDS]


@lru_cache(maxsize=4096)
def stem(word: str, language: str) -> str:
    """Return a folded word without its ending: "megyevel" and "megye" both give "megy"."""
    if language == "hu" and word[-4:-3] != "n":  # not in "Kiskunnal", whose ending is "al"
        word = word[:-3] + _MARKED.get(word[-3:], word[-3:])
    # A stemmer keeps the word it is at, so threads cannot share one.
    return snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word)
