"""Periods as people write them in Romanian, Hungarian and English.

A text is folded, its months and seasons become ISO's numbers, and then a few patterns, the same for
all languages, are tried: dates that name their parts apart ("7–22 mai 2010", "2010. május 7–22.")
and words that say of a date that it is rough, that it goes on, or that it comes again.
"""

import re

from publishing.folding import fold
from publishing.periods.dates import EVERY_YEAR, QUALIFIERS, SEVERAL_TIMES, Day, Period

# The beginning of each month's name, folded, in ro, hu and en; a language tells none apart.
_MONTHS = (
    "ian(?:uarie)?|jan(?:uar|uary)?",
    "febr?(?:uarie|uar|uary)?",
    "mar(?:t|tie|c|cius|ch)?",
    "apr(?:ilie|ilis|il)?",
    "mai|may|maj(?:us)?",
    "iun(?:ie)?|jun(?:ius|e)?",
    "iul(?:ie)?|jul(?:ius|y)?",
    "aug(?:ust|usztus)?",
    "sep(?:t|tembrie|tember)?|szept(?:ember)?",
    "oct(?:ombrie|ober)?|okt(?:ober)?",
    "noi(?:embrie)?|nov(?:ember)?",
    "dec(?:embrie|ember)?",
)
_SEASONS = {
    21: "primavara|tavasza?|spring",
    22: "vara|nyara?|summer",
    23: "toamna|osze?|autumn|fall",
    24: "iarna|tele?|winter",
}
_ENDING = r"(?:[ae]|[aeo]?t[oóoe]l|j?[aeoi]?ig|[aeo]?n|jen|i|e?ben|aban|j[ae]|etol|atol)?"
_NAMES = [
    *((re.compile(rf"\b(?:{names}){_ENDING}\b\.?"), n) for n, names in enumerate(_MONTHS, 1)),
    *(
        (re.compile(rf"\b(?:in )?(?:{names})\b(?: lui| anului| of)?"), n)
        for n, names in _SEASONS.items()
    ),
]
# "1990s", "anii 1990", "az 1990-es évek"
_DECADE = re.compile(r"(?:the |az? |(?:in )?anii '?)?([1-9]\d\d)0(?:s|-?[aeo]s evek(?:ben)?)?")
_Y, _D = r"([1-9]\d{3})", r"(0?[1-9]|[12]\d|3[01])"
_M, _N = r"m(\d\d)", r"(0?[1-9]|1[0-2])"  # a month by name, and by number
_TO = r" ?(?:-|to|pana (?:la|in)|until) ?"
_SINCE = re.compile(
    r"(?:incepand )?(?:din|cu|de la|since|from) (?P<a>.+)"
    r"|(?P<b>.+?)[ -]?(?:ota|t[oe]l(?: fogva| kezdve| kezdodoen)?)"
)
_EVERY_YEAR = (
    r"(?:in fiecare an|anual|minden ev(?:ben)?|evente|every year|yearly|annually|each year)"
)
_AROUND = re.compile(
    r"(?:in jur(?:ul)? (?:de|lui|anului)|aproximativ|aprox\.?|circa|cca?\.?|cam in|prin"
    r"|around|about|approximately|approx\.?|~|korulbelul|kb\.?) ?(?P<a>.+)"
    r"|(?P<b>.+?) (?:korul|tajan)|(?P<c>.+)~"
)
_PERHAPS = re.compile(
    r"(?:probabil|poate|perhaps|probably|possibly|talan|valoszinuleg) (?P<a>.+)"
    r"|(?P<b>.+?) ?\(?\?\)?"
)
_SEVERAL = re.compile(
    r"de-a lungul mai multor ani|mai multi ani|tobb even at|(?:over )?several years"
)


def parse_period(text: str, language: str | None = None) -> Period:
    """Return the period that a text in one of the site's languages, or EDTF, says.

    ``language`` is that of the reader; it decides where a text could be read in two ways, which is
    only "5/7/2010": the day comes first in all of ours. Raises ValueError if it cannot be read.
    """
    try:
        return Period.parse(text.strip())
    except ValueError:
        folded = fold(re.sub("[‐-―−]", "-", text))
        if _SEVERAL.fullmatch(folded):
            return Period(recurrence=SEVERAL_TIMES)
        return _period(_numbered(folded))


def _numbered(folded: str) -> str:
    """Return the text with months and seasons as ``m05``, and no spaces around dashes."""
    for pattern, number in _NAMES:
        folded = pattern.sub(f"m{number:02}", folded)
    return re.sub(r"\s*-\s*", "-", folded).strip(" ,;")


def _period(text: str) -> Period:
    if re.fullmatch(_EVERY_YEAR, text):
        return Period(recurrence=EVERY_YEAR)
    without = re.sub(rf"^{_EVERY_YEAR},? | ?,?{_EVERY_YEAR}$", "", text)
    if match := _SINCE.fullmatch(without):
        start = _day(match["a"] or match["b"])
        is_yearly = without != text
        return Period(start, is_open=not is_yearly, recurrence=EVERY_YEAR if is_yearly else "")
    if without != text:
        raise ValueError(f"not a period: {text!r}")
    return _span(text) or Period(_day(text))


