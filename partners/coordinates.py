"""Places on earth as people paste them: pairs of degrees, addresses of maps."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from publishing.degrees import DEGREES, degrees_of

BOXES = json.loads((Path(__file__).parent / "country_boxes.json").read_text(encoding="utf-8"))

DIGITS = 5  # decimals that are kept: a metre
MAX_LENGTH = 2000


class Point(NamedTuple):
    """A place in degrees; negative in the south and in the west."""

    latitude: float
    longitude: float


_NUMBER = r"[-+−]?\d{1,3}(?:\.\d{1,20})?"
_PAIR = rf"({_NUMBER})(?:,|%2C)({_NUMBER})"
# What maps call the place that is shown: a mark before the middle of the map.
_URLS = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"!3d({_NUMBER})!4d({_NUMBER})",
        rf"[?&#]mlat=({_NUMBER})&mlon=({_NUMBER})",
        rf"[?&](?:q|query|ll|destination|center)={_PAIR}",
        rf"/@{_PAIR}",
        rf"#map=\d{{1,2}}/({_NUMBER})/({_NUMBER})",
        rf"/place/{_PAIR}",
        rf"geo:{_PAIR}",
    )
]
# Mapy.cz and Mapy.com say x for the longitude.
_X = re.compile(rf"[?&]x=({_NUMBER})", re.ASCII)
_Y = re.compile(rf"[?&]y=({_NUMBER})", re.ASCII)
_TWO = re.compile(
    rf"{DEGREES.format(n=1)}(?:\s*[,;/]\s*|\s+|(?<=[^\d.,\s])){DEGREES.format(n=2)}",
    re.ASCII | re.IGNORECASE,
)
# Two numbers with decimal commas: "46,36 25,80", "46,36; 25,80".
_COMMAS = re.compile(r"\s*([-+]?\d{1,3},\d{1,20})\s*(?:[;\s/]|,\s)\s*([-+]?\d{1,3},\d{1,20})\s*")
_LATITUDES = "NS"


def parse_point(text: str) -> Point:
    """Return the place that a text says, rounded; ValueError if it says none on earth."""
    text = text.strip().replace("−", "-")
    if not text or len(text) > MAX_LENGTH:
        raise ValueError("no place, or too long a text")
    if "://" in text or text.startswith("geo:"):
        return _of_url(text)
    if match := _COMMAS.fullmatch(text):
        return _point(*(float(part.replace(",", ".")) for part in match.groups()))
    match = _TWO.fullmatch(text)
    if not match:
        raise ValueError(f"no place: {text!r}")
    first, second = degrees_of(match, 1), degrees_of(match, 2)
    if first[1] and (first[1] not in _LATITUDES) and (second[1] or "N") in _LATITUDES:
        first, second = second, first
    return _point(first[0], second[0])


def format_point(point: Point) -> str:
    """Return the place as `parse_point` reads it, and as maps write it."""
    return ", ".join(f"{degrees:.{DIGITS}f}".rstrip("0").rstrip(".") for degrees in point)


def is_in_country(point: Point, country: str) -> bool:
    """Return whether the place lies in the country's box; True for a country without one."""
    boxes = BOXES.get(country)
    return boxes is None or any(
        south <= point.latitude <= north and west <= point.longitude <= east
        for south, west, north, east in boxes
    )


def _of_url(url: str) -> Point:
    x, y = _X.search(url), _Y.search(url)
    if x and y:
        return _point(float(y[1]), float(x[1]))
    for pattern in _URLS:
        if match := pattern.search(url):
            return _point(*(float(part.replace("−", "-")) for part in match.groups()))
    raise ValueError(f"no place in the address: {url!r}")


def _point(latitude: float, longitude: float) -> Point:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"not on earth: {latitude}, {longitude}")
    return Point(round(latitude, DIGITS), round(longitude, DIGITS))
