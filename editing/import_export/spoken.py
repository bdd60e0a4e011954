"""Numbers, timestamps and names of regions as people write them."""

import math
import re
from datetime import datetime, time

from publishing.degrees import DEGREES, degrees_of
from publishing.folding import fold
from publishing.periods.reading import parse_period

# "24 decembrie 2026, ora 8:00": a day as people write it, and an hour.
_TIMESTAMP = re.compile(
    r"(.*?)(?:,? *(?:(?:la )?(?:ora|orele)|la|at|kor)? +([01]?\d|2[0-3])"
    r"(?:[:.]([0-5]\d)(?::\d\d)?(?: ?h)?|(?= ?h| ora))(?: ?h| ora(?:kor)?)?)?",
    re.ASCII,
)
# "nr. 19", "19.", "19,0", "1 234", "HCJ nr. 19/1994", "19/1994. sz.", "19/07.05.1994"; folded
_WHOLE = re.compile(
    r"(?:(?:hcj|h\.c\.j\.|hmt|hot\.|hotararea|decizia|decision|resolution) *(?!-))?"
    r"(?:(?:nr|no|sz)\.? *(?!-))?"
    r"(-?(?:\d{1,3}(?: \d{3})+|\d{1,18}))(?:[.,]0*)?"
    r"(?: *(?:/|din|of) *(?:\d\d?\.\d\d?\.)?(\d{4})\.?)?(?: *(?:sz\.?|szamu)(?: hatarozat)?)?"
    r"(?: *\([\d. ]+\))?",  # the day
    re.ASCII,
)
_DECIMAL = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?", re.ASCII)
_DEGREES = re.compile(DEGREES.format(n=1), re.ASCII | re.IGNORECASE)
# Kinds of regions, folded: "jud. Békés", "Békés megye" and "Békés County" are one.
GENERIC = frozenset(
    [
        *("judetul", "judet", "jud", "megye", "varmegye", "county", "district", "raionul"),
        *("raion", "rajon", "provincia", "provinciei", "province", "tartomany", "powiatul"),
        *("jaras", "regiunea", "region", "the", "of"),
    ]
)


def read_whole(text: str) -> int | None:
    """Return the whole number that a text says; None if it says none."""
    found = _WHOLE.fullmatch(fold(text))
    return int(found[1].replace(" ", "")) if found else None


def year_of(text: str) -> str:
    """Return the year beside a number: "19/1994"; "" if there is none."""
    found = _WHOLE.fullmatch(fold(text))
    return (found and found[2]) or ""


def read_decimal(text: str) -> float | None:
    """Return the number that a text says, with a point or a comma; None if it says none."""
    text = text.strip().replace("−", "-")
    if found := _DECIMAL.fullmatch(text):
        number = float(found[0].replace(",", "."))
        return number if math.isfinite(number) else None
    found = _DEGREES.fullmatch(text)
    return degrees_of(found, 1)[0] if found else None


def read_timestamp(text: str) -> datetime:
    """Return the timestamp that a day in words and an hour say; the day begins without one."""
    found = _TIMESTAMP.fullmatch(" ".join(text.replace("óra", "ora").split()))
    day, hour, minute = found.groups() if found else (text, None, None)
    period = parse_period(day)
    if period.end or not period.start or not period.start.day or period.start.qualifier:
        raise ValueError(text)
    return datetime.combine(period.start.first, time(int(hour or 0), int(minute or 0)))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name, folded."""
    return frozenset(re.findall(r"[^\W_]+", fold(text)))
