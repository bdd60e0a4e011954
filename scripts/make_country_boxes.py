"""Makes partners/country_boxes.json: boxes around the parts of each country, in degrees.

    npm pack world-atlas                      (ISC; Natural Earth is in the public domain)
    tar xzf …                                 (it unpacks to package/; give that folder)
    python scripts/make_country_boxes.py WORLD_ATLAS_FOLDER

Each box is [south, west, north, east]; parts that lie near each other share one.
"""

import json
import os
import sys
from itertools import accumulate
from math import ceil, floor
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harghita_intl.settings")
django.setup()

from django_countries import countries  # noqa: E402 -- Django must be set up

TARGET = Path("partners/country_boxes.json")
NEAR = 2  # degrees between parts that share a box
MARGIN = 0.1


def main(folder: str) -> None:
    atlas = json.loads((Path(folder) / "countries-50m.json").read_text())
    (scale_x, scale_y), (move_x, move_y) = atlas["transform"].values()
    arcs = []
    for arc in atlas["arcs"]:
        xs, ys = accumulate(x for x, _y in arc), accumulate(y for _x, y in arc)
        points = zip(xs, ys, strict=True)
        arcs.append([(x * scale_x + move_x, y * scale_y + move_y) for x, y in points])
    parts = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", [])
        polygons = [polygons] if shape["type"] == "Polygon" else polygons
        boxes = [
            _box([p for n in polygon[0] for p in arcs[n if n >= 0 else ~n]]) for polygon in polygons
        ]
        parts.setdefault(shape.get("id"), []).extend(boxes)
    table = {}
    for code, _name in countries:
        if boxes := parts.get(countries.numeric(code, padded=True)):
            table[code] = [_rounded(box) for box in _merged(boxes)]
    lines = [f"{json.dumps(code)}: {json.dumps(boxes)}" for code, boxes in sorted(table.items())]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _box(points: list) -> tuple:
    return (
        min(y for _x, y in points),
        min(x for x, _y in points),
        max(y for _x, y in points),
        max(x for x, _y in points),
    )


def _merged(boxes: list[tuple]) -> list[tuple]:
    done = False
    while not done:
        done, merged = True, []
        for box in boxes:
            near = next((n for n, other in enumerate(merged) if _are_near(box, other)), None)
            if near is None:
                merged.append(box)
            else:
                other, done = merged[near], False
                merged[near] = (*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))
        boxes = merged
    return boxes


def _are_near(one: tuple, other: tuple) -> bool:
    return all(one[n] - NEAR <= other[n + 2] and other[n] - NEAR <= one[n + 2] for n in (0, 1))


def _rounded(box: tuple) -> list[float]:
    south, west, north, east = box
    low = [floor((value - MARGIN) * 10) / 10 for value in (south, west)]
    return [*low, *(ceil((value + MARGIN) * 10) / 10 for value in (north, east))]


if __name__ == "__main__":
    main(*sys.argv[1:])
