"""The map of partners: which frames it has, what is marked and named in them, and where."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django_countries import countries

from partners.map.distance import distance_km
from partners.map.pictures import SIZES
from partners.map.projection import place
from partners.map.shapes import brought_home, is_within, paths
from partners.map.short_names import short_name
from partners.models import PartnerRegion
from partners.views import PartnerList
from tests.factories import make_decision, make_partner
from tests.partners.placed import put

pytestmark = pytest.mark.django_db
KECSKEMET, SZOLNOK, AOSTA, YINCHUAN = (46.9, 19.7), (47.2, 20.2), (45.7, 7.3), (38.5, 106.3)


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
    css = Path(finders.find("css/tokens.css")).read_text()
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


def test_there_is_no_map_without_partners(client):
    assert client.get("/en/map.svg").status_code == 404
    assert client.get("/en/map.png").status_code == 404


def test_pictures_have_one_shape_so_that_frames_align():
    (small, height), (large, high) = SIZES["small"], SIZES["large"]
    strip = 38
    assert large * (height + strip) == small * (high + strip)
