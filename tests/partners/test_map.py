"""The map of partners: which frames it has, what is marked and named in them, and where."""

import re
from io import BytesIO
from itertools import combinations, pairwise
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation
from django_countries import countries
from PIL import Image

from partners.map.distance import distance_km
from partners.map.geometry import Rect
from partners.map.pictures import SIZES
from partners.map.placing import frames as frames_of
from partners.map.projection import place
from partners.map.shapes import brought_home, is_within, outlines, paths
from partners.map.short_names import short_name
from partners.models import PartnerRegion
from partners.relations import with_agreements
from partners.views import PartnerList
from tests.factories import make_decision, make_partner

pytestmark = pytest.mark.django_db

KECSKEMET, SZOLNOK, AOSTA, YINCHUAN = (46.9, 19.7), (47.2, 20.2), (45.7, 7.3), (38.5, 106.3)
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


def put(name, at, **fields):
    return make_partner(name, latitude=at[0], longitude=at[1], **fields)


@pytest.fixture
def eight_new_countries():
    for name, (country, *at) in NEW.items():
        put(name, at, country=country)


def frames(client, query=""):
    """The frames of the map: name → what is linked in it, by the names of its links."""
    html = client.get("/en/partners/" + query).content.decode()
    figures = re.findall(r'<figure [^>]*id="map-(\w+)">(.*?)</figure>', html, re.DOTALL)
    pictures = {
        name: re.findall(r"<svg class.*?</a>\s*</svg>", f, re.DOTALL) for name, f in figures
    }
    links = {
        name: [re.findall(r'<a class="map__spot"[^>]*aria-label="([^"]*)"', p) for p in drawn]
        for name, drawn in pictures.items()
    }
    assert all(picture == found[0] for found in links.values() for picture in found)
    return {name: found[0] for name, found in links.items()}


def pictures_of_all(language="en"):
    """Every picture of the map of all partners: pairs of its frame's name and itself."""
    with translation.override(language):
        partners = with_agreements(PartnerRegion.objects.published().in_county_order())
        return [(frame.name, p) for frame in frames_of(partners) for p in frame.pictures]


def test_each_partner_is_a_link_whose_name_holds_what_is_seen(client):
    aosta = put("Provincia Aosta", AOSTA, country="IT", name_en="Province of Aosta")
    make_decision(aosta, "1997")
    html = client.get("/en/partners/").content.decode()
    links = re.findall(r'<a class="map__spot".*?</a>', html, re.DOTALL)
    assert len(links) == 2  # of the same picture for narrow and for wide windows
    for link in links:
        assert f'href="/en/partners/{aosta.slug_en}/"' in link
        words = 'aria-label="Province of Aosta, Italy, since 1997 · 1,427 km from Miercurea Ciuc"'
        assert words in link
        assert re.findall(r'class="map__label"[^>]*>([^<]*)<', link) == ["Aosta"]


def test_distant_partners_have_a_frame_of_their_own(client):
    put("Aosta", AOSTA, country="IT")
    put("Ningxia", YINCHUAN, country="CN")
    found = frames(client)
    assert list(found) == ["close", "far"]
    assert found["close"] == ["Aosta (en), Italy, 1,427 km from Miercurea Ciuc"]
    assert found["far"][0].startswith("Ningxia (en), China, ")


def test_crowded_country_is_one_mark_in_europe_and_has_a_frame_of_its_own(client):
    for number in range(6):
        put(f"County {number}", (46 + number / 5, 19), country="HU")
    shown = frames(client)
    assert shown["close"] == ["Hungary: 6 regions"]
    assert [name.split(",")[0] for name in shown["HU"]] == [f"County {n} (en)" for n in range(6)]


def test_filters_apply_to_the_map(client):
    put("Aosta", AOSTA, country="IT")
    put("Bács", KECSKEMET, country="HU")
    [bacs] = frames(client, "?country=HU")["close"]
    assert bacs.startswith("Bács (en), Hungary")


def test_partner_without_a_place_is_on_no_frame(client):
    make_partner("Nowhere")
    assert frames(client) == {}


def test_drafts_are_not_on_the_map(client):
    put("Bács", KECSKEMET, status="draft")
    put("Szolnok", SZOLNOK)
    [szolnok] = frames(client)["close"]
    assert szolnok.startswith("Szolnok (en)")


def test_very_many_partners_are_one_mark_for_each_country(client, monkeypatch):
    monkeypatch.setattr(PartnerList, "paginate_by", 2)
    put("Bács", KECSKEMET, country="HU")
    put("Szolnok", SZOLNOK, country="HU")
    put("Ningxia", YINCHUAN, country="CN")
    assert frames(client) == {"close": ["Hungary: 2 regions"], "far": ["China: 1 region"]}
    html = client.get("/en/partners/").content.decode()
    assert 'href="/en/partners/?country=HU"' in html
    assert len(frames(client, "?country=HU")["close"]) == 2


