import re

import pytest
from django.utils.timezone import localdate

from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db


def picture(client, query=""):
    html = " ".join(client.get("/en/activities/" + query).content.decode().split())
    return html.partition('<svg class="glance__picture"')[2].partition("</figure>")[0]


def linked(svg):
    return [
        " ".join(title.split()) for title in re.findall(r"<title>(.*?)</title>", svg, re.DOTALL)
    ]


def test_decisions_and_projects_stand_by_country_in_county_order(client):
    lori = make_partner("Lori", country="AM", position=2)
    zala = make_partner("Zala", country="HU", position=1)
    make_decision(lori, date="2018", number=212)
    make_decision(zala, date="1993", number=6)
    make_activity("Inextex", kind="project", period="2007/2009", partners=[zala])
    make_activity("Fund", kind="project", period="2017/..")
    make_activity("Fair", kind="event", partners=[zala])
    svg = picture(client)
    assert re.findall(r'glance__country"[^>]*>([^<]*)<', svg) == [
        *("Hungary", "Armenia", "with no single partner"),
    ]
    assert linked(svg) == [
        "Twinning 6/1993: Zala (en), 1993",
        "Inextex (en), 2007–2009",
        "Twinning 212/2018: Lori (en), 2018",
        "Fund (en), since 2017",
    ]


def test_bar_is_as_long_as_its_project(client):
    year = localdate().year
    make_activity("Old", kind="project", period=f"{year - 9}/{year - 5}")
    make_activity("Running", kind="project", period=f"{year - 4}/..")
    bars = re.findall(
        r'x="([\d.]+%)" y="\d+"><a [^>]*><title>[^<]*</title><rect[^>]*width="([\d.]+%)"',
        picture(client),
    )
    assert bars == [("0.00%", "50.00%"), ("50.00%", "50.00%")]


def test_what_is_planned_is_in_the_picture_and_can_be_filtered(client):
    year = localdate().year
    make_activity("Planned", kind="project", period=f"{year + 2}/..")
    assert linked(picture(client)) == [f"Planned (en), since {year + 2}"]
    make_activity("Running", kind="project", period=f"{year - 7}/{year + 2}")
    places = re.findall(r'x="(-?[\d.]+)%" y="\d+"><a [^>]*>.*?width="(-?[\d.]+)%"', picture(client))
    assert [(float(x), float(x) + float(width)) for x, width in places] == [(0, 100), (90, 100)]
    assert client.get(f"/en/activities/?year={year + 2}").context["entry_count"] == 2


def test_marks_that_would_cover_each_other_lie_on_lanes_of_their_own(client):
    zala = make_partner("Zala")
    for number, date in enumerate(["1993", "1993", "1994", "2003"], start=1):
        make_decision(zala, date=date, number=number)
    heights = re.findall(r'glance__spot" x="[^"]*" y="(\d+)"', picture(client))
    assert len(set(heights[:3])) == 3
    assert heights[3] == heights[0]


def test_empty_timeline_and_filtered_one_have_no_picture(client):
    assert picture(client) == ""
    make_decision(make_partner())
    assert picture(client) != ""
    assert picture(client, "?kind=decision") == ""


def legend(client):
    html = client.get("/en/activities/").content.decode()
    shown = html.partition('<ul class="glance__legend">')[2].partition("</ul>")[0]
    return [" ".join(words.split()) for words in re.findall(r"</svg>([^<]+)</li>", shown)]


def test_signs_that_are_drawn_are_explained(client):
    zala = make_partner("Zala")
    make_decision(zala, date="1997", kind="cooperation_agreement")
    assert legend(client) == ["cooperation agreement"]
    make_decision(zala, date="1993", kind="twinning")
    make_activity("Old", kind="project", period="2007/2009")
    assert legend(client) == ["twinning", "cooperation agreement", "project"]
    make_activity("Running", kind="project", period="2017/..")
    assert legend(client)[-1] == "project still under way"


def test_bar_of_a_project_under_way_ends_in_an_arrow(client):
    arrow = re.compile(r'<title>([^<]*)</title><rect[^>]*/><svg[^>]* x="([^"]*)"><path')
    make_activity("Old", kind="project", period="2007/2009")
    make_activity("Running", kind="project", period="2008/..")
    year = localdate().year
    share = f"{(year + 1 - 2008) / (year + 1 - 2007):.2%}"
    assert arrow.findall(picture(client)) == [("Running (en), since 2008", share)]
