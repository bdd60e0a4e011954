"""What map.svg and world.svg have shapes of, and where names have room on them."""

import json
import re
from functools import cache, lru_cache
from itertools import pairwise
from math import hypot
from pathlib import Path

from django.conf import settings

from partners.map.projection import EUROPE, Box, Point

_SHAPES = json.loads(Path(__file__).with_name("shapes.json").read_text())

# Points within the regions that map.svg has a shape of, by ISO 3166-2 code.
POINTS = {code: tuple(point) for code, point in _SHAPES["points"].items()}
# Where a country's name has room, by "europe" or "world" and country: (left, right, y) each.
ROOMS = {name: _SHAPES[name] for name in ("europe", "world")}
PREFIX = {"europe": "", "world": "w-"}  # of the identifiers of countries in map.svg
FINE = Box.of_degrees(*EUROPE)
REACH = 40  # units: how far thinned borders and coasts may run from the true ones, and more
INSIDE = 3  # units: how far within its border a mark is put that would lie without


def shapes_for(box: Box) -> str:
    """Return which shapes a picture of the box is drawn of: "europe", the finer, or "world"."""
    return "europe" if FINE.holds_box(box) else "world"


def outlines(shapes: str, codes: set[str]) -> list[str]:
    """Return the identifiers of the countries that there is a shape of."""
    names = (f"{PREFIX[shapes]}{code}" for code in sorted(codes))
    return [name for name in names if name in paths()]


@cache
def paths() -> dict[str, tuple[str, int]]:
    """Return each path of the two files by its identifier: its ``d``, and its scale."""
    svg = (settings.BASE_DIR / "static/img/map.svg").read_text()
    svg += Path(__file__).with_name("world.svg").read_text()
    pattern = r'<path id="([\w-]+)"(?: transform="scale\((\d+)\)")?[^>]*? d="([^"]*)"'
    found = re.findall(pattern, svg)
    return {name: (d, int(scale or 1)) for name, scale, d in found}


@cache
def rings(name: str) -> list[list[Point]]:
    """Return the rings of a path, closed, in units of the map; none if there is no such."""
    d, scale = paths().get(name, ("", 1))
    return [_ring(part, scale) for part in d.split("M")[1:]]


def _ring(commands: str, scale: int) -> list[Point]:
    start, steps = commands.removesuffix("z").split("l")
    x, y = map(int, re.findall(r"-?\d+", start))
    numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
    points = [(x * scale, y * scale)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * scale, y * scale))
    return [*points, points[0]]


def is_within(name: str, point: Point) -> bool:
    """Return whether the point is in the shape, by the rule of even and odd."""
    x, y = point
    inside = False
    for ring in rings(name):
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


@lru_cache(maxsize=2000)
def brought_home(point: Point, country: str) -> Point:
    """Return the point; or the nearest in its country, if that is as near as borders are inexact.

    Else a seat at a border or a coast would be marked in another country, or in the sea.
    """
    name = country if FINE.holds(point) else PREFIX["world"] + country
    if is_within(name, point):
        return point
    nearest = [_nearest(a, b, point) for ring in rings(name) for a, b in pairwise(ring)]
    x, y = min(nearest, key=lambda n: hypot(n[0] - point[0], n[1] - point[1]), default=point)
    away = hypot(x - point[0], y - point[1])
    if not away or away > REACH:
        return point
    deeper = 1 + INSIDE / away
    inside = point[0] + (x - point[0]) * deeper, point[1] + (y - point[1]) * deeper
    return inside if is_within(name, inside) else (x, y)


def _nearest(a: Point, b: Point, point: Point) -> Point:
    """Return the point of a line from a to b that is nearest to another."""
    (ax, ay), (bx, by), (x, y) = a, b, point
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else 0
    along = min(max(along, 0), 1)
    return ax + (bx - ax) * along, ay + (by - ay) * along
