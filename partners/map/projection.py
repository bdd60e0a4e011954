"""The map's coordinates; scripts/make_map.py draws its shapes in the same.

They are degrees stretched for the latitude of Harghita (an equirectangular projection with its
standard parallel there) times `UNIT`, x to the east and y to the south.
"""

from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

UNIT = 100  # map units in a degree of longitude
STRETCH = 1 / cos(radians(46.35))  # a degree of latitude, in degrees of longitude, at Harghita
CLOSE = (5.5, 40.2, 30.5, 51.2)  # west, south, east, north of Europe as shown close up, in degrees
HARGHITA = (46.35, 25.8)  # latitude and longitude of Miercurea Ciuc
NARROWEST = 286  # pixels: a frame of the map in a window of 320
MARGIN = 1.2  # degrees around what a computed box shows, or a tenth of its width if that is more

Point = tuple[float, float]


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """The point of the map for a latitude and a longitude in degrees."""
    return round(longitude * UNIT), round(-latitude * STRETCH * UNIT)


@dataclass(frozen=True)
class Box:
    """A part of the map, in its units."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, points: list[Point], ratio: float) -> "Box":
        """The smallest box that holds the points and a margin, ``ratio`` times as wide as high."""
        xs, ys = [x for x, y in points], [y for x, y in points]
        margin = max(MARGIN * UNIT, (max(xs) - min(xs)) / 10)
        width = max(xs) - min(xs) + 2 * margin
        height = max(ys) - min(ys) + 2 * margin
        width, height = max(width, height * ratio), max(height, width / ratio)
        return cls((min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - height) / 2, width, height)

    def holds(self, point: Point) -> bool:
        x, y = point[0] - self.left, point[1] - self.top
        return 0 <= x <= self.width and 0 <= y <= self.height

    def percent(self, point: Point) -> tuple[str, str]:
        """Where the point lies in the box, as SVG's ``x`` and ``y`` take it: "43.21%"."""
        x, y = (point[0] - self.left) / self.width, (point[1] - self.top) / self.height
        return f"{x:.2%}", f"{y:.2%}"

    def pixels(self, number: float) -> float:
        """The length in map units of some pixels where the frame is narrowest."""
        return number * self.width / NARROWEST

    def __str__(self) -> str:
        """The value of ``viewBox``."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"


def spread(points: list[Point], widths: list[float]) -> list[Point]:
    """The points, moved as little apart as keeps round marks of these widths from overlapping.

    Where there are too many for the room, some still overlap.
    """
    placed = list(points)
    for _round in range(100):
        is_moved = False
        for one, other in combinations(range(len(placed)), 2):
            (x, y), (u, v) = placed[one], placed[other]
            apart, needed = hypot(u - x, v - y), (widths[one] + widths[other]) / 2
            if apart >= needed * 0.999:
                continue
            east, south = ((u - x) / apart, (v - y) / apart) if apart else (1, 0)
            push = (needed - apart) / 2
            placed[one] = x - east * push, y - south * push
            placed[other] = u + east * push, v + south * push
            is_moved = True
        if not is_moved:
            break
    return placed
