"""Addresses made from titles."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from activities.models import Activity
from pages.models import Page
from publishing.periods.dates import Period
from publishing.slugs import MAX_LENGTH, make_slug
from publishing.text import normalise_text
from tests.cases import cases

TITLES = {
    "Cooperare Harghita–Bács-Kiskun 2020–2024": "cooperare-harghita-bacs-kiskun-2020-2024",
    "Biel/Bienne": "biel-bienne",
    "L’été à Aoste": "l-ete-a-aoste",
    "L'été à Aoste": "l-ete-a-aoste",
    "Borgarfjörður": "borgarfjordur",
    "Þingvellir · Łódź—Tromsø_Ærø": "thingvellir-lodz-tromso-aero",
    "Ħal Għargħur, Gießen, Bakı, Gəncə, Ŧŋ": "hal-gharghur-giessen-baki-gence-tn",
    "Jász\u00adNagykun\u2011Szolnok": "jasznagykun-szolnok",
    "„Vár a megye” − Tolna\u00a0megye": "var-a-megye-tolna-megye",
    "ƀ ɓ ƈ ɖ ȡ ɛ ƒ ɣ ɨ ĸ ɔ ʉ ʒ": "b-b-c-d-d-e-f-g-i-k-o-u-z",
    "Ǿ, ĳ, ﬁ, ǆ, Ⅷ, m², CO₂, ½": "o-ij-fi-dz-viii-m2-co2-1-2",
    "a‐b‒c—d―e⁃f": "a-b-c-d-e-f",
    "O´Brien `x` dʼOr": "o-brien-x-d-or",
    "Чернівці 2020": "2020",
    "…": "",
    "宁夏": "",
}


@pytest.mark.parametrize(("title", "slug"), TITLES.items(), ids=TITLES.values())
def test_slug_is_made_of_a_title(title, slug):
    assert make_slug(title) == slug


def test_slug_is_cut_at_a_word_and_keeps_its_ending():
    assert make_slug("Harghita " * 20) == "-".join(["harghita"] * 13)
    assert make_slug("Harghita " * 20, "2023") == "-".join(["harghita"] * 12) + "-2023"
    assert make_slug("x" * 130) == "x" * 120


@pytest.mark.parametrize("case", [c for c in cases("slugs") if "when" not in c])
def test_slug_of_a_report(case):
    assert make_slug(case["title"]) == case["slug"]


@given(st.text(max_size=300))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_any_title_gives_a_valid_slug_or_none(title):
    slug = make_slug(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= MAX_LENGTH
    assert make_slug(slug) == slug


def saved(model, **fields):
    entry = model(status="published", **fields)
    entry.full_clean()
    entry.save()
    return entry


@pytest.mark.django_db
def test_yearly_event_gets_its_year_then_a_number():
    title = {"title_ro": "Zilele Harghita", "title_hu": "Hargita napok", "kind": "event"}
    made = [
        saved(Activity, **title, period=Period.parse(period) if period else None)
        for period in ("2022", "2023", "2023-05/2023-06", "R/P1Y", None)
    ]
    assert [(event.slug_ro, event.slug_hu, event.slug_en) for event in made] == [
        ("zilele-harghita", "hargita-napok", None),
        ("zilele-harghita-2023", "hargita-napok-2023", None),
        ("zilele-harghita-2", "hargita-napok-2", None),
        ("zilele-harghita-3", "hargita-napok-3", None),
        ("zilele-harghita-4", "hargita-napok-4", None),
    ]


@pytest.mark.django_db
def test_address_that_nobody_typed_refuses_no_entry():
    """Neither one in letters that are not Latin, nor one of the site's own, nor a former one."""
    assert saved(Page, title_ro="宁夏").slug_ro == "2"
    assert saved(Page, title_ro="Parteneri").slug_ro == "parteneri-2"
    saved(Page, title_ro="Obiective").delete()
    assert saved(Page, title_ro="Obiective").slug_ro == "obiective-2"


@pytest.mark.django_db
@given(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=60).filter(
        lambda title: normalise_text(title).strip()
    )
)
@example("Parteneri")
@example("宁夏")
@settings(
    derandomize=True,
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_title_has_an_address_that_opens(client, title):
    entries = [saved(Activity, title_ro=title, kind="event", place_ro="Ciuc") for _ in range(2)]

    paths = [entry.get_absolute_url() for entry in entries]

    assert len({*paths}) == 2
    assert [client.get(path).status_code for path in paths] == [200, 200]