def test_partner_in_a_country_without_a_shape_is_marked_all_the_same(client):
    put("McMurdo", (-77.85, 166.67), country="AQ")

    (far,) = frames(client)["far"]
    assert far.startswith("McMurdo")
    assert "Antarctica" in client.get("/en/").content.decode()


def test_very_many_countries_are_dots_larger_for_more_partners(client, monkeypatch):
    monkeypatch.setattr(PartnerList, "paginate_by", 2)
    monkeypatch.setattr("partners.map.pictures.MAX_LABELLED", 1)
    put("Ningxia", YINCHUAN, country="CN")
    for number in range(4):
        put(f"Mato Grosso {number}", (-15.6, -56.1), country="BR")

    found = frames(client)
    html = client.get("/en/partners/").content.decode()

    assert found == {"far": ["Brazil: 4 regions", "China: 1 region"]}
    assert re.findall(r'class="map__dot"[^>]* r="([\d.]+)"', html) == ["3.0", "2.5"]
    assert "map__line" not in html


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
        assert all(drawn.is_named for drawn in picture.spots)
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


def test_mark_at_a_border_or_by_the_sea_is_in_its_country():
    seats = {
        "DE": (51.152, 14.99),
        "PL": (51.15, 15.0),
        "IS": (64.15, -21.94),
        "GR": (37.94, 23.64),
    }
    for country, seat in seats.items():
        assert is_within(country, brought_home(place(*seat), country)), country
    in_another_country = place(48.85, 2.35)
    assert brought_home(in_another_country, "DE") == in_another_country


def test_map_has_a_shape_of_nearly_every_country():
    drawn = {name.removeprefix("w-") for name in paths()}
    missing = set(dict(countries)) - drawn
    assert len(missing) < 70  # islands and dwarfs, which get a mark all the same
    assert not {"UA", "RS", "GE", "JP", "AR", "AL", "MK", "ME", "LU", "CY"} & missing


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


def test_names_lose_the_word_for_their_kind_only():
    names = {
        "Județul Heves": "Heves",
        "Heves vármegye": "Heves",
        "Heves County": "Heves",
        "Province of Campobasso": "Campobasso",
        "District of Görlitz": "Görlitz",
        "County of Hont": "Hont",
        "Regiunea Autonomă Ningxia Hui": "Ningxia Hui",
        "Tarnówi járás": "Tarnówi járás",
        "Valle d’Aosta Autonóm Régió": "Valle d’Aosta",
        "County": "County",
        "Countyshire": "Countyshire",
    }
    assert {name: short_name(name) for name in names} == names


def test_distance_is_measured_on_the_globe():
    heves = PartnerRegion(latitude=47.90265, longitude=20.37329)
    antipode = PartnerRegion(latitude=-46.35, longitude=25.8 - 180)
    home = PartnerRegion(latitude=46.35, longitude=25.8)
    nowhere = PartnerRegion(latitude=46.35)
    found = [distance_km(partner) for partner in (heves, antipode, home, nowhere)]
    assert found == [445, 20015, 0, None]


def test_partner_page_has_a_map_with_the_distance(client):
    heves = put("Heves", (47.90265, 20.37329), country="HU")
    nowhere = make_partner("Nowhere")
    html = client.get(heves.get_absolute_url()).content.decode()
    assert "la 445 km de Miercurea Ciuc</figcaption>" in html
    assert 'role="img" aria-label="Hartă: județul Harghita și Heves, Ungaria' in html
    assert "map__frame" not in client.get(nowhere.get_absolute_url()).content.decode()


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_neighbouring_fills_differ(theme):
    css = Path(finders.find("css/map.css")).read_text()
    colours = {
        name: pair.split(", ")[theme]
        for name, pair in re.findall(r"--([\w-]+): light-dark\(([^)]*)\)", css)
    }
    for one, other in pairwise(["sea", "land", "partner-land", "partner-region"]):
        assert contrast(colours[one], colours[other]) >= 1.45, (one, other)
    for fill in ("sea", "land", "partner-land"):
        assert contrast(colours[fill], colours["border"]) >= 1.5, fill


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG defines it."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(lights) / min(lights)


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
    said = svg.findtext(f"{space}desc")
    assert "CC BY 4.0" in said
    assert "https://testserver/" in said
    assert "Natural Earth" in said
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


def test_there_is_no_map_without_partners(client):
    assert client.get("/en/map.svg").status_code == 404
    assert client.get("/en/map.png").status_code == 404


def test_pictures_have_one_shape_so_that_frames_align():
    (small, height), (large, high) = SIZES["small"], SIZES["large"]
    strip = 38
    assert large * (height + strip) == small * (high + strip)
