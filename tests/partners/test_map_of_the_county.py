"""The map with the county's partners: each name free, each mark in place, and to be taken away."""

import re
from io import BytesIO
from itertools import combinations
from math import dist
from xml.etree import ElementTree

import pytest
from django.utils import translation
from PIL import Image

from partners.map.geometry import Rect
from partners.map.placing import frames as frames_of
from partners.map.projection import place
from partners.map.shapes import is_within, outlines, paths
from partners.models import PartnerRegion
from partners.relations import with_agreements
from tests.partners.placed import put

pytestmark = pytest.mark.django_db
# Seats in countries that had no partner when the shapes were made.
NEW = {
    "Lapland": ("FI", 66.50, 25.73),
    "Reykjavík": ("IS", 64.15, -21.94),
    "Ivano-Frankivsk": ("UA", 48.92, 24.71),
    "Görlitz": ("DE", 51.15, 14.98),
    "La Rioja": ("ES", 42.47, -2.45),
    "Kakheti": ("GE", 41.92, 45.47),
    "Nagano": ("JP", 36.65, 138.19),
    "Mendoza": ("AR", -32.89, -68.84),
}


@pytest.fixture
def eight_new_countries():
    for name, (country, *at) in NEW.items():
        put(name, at, country=country)


def pictures_of_all(language="en"):
    """Every picture of the map of all partners: pairs of its frame's name and itself."""
    with translation.override(language):
        partners = with_agreements(PartnerRegion.objects.published().in_county_order())
        return [(frame.name, p) for frame in frames_of(partners) for p in frame.pictures]


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
@pytest.mark.parametrize("content", ["content", "eight_new_countries"])
def test_every_name_stands_free_in_its_frame(request, content, language):
    request.getfixturevalue(content)
    named = []
    for _frame, picture in pictures_of_all(language):
        labels = [drawn.label for drawn in picture.spots]
        texts = [p for p in (*labels, picture.home, picture.way_home, *picture.names) if p]
        dots = [
            Rect(d.x - d.radius, d.y - d.radius, 2 * d.radius, 2 * d.radius) for d in picture.spots
        ]
        # What can be clicked on is higher than the letters, and may reach over its own mark.
        letters = [Rect(t.rect.left, t.rect.center[1] - 5, t.rect.width, 10) for t in texts]
        assert all(text.rect.is_in(picture.width, picture.height) for text in texts)
        assert not [(a.text, b.text) for a, b in combinations(texts, 2) if a.rect.overlaps(b.rect)]
        assert not [rect for rect in letters for dot in dots if rect.overlaps(dot)]
        assert not [
            (a.text, b.text)
            for a in texts
            for b in texts
            if a is not b and a.leader and b.rect.is_crossed(a.leader)
        ]
        assert bool(picture.home) != bool(picture.way_home)
        labels_by_spot = [(drawn.label and drawn.label.text, drawn.spot) for drawn in picture.spots]
        assert all(text == spot.label for text, spot in labels_by_spot)
        if picture.size == "small":
            named += [d.spot.url for d in picture.spots if not d.spot.is_group]
    assert len(named) == len(set(named)) == PartnerRegion.objects.count()


def test_marks_of_new_countries_lie_in_their_frame_and_over_their_country(eight_new_countries):
    seen = set()
    for _frame, picture in pictures_of_all():
        pixel = picture.box.width / picture.width
        for drawn in picture.spots:
            code, *at = NEW[drawn.spot.name.split(" (en)")[0]]
            point = picture.box.left + drawn.x * pixel, picture.box.top + drawn.y * pixel
            assert dist(point, place(*at)) < 4 * pixel
            assert Rect(drawn.x, drawn.y, 0, 0).is_in(picture.width, picture.height)
            [shape] = outlines(picture.shapes, {code})
            group = [n for n in paths() if n.startswith("w-") == shape.startswith("w-")]
            over = [n for n in group if len(n.removeprefix("w-")) == 2 and is_within(n, point)]
            assert over == [shape]
            assert shape in picture.countries
            seen.add(code)
    assert seen == {country for country, *_at in NEW.values()}


def test_lines_run_from_harghita_to_each_mark_where_both_are_in_the_frame(content):
    for frame, picture in pictures_of_all():
        ends = [tuple(map(float, line.split()[-2:])) for line in picture.lines]
        assert ends == ([] if frame == "HU" else [(d.x, d.y) for d in picture.spots])
        starts = {line[1:].split("Q")[0] for line in picture.lines}
        assert starts <= {"{} {}".format(*picture.home_at)}


def test_marks_stand_in_the_order_of_the_table(content):
    positions = [
        drawn.spot.number
        for frame, picture in pictures_of_all()
        for drawn in picture.spots
        if frame == "HU"
    ]
    assert positions == list(range(1, 14))


def test_map_says_in_a_sentence_where_most_partners_are(content, client):
    sentences = {
        "/en/partners/": "13 of 19 partner regions are in Hungary.",
        "/hu/partnerek/": "19 partnerrégió közül 13 országa Magyarország.",
        "/ro/parteneri/": "Regiuni partenere din Ungaria: 13 din 19.",
        "/en/partners/?country=HU": "All 13 partner regions are in Hungary.",
    }
    for url, sentence in sentences.items():
        html = client.get(url).content.decode()
        assert re.findall(r'<p class="map__says"[^>]*><strong>(.*?)</strong>', html) == [sentence]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/ro/map.svg", "Regiunile partenere ale județului Harghita"),
        ("/hu/map.svg", "Hargita megye partnerrégiói"),
        ("/en/map.svg", "Partner regions of Harghita County"),
    ],
)
def test_map_can_be_taken_away_as_one_file(content, client, url, title):
    response = client.get(url)
    svg = ElementTree.fromstring(response.content)
    space = "{http://www.w3.org/2000/svg}"
    assert response["Content-Type"] == "image/svg+xml"
    assert svg.findtext(f"{space}title") == title
    stated = svg.findtext(f"{space}desc")
    assert "CC BY 4.0" in stated
    assert "https://testserver/" in stated
    assert "Natural Earth" in stated
    drawn = {element.get("id") for element in svg.iter()}
    used = {use.get("href").removeprefix("#") for use in svg.iter(f"{space}use")}
    assert used < drawn
    names = [text.text for text in svg.iter(f"{space}text")]
    assert names.count("Heves") == names.count("Campobasso") == 1


def test_map_can_be_taken_away_as_a_picture(content, client):
    response = client.get("/hu/map.png")
    picture = Image.open(BytesIO(response.content))
    assert response["Content-Disposition"] == 'attachment; filename="harghita-partners-hu.png"'
    assert picture.format == "PNG"
    assert picture.width > 2000
