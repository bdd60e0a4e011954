"""What people write of dates is understood, in three languages, and what is no date is not."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.periods.dates import EVERY_YEAR, QUALIFIERS, RECURRENCES, Day, Period
from publishing.periods.formatting import words
from publishing.periods.reading import parse_period

WRITTEN = {
    "7–22 mai 2010": "2010-05-07/2010-05-22",
    "2010. május 7–22.": "2010-05-07/2010-05-22",
    "07.05.2010": "2010-05-07",
    "octombrie 2021": "2021-10",
    "since 2017": "2017/..",
    "în jur de 1998": "1998~",
    "2024 nyara": "2024-22",
    "every year since 2008": "R/2008/P1Y",
    "2010. 05. 07.": "2010-05-07",
    "07.05.1994": "1994-05-07",
    "7-22 mai 2010": "2010-05-07/2010-05-22",
    "7–22 May 2010": "2010-05-07/2010-05-22",
    "din 2017": "2017/..",
    "2017 óta": "2017/..",
    "2021 októbere óta": "2021-10/..",
    "din octombrie 2021": "2021-10/..",
    "since October 2021": "2021-10/..",
    "2010. május 7. – június 2.": "2010-05-07/2010-06-02",
    "7 mai – 2 iunie 2010": "2010-05-07/2010-06-02",
    "7 May – 2 June 2010": "2010-05-07/2010-06-02",
    "30 decembrie 2010 – 3 ianuarie 2011": "2010-12-30/2011-01-03",
    "2010. december 30. – 2011. január 3.": "2010-12-30/2011-01-03",
    "mai–iunie 2010": "2010-05/2010-06",
    "2010. május–június": "2010-05/2010-06",
    "May-June 2010": "2010-05/2010-06",
    "2007–2009": "2007/2009",
    "2007-2009": "2007/2009",
    "în fiecare an": "R/P1Y",
    "minden évben": "R/P1Y",
    "every year": "R/P1Y",
    "over several years": "R",
    "több éven át": "R",
    "de-a lungul mai multor ani": "R",
    "1993?": "1993?",
    "199X": "199X",
    "1990s": "199X",
    "anii 1990": "199X",
    "az 1990-es évek": "199X",
    "1990-es évek": "199X",
    "vara 2024": "2024-22",
    "summer 2024": "2024-22",
    "2024 tavasza": "2024-21",
    "toamna 2023": "2023-23",
    "about 1998": "1998~",
    "1998 körül": "1998~",
    "1998. szeptember": "1998-09",
    "May 7, 2010": "2010-05-07",
    "1 octombrie 2021": "2021-10-01",
    "2021. október 1-jén": "2021-10-01",
    "2008 óta minden évben": "R/2008/P1Y",
    "în fiecare an din 2008": "R/2008/P1Y",
    "din 2008, în fiecare an": "R/2008/P1Y",
    "probabil 1993": "1993?",
    "around 1993 (?)": "1993%",
    "12/05/2010": "2010-05-12",
    "10.2021": "2021-10",
    "2021.10.": "2021-10",
    "vara anului 2024": "2024-22",
    "2010-5-7": "2010-05-07",
    "7.05 - 22.05.2010": "2010-05-07/2010-05-22",
    "since summer 2024": "2024-22/..",
    "2009-től": "2009/..",
    "2010/2012": "2010/2012",
    "1–3 septembrie 2023": "2023-09-01/2023-09-03",
    "the 1990s": "199X",
    "7 mai 2010 - 22 mai 2010": "2010-05-07/2010-05-22",
    "07.05.2010 - 22.05.2010": "2010-05-07/2010-05-22",
    "in 1994": "1994",
    "1994-ben": "1994",
    "1990": "1990",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_period_is_read_as_it_is_written(text):
    assert str(parse_period(text)) == WRITTEN[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "7-én 2010",
        "2010-13",
        "2010/2009",
        "31.02.2010",
        "R/P1M",
        "٢٠١٠",
        "27",
        "x 7 mai",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_period(text)


@st.composite
def days(draw):
    year, qualifier = draw(st.integers(1000, 2999)), draw(st.sampled_from(QUALIFIERS))
    kind = draw(st.sampled_from(["decade", "year", "season", "month", "day"]))
    if kind == "decade":
        return Day(year // 10 * 10, is_decade=True, qualifier=qualifier)
    if kind == "season":
        return Day(year, season=draw(st.integers(21, 24)), qualifier=qualifier)
    month = draw(st.integers(1, 12)) if kind in ("month", "day") else None
    day = draw(st.integers(1, 28)) if kind == "day" else None
    return Day(year, month, day, qualifier=qualifier)


@st.composite
def periods(draw):
    kind = draw(st.sampled_from(["day", "span", "open", "recurrence", "every year since"]))
    start = draw(days())
    if kind == "span":
        ends = sorted([start, draw(days())], key=lambda day: (day.first, day.last))
        return Period(*ends)
    if kind == "recurrence":
        return Period(recurrence=draw(st.sampled_from(RECURRENCES)))
    recurrence = EVERY_YEAR if kind == "every year since" else ""
    return Period(start, is_open=kind == "open", recurrence=recurrence)


@given(periods(), st.sampled_from(["ro", "hu", "en"]))
@settings(derandomize=True, max_examples=400, deadline=None)
def test_every_period_is_read_from_its_own_words(period, language):
    assert Period.parse(str(period)) == period
    assert len(str(period)) <= 24
    with override(language):
        said = words(period)
    read = parse_period(said, language)
    alike = words(read) if period.start == period.end else None
    assert read == period or alike is not None, said


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("1998~", date(1998, 1, 1), date(1998, 12, 31)),
        ("2024-22", date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-24", date(2024, 12, 1), date(2025, 2, 28)),
        ("R/2008/P1Y", date(2008, 1, 1), None),
    ],
)
def test_rough_period_is_bounded_by_the_days_it_may_cover(text, first, last):
    period = Period.parse(text)
    assert (period.first_day, period.last_day) == (first, last)
