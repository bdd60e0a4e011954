"""The addresses of maps, as people paste them: the place that each of them shows."""

import re
from urllib.parse import unquote_plus, urlsplit

_NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,20})?"
_PAIR = rf"({_NUMBER}),\s*({_NUMBER})"
# What maps call the place that is shown: a mark before the middle of the map.
_PATTERNS = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"!3d({_NUMBER})!4d({_NUMBER})",
        rf"[?&#]mlat=({_NUMBER})&mlon=({_NUMBER})",
        rf"[?&](?:q|query|ll|destination|center|map)=(?:loc:)?{_PAIR}",
        rf"[?&]cp=({_NUMBER})~({_NUMBER})",
        rf"/@{_PAIR}",
        rf"#map=\d{{1,2}}/({_NUMBER})/({_NUMBER})",
        rf"/(?:place|search)/{_PAIR}",
        rf"geo:{_PAIR}",
    )
]
# Mapy.cz and Mapy.com say x for the longitude; Yandex names it first.
_EAST_FIRST = [
    re.compile(rf"[?&]x=({_NUMBER})&(?:.*&)?y=({_NUMBER})", re.ASCII),
    re.compile(rf"yandex\..*[?&](?:ll|pt)={_PAIR}", re.ASCII | re.IGNORECASE),
]
_NORTH_FIRST = re.compile(rf"[?&]y=({_NUMBER})&(?:.*&)?x=({_NUMBER})", re.ASCII)
# The place in words: Google's "/place/46°21'36.0"N 25°48'00.0"E/", Wikipedia's GeoHack.
_WORDS = [
    re.compile(r"/(?:place|search)/([^/@]{5,60})(?:[/@?]|$)"),
    re.compile(r"[?&]params=([0-9NSEW_.]{5,60})"),
]
_URL = re.compile(r"(?:\w+://|geo:|(?:[\w-]+\.)+[a-z]{2,}/).*", re.IGNORECASE | re.DOTALL)
SHORT = {"goo.gl", "maps.app.goo.gl", "g.co", "osm.org", "bit.ly"}


def is_map_url(text: str) -> bool:
    """Return whether a text is an address, with its scheme or without it."""
    return bool(_URL.fullmatch(text))


def is_short(text: str) -> bool:
    """Return whether it is an address that leads to a map without saying the place."""
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    except ValueError:
        return False
    return host.removeprefix("www.") in SHORT


def pair_of_url(url: str) -> tuple[float, float] | str:
    """Return the latitude and longitude that an address says, or the words in which it does.

    ValueError if it says neither.
    """
    url = unquote_plus(url)
    for pattern in _EAST_FIRST:
        if match := pattern.search(url):
            return float(match[2]), float(match[1])
    for pattern in (_NORTH_FIRST, *_PATTERNS):
        if match := pattern.search(url):
            return float(match[1]), float(match[2])
    for pattern in _WORDS:
        if match := pattern.search(url):
            return match[1].replace("_", " ")
    raise ValueError(f"no place in the address: {url!r}")
