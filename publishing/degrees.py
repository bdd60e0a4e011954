"""Degrees as people write them: "46.36", "46,36° N", "46°21′36″N", "-25.8"."""

import re

# With the number of the degrees in a longer pattern.
DEGREES = (
    r"(?:(?P<h{n}>[NSEWV])\s*)?(?P<s{n}>[-+]?)(?P<d{n}>\d{{1,3}}(?:[.,]\d{{1,20}})?)\s*[°º]?\s*"
    r"(?:(?P<m{n}>\d{{1,2}}(?:[.,]\d{{1,20}})?)\s*['′’]\s*)?"
    r"(?:(?P<c{n}>\d{{1,2}}(?:[.,]\d{{1,20}})?)\s*(?:\"|″|”|''|′′)\s*)?(?P<e{n}>[NSEWV])?"
)
NEGATIVE = "SWV"  # Romanian writes V for the west


def degrees_of(match: re.Match, number: int) -> tuple[float, str]:
    """Return degrees and the direction that was named."""
    sign, degrees, minutes, seconds, before, after = (
        (match[f"{part}{number}"] or "") for part in "sdmche"
    )
    value = sum(
        float(part.replace(",", ".") or 0) / unit
        for part, unit in ((degrees, 1), (minutes, 60), (seconds, 3600))
        if part
    )
    direction = (before or after).upper()
    is_negative = sign == "-" or (direction and direction in NEGATIVE)
    return (-value if is_negative else value), direction
