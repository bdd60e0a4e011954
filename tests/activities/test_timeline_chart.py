import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from PIL import Image

from publishing.periods.dates import Period
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def chart(client, query=""):
    html = " ".join(client.get("/en/activities/" + query).content.decode().split())
    return html.partition('<details class="chart')[2].partition("</details>")[0]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(client, query=""):
    """Each row: its name and period, and what is named on it."""
    found = re.findall(
        r'<li class="chart__row">(.*?)(?=<li class="chart__row">|$)', chart(client, query)
    )
    return [
        (
            text_of(row.partition("</p>")[0]),
            [
                text_of(thing)
                for thing in re.findall(r'<li class="chart__thing [^>]*>(.*?)</li>', row)
            ],
        )
        for row in found
    ]


def headings(client):
    return [text_of(heading) for heading in re.findall(r"<h3 [^>]*>(.*?)</h3>", chart(client))]


def bars(client):
    """From where to where each bar is, in percent."""
    found = re.findall(
        r'<rect class="chart__bar[^"]*" x="([\d.]+)%" y="4" width="([\d.]+)%"', chart(client)
    )
    return [(float(x), float(x) + float(width)) for x, width in found]


def fill():
    lori = make_partner("Lori", country="AM", position=2)
    zala = make_partner("Zala", country="HU", position=1)
    make_decision(lori, date="2018", number=212)
    make_decision(zala, date="1993", number=6)
    make_activity("Inextex", kind="project", period="2007/2009", partners=[zala])
    make_activity("Fund", kind="project", period="2017/..")
    make_activity("Fair", period="2010-05-07", partners=[zala, lori])
    make_activity("Someday", period="", partners=[zala])
    make_activity("Assembly", kind="membership", period="1993/..")
    make_activity("Doctors", kind="programme", period="2012/..", partners=[zala])
    return zala, lori


def test_each_partner_has_a_row_with_all_that_is_dated_by_country(client):
    fill()
    assert headings(client) == [
        *("Hungary", "Armenia"),
        *("Not tied to one partner", "Memberships", "Programmes"),
    ]
    assert rows(client) == [
        ("Zala (en) since 1993", ["Twinning 6/1993", "Inextex (en) 2007–2009", "Fair (en) 2010"]),
        ("Lori (en) since 2018", ["Fair (en) 2010", "Twinning 212/2018"]),
        ("Fund (en) since 2017", []),
        ("Assembly (en) since 1993", []),
        ("Doctors (en) since 2012", []),
    ]


def test_chart_shows_every_dated_entry_of_the_list(client):
    fill()
    response = client.get("/en/activities/")
    html = response.content.decode()
    in_list = re.findall(r'timeline-item__title"><a\s+href="([^"]*)"', html)
    in_chart = re.findall(r'chart__(?:thing|name)[^>]*>\s*<a\s+href="([^"]*)"', html)
    dated = in_list[: len(in_list) - len(response.context["undated"])]
    assert len(dated) == 7
    assert set(dated) == {url for url in in_chart if "/partners/" not in url or "#" in url}


def test_bar_lasts_to_today_or_to_the_end(client):
    year = localdate().year
    zala, lori = make_partner("Zala", position=1), make_partner("Lori", position=2)
    make_decision(zala, date=f"{year - 9}", in_force=Period.parse(f"{year - 9}/{year - 5}"))
    make_decision(lori, date=f"{year - 9}")
    (zala_from, zala_to), (lori_from, lori_to) = bars(client)
    assert (zala_from, lori_from) == (0, 0)
    assert round(zala_to) == 50
    assert 90 <= lori_to <= 100
    assert chart(client).count("chart__spot") == 2 + 1  # two decisions, and the arrow of one bar


def test_what_is_planned_is_in_the_chart(client):
    year = localdate().year
    make_activity("Planned", kind="project", period=f"{year + 2}/..")
    assert rows(client) == [(f"Planned (en) since {year + 2}", [])]
    assert client.get(f"/en/activities/?year={year + 2}").context["entry_count"] == 1


def test_marks_that_would_cover_each_other_lie_on_tracks_of_their_own(client):
    zala = make_partner("Zala")
    make_decision(zala, date="1990")
    for day in ("1993-05-01", "1993-05-01", "1994-05", "2003"):
        make_activity(period=day, partners=[zala])
    tracks = re.findall(
        r'chart__spot" x="[^"]*" y="(\d+)"><path class="chart__mark chart__mark--event',
        chart(client),
    )
    assert len(set(tracks[:2])) == 2
    assert tracks[3:] == [] or tracks[3] == tracks[0]


