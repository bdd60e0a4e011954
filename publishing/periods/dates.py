"""Dates as precise as they were published, and no more.

A `Day` knows a year, perhaps its month, perhaps its day; or only the decade, or the season; and
whether it is uncertain or approximate. A `Period` is a day, a span of two, an open span ("since
2017"), or a recurrence ("every year", "every year since 2008"). They are written in the Extended
Date/Time Format of ISO 8601-2 (level 1, and its decades): ``1993``, ``2021-10``, ``1998~``,
``199X``, ``2024-22``, ``2010-05-07/2010-05-22``, ``2017/..``. A recurrence is a repeating interval
of ISO 8601-1, ``R/P1Y`` or ``R/2008/P1Y``; ``R`` alone says that it recurs, not how often.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

EVERY_YEAR = "R/P1Y"
SEVERAL_TIMES = "R"
RECURRENCES = (EVERY_YEAR, SEVERAL_TIMES)
OPEN = ".."
UNCERTAIN, APPROXIMATE, UNCERTAIN_AND_APPROXIMATE = "?", "~", "%"
QUALIFIERS = ("", UNCERTAIN, APPROXIMATE, UNCERTAIN_AND_APPROXIMATE)
SPRING, SUMMER, AUTUMN, WINTER = range(21, 25)  # in place of a month
FIRST_MONTHS = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}

_DAY = re.compile(
    r"(?:(?P<decade>\d{3})X|(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?)"
    r"(?P<qualifier>[?~%]?)",
    re.ASCII,
)
_EVERY_YEAR_SINCE = re.compile(r"R/(?P<start>[^/]+)/P1Y")


@dataclass(frozen=True)
class Day:
    """A decade, a year, a season, a month or a day of the Gregorian calendar.

    A decade is its first year. ValueError if there is none such.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    is_decade: bool = False
    qualifier: str = ""

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError(f"a day without its month: {self.year}")
        if self.season and (self.month or self.season not in FIRST_MONTHS):
            raise ValueError(f"not a season: {self.season}")
        if self.is_decade and (self.year % 10 or self.month or self.season):
            raise ValueError(f"not a decade: {self.year}")
        if self.qualifier not in QUALIFIERS:
            raise ValueError(f"not a qualifier: {self.qualifier!r}")
        parts = (1 if part is None else part for part in (self.month, self.day))
        date(self.year, *parts)

    @classmethod
    def parse(cls, text: str) -> "Day":
        match = _DAY.fullmatch(text)
        if not match:
            raise ValueError(f"not a year, a month or a day: {text!r}")
        qualifier = match["qualifier"]
        if match["decade"]:
            return cls(int(match["decade"]) * 10, is_decade=True, qualifier=qualifier)
        year, month, day = (part and int(part) for part in match.group("year", "month", "day"))
        if month in FIRST_MONTHS and day is None:
            return cls(year, season=month, qualifier=qualifier)
        return cls(year, month, day, qualifier=qualifier)

    @property
    def first(self) -> date:
        """The earliest day that this may be."""
        return date(self.year, self.month or FIRST_MONTHS.get(self.season, 1), self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that this may be; a winter ends in the next year."""
        year, month = self.year + 9 * self.is_decade, self.month or 12
        if self.season:
            year, month = year + (self.season == WINTER), (self.first.month + 1) % 12 + 1
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def precision(self) -> int:
        """0 for a decade, 1 for a year, 2 for a month or a season, 3 for a day."""
        if self.is_decade:
            return 0
        return 1 + bool(self.month or self.season) + (self.day is not None)

    @property
    def iso(self) -> str:
        """ISO 8601: ``2010``, ``2010-05`` or ``2010-05-07``; "" for what it cannot write.

        As HTML's ``datetime`` and schema.org take it: without a season, a decade or a doubt.
        """
        return "" if self.season or self.is_decade or self.qualifier else str(self)

    def __str__(self) -> str:
        """ISO 8601-2, as `parse` takes it."""
        if self.is_decade:
            return f"{self.year // 10:03}X{self.qualifier}"
        parts = (
            f"{self.year:04}",
            *(f"{part:02}" for part in (self.month or self.season, self.day) if part),
        )
        return "-".join(parts) + self.qualifier


@dataclass(frozen=True)
class Period:
    """A day, a span, an open span or a recurrence. ValueError where the end precedes the start."""

    start: Day | None = None
    end: Day | None = None
    is_open: bool = False
    recurrence: str = ""

    def __post_init__(self):
        if self.recurrence:
            since = self.start and self.recurrence != EVERY_YEAR
            if self.recurrence not in RECURRENCES or since or self.end or self.is_open:
                raise ValueError(f"not a recurrence: {self.recurrence!r}")
        elif self.start is None or (self.end and self.is_open):
            raise ValueError("a period has a start, and an end or none")
        elif self.end and self.end.last < self.start.first:
            raise ValueError("the end precedes the start")

    @classmethod
    def parse(cls, text: str) -> "Period":
        if text in RECURRENCES:
            return cls(recurrence=text)
        if match := _EVERY_YEAR_SINCE.fullmatch(text):
            return cls(Day.parse(match["start"]), recurrence=EVERY_YEAR)
        start, slash, end = text.partition("/")
        if not slash:
            return cls(Day.parse(start))
        if end == OPEN:
            return cls(Day.parse(start), is_open=True)
        return cls(Day.parse(start), Day.parse(end))

    @property
    def first_day(self) -> date | None:
        """The earliest day it may have begun; None for a recurrence of which nothing is known."""
        return self.start and self.start.first

    @property
    def last_day(self) -> date | None:
        """The latest day it may have ended; None if it runs on, or recurs."""
        if self.recurrence or self.is_open:
            return None
        return (self.end or self.start).last

    @property
    def year(self) -> int | None:
        return self.start and self.start.year

    @property
    def edtf(self) -> str | None:
        """ISO 8601-2, where a recurrence is a span that runs on; None where it has no start."""
        if self.recurrence:
            return f"{self.start}/{OPEN}" if self.start else None
        return str(self)

    @property
    def iso(self) -> str:
        """ISO 8601-1, as schema.org takes it; "" for what it cannot write."""
        if self.recurrence or not all(day.iso for day in (self.start, self.end) if day):
            return ""
        return str(self)

    def __str__(self) -> str:
        if self.recurrence:
            return f"R/{self.start}/P1Y" if self.start else self.recurrence
        end = OPEN if self.is_open else self.end
        return f"{self.start}/{end}" if end else str(self.start)
