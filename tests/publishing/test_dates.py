from datetime import date

import pytest

from publishing.periods.dates import Day, Period

WRITTEN = [
    "1993",
    "2021-10",
    "2010-05-07",
    "2007/2009",
    "2010-05-07/2010-05-22",
    "2017/..",
    "R/P1Y",
    "R",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_period_is_written_as_it_was_read(text):
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "93",
        "1993-13",
        "2010-02-30",
        "2010-5",
        "2010/2009",
        "2010/",
        "/2010",
        "../2010",
        "R/P1M",
        "٢٠١٠",
    ],
)
def test_period_refuses_what_is_no_date(text):
    with pytest.raises(ValueError, match=r"."):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1993", date(1993, 1, 1), date(1993, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2010-05-07", date(2010, 5, 7), date(2010, 5, 7)),
        ("2007/2009-03", date(2007, 1, 1), date(2009, 3, 31)),
        ("2017/..", date(2017, 1, 1), None),
        ("R/P1Y", None, None),
    ],
)
def test_period_is_bounded_by_the_days_it_may_cover(text, first, last):
    period = Period.parse(text)
    assert (period.first_day, period.last_day) == (first, last)


def test_period_may_end_within_the_year_it_begins():
    assert Period.parse("2010/2010-03").last_day == date(2010, 3, 31)


def test_day_needs_its_month():
    with pytest.raises(ValueError, match="without its month"):
        Day(2010, day=7)
