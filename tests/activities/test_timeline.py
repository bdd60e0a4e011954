import re

import pytest
from django.utils.timezone import localdate

from activities.timeline import Timeline
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    """What the timeline shows, from top to bottom: years with the titles below each."""
    response = client.get("/en/activities/" + query)
    assert response.status_code == 200
    html = response.content.decode()
    found = re.findall(
        r'<h2 class="timeline__heading"[^>]*>([^<]*)</h2>|timeline-item__title"><a[^>]*>([^<]*)',
        html,
    )
    return [year or title.strip() for year, title in found]


def test_kinds_are_merged_by_date_newest_first_and_grouped_by_year(client):
    partner = make_partner("Zala", name_en="Zala County")
    make_activity("Project", kind="project", period="2007/2009")
    make_activity("Fair", kind="event", period="2010-05-07/2010-05-22")
    make_activity("Autumn", kind="event", period="2010-10")
    make_activity("Member", kind="membership", period="1993/..")
    make_decision(partner, date="2010-07-01", number=65)
    assert titles(client) == [
        *("2010", "Autumn (en)", "Decision 65/2010: twinning, Zala County", "Fair (en)"),
        *("2007", "Project (en)"),
        *("1993", "Member (en)"),
    ]


def test_what_recurs_or_has_no_date_stands_apart_and_last(client):
    make_activity("Fair", period="2010")
    make_activity("Yearly", period="R/P1Y")
    make_activity("Someday", period="")
    assert titles(client) == [
        *("2010", "Fair (en)"),
        *("Recurring, or no date published", "Someday (en)", "Yearly (en)"),
    ]


def test_undated_can_be_asked_for_alone(client):
    make_activity("Fair", period="2010")
    make_activity("Someday", period="")
    assert titles(client, "?year=undated") == ["Recurring, or no date published", "Someday (en)"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("decision", ["1994", "Decision 19/1994: twinning, Zala (en)"]),
        ("project", ["2007", "Project (en)"]),
        ("event", ["2010", "Fair (en)"]),
        ("programme", []),
    ],
)
def test_filter_by_kind(client, kind, expected):
    make_activity("Project", kind="project", period="2007/2009")
    make_activity("Fair", kind="event")
    make_decision(make_partner("Zala"))
    assert titles(client, f"?kind={kind}") == expected


def test_filter_by_partner(client):
    zala, vas = make_partner("Zala"), make_partner("Vas")
    make_activity("With both", partners=[zala, vas])
    make_activity("With Vas", partners=[vas])
    make_decision(zala)
    assert titles(client, f"?partner={zala.pk}") == [
        *("2010", "With both (en)"),
        *("1994", "Decision 19/1994: twinning, Zala (en)"),
    ]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2006, []),
        (2007, ["Span", "2007"]),
        (2008, ["Span", "2007"]),
        (2009, ["Span", "2007"]),
        (2010, []),
        (2019, ["Running", "2018"]),
    ],
)
def test_filter_by_year_shows_what_was_going_on_in_it(client, year, expected):
    make_activity("Span", period="2007/2009", title_en="Span")
    make_activity("Running", period="2018/..", title_en="Running")
    make_activity("Ancient", period="2001", title_en="Ancient")
    assert sorted(titles(client, f"?year={year}")) == sorted(expected)


def test_drafts_and_decisions_of_draft_partners_are_left_out(client):
    make_activity("Hidden", status="draft")
    make_decision(make_partner("Hidden", status="draft"))
    make_decision(make_partner("Zala"), status="draft")
    assert titles(client) == []


def test_partners_that_are_drafts_are_not_named(client):
    make_activity("Fair", partners=[make_partner("Zala"), make_partner("Secret", status="draft")])
    html = client.get("/en/activities/").content.decode()
    assert "Zala (en)" in html
    assert "Secret" not in html


def test_unknown_values_are_explained_and_passed_over(client):
    make_activity("Fair")
    for query in ("?kind=war", "?partner=999", "?partner=x", "?year=1066", "?year=x"):
        response = client.get("/en/activities/" + query)
        assert response.status_code == 200
        assert "so it was ignored." in response.content.decode()
        assert titles(client, query) == ["2010", "Fair (en)"]


def test_parameter_that_no_reader_typed_is_passed_over_in_silence(client):
    make_activity("Fair")
    assert titles(client, "?month=5&fbclid=x") == ["2010", "Fair (en)"]
    assert "so it was ignored." not in client.get("/en/activities/?month=5").content.decode()


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_page_that_is_not_there_is_not_found(client, page):
    make_activity("Fair")
    assert client.get(f"/en/activities/?page={page}").status_code == 404


def test_long_timeline_goes_on_over_pages_and_ends_with_the_undated(client):
    for number in range(51):
        make_activity(f"Fair {number}", period=f"{1950 + number}")
    make_activity("Someday", period="")
    assert len(titles(client)) == 100  # fifty years, each with its one title
    assert titles(client, "?page=2") == [
        *("1950", "Fair 0 (en)"),
        *("Recurring, or no date published", "Someday (en)"),
    ]


def test_years_reach_from_the_oldest_to_this_one_or_to_what_is_planned():
    def ends():
        return tuple((years[-1], years[0]) for years in [Timeline.published().years()] if years)

    now = localdate().year
    assert ends() == ()
    make_activity(period="")
    assert ends() == ()
    decision = make_decision(make_partner(), date="1994")
    assert ends() == ((1994, now),)
    make_activity(period="2001")
    assert ends() == ((1994, now),)
    make_activity(period=f"1985/{now + 5}")
    assert ends() == ((1985, now),)
    decision.delete()
    make_activity(period=f"{now + 2}")
    assert ends() == ((1985, now + 2),)


def test_what_can_be_followed_stands_below_the_list(client):
    make_activity("Fair", period="2010", slug_en="fair")

    html = client.get("/en/activities/").content.decode()

    assert html.count('class="follow"') == 1
    assert html.index('href="/en/activities/fair/"') < html.index('class="follow"')
