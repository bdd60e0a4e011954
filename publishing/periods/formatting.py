"""How a period is said in the reader's language: "7–22 May 2010", "since 2017", "every year".

The patterns are messages, so that each language orders the parts in its own way.
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from publishing.periods.dates import (
    APPROXIMATE,
    AUTUMN,
    EVERY_YEAR,
    SEVERAL_TIMES,
    SPRING,
    SUMMER,
    UNCERTAIN,
    UNCERTAIN_AND_APPROXIMATE,
    WINTER,
    Day,
    Period,
)

# The month in "since October 2021": some languages inflect it (Hungarian "2021 októbere óta").
MONTHS_SINCE = (
    pgettext_lazy("month in “since”", "January"),
    pgettext_lazy("month in “since”", "February"),
    pgettext_lazy("month in “since”", "March"),
    pgettext_lazy("month in “since”", "April"),
    pgettext_lazy("month in “since”", "May"),
    pgettext_lazy("month in “since”", "June"),
    pgettext_lazy("month in “since”", "July"),
    pgettext_lazy("month in “since”", "August"),
    pgettext_lazy("month in “since”", "September"),
    pgettext_lazy("month in “since”", "October"),
    pgettext_lazy("month in “since”", "November"),
    pgettext_lazy("month in “since”", "December"),
)
SEASONS = {
    SPRING: pgettext_lazy("season of a year", "spring {year}"),
    SUMMER: pgettext_lazy("season of a year", "summer {year}"),
    AUTUMN: pgettext_lazy("season of a year", "autumn {year}"),
    WINTER: pgettext_lazy("season of a year", "winter {year}"),
}
QUALIFIED = {
    UNCERTAIN: pgettext_lazy("uncertain date", "{date} (?)"),
    APPROXIMATE: pgettext_lazy("approximate date", "around {date}"),
    UNCERTAIN_AND_APPROXIMATE: pgettext_lazy("uncertain date", "around {date} (?)"),
}
RECURRENCE_NAMES = {
    EVERY_YEAR: gettext_lazy("every year"),
    SEVERAL_TIMES: gettext_lazy("over several years"),
}

Mark = Callable[[Day, str], str]  # what is put around the words of a day


def format_period(period: Period) -> str:
    """Return the period in the active language, as plain text."""
    return str(_format(period, lambda day, text: text))


def html(period: Period) -> SafeString:
    """Return the period in the active language, each day in a ``<time>`` as precise as it."""
    return _format(
        period,
        lambda day, text: (
            format_html('<time datetime="{}">{}</time>', day.iso, text) if day.iso else text
        ),
    )


def _format(period: Period, mark: Mark) -> SafeString:
    start, end = period.start, period.end
    if period.recurrence and start:
        return format_html(gettext("every year since {start}"), start=mark(start, _since(start)))
    if period.recurrence:
        return format_html("{}", RECURRENCE_NAMES[period.recurrence])
    if period.is_open:
        return format_html(gettext("since {start}"), start=mark(start, _since(start)))
    if end is None or end == start:
        return format_html("{}", mark(start, _day(start)))
    if not (start.month and end.month and start.year == end.year) or (
        start.precision != end.precision or start.qualifier or end.qualifier
    ):
        return format_html(
            _span_pattern(start, end), start=mark(start, _day(start)), end=mark(end, _day(end))
        )
    return _within_a_year(start, end, mark)


def _span_pattern(start: Day, end: Day) -> str:
    if start.is_decade and not end.is_decade:  # Romanian "anii 1990 – 2001" would be years
        return pgettext("from a decade until a date", "{start} – {end}")
    # Years are joined tightly ("2007–2009"), longer expressions with spaces.
    return "{start}–{end}" if start.precision == end.precision == 1 else "{start} – {end}"


def _day(day: Day) -> str:
    if day.qualifier:
        return str(QUALIFIED[day.qualifier]).format(date=_day(replace(day, qualifier="")))
    if day.is_decade:
        # Hungarian writes "1990-es", but "1980-as évek".
        is_deep = day.year % 1000 and day.year // 10 % 10 in (0, 2, 3, 6, 8)
        if is_deep:
            return pgettext("decade such as the eighties", "the {year}s").format(year=day.year)
        return pgettext("decade", "the {year}s").format(year=day.year)
    if day.season:
        return str(SEASONS[day.season]).format(year=day.year)
    month = MONTHS[day.month] if day.month else None
    if day.precision == 3:
        return pgettext("date", "{day} {month} {year}").format(
            day=day.day, month=month, year=day.year
        )
    if day.precision == 2:
        return pgettext("date", "{month} {year}").format(month=month, year=day.year)
    return str(day.year)


def _since(day: Day) -> str:
    if day.month and day.precision == 2 and not day.qualifier:
        return pgettext("since", "{month} {year}").format(
            month=MONTHS_SINCE[day.month - 1], year=day.year
        )
    return _day(day)


def _within_a_year(start: Day, end: Day, mark: Mark) -> SafeString:
    """Name common parts of a span once: "7–22 May 2010", "May–June 2010"."""
    month, last_month = str(MONTHS[start.month]), str(MONTHS[end.month])
    if start.precision == 2:
        pattern = pgettext("months of one year", "{month}–{last_month} {year}")
        month, last_month = mark(start, month), mark(end, last_month)
    elif start.month == end.month:
        pattern = pgettext("days of one month", "{day}–{last_day} {month} {year}")
    else:
        pattern = pgettext("days of one year", "{day} {month} – {last_day} {last_month} {year}")
    return format_html(
        pattern,
        day=mark(start, str(start.day)),
        last_day=mark(end, str(end.day)),
        month=month,
        last_month=last_month,
        year=start.year,
    )
