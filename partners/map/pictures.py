"""A picture of a part of the map: everything in it at its place, in units of the picture."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt

from django.utils.translation import pgettext
from django_countries.fields import Country

from partners.map.geometry import Rect
from partners.map.labels import MANY, Label, Placement, place_labels, place_names, text_width
from partners.map.projection import HARGHITA, Box, Point, place
from partners.map.shapes import ROOMS, outlines, paths, shapes_for
from partners.map.spots import Spot

SIZES = {"small": (360, 239), "large": (720, 516)}  # width and height of the map itself
STRIP = 38  # below it: the caption, or what is known of the chosen mark
NAME_SIZE, COUNTRY_SIZE = 12, 11
NAME_HEIGHTS = (24, 19, 16)  # of a place that can be clicked on; the largest that leaves room
MARK, GROUP_MARK = 4.5, 7
MAX_LABELLED = 40  # marks in a picture; of more, each is a dot, larger for more partners


@dataclass(frozen=True)
class DrawnSpot:
    spot: Spot
    x: float
    y: float
    radius: float
    label: Placement | None  # None: one of very many dots


@dataclass(frozen=True)
class Picture:
    size: str  # "small" or "large"
    width: float
    height: float  # of the map, without the strip
    box: Box
    shapes: str  # the identifier of all land in map.svg
    countries: tuple[str, ...]  # identifiers of the partners' countries
    regions: tuple[str, ...]
    spots: tuple[DrawnSpot, ...]
    home: Placement | None  # the name of Harghita, where it is in the picture
    home_at: Point
    way_home: Placement | None  # where Harghita is, if it is not
    names: tuple[Placement, ...]  # of countries

    @property
    def strip(self) -> float:
        return STRIP

    @property
    def full_height(self) -> float:
        return self.height + STRIP

    @property
    def inlined(self) -> list[tuple[str, int]]:
        """The partners' countries where map.svg has no shapes of them: ``d`` and scale."""
        return [paths()[code] for code in self.countries] if self.shapes == "world" else []

    @property
    def labels(self) -> list[Placement]:
        """All names but the countries'."""
        found = [*(drawn.label for drawn in self.spots), self.home, self.way_home]
        return [label for label in found if label]

    @property
    def lines(self) -> list[str]:
        """Bows from Harghita to every mark of a relation in force, as the ``d`` of paths."""
        if not self.home or any(spot.label is None for spot in self.spots):
            return []
        current = (drawn for drawn in self.spots if drawn.spot.is_current)
        return [_bow(self.home_at, (drawn.x, drawn.y)) for drawn in current]


@lru_cache(maxsize=128)
def draw(spots: tuple[Spot, ...], size: str, language: str, titled: str = "") -> Picture:
    """Draw the picture fitted to the marks; and to Harghita, unless it is of one country.

    ``titled`` is the code of that country. ``language`` is the active one.
    """
    width, height = SIZES[size]
    points = [spot.point for spot in spots]
    if not titled:
        points.append(place(*HARGHITA))
    box = Box.around(points, width / height)
    shapes = shapes_for(box)
    home_at = box.scaled(place(*HARGHITA), width)
    has_home = box.holds(place(*HARGHITA))
    drawn = [_unlabelled(spot, box, width, len(spots) > MAX_LABELLED) for spot in spots]
    labels, home, way_home = [], None, None
    if len(spots) <= MAX_LABELLED:
        labels, home, way_home = _labels(drawn, has_home and home_at, home_at, width, height)
        drawn = [replace(d, label=label) for d, label in zip(drawn, labels, strict=True)]
    taken = [p.rect for p in (*labels, home, way_home) if p]
    taken += [Rect(d.x - d.radius, d.y - d.radius, 2 * d.radius, 2 * d.radius) for d in drawn]
    unnamed = {titled} | {spot.country for spot in spots if spot.is_group}
    first = {spot.country for spot in spots} | {"RO"}
    return Picture(
        size,
        width,
        height,
        box,
        shapes,
        tuple(outlines(shapes, first)),
        tuple(spot.shape for spot in spots if spot.shape),
        tuple(drawn),
        home,
        home_at,
        way_home,
        _names(box, shapes, unnamed, first, tuple(taken), width, height),
    )


def _unlabelled(spot: Spot, box: Box, width: float, is_one_of_many: bool) -> DrawnSpot:
    """Draw the mark at its place; among very many its area grows with the number of partners."""
    x, y = box.scaled(spot.point, width)
    radius = GROUP_MARK if spot.is_group else MARK
    if is_one_of_many:
        radius = round(2 + sqrt(spot.number) / 2, 1)
    return DrawnSpot(spot, x, y, radius, None)


def _labels(drawn, home_point, home_at, width, height):
    """Place the names, and Harghita's at its mark, or at the edge towards it."""
    harghita = pgettext("start of a line", "Harghita")
    # Each try takes a while: of many, the lowest are tried at once. Where even those would fill
    # half of the picture, most could not stand in it, and it has numbers.
    heights = NAME_HEIGHTS if len(drawn) <= MANY else NAME_HEIGHTS[-1:]
    wanted = sum(text_width(d.spot.label, NAME_SIZE) for d in drawn) * heights[-1]
    has_room = wanted < width * height / 2
    for tall in heights:
        labels = [
            Label(d.spot.label if has_room else number, d.x, d.y, d.radius, NAME_SIZE, tall, number)
            for d, number in ((d, str(d.spot.number)) for d in drawn)
        ]
        if home_point:
            labels.append(Label(harghita, *home_point, MARK + 1, NAME_SIZE, tall))
        else:
            text, x, y = _pointer(harghita, home_at, width, height)
            labels.append(Label(text, x, y, 0, NAME_SIZE, 16))
        placed = place_labels(tuple(labels), width, height)
        if all(p.cost < 100 for p in placed):
            break
    *names, last = placed
    return (names, last, None) if home_point else (names, None, last)


def _pointer(name: str, home: Point, width: float, height: float) -> tuple[str, float, float]:
    """Return Harghita's name with an arrow, and the point of the edge where it is to stand."""
    x, y = home
    wide = text_width(f"{name} →", NAME_SIZE) / 2 + 6
    if x > width:
        return f"{name} →", width - wide, min(max(y, 14), height - 14)
    if x < 0:
        return f"← {name}", wide, min(max(y, 14), height - 14)
    arrow = "↑" if y < 0 else "↓"
    at = min(max(x, wide), width - wide)
    return f"{arrow} {name}", at, 14 if y < 0 else height - 14


def _names(box, shapes, unnamed, first, taken, width, height) -> tuple[Placement, ...]:
    """Place names of countries; those with partners choose first, then the larger ones."""
    scale = width / box.width
    found = []
    for code, rooms in ROOMS[shapes].items():
        inside = [
            ((x - box.left) * scale, (u - box.left) * scale, (y - box.top) * scale)
            for x, u, y in rooms
        ]
        inside = [r for r in inside if r[1] > 20 and r[0] < width - 20 and 0 < r[2] < height]
        if inside and code not in unnamed:
            found.append((code not in first, inside[0][0] - inside[0][1], code, tuple(inside)))
    names = tuple((str(Country(code).name), rooms) for _not, _wide, code, rooms in sorted(found))
    return place_names(names, COUNTRY_SIZE, taken, width, height)


def _bow(home: Point, point: Point) -> str:
    (hx, hy), (x, y) = home, point
    bend_x, bend_y = (x + hx) / 2 + (y - hy) / 8, (y + hy) / 2 - abs(x - hx) / 8
    return f"M{hx} {hy}Q{bend_x:.1f} {bend_y:.1f} {x} {y}"
