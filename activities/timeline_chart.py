"""Thirty years at a glance: decisions as marks and projects as spans, by country, from the first
year to the present one, or to the last that is planned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate
from django_countries.fields import Country

from activities.timeline import DECISION, Moment

MAX_DRAWN = 500  # entries of a timeline whose decisions and projects can be told apart
LANE = 28  # pixels: a mark of 24 and a gap
HEADING = 24  # pixels above the lanes of a country, for its name
# Years that must lie between two marks of a lane, so that neither covers the other on a phone.
APART = 3


@dataclass(frozen=True)
class Bar:
    """One decision or project: where it lies on its lane, in percent and pixels."""

    moment: Moment
    x: str
    width: str
    y: int

    @property
    def middle(self) -> int:
        return self.y + LANE // 2

    @property
    def is_open(self) -> bool:
        """Whether no end of it is known."""
        return self.moment.period.last_day is None


@dataclass(frozen=True)
class Row:
    """A country's decisions and projects; ``country`` is None for those with no partner."""

    country: Country | None
    top: int
    bars: list[Bar]


@dataclass(frozen=True)
class Glance:
    """The picture: rows from top to bottom, years with a line, height in pixels."""

    rows: list[Row]
    years: list[tuple[int, str]]
    height: int

    @property
    def signs(self) -> set[str]:
        """What there is to be explained: kinds of decisions, "project", "open"."""
        bars = [bar for row in self.rows for bar in row.bars]
        signs = {bar.moment.entry.kind for bar in bars}
        return signs | {"open"} if any(bar.is_open for bar in bars) else signs

    @classmethod
    def of(cls, moments: list[Moment]) -> "Glance":
        """The picture of some decisions and projects."""
        ends = (moment.period.last_day or moment.period.first_day for moment in moments)
        last = max(localdate().year, *(day.year for day in ends))
        scale = _Scale(min(moment.year for moment in moments), last + 1)
        rows, top = [], 0
        for country, found in _by_country(moments):
            bars, lanes = _pack(found, scale, top + HEADING)
            rows.append(Row(country, top, bars))
            top += HEADING + lanes * LANE
        return cls(rows, scale.marked_years(), top)


@dataclass(frozen=True)
class _Scale:
    first: int
    end: int  # the year after the last one

    def percent(self, years: float) -> str:
        return f"{years / (self.end - self.first):.2%}"

    def x(self, year: float) -> str:
        return self.percent(year - self.first)

    def marked_years(self) -> list[tuple[int, str]]:
        """Every fifth year, with its place."""
        fifth = range(self.first + -self.first % 5, self.end, 5)
        return [(year, self.x(year)) for year in fifth]


def _by_country(moments: list[Moment]) -> list[tuple[Country | None, list[Moment]]]:
    """The moments of each country, in the order of the county's table; those of none last."""
    countries, order = defaultdict(list), {}
    for moment in moments:
        for partner in moment.partners or [None]:
            country = partner.country if partner else None
            position = partner.position if partner else float("inf")
            order[country] = min(position, order.get(country, position))
            if moment not in countries[country]:
                countries[country].append(moment)
    return [(country, countries[country]) for country in sorted(countries, key=order.get)]


def _pack(moments: Iterable[Moment], scale: _Scale, top: int) -> tuple[list[Bar], int]:
    """The bars of one country on as few lanes as keep them apart; and how many lanes that takes."""
    free_from: list[float] = []  # by lane: the year from which it is free
    bars = []
    for moment in sorted(moments, key=lambda moment: moment.period.first_day):
        start, end = _years(moment, scale)
        lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[lane : lane + 1] = [max(end, start + APART)]
        bars.append(Bar(moment, scale.x(start), scale.percent(end - start), top + lane * LANE))
    return bars, len(free_from)


def _years(moment: Moment, scale: _Scale) -> tuple[int, int]:
    """The year in which it began, and the one after its last; a decision is a point of time."""
    first, last = moment.period.year, moment.period.last_day
    if moment.kind == DECISION:
        return first, first
    return first, last.year + 1 if last else scale.end
