"""Places on earth as people paste them: pairs of degrees, addresses of maps."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from partners.map_urls import is_map_url, pair_of_url
from publishing.degrees import DEGREES, degrees_of

BOXES = json.loads((Path(__file__).parent / "country_boxes.json").read_text(encoding="utf-8"))

DIGITS = 5  # decimals that are kept: a metre
MAX_LENGTH = 2000


class Point(NamedTuple):
    """A place in degrees; negative in the south and in the west."""

    latitude: float
    longitude: float


# How languages of the site, and labels, name what a number is: said by one letter each.
_NAMES = {
    r"\b[ée]\.?\s?sz\.?|\bészaki (?:szélesség|sz\.)|\blat(?:itudine)?\.?\s?N\b": "N",
    r"\bd\.?\s?sz\.?|\bdéli szélesség|\blat(?:itudine)?\.?\s?S\b": "S",
    r"\bk\.?\s?h\.?|\bkeleti hosszúság|\blong?(?:itudine)?\.?\s?E\b": "E",
    r"\bny\.?\s?h\.?|\bnyugati hosszúság|\blong?(?:itudine)?\.?\s?[VW]\b": "W",
    r"(?<![^\W\d_])É(?![^\W\d_])": "N",
    r"(?<![^\W\d_])D(?![^\W\d_])": "S",
    r"(?<![^\W\d_])K(?![^\W\d_])": "E",
    r"(?<![^\W\d_])Ny(?![^\W\d_])": "W",
    r"\b(?:lat(?:itude|itudine)?|lon(?:g|gitude|gitudine)?|lng)\s*[.:=]+\s*": "",
}
_LETTERS = [(re.compile(pattern, re.IGNORECASE), letter) for pattern, letter in _NAMES.items()]
# Degrees, minutes and seconds with nothing but spaces between: "46 21 36 N 25 48 0 E".
_SPACED = re.compile(r"\b(\d{1,3}) (\d{1,2}) (\d{1,2}(?:[.,]\d{1,9})?) ([NSEWV])\b", re.ASCII)
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
    if is_map_url(text):
        found = pair_of_url(text)
        return _point(*found) if isinstance(found, tuple) else _of_words(found)
    return _of_words(text)


def _of_words(text: str) -> Point:
    """Return the place that two numbers say, whatever names or encloses them."""
    text = text.strip("()[] ")
    for pattern, letter in _LETTERS:
        text = pattern.sub(letter, text)
    text = _SPACED.sub(r"\1°\2′\3″\4", text).strip()
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


def _point(latitude: float, longitude: float) -> Point:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"not on earth: {latitude}, {longitude}")
    return Point(round(latitude, DIGITS), round(longitude, DIGITS))
