"""Where the names stand in a picture of the map: each in reach of its mark, none over another.

Pure geometry, in the picture's own units. What is placed keeps its place however large the
picture is shown, since names are scaled with it.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, sin

EDGE = 3  # free along the edge of a picture
PAD = 3  # free left and right of a name
REACHES = (9, 16, 24, 34, 46, 60, 76, 95, 120)  # how far from its mark a name may stand, by a line
ANGLES = [turn * pi / 8 for turn in range(16)]
# Widths of letters in Source Sans 3, semibold, in parts of its size; most others are 0.56.
WIDTHS = {
    "',.:;ijlIíî’ ": 0.26,
    "ft()[]-–/r·": 0.35,
    "szcvyxkJș": 0.48,
    "0123456789aegLFEăâáéà": 0.52,
    "wMWmOQÖÓ@%": 0.78,
    "→←": 0.9,
}
CHARACTERS = {character: width for group, width in WIDTHS.items() for character in group}


def text_width(text: str, size: float) -> float:
    """The width that the text is given in a picture: about what it has in our sans serif."""
    return round(size * sum(map(_character_width, text)), 1)


def _character_width(character: str) -> float:
    if character in CHARACTERS:
        return CHARACTERS[character]
    if ord(character) >= 0x1100:
        return 1.05
    return 0.61 if character.isupper() else 0.56


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
        """The point of the rectangle that is nearest to another."""
        return (
            min(max(x, self.left), self.left + self.width),
            min(max(y, self.top), self.top + self.height),
        )

    def is_crossed(self, line: tuple[float, float, float, float]) -> bool:
        """Whether a line, of two points, runs over the rectangle."""
        x, y, u, v = line
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


@dataclass(frozen=True)
class Label:
    """A name that is to be placed beside the mark at x, y; ``radius`` of that is kept free."""

    text: str
    x: float
    y: float
    radius: float
    size: float  # of its letters
    height: float  # of the place it takes, which can be clicked on
    fallback: str = ""  # what stands there if the text cannot

    def mark(self) -> Rect:
        r = self.radius
        return Rect(self.x - r, self.y - r, 2 * r, 2 * r)


@dataclass(frozen=True)
class Placement:
    """Where a text stands, and the line from its mark if it had to step aside."""

    text: str
    rect: Rect
    leader: tuple[float, float, float, float] | None = None
    cost: float = 0
    length: float = 0  # of the text itself


@lru_cache(maxsize=256)
def place_labels(labels: tuple[Label, ...], width: float, height: float) -> tuple[Placement, ...]:
    """Place every label in a picture of that size, in the order given.

    Those with the most marks around them choose first; then each moves nearer if it can. The
    best of several beginnings is taken.
    """
    marks = [label.mark() for label in labels]
    crowd = [sum(1 / (9 + hypot(a.x - b.x, a.y - b.y)) for b in labels) for a in labels]
    indexes = range(len(labels))
    orders = [
        sorted(indexes, key=lambda i: -crowd[i]),
        sorted(indexes, key=lambda i: -text_width(labels[i].text, labels[i].size)),
        sorted(indexes, key=lambda i: labels[i].y),
        sorted(indexes, key=lambda i: -labels[i].y),
        *(sorted(indexes, key=lambda i: (i * step) % 17) for step in (1, 3, 5, 7, 11, 13)),
    ]
    choices = [_candidates(label, width, height) for label in labels]
    attempts = [_placed_in_order(labels, marks, choices, order) for order in orders]
    return min(attempts, key=lambda placed: sum(p.cost for p in placed))


def _placed_in_order(labels, marks, choices, order) -> tuple[Placement, ...]:
    placed: dict[int, Placement] = {}
    for _round in range(3):
        before = dict(placed)
        for i in order:
            others = [p for j, p in placed.items() if j != i]
            free = (c for c in choices[i] if _is_free(c, i, marks, others))
            placed[i] = next(free, None) or _on_the_mark(labels[i])
        if placed == before:
            break
    return tuple(placed[i] for i in range(len(labels)))


def _on_the_mark(label: Label) -> Placement:
    """The last resort: the number, on the mark itself."""
    text = label.fallback or label.text
    width = text_width(text, label.size)
    rect = Rect(label.x - width / 2, label.y - label.size * 0.6, width, label.size * 1.2)
    return Placement(text, rect, None, 1000, width)


def _is_free(candidate: Placement, number: int, marks: list[Rect], others) -> bool:
    rect, leader = candidate.rect, candidate.leader
    for j, mark in enumerate(marks):
        if j != number and (mark.overlaps(rect) or (leader and mark.is_crossed(leader))):
            return False
    for other in others:
        if rect.overlaps(other.rect) or (other.leader and rect.is_crossed(other.leader)):
            return False
        if leader and (other.rect.is_crossed(leader) or _cross(leader, other.leader)):
            return False
    return True


def _cross(one, other) -> bool:
    """Whether two lines cross."""
    if not other:
        return False

    def side(line, x, y):
        return (line[2] - line[0]) * (y - line[1]) > (line[3] - line[1]) * (x - line[0])

    return side(one, *other[:2]) != side(one, *other[2:]) and side(other, *one[:2]) != side(
        other, *one[2:]
    )


def _candidates(label: Label, width: float, height: float) -> list[Placement]:
    """The places where the text may stand, the best first; after those, where its number may."""
    found = []
    for text, penalty in ((label.text, 0), (label.fallback, 500)):
        if not text:
            continue
        length, h = text_width(text, label.size), label.height
        w = length + 2 * PAD
        options = [*_beside(label, w, h), *_aside(label, w, h)]
        found += [
            Placement(text, rect, leader, cost + penalty, length)
            for cost, rect, leader in sorted(options, key=lambda option: option[0])
            if rect.is_in(width, height)
        ]
    return found


def _beside(label: Label, w: float, h: float):
    """Right, left, below, above, and at the corners: where no line is needed."""
    x, y, r = label.x, label.y, label.radius + 1
    text = label.size * 0.6  # half the height of the letters, which stand near above and below
    yield 0, Rect(x + r, y - h / 2, w, h), None
    yield 1, Rect(x - r - w, y - h / 2, w, h), None
    for rise, cost in ((text + r, 2), (-text - r, 3)):
        yield cost, Rect(x - w / 2, y + rise - h / 2, w, h), None
    for rise in (text + 1, -text - 1):
        yield 4, Rect(x + r / 2, y + rise - h / 2, w, h), None
        yield 5, Rect(x - r / 2 - w, y + rise - h / 2, w, h), None


def _aside(label: Label, w: float, h: float):
    """Farther away, all around, with a line to the mark."""
    x, y = label.x, label.y
    for reach in REACHES:
        for angle in ANGLES:
            dx, dy = cos(angle), sin(angle)
            u, v = x + dx * (label.radius + reach), y + dy * (label.radius + reach)
            rect = Rect(u - w / 2 + dx * w / 2, v - h / 2 + dy * h / 2, w, h)
            end = rect.nearest(x, y)
            yield reach + 8, rect, tuple(round(n, 1) for n in (x, y, *end))


@lru_cache(maxsize=256)
def place_names(
    names: tuple[tuple[str, tuple[tuple[float, float, float], ...]], ...],
    size: float,
    taken: tuple[Rect, ...],
    width: float,
    height: float,
) -> tuple[Placement, ...]:
    """Place names of countries where they have room, the first first; those without are left out.

    ``names`` are pairs of a name and its rooms: (left, right, y) in the picture, which may reach
    out of it. Nothing is placed over what is ``taken``.
    """
    used, found = list(taken), []
    for name, rooms in names:
        length, h = text_width(name, size), size * 1.2
        w = length + 2 * PAD
        spots = []
        for left, right, y in rooms:
            left, right = max(left, EDGE), min(right, width - EDGE)
            spare = right - left - w
            if spare >= 0:
                spots += [(abs(t), left + spare * (0.5 + t), y, spare) for t in (0, -0.3, 0.3)]
                spots += [(0.5, left, y, spare), (0.5, left + spare, y, spare)]
        for _off, left, y, _spare in sorted(spots, key=lambda s: (s[0], -s[3])):
            rect = Rect(round(left, 1), round(y - h / 2, 1), w, h)
            if rect.is_in(width, height) and not any(rect.overlaps(other) for other in used):
                used.append(rect)
                found.append(Placement(name, rect, length=length))
                break
    return tuple(found)
