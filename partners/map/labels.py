"""Where the names stand in a picture of the map: each in reach of its mark, none over another.

Pure geometry, in the picture's own units. What is placed keeps its place however large the
picture is shown, since names are scaled with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, count
from math import cos, hypot, pi, sin

from partners.map.geometry import EDGE, Line, Rect, cross

MANY = 20  # names in a picture, of which each second look takes long
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
    """Return the width of a text in a picture, in its units: about that in our sans serif."""
    return round(size * sum(map(_character_width, text)), 1)


def _character_width(character: str) -> float:
    if character in CHARACTERS:
        return CHARACTERS[character]
    if ord(character) >= 0x1100:
        return 1.05
    return 0.61 if character.isupper() else 0.56


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
    leader: Line | None = None
    cost: float = 0
    length: float = 0  # of the text itself

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Return the left, upper, right and lower end of the text with its line."""
        rect = self.rect
        x, y, u, v = self.leader or (rect.left, rect.top, rect.left, rect.top)
        return (
            min(rect.left, x, u),
            min(rect.top, y, v),
            max(rect.left + rect.width, x, u),
            max(rect.top + rect.height, y, v),
        )


@lru_cache(maxsize=256)
def place_labels(labels: tuple[Label, ...], width: float, height: float) -> tuple[Placement, ...]:
    """Place every label in a picture of that size, in the order given.

    Those with the most marks around them choose first; then each takes a better place if those
    who stand there find others, and all is better for it.
    """
    marks = [label.mark() for label in labels]
    choices = [
        _Choices(label, marks[:i] + marks[i + 1 :], width, height) for i, label in enumerate(labels)
    ]
    crowding = [sum(1 / (9 + hypot(a.x - b.x, a.y - b.y)) for b in labels) for a in labels]
    placed: dict[int, Placement] = {}
    for i in sorted(range(len(labels)), key=lambda i: -crowding[i]):
        placed[i] = _first_free(choices[i], placed.values())
    for _round in range(3 if len(labels) <= MANY else 1):
        before = placed
        for i in sorted(placed, key=lambda i: -placed[i].cost):
            placed = _improved(placed, i, choices)
        if placed == before:
            break
    return tuple(placed[i] for i in range(len(labels)))


class _Choices:
    """The places of a label that are off the other marks, the best first; looked for as needed.

    Most labels take one of the first, and there are three hundred.
    """

    def __init__(self, label: Label, marks: list[Rect], width: float, height: float):
        free = (c for c in _candidates(label, width, height) if _is_off(c, marks))
        self._rest = chain(free, [_on_the_mark(label)])
        self._found: list[Placement] = []

    def __iter__(self) -> Iterator[Placement]:
        for number in count():
            if number == len(self._found):
                if (candidate := next(self._rest, None)) is None:
                    return
                self._found.append(candidate)
            yield self._found[number]


def _improved(placed: dict, i: int, choices: list[_Choices]) -> dict:
    """Give one a better place, if those in its way lose less than it wins."""
    total = sum(p.cost for p in placed.values())
    for candidate in choices[i]:
        if candidate.cost >= placed[i].cost:
            break
        in_way = [j for j, p in placed.items() if j != i and _collide(candidate, p)]
        if len(in_way) > 2:
            continue
        trial = {j: p for j, p in placed.items() if j not in in_way} | {i: candidate}
        for j in in_way:
            trial[j] = _first_free(choices[j], [p for k, p in trial.items() if k != j])
        if sum(p.cost for p in trial.values()) < total:
            return trial
    return placed


def _first_free(candidates: Iterable[Placement], placed) -> Placement:
    """Return the best place that nothing stands in; the last resort, if there is none."""
    for candidate in candidates:
        if not any(_collide(candidate, other) for other in placed):
            break
    return candidate


def _on_the_mark(label: Label) -> Placement:
    """Return the last resort: the number, on the mark itself."""
    text = label.fallback or label.text
    width = text_width(text, label.size)
    rect = Rect(label.x - width / 2, label.y - label.size * 0.6, width, label.size * 1.2)
    return Placement(text, rect, None, 1000, width)


def _is_off(candidate: Placement, marks: list[Rect]) -> bool:
    """Return whether a place, and the line to it, is off all the marks."""
    rect, leader = candidate.rect, candidate.leader
    return not any(m.overlaps(rect) or (leader and m.is_crossed(leader)) for m in marks)


def _collide(one: Placement, other: Placement) -> bool:
    """Return whether two names, or their lines, are in each other's way."""
    left, top, right, bottom = one.extent
    other_left, other_top, other_right, other_bottom = other.extent
    if left > other_right or right < other_left or top > other_bottom or bottom < other_top:
        return False  # as nearly all are, and there are a million questions in a crowd
    return bool(
        one.rect.overlaps(other.rect)
        or (other.leader and one.rect.is_crossed(other.leader))
        or (one.leader and other.rect.is_crossed(one.leader))
        or (one.leader and other.leader and cross(one.leader, other.leader))
    )


def _candidates(label: Label, width: float, height: float) -> Iterator[Placement]:
    """Yield the places where the text may stand, the best first; then those of its number."""
    for text, penalty in ((label.text, 0), (label.fallback, 500)):
        if not text:
            continue
        length, h = text_width(text, label.size), label.height
        w = length + 2 * PAD
        near = sorted(_beside(label, w, h), key=lambda option: option[0])
        for cost, rect, leader in chain(near, _aside(label, w, h)):
            if rect.is_in(width, height):
                yield Placement(text, rect, leader, cost + penalty, length)


def _beside(label: Label, w: float, h: float):
    """Right, left, below, above, and at the corners: where no line is needed."""
    x, y, r = label.x, label.y, label.radius + 1
    text = label.size * 0.6  # half the height of the letters, which stand near above and below
    yield 0, Rect(x + r, y - h / 2, w, h), None
    yield 1, Rect(x - r - w, y - h / 2, w, h), None
    for rise, cost in ((text + r, 2), (-text - r, 3)):
        yield cost, Rect(x - w / 2, y + rise - h / 2, w, h), None
    for rise in (text + 4, -text - 4):
        yield 4, Rect(x + r / 2, y + rise - h / 2, w, h), None
        yield 5, Rect(x - r / 2 - w, y + rise - h / 2, w, h), None


def _aside(label: Label, w: float, h: float):
    """Further afield, all around, with a line to the mark; the nearest first."""
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
