"""Numbers and hours, whichever way they are written."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.import_export.spoken import (
    read_decimal,
    read_timestamp,
    read_whole,
    words_of,
    year_of,
)

few = settings(derandomize=True, deadline=None, max_examples=60)
WAYS = [
    "{}",
    "{}.",
    "nr. {}",
    "Nr.{}",
    "no. {}",
    "sz. {}",
    "{},0",
    "{}.0",
    "{}/1994",
    "{} din 1994",
    "HCJ nr. {}/1994",
    "Hotărârea nr. {}/07.05.1994",
    "{}/1994. sz.",
    "{}/1994. számú határozat",
    "{}. sz.",
    "№ {}",
]


@given(st.integers(0, 10**9), st.sampled_from(WAYS))
@few
def test_whole_number_is_read_in_every_way(number, way):
    assert read_whole(way.format(number)) == number
    assert year_of(way.format(number)) == ("1994" if "1994" in way else "")


@given(st.integers(1000, 999_999_999), st.sampled_from(" \u00a0\u202f"))
@few
def test_thousands_may_stand_apart(number, space):
    assert read_whole(f"{number:,}".replace(",", space)) == number


@given(
    st.floats(-180, 180).map(lambda n: round(n, 6)),
    st.sampled_from(["{}", "{}°", "{} ° N", "E {}"]),
)
@few
def test_decimal_number_is_read_with_point_and_comma(number, way):
    text = way.format(f"{number:.6f}")

    assert read_decimal(text) == read_decimal(text.replace(".", ",")) == number


@given(st.text(max_size=20))
@few
def test_any_text_is_a_number_or_none(text):
    assert read_whole(text) is None or text.strip()
    assert read_decimal(text) is None or any(map(str.isdigit, text))
    assert words_of(text) == words_of(text.upper().lower())


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
@few
def test_timestamp_is_read_in_every_way(timestamp):
    timestamp = timestamp.replace(second=0, microsecond=0)
    for way in (
        "%d.%m.%Y %H:%M",
        "%Y. %m. %d. %H:%M",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y, ora %H.%M",
        "%d.%m.%Y la %H:%M",
    ):
        assert read_timestamp(timestamp.strftime(way)) == timestamp


@pytest.mark.parametrize("text", ["mâine", "2026", "mai 2026 8:00", "7 mai 2026 25:00", "", "8:00"])
def test_what_is_no_timestamp_is_refused(text):
    with pytest.raises(ValueError, match=r".|^$"):
        read_timestamp(text)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("46° 21' 36\" N", 46.36),
        ("N 46°21.6'", 46.36),
        ("25°48′E", 25.8),
        ("25,8° V", -25.8),
        ("−46,36", -46.36),
        ("46 36", None),
        ("1.234,5", None),
    ],
)
def test_degrees_are_read_as_maps_write_them(text, degrees):
    assert read_decimal(text) == degrees
