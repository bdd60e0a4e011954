"""Dates as precise as they were published, and no more.

A `Day` knows a year, perhaps its month, perhaps its day. A `Period` is a day, a span of two, an
open span ("since 2017"), or a recurrence ("every year"). Both are written in the Extended Date/Time
Format of ISO 8601-2 (levels 0 and 1): ``1993``, ``2021-10``, ``2010-05-07/2010-05-22``,
``2017/..``. A recurrence is a repeating interval of ISO 8601-1, ``R/P1Y`` for "every year"; ``R``
alone says that it recurs and leaves open how often.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

EVERY_YEAR = "R/P1Y"
SEVERAL_TIMES = "R"
RECURRENCES = (EVERY_YEAR, SEVERAL_TIMES)
OPEN = ".."

_DAY = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A year, a month or a day of the Gregorian calendar. ValueError if there is none such."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError(f"a day without its month: {self.year}")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "Day":
        match = _DAY.fullmatch(text)
        if not match:
            raise ValueError(f"not a year, a month or a day: {text!r}")
        return cls(*(part and int(part) for part in match.group("year", "month", "day")))

    @property
    def first(self) -> date:
        """The earliest day that this may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that this may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + (self.month is not None) + (self.day is not None)

    def __str__(self) -> str:
        """ISO 8601: ``2010``, ``2010-05`` or ``2010-05-07``, as HTML's ``datetime`` takes it."""
        parts = (
            f"{self.year:04}",
            *(f"{part:02}" for part in (self.month, self.day) if part),
        )
        return "-".join(parts)


@dataclass(frozen=True)
class Period:
    """A day, a span, an open span or a recurrence. ValueError where the end precedes the start."""

    start: Day | None = None
    end: Day | None = None
    is_open: bool = False
    recurrence: str = ""

    def __post_init__(self):
        if self.recurrence:
            if self.recurrence not in RECURRENCES or self.start or self.end or self.is_open:
                raise ValueError(f"not a recurrence: {self.recurrence!r}")
        elif self.start is None or (self.end and self.is_open):
            raise ValueError("a period has a start, and an end or none")
        elif self.end and self.end.last < self.start.first:
            raise ValueError("the end precedes the start")

    @classmethod
    def parse(cls, text: str) -> "Period":
        if text in RECURRENCES:
            return cls(recurrence=text)
        start, slash, end = text.partition("/")
        if not slash:
            return cls(Day.parse(start))
        if end == OPEN:
            return cls(Day.parse(start), is_open=True)
        return cls(Day.parse(start), Day.parse(end))

    @property
    def first_day(self) -> date | None:
        """The earliest day it may have begun; None for a recurrence."""
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

    def __str__(self) -> str:
        if self.recurrence:
            return self.recurrence
        end = OPEN if self.is_open else self.end
        return f"{self.start}/{end}" if end else str(self.start)
