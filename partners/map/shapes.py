"""What static/img/map.svg has a shape of, and where names have room on it."""

import json
from pathlib import Path

from partners.map.projection import EUROPE, Box

_SHAPES = json.loads(Path(__file__).with_name("shapes.json").read_text())

# Points within the regions that map.svg has a shape of, by ISO 3166-2 code.
POINTS = {code: tuple(point) for code, point in _SHAPES["points"].items()}
# Where a country's name has room, by "europe" or "world" and country: (left, right, y) each.
ROOMS = {name: _SHAPES[name] for name in ("europe", "world")}
PREFIX = {"europe": "", "world": "w-"}  # of the identifiers of countries in map.svg
FINE = Box.of_degrees(*EUROPE)


def shapes_for(box: Box) -> str:
    """Which shapes a picture of the box is drawn of: "europe", which are finer, or "world"."""
    return "europe" if FINE.holds_box(box) else "world"


def outlines(shapes: str, codes: set[str]) -> list[str]:
    """The identifiers of the countries that there is a shape of."""
    return [f"{PREFIX[shapes]}{code}" for code in sorted(codes) if code in ROOMS[shapes]]