def _day(text: str) -> Day:
    """Return a day, or what is known of it: "7 m05 2010", "2010. m05", "1998", "around 1998"."""
    text = text.strip(" ,;")
    for pattern, qualifier in ((_AROUND, "~"), (_PERHAPS, "?")):
        if match := pattern.fullmatch(text):
            day = _day(next(filter(None, match.groups())))
            both = QUALIFIERS[3] if day.qualifier not in ("", qualifier) else qualifier
            return Day(day.year, day.month, day.day, day.season, day.is_decade, both)
    for pattern, order in _DAYS:
        if match := pattern.fullmatch(text):
            parts = dict(zip(order, map(int, match.groups()), strict=True))
            return _made(**parts)
    if match := _DECADE.fullmatch(text):
        return Day(int(match[1]) * 10, is_decade=True)
    return Day.parse(text.upper())


def _made(y: int, m: int | None = None, d: int | None = None) -> Day:
    return Day(y, season=m) if m in _SEASONS and d is None else Day(y, m, d)


_DAYS = [
    (re.compile(pattern), order)
    for pattern, order in (
        (rf"(?:in )?(?:anul )?{_Y}(?:\.|-?[bv][ae]n)?", "y"),
        (rf"(?:in |the )?{_M},?(?: of| din| anul)? {_Y}\.?", "my"),
        (rf"{_Y}[. ]+{_M}\.?", "ym"),
        (rf"(?:pe |on |the )?{_D}(?:st|nd|rd|th)?\.?[ -]?(?:of )?{_M}[ ,-]*{_Y}\.?", "dmy"),
        (rf"{_M} {_D}(?:st|nd|rd|th)?,? {_Y}", "mdy"),
        (rf"{_Y}[. ]+{_M}\.? {_D}\.?(?:-?[ae]n|-?j[ae]n)?", "ymd"),
        (rf"{_D}[./] ?{_N}[./] ?{_Y}\.?", "dmy"),
        (rf"{_D}-{_N}-{_Y}", "dmy"),
        (rf"{_Y}[./] ?{_N}[./] ?{_D}\.?", "ymd"),
        (rf"{_Y}-{_N}-{_D}", "ymd"),
        (rf"{_N}[./]{_Y}", "my"),
        (rf"{_Y}[./] ?{_N}\.?", "ym"),
    )
]
# Spans that name their common parts once: first and last of d and m, and the year.
_SPANS = [
    (re.compile(pattern), order)
    for pattern, order in (
        (rf"{_D}{_TO}{_D} {_M},? {_Y}\.?", ("d", "D", "m", "y")),
        (rf"{_M} {_D}{_TO}{_D},? {_Y}", ("m", "d", "D", "y")),
        (rf"{_Y}\.? {_M}\.? {_D}\.?{_TO}{_D}\.?", ("y", "m", "d", "D")),
        (rf"{_D}\.?{_TO}{_D}\. ?{_N}\. ?{_Y}\.?", ("d", "D", "m", "y")),
        (rf"{_Y}\. ?{_N}\. ?{_D}\.?{_TO}{_D}\.?", ("y", "m", "d", "D")),
        (rf"{_D} {_M}{_TO}{_D} {_M},? {_Y}\.?", ("d", "m", "D", "M", "y")),
        (rf"{_M} {_D}{_TO}{_M} {_D},? {_Y}", ("m", "d", "M", "D", "y")),
        (rf"{_Y}\.? {_M}\.? {_D}\.?{_TO}{_M}\.? {_D}\.?", ("y", "m", "d", "M", "D")),
        (rf"{_D}\. ?{_N}\.?{_TO}{_D}\. ?{_N}\. ?{_Y}\.?", ("d", "m", "D", "M", "y")),
        (rf"{_Y}\. ?{_N}\. ?{_D}\.?{_TO}{_N}\. ?{_D}\.?", ("y", "m", "d", "M", "D")),
        (rf"{_M}{_TO}{_M},? {_Y}\.?", ("m", "M", "y")),
        (rf"{_Y}\.? {_M}\.?{_TO}{_M}\.?", ("y", "m", "M")),
    )
]


def _span(text: str) -> Period | None:
    for pattern, order in _SPANS:
        if match := pattern.fullmatch(text):
            p = dict(zip(order, map(int, match.groups()), strict=True))
            first, last = p["m"], p.get("M", p["m"])
            return Period(_made(p["y"], first, p.get("d")), _made(p["y"], last, p.get("D")))
    for place in (match.span() for match in re.finditer(rf"{_TO}|/", text)):
        try:
            return Period(_day(text[: place[0]].removeprefix("din ")), _day(text[place[1] :]))
        except ValueError:
            continue
    return None
