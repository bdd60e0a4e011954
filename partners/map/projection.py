"""The map's coordinates; scripts/make_map.py draws its shapes in the same.

They are degrees stretched for the latitude of Harghita (an equirectangular projection with its
standard parallel there) times `UNIT`, x to the east and y to the south.
"""

from dataclasses import dataclass
from math import cos, radians

UNIT = 100  # map units in a degree of longitude
STRETCH = 1 / cos(radians(46.35))  # a degree of latitude, in degrees of longitude, at Harghita
EUROPE = (-33, 32, 48, 73)  # west, south, east, north of what map.svg draws finely, in degrees
HARGHITA = (46.35, 25.8)  # latitude and longitude of Miercurea Ciuc, the county's seat
MARGIN = 1.2  # degrees around what a computed box shows, or a share of its width if that is more

Point = tuple[float, float]


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Return the point of the map for a latitude and a longitude in degrees."""
    return round(longitude * UNIT), round(-latitude * STRETCH * UNIT)


@dataclass(frozen=True)
class Box:
    """A part of the map, in its units."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of_degrees(cls, west: float, south: float, east: float, north: float) -> "Box":
        left, top = place(north, west)
        right, bottom = place(south, east)
        return cls(left, top, right - left, bottom - top)

    @classmethod
    def around(cls, points: list[Point], ratio: float) -> "Box":
        """Return the smallest box with the points and a margin, ``ratio`` times as wide as high."""
        xs, ys = [x for x, y in points], [y for x, y in points]
        margin = max(MARGIN * UNIT, (max(xs) - min(xs)) / 9, (max(ys) - min(ys)) / 9)
        width = max(xs) - min(xs) + 2 * margin
        height = max(ys) - min(ys) + 2 * margin
        width, height = max(width, height * ratio), max(height, width / ratio)
        return cls((min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - height) / 2, width, height)

    def holds(self, point: Point) -> bool:
        x, y = point[0] - self.left, point[1] - self.top
        return 0 <= x <= self.width and 0 <= y <= self.height

    def holds_box(self, other: "Box") -> bool:
        corner = other.left + other.width, other.top + other.height
        return self.holds((other.left, other.top)) and self.holds(corner)

    def scaled(self, point: Point, width: float) -> Point:
        """Return where the point lies in a picture of the box that is ``width`` wide."""
        scale = width / self.width
        x, y = (point[0] - self.left) * scale, (point[1] - self.top) * scale
        return round(x, 1), round(y, 1)

    def __str__(self) -> str:
        """Return the value of ``viewBox``."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"
