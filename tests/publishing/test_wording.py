import pytest
from django.utils.translation import override

from publishing.periods.dates import Period
from publishing.periods.formatting import format_period, html

WORDING = {
    "1993": ("1993", "1993", "1993"),
    "2021-10": ("octombrie 2021", "2021. október", "October 2021"),
    "2010-05-07": ("7 mai 2010", "2010. május 7.", "7 May 2010"),
    "2010-05-07/2010-05-22": ("7–22 mai 2010", "2010. május 7–22.", "7–22 May 2010"),
    "2010-05-07/2010-06-02": (
        "7 mai – 2 iunie 2010",
        "2010. május 7. – június 2.",
        "7 May – 2 June 2010",
    ),
    "2010-12-30/2011-01-03": (
        "30 decembrie 2010 – 3 ianuarie 2011",
        "2010. december 30. – 2011. január 3.",
        "30 December 2010 – 3 January 2011",
    ),
    "2010-05/2010-06": ("mai–iunie 2010", "2010. május–június", "May–June 2010"),
    "2007/2009": ("2007–2009", "2007–2009", "2007–2009"),
    "2017/..": ("din 2017", "2017 óta", "since 2017"),
    "2021-10/..": ("din octombrie 2021", "2021 októbere óta", "since October 2021"),
    "R/P1Y": ("în fiecare an", "minden évben", "every year"),
    "R/2008/P1Y": ("în fiecare an, din 2008", "2008 óta minden évben", "every year since 2008"),
    "1993?": ("1993 (?)", "1993 (?)", "1993 (?)"),
    "1998~": ("în jur de 1998", "1998 körül", "around 1998"),
    "2010-05~": ("în jur de mai 2010", "2010. május körül", "around May 2010"),
    "1998%": ("în jur de 1998 (?)", "1998 körül (?)", "around 1998 (?)"),
    "199X": ("anii 1990", "1990-es évek", "the 1990s"),
    "198X": ("anii 1980", "1980-as évek", "the 1980s"),
    "2024-22": ("vara 2024", "2024 nyara", "summer 2024"),
    "2024-24": ("iarna 2024", "2024 tele", "winter 2024"),
    "R": ("de-a lungul mai multor ani", "több éven át", "over several years"),
}


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
@pytest.mark.parametrize("text", WORDING)
def test_period_is_said_as_a_native_would(text, language):
    with override(language):
        assert (
            format_period(Period.parse(text)) == WORDING[text][["ro", "hu", "en"].index(language)]
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-10", '<time datetime="2021-10">October 2021</time>'),
        ("2017/..", 'since <time datetime="2017">2017</time>'),
        (
            "2010-05-07/2010-05-22",
            '<time datetime="2010-05-07">7</time>–<time datetime="2010-05-22">22</time> May 2010',
        ),
        ("R/P1Y", "every year"),
        ("1998~", "around 1998"),
        ("2024-22", "summer 2024"),
    ],
)
def test_machines_get_the_days_at_their_precision(text, expected):
    with override("en"):
        assert html(Period.parse(text)) == expected
