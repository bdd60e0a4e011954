"""The bars and marks of the picture of years, and where on it each of them stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.timezone import localdate

from activities.models import Activity
from activities.timeline import DECISION, TimelineItem
from publishing.periods.dates import Period

AHEAD = 10  # years to come that the picture shows at most of what has a term
BAR, TRACK = 20, 14  # pixels: the height of the bar, and of each track of marks below it
OUTLINES = {DECISION: "M0-7l7 7-7 7-7-7z", Activity.Kind.NEWS: "M-4-4h8v8h-8z"}


@dataclass(frozen=True)
class Scale:
    """Years from left to right: what part of the width lies before a day."""

    first: int
    end: int  # the year after the last one

    @classmethod
    def of(cls, periods: Iterable[Period], relations: Iterable[Period] = ()) -> "Scale":
        """Return the years of all the periods, and of the relations as far as ``AHEAD`` years.

        It goes to this year at least.
        """
        starts, ends = [], [localdate()]
        for period in periods:
            starts.append(first := begun(period))
            ends.append(period.last_day or first)
        latest = max(max(ends).year, localdate().year + AHEAD)
        for period in relations:
            if (first := begun(period)).year <= latest:
                starts.append(first)
                ends.append(min(period.last_day or first, date(latest, 12, 31)))
        return cls(min(starts).year, max(ends).year + 1)

    def shows(self, period: Period) -> bool:
        """Return whether it begins within these years."""
        return begun(period).year < self.end

    def x(self, day: date) -> float:
        into_year = (day.timetuple().tm_yday - 1) / 366
        return (day.year + into_year - self.first) / (self.end - self.first)

    @property
    def shares_of_years(self) -> list[tuple[int, float]]:
        """Return every fifth year, or tenth of many, and what part of the width lies before it."""
        span = self.end - self.first
        step = 1 if span <= 8 else 5 if span <= 45 else 10
        years = range(self.first + -self.first % step, self.end, step)
        return [(year, self.x(date(year, 1, 1))) for year in years]

    @property
    def marked_years(self) -> list[tuple[int, str]]:
        return [(year, percent(share)) for year, share in self.shares_of_years]


@dataclass(frozen=True)
class Bar:
    """A period on the picture: from where to where, in shares of the width."""

    period: Period
    scale: Scale

    @cached_property
    def start(self) -> float:
        return self.scale.x(begun(self.period))

    @cached_property
    def end(self) -> float:
        """Return the end; of what goes on, today, or its beginning if that is to come."""
        return min(self.scale.x(self.period.last_day or max(localdate(), begun(self.period))), 1.0)

    @property
    def is_open(self) -> bool:
        """Whether it goes on, without an end or with one beyond the picture."""
        return self.period.last_day is None or self.period.last_day.year >= self.scale.end

    @property
    def x(self) -> str:
        return percent(self.start)

    @property
    def x_of_end(self) -> str:
        return percent(self.end)

    @property
    def width(self) -> str:
        return percent(max(self.end - self.start, 0.008))


@dataclass(frozen=True)
class Mark(Bar):
    """What was decided or done, on a track of a partner's row."""

    item: TimelineItem
    track: int = 0

    @property
    def is_point(self) -> bool:
        """Whether it is shown as a point: a decision, or what took so short a time."""
        if self.item.kind == Activity.Kind.PROJECT:
            return False
        return self.item.kind == DECISION or self.end - self.start < 0.02

    @property
    def years(self) -> str:
        """Return its years as they stand beside its name: "2014", "2007–2009", "2017–"."""
        first, last = begun(self.period).year, self.period.last_day
        if last is None:
            return f"{first}–"
        is_one = last.year == first or self.period.end is None
        return str(first) if is_one else f"{first}–{last.year}"

    @property
    def sign(self) -> str:
        """Return by what it is told from others: the kind of a decision or an activity."""
        return self.item.entry.kind

    @property
    def shape(self) -> str:
        """Return the outline of a point, around 0, 0: a rhombus for a decision, else a disc."""
        return OUTLINES.get(self.item.kind, "M-5 0a5 5 0 0 1 10 0 5 5 0 0 1-10 0z")

    @property
    def y(self) -> int:
        """Return the upper edge of its track, in pixels."""
        return BAR * bool(self.track) + TRACK * max(self.track - 1, 0)

    @property
    def middle(self) -> int:
        return self.y + (TRACK if self.track else BAR) // 2


def percent(share: float) -> str:
    return f"{share:.2%}"


def begun(period: Period) -> date:
    """Return the first day of a period that has one, as all on the picture have."""
    if period.first_day is None:
        raise ValueError(f"without a beginning: {period}")
    return period.first_day
