"""Letters made alike for comparing, and told apart as a language orders them."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and whose names do not say how they are written out.
_WRITTEN_OUT = {
    **{"ð": "d", "þ": "th", "ŋ": "n", "ə": "e", "ǝ": "e", "ĸ": "k", "ɑ": "a", "ɣ": "g", "ʃ": "s"},
    **{"ʒ": "z", "ƿ": "w", "ȝ": "y", "ʊ": "u", "ʌ": "v", "ɩ": "i", "ʉ": "u"},
    **dict.fromkeys("’‘ʼʻ′´`ʹ", "'"),
}
# "LATIN SMALL LETTER L WITH STROKE", "LATIN SMALL LETTER OPEN O", "LATIN SMALL LIGATURE OE"
_NAME = re.compile(
    r"LATIN (?:SMALL|LETTER) (?:LETTER |LIGATURE |CAPITAL )?"
    r"(?:OPEN |DOTLESS |REVERSED |TURNED |INSULAR |SCRIPT )*([A-Z]{1,2})(?: WITH .*)?"
)

# What follows all words with the letter before the first "~", as CLDR has it.
_RO = {"ă": "a~", "â": "a~~", "î": "i~", "ș": "s~", "ş": "s~", "ț": "t~", "ţ": "t~"}
_HU = {"ö": "o~", "ő": "o~", "ü": "u~", "ű": "u~"}
_HU |= {pair: f"{pair[0]}~" for pair in ("cs", "dz", "gy", "ly", "ny", "sz", "ty", "zs")}
_HU |= {"dzs": "d~~"}
_HU |= {group[0] + group: own * 2 for group, own in _HU.items() if len(group) > 1}  # "ssz"
_OWN_LETTERS = {"ro": _RO, "hu": _HU}
_OWN = {
    language: re.compile("|".join(sorted(letters, key=len, reverse=True)))
    for language, letters in _OWN_LETTERS.items()
}


def fold(text: str) -> str:
    """Return the text in small letters without diacritics, for comparing and searching.

    "Strășeni", "STRĂŞENI" (with a cedilla) and "straseni" all become "straseni".
    """
    decomposed = unicodedata.normalize("NFKD", text)
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    base = "".join(letter for letter in decomposed if letter.isspace() or _is_read(letter))
    return " ".join(("".join(map(_write_out, base)) if not base.isascii() else base).split())


def sort_key(text: str, language: str) -> str:
    """Return a text whose code points order ``text`` among others as the language does.

    Romanian ă â î ș ț and Hungarian cs gy ö … follow all words with their base letter; other marks
    and punctuation count only between texts that are otherwise alike: "Eger" before "Éger".
    """
    key = written = unicodedata.normalize("NFC", text.replace("~", " ").casefold())
    if language in _OWN:
        letters = _OWN_LETTERS[language]
        key = _OWN[language].sub(lambda found: letters[found[0]], key)
    key = " ".join(re.sub(r"[^\w~]+", " ", fold(key)).split())
    return key if key == written else f"{key}\t{written}"  # a tab comes before all that is in it


@lru_cache(maxsize=2048)
def _write_out(letter: str) -> str:
    """Return a letter in those of ASCII, if it is one of theirs: "ł" is "l", "æ" is "ae"."""
    if letter.isascii():
        return letter
    named = _NAME.fullmatch(unicodedata.name(letter, ""))
    return _WRITTEN_OUT.get(letter) or (named[1].lower() if named else letter)


def _is_read(letter: str) -> bool:
    """Return whether a letter is one: no mark, soft hyphen, joiner or control character."""
    return not unicodedata.combining(letter) and unicodedata.category(letter) not in ("Cf", "Cc")
