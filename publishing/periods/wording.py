"""The words of dates in Romanian, Hungarian and English, as the few signs that patterns read.

"2010 októberétől" becomes "since 2010 m10", "între 7 și 22 mai 2010" becomes "7 to 22 m05 2010":
months and seasons by their numbers in ISO 8601-2, decades as ``199X``.
"""

import re
from collections.abc import Callable

from publishing.folding import fold

Sign = str | Callable[[re.Match], str]

# Folded, in ro, hu and en; a language tells none of its forms apart.
_MONTHS = {
    1: "ian(?:uarie)?|jan(?:uar|uary)?",
    2: "febr?(?:uarie|uar|uary)?",
    3: "mar(?:t|tie|c|cius|ch)?",
    4: "apr(?:ilie|ilis|il)?",
    5: "mai|may|maj(?:us)?",
    6: "iun(?:ie)?|jun(?:ius|e)?",
    7: "iul(?:ie)?|jul(?:ius|y)?",
    8: "aug(?:ust|usztus)?",
    9: "sep(?:t|tembrie|tember)?|szept(?:ember)?",
    10: "oct(?:ombrie|ober)?|okt(?:ober)?",
    11: "noi(?:embrie)?|nov(?:ember)?",
    12: "dec(?:embrie|ember)?",
    21: "primavara|primaverii|tavasz|spring",
    22: "vara|verii|nyar|summer",
    23: "toamna|toamnei|osz|autumn|fall",
    24: "iarna|iernii|tel|winter",
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TENS = {  # of the twentieth century
    5: "cincizeci|otvenes|fifties",
    6: "saizeci|hatvanas|sixties",
    7: "saptezeci|hetvenes|seventies",
    8: "optzeci|nyolcvanas|eighties",
    9: "nouazeci|kilencvenes|nineties",
}
_WEEKDAYS = (
    "luni|marti|miercuri|joi|vineri|sambata|duminica"
    "|(?:hetfo|kedd|szerda|csutortok|pentek|szombat|vasarnap)(?:[aeo]?n)?"
    "|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
)
# Hungarian endings: "its", then "in", "on" or "of"; "from" and "until" are kept, as words.
_CASE = "(?:b[ae]n|[aeo]?n|i)"
_ENDING = rf"(?:(?:j?[ae])?(?P<far>tol|ig)|j?[ae]{_CASE}?|{_CASE})"
_YEARS = rf"evek{_ENDING}?"
_NOW = (
    "(?:prezent|in curs(?: de desfasurare)?|ongoing|folyamatban"
    "|azi|astazi|acum|zilele noastre|(?:the )?present|now|today|date|napjaink(?:ig)?"
    "|maig?|mostanaig|(?:a )?jelen(?:ig)?)"
)
_UNTIL = "to|until|till|pana la|pana in|pana"
_YEARLY = (
    "(?:(?:in )?fiecare an|anual|an de an|o data pe an|minden ev(?:ben)?|evente(?: egyszer)?"
    "|evenkent|evrol evre|every year|each year|yearly|annual(?:ly)?|once a year)"
)
_IN_DECADE = r"(?:\bin )?(?:\b(?:the|az?|anii|deceniul) )*"
SEVERAL_YEARS = re.compile(
    "(?:de-a lungul |timp de )?(?:a )?mai multor ani|(?:in |timp de )?mai multi ani"
    "|tobb ev(?:en at|ben|ig)|(?:over |for )?several years"
)


def _decade(found: re.Match) -> str:
    return f"{found[1] or '19' + found[2]}X {found.groupdict().get('far') or ''}"


def _month(number: int) -> Sign:
    return lambda found: f"m{number:02} {found['far'] or ''} "


def _roman(found: re.Match) -> str:
    return f"{found[1]}m{_ROMAN.index(found[2]) + 1:02}{found[3]}"


def _winter(found: re.Match) -> str:
    """Return a winter by the year in which it begins: "iarna 2024/2025"."""
    first, second = found[1], found[2]
    follows = (int(first) + 1) % 10 ** len(second) == int(second)
    return f"m24 {first}" if follows else found[0]


def _neighbours(found: re.Match) -> str:
    """Return "7 and 8" as a span; other days that are named together are none."""
    first, second = (int(re.sub(r"\D", "", part)) for part in found.groups())
    return f"{found[1]} to {found[2]}" if second == first + 1 else found[0]


_RULES: tuple[tuple[str, Sign], ...] = (
    (r"\((?!\?\))|(?<!\?)\)", " "),
    (r"(?<=\d{4})(?:\.|-[aeo]s)? ev(?:ben)?\b", ""),
    (rf",? ?\b(?:{_WEEKDAYS})\b\.?,?", " "),
    (r"\b(?:intai|elsejen?)\b", "1"),
    (r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1"),
    (r"\banii (?=\d{4} ?- ?\d)", ""),  # "anii 2010-2012"
    (rf"{_IN_DECADE}'?\b(?:([1-9]\d\d)|([5-9]))0(?:'?s\b|-?[aeo]s {_YEARS})", _decade),
    (r"(?:\bin )?\b(?:anii|deceniul) '?(?:([1-9]\d\d)|([5-9]))0\b", _decade),
    *(
        (rf"{_IN_DECADE}\b(?:{words})\b(?: {_YEARS})?", f"19{tens}X")
        for tens, words in _TENS.items()
    ),
    *(
        (rf"(?<![a-z])(?:{names})(?:\.?-?{_ENDING})?\b\.?", _month(number))
        for number, names in _MONTHS.items()
    ),
    (rf"(\d\.? ?[/-]?)({'|'.join(reversed(_ROMAN))})(\.? ?[/-]?\d)", _roman),
    (r"(?<=\d)\.?-(?:j?[ae])?(tol|ig)\b", r" \1"),
    (rf"(?<=\d)\.?-(?:j?[ae]{_CASE}?|{_CASE})\b", ""),
    (r"(m\d\d) +(?:a )?(?:anului|lui|of|din) (?=\d)|\bof (?=m\d\d)", r"\1 "),
    (r"m24 +(\d{4})[-/](\d{4}|\d\d)\b", _winter),
    (r"\b(\d{4})[-/](\d{4}|\d\d)\.? m24", _winter),
    (r"\s*-\s*", "-"),
    (r"(\d+\.?|m\d\d) +(?:si|and|&|es) +(\d+\.?|m\d\d)", _neighbours),
    # What is said of the whole.
    (rf"^{_YEARLY}(?:[, ]+|$)(.*)$|^(.+?)[, ]+{_YEARLY}$", r"yearly \1\2"),
    (r"^(?:ongoing|in curs|folyamatosan) (?=.*\d)", ""),
    (r"^(yearly )?(?:ever )?(?:incepand )?(?:din|cu|de la|since|from) ", r"\1since "),
    (rf"^(?:since )?(.+?)(?:(?: tol)?,? (?:{_UNTIL})|-| tol) ?{_NOW}$", r"since \1"),
    (r"^(?:since )?(.+?) (?:incoace|onwards?|on)$|^([^-]+?)-$", r"since \1\2"),
    (
        r"^(yearly )?(.+?),? ?(?:tol|ota)(?: fogva| kezdve| kezdodoen| folyamatosan)?$",
        r"\1since \2",
    ),
    (rf"^(?:since|intre|between) (.+?) (?:{_UNTIL}|la|si|and) (.+)$", r"\1 to \2"),
    (r"^(.+?)(?: tol |-| to )(.+?) ig$", r"\1 to \2"),
    (r"^(.+?)(?: es |-| to )(.+?) kozott$", r"\1 to \2"),
)
_COMPILED = [(re.compile(pattern), sign) for pattern, sign in _RULES]


def signs_of(text: str) -> str:
    """Return the text in the signs above; what is none of its words stays as it is."""
    found = fold(re.sub("[‐-―−]", "-", text))
    for pattern, sign in _COMPILED:
        found = " ".join(pattern.sub(sign, found).split()).strip(" ,;")
    return found
