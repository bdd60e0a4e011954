"""What people write of dates is understood, in three languages, and what is no date is not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publishing.periods.dates import EVERY_YEAR, QUALIFIERS, RECURRENCES, Day, Period
from publishing.periods.formatting import format_period
from publishing.periods.reading import parse_period
from tests.cases import cases

REPORTED = cases("dates")
WRITTEN = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"))
NO_PERIODS = WRITTEN.pop("none")


def test_period_is_read_as_it_is_written():
    read = {text: _read(text) for texts in WRITTEN.values() for text in texts}

    assert read == {text: meant for meant, texts in WRITTEN.items() for text in texts}


@pytest.mark.parametrize("case", REPORTED, ids=[case["text"] for case in REPORTED])
def test_period_of_a_report_is_read_and_published(case):
    period = parse_period(case["text"], case.get("lang"))

    assert period.edtf == case["edtf"]
    assert period.recurrence == ("R/P1Y" if case.get("recurrence") == "yearly" else "")


def test_what_is_no_period_is_refused():
    assert [text for text in NO_PERIODS if _read(text)] == []


def _read(text: str) -> str:
    try:
        return str(parse_period(text))
    except ValueError:
        return ""


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
@example(Period(Day(1990, is_decade=True), Day(1993)), "ro")
@settings(derandomize=True, max_examples=400, deadline=None)
def test_every_period_is_read_from_its_own_words(period, language):
    assert Period.parse(str(period)) == period
    assert len(str(period)) <= 24
    with override(language):
        stated = format_period(period)
    read = parse_period(stated, language)
    is_one_day = period.start is not None and period.start == period.end
    assert read == (replace(period, end=None) if is_one_day else period), stated


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
