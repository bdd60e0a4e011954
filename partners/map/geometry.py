"""Rectangles and lines in a picture of the map, in its own units."""

from dataclasses import dataclass

EDGE = 3  # free along the edge of a picture
Line = tuple[float, float, float, float]  # from x, y to x, y


@dataclass(frozen=True)
class Rect:
    left: float
    top: float
    width: float
    height: float

    @property
    def center(self) -> tuple[float, float]:
        return round(self.left + self.width / 2, 1), round(self.top + self.height / 2, 1)

    def overlaps(self, other: "Rect") -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def is_in(self, width: float, height: float) -> bool:
        return (
            self.left >= EDGE
            and self.top >= EDGE
            and self.left + self.width <= width - EDGE
            and self.top + self.height <= height - EDGE
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that is nearest to another."""
        return (
            min(max(x, self.left), self.left + self.width),
            min(max(y, self.top), self.top + self.height),
        )

    def is_crossed(self, line: Line) -> bool:
        """Return whether a line, of two points, runs over the rectangle."""
        x, y, u, v = line
        right, bottom = self.left + self.width, self.top + self.height
        if (x <= self.left and u <= self.left) or (x >= right and u >= right):
            return False
        if (y <= self.top and v <= self.top) or (y >= bottom and v >= bottom):
            return False
        enter, leave = 0.0, 1.0
        for start, step, low, size in (
            (x, u - x, self.left, self.width),
            (y, v - y, self.top, self.height),
        ):
            if not step:
                if not low < start < low + size:
                    return False
                continue
            ends = sorted(((low - start) / step, (low + size - start) / step))
            enter, leave = max(enter, ends[0]), min(leave, ends[1])
        return enter < leave


def cross(one: Line, other: Line) -> bool:
    """Return whether two lines cross."""

    def side(line, x, y):
        return (line[2] - line[0]) * (y - line[1]) > (line[3] - line[1]) * (x - line[0])

    return side(one, *other[:2]) != side(one, *other[2:]) and side(other, *one[:2]) != side(
        other, *one[2:]
    )
