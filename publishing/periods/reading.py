"""Periods as people write them in Romanian, Hungarian and English.

The words of a text become signs (see `wording`), and then a few patterns, the same for all
languages, are tried: dates that name their parts apart ("7–22 mai 2010", "2010. május 7–22.") and
signs that say of a date that it is rough, that it goes on, or that it comes again.
"""

import re
from dataclasses import replace

from publishing.folding import fold
from publishing.periods.dates import (
    EVERY_YEAR,
    FIRST_MONTHS,
    QUALIFIERS,
    SEVERAL_TIMES,
    Day,
    Period,
)
from publishing.periods.wording import SEVERAL_YEARS, signs_of

_Y, _D = r"([1-9]\d{3})", r"(0?[1-9]|[12]\d|3[01])"
_M, _N = r"m(\d\d)", r"(0?[1-9]|1[0-2])"  # a month by name, and by number
_TO = r" ?(?:-|/| to ) ?"
# What only leads to a date.
_LEADING = re.compile(
    r"(?:(?:(?:in|pe|la) )?(?:data|datele) de|ziua de|(?:in )?(?:perioada|luna|anul|anii)"
    r"|(?:in|on)(?: the)?|pe|la|the|during|az?|intre|between) "
)
_AROUND = re.compile(
    r"(?:in (?:jur(?:ul)?|preajma)(?: de| lui| anului)?|aproximativ|aprox\.?|circa|cca?\.?|ca\.|c\."
    r"|cam(?: in| prin)?"
    r"|prin|around|about|approximately|approx\.?|korulbelul|kb\.?|hozzavetoleg(?:esen)?|~)"
    r"(?<![a-z](?=[a-z])) ?(?P<a>.+)|(?P<b>.+?) (?:korul|tajan|kornyeken)|(?P<c>.+)~"
)
_PERHAPS = re.compile(
    r"(?:probabil|posibil|poate|perhaps|maybe|probably|possibly|talan|valoszinuleg|feltehetoen"
    r"|feltehetoleg|\(?\?\)?) ?(?P<a>.+)"
    r"|(?P<b>.+?) ?(?:\(?\?\)?|,? (?:bizonytalan|incert|nesigur|uncertain))"
)
MAX_LETTERS = 100  # of a date in words
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(?::00(?:\.0+)?)?Z?$")  # as programs write a day
# "2010–12", which a word processor makes of a span as well as of a month.
_AMBIGUOUS = re.compile(r"\s*\d{4}\s*[‒-―−]\s*\d\d\s*")


def parse_period(text: str, language: str | None = None) -> Period:
    """Return the period that a text in one of the site's languages, or EDTF, says.

    ``language`` is that of the reader; it decides where a text could be read in two ways, which is
    only "5/7/2010": the day comes first in all of ours. Raises ValueError if it cannot be read.
    """
    text = _MIDNIGHT.sub("", text.strip())
    try:
        return Period.parse(text)
    except ValueError:
        if len(text) > MAX_LETTERS:
            raise
        if SEVERAL_YEARS.fullmatch(fold(text)):
            return Period(recurrence=SEVERAL_TIMES)
        if _AMBIGUOUS.fullmatch(text):
            raise
        return _period(signs_of(text))


def _period(text: str) -> Period:
    rest = text.removeprefix("yearly").strip(" ,;")
    if rest == text:
        return _span(text) or Period(_day(text))
    if not rest:
        return Period(recurrence=EVERY_YEAR)
    if not rest.startswith("since "):
        raise ValueError(f"not a period: {text!r}")
    return Period(_day(rest.removeprefix("since ")), recurrence=EVERY_YEAR)


def _day(text: str) -> Day:
    """Return a day, or what is known of it: "7 m05 2010", "2010. m05", "1998", "around 1998"."""
    text = text.strip(" ,;")
    for pattern, qualifier in ((_AROUND, "~"), (_PERHAPS, "?")):
        if match := pattern.fullmatch(text):
            day = _day(next(filter(None, match.groups())))
            both = QUALIFIERS[3] if day.qualifier not in ("", qualifier) else qualifier
            return replace(day, qualifier=both)
    if match := _LEADING.match(text):
        return _day(text[match.end() :])
    for pattern, order in _DAYS:
        if match := pattern.fullmatch(text):
            parts = dict(zip(order, map(int, match.groups()), strict=True))
            return _made(**parts)
    return Day.parse(text.upper())