def test_filtered_timeline_has_a_chart_of_what_is_left(client):
    _zala, lori = fill()
    assert chart(client, "?kind=event&page=2") == ""
    assert rows(client, "?kind=project") == [
        ("Zala (en) since 1993", ["Inextex (en) 2007–2009"]),
        ("Fund (en) since 2017", []),
    ]
    assert rows(client, f"?partner={lori.pk}") == [
        ("Zala (en) since 1993", ["Fair (en) 2010"]),
        ("Lori (en) since 2018", ["Fair (en) 2010", "Twinning 212/2018"]),
    ]
    assert chart(client, "?year=undated") == ""


def test_partner_s_page_has_a_strip_of_its_years(client):
    zala, _lori = fill()
    html = client.get(zala.get_absolute_url()).content.decode()
    strip = html.partition('<figure class="chart chart--strip">')[2].partition("</figure>")[0]
    assert len(re.findall(r'class="chart__mark ', strip)) == 4  # all but the undated one
    assert strip.count("chart__bar") == 2  # the bar and its arrow
    bare = make_partner("Vas")
    assert "chart--strip" not in client.get(bare.get_absolute_url()).content.decode()


def test_signs_that_are_drawn_are_explained(client):
    zala = make_partner("Zala")
    make_decision(zala, date="1997", kind="cooperation_agreement")

    def legend():
        shown = chart(client).partition('<ul class="chart__legend">')[2].partition("</ul>")[0]
        return [text_of(item) for item in re.findall(r"<li [^>]*>(.*?)</li>", shown)]

    assert legend() == ["cooperation agreement"]
    make_decision(zala, date="1993", kind="twinning")
    make_activity("Old", kind="project", period="2007/2009", partners=[zala])
    assert legend() == ["twinning", "cooperation agreement", "project"]


@pytest.mark.parametrize(
    ("language", "title", "summary"),
    [
        (
            "ro",
            "Județul Harghita și partenerii săi, an de an",
            "2 regiuni partenere, prima din 1993.",
        ),
        ("hu", "Hargita megye és partnerei évről évre", "2 partnerrégió, az első 1993 óta."),
        (
            "en",
            "Harghita County and its partners, year by year",
            "2 partner regions, the first since 1993.",
        ),
    ],
)
def test_chart_is_taken_away_with_title_date_source_and_licence(client, language, title, summary):
    fill()
    response = client.get(f"/{language}/years.svg")
    svg = ElementTree.fromstring(response.content)
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert response["Content-Type"] == "image/svg+xml"
    assert svg.findtext(f"{SVG}title") == title
    assert texts[:2] == [title, summary]
    assert "CC BY 4.0" in texts[-1]
    assert "https://testserver/" in texts[-1]
    assert str(localdate().year) in texts[-1]
    names = {"ro": "Zala", "hu": "Zala (hu)", "en": "Zala (en)"}
    assert texts.count(names[language]) == 1
    png = client.get(f"/{language}/years.png")
    assert png["Content-Disposition"] == f'attachment; filename="harghita-years-{language}.png"'
    assert Image.open(BytesIO(png.content)).width == int(svg.get("width"))


def test_no_two_words_of_the_sheet_overlap(client):
    zala, _lori = fill()
    for number in range(30):
        make_activity(f"Vizita numărul {number}", period=f"20{number % 10:02}-05", partners=[zala])
    svg = ElementTree.fromstring(client.get("/ro/years.svg").content)
    boxes = []
    for text in svg.iter(f"{SVG}text"):
        x, y, size = float(text.get("x")), float(text.get("y")), int(text.get("font-size"))
        boxes.append((x, y - size, x + 0.4 * size * len(text.text), y))
    assert len(boxes) > 60
    crossing = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert crossing == []


def test_chart_of_nothing_is_not_there(client):
    assert chart(client) == ""
    assert client.get("/en/years.svg").status_code == 404
    assert client.get("/en/years.png?kind=event").status_code == 404


def test_term_of_a_century_does_not_stretch_the_picture(client):
    partner, this_year = make_partner("Zala"), localdate().year
    make_decision(partner, date="1994", in_force="1994/2100")
    assert bars(client) == [(0, 100)]  # goes on beyond the right edge
    assert f">{this_year + 20}<" not in chart(client)

    later = make_partner("Lori")
    make_decision(later, date="1995", in_force="2100")
    assert rows(client)[1][0] == "Lori (en) not yet in force, begins 2100"
    assert len(bars(client)) == 1
