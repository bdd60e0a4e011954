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
# Words of questions and citations that need no answer, folded.
_SMALL_WORDS = {
    "ro": """a ai al ale art ca care ce cea cei cel cele cine cu cum cand de despre din dintre e
        este fi in la lui lor mai nr numar numarul o pe pentru prin sau se si spre sunt un unde
        unei unui""",
    "hu": """a az egy es hogy hol is ki kik mely melyek melyik mi mik mikor milyen mit nem sz szam
        szamu van vannak volt""",
    "en": """a about an and are at be by do does for from how in is it its no nr number of on or
        that the there this to was were what when where which who why with""",
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded: "Bács-Kiskun" gives "bacs" and "kiskun"."""
    return [word[:MAX_LETTERS] for word in _WORD.findall(fold(text))]


def query_words(query: str, language: str) -> list[str]:
    """Return the words of a query that want an answer: small ones only if there are no others."""
    words = list(dict.fromkeys(split_words(query[:MAX_QUERY])))
    return ([word for word in words if word not in SMALL_WORDS[language]] or words)[:MAX_WORDS]


@lru_cache(maxsize=4096)
def stem(word: str, language: str) -> str:
    """Return a folded word without its ending: "megyevel" and "megye" both give "megy"."""
    if language == "hu" and word[-4:-3] != "n":  # not in "Kiskunnal", whose ending is "al"
        word = word[:-3] + _MARKED.get(word[-3:], word[-3:])
    # A stemmer keeps the word it is at, so threads cannot share one.
    return snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word)