def _made(y: int, m: int | None = None, d: int | None = None) -> Day:
    return Day(y, season=m) if m in FIRST_MONTHS and d is None else Day(y, m, d)


_DAYS = [
    (re.compile(pattern), order)
    for pattern, order in (
        (rf"{_Y} ?\.?", "y"),
        (rf"{_M}[ ,/-]*{_Y}\.?", "my"),
        (rf"{_Y}[., /-]*{_M}", "ym"),
        (rf"{_D}[ ./-]*{_M}[ ,./-]*{_Y}\.?", "dmy"),
        (rf"{_M} {_D},? {_Y}", "mdy"),
        (rf"{_Y}[., /-]*{_M}[ ./-]*{_D}\.?", "ymd"),
        (rf"{_D}[./] ?{_N}[./] ?{_Y}\.?", "dmy"),
        (rf"{_D}-{_N}-{_Y}", "dmy"),
        (rf"{_Y}[./] ?{_N}[./] ?{_D}\.?", "ymd"),
        (rf"{_Y}-{_N}-{_D}", "ymd"),
        (rf"{_N}[./-]{_Y}", "my"),
        (rf"{_Y}[./] ?{_N}\.?", "ym"),
    )
]
# Spans that name their common parts once: first and last of d and m, and the year.
_SPANS = [
    (re.compile(pattern), order)
    for pattern, order in (
        (rf"{_D}\.?{_TO}{_D} {_M}[ ,]*{_Y}\.?", "dDmy"),
        (rf"{_M} {_D}{_TO}{_D},? {_Y}", "mdDy"),
        (rf"{_Y}[., ]*{_M} {_D}\.?{_TO}{_D}\.?", "ymdD"),
        (rf"{_D}\.?{_TO}{_D}\. ?{_N}\. ?{_Y}\.?", "dDmy"),
        (rf"{_Y}\. ?{_N}\. ?{_D}\.?{_TO}{_D}\.?", "ymdD"),
        (rf"{_Y}-{_N}-{_D}/{_D}", "ymdD"),
        (rf"{_D} {_M}{_TO}{_D} {_M}[ ,]*{_Y}\.?", "dmDMy"),
        (rf"{_M} {_D}{_TO}{_M} {_D},? {_Y}", "mdMDy"),
        (rf"{_Y}[., ]*{_M} {_D}\.?{_TO}{_M} {_D}\.?", "ymdMD"),
        (rf"{_D}[./] ?{_N}\.?{_TO}{_D}[./] ?{_N}[./] ?{_Y}\.?", "dmDMy"),
        (rf"{_Y}\. ?{_N}\. ?{_D}\.?{_TO}{_N}\. ?{_D}\.?", "ymdMD"),
        (rf"{_Y}-{_N}-{_D}/{_N}-{_D}", "ymdMD"),
        (rf"{_M}{_TO}{_M}[ ,]*{_Y}\.?", "mMy"),
        (rf"{_Y}[., ]*{_M}{_TO}{_M}", "ymM"),
    )
]


def _span(text: str) -> Period | None:
    if text.startswith("since "):
        try:
            return Period(_day(text.removeprefix("since ")), is_open=True)
        except ValueError:
            text = text.removeprefix("since ")  # "din 7–22 mai 2010"
    for pattern, order in _SPANS:
        if match := pattern.fullmatch(text):
            p = dict(zip(order, map(int, match.groups()), strict=True))
            first, last = p["m"], p.get("M", p["m"])
            return Period(_made(p["y"], first, p.get("d")), _made(p["y"], last, p.get("D")))
    for match in re.finditer(rf"{_TO}", text):
        try:
            return Period(_day(text[: match.start()]), _day(text[match.end() :]))
        except ValueError:
            continue
    match = _LEADING.match(text)
    return _span(text[match.end() :]) if match else None
