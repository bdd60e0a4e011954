import re
from itertools import combinations
from math import dist

import pytest

from partners.views import PartnerList
from tests.factories import make_partner

pytestmark = pytest.mark.django_db

KECSKEMET, SZOLNOK, AOSTA, YINCHUAN = (46.9, 19.7), (47.2, 20.2), (45.7, 7.3), (38.5, 106.3)


def put(name, at, **fields):
    return make_partner(name, latitude=at[0], longitude=at[1], **fields)


def frames(client, query=""):
    """The frames of the map: name → what is linked in it, by the words of its link."""
    html = client.get("/en/partners/" + query).content.decode()
    figures = re.findall(r'<figure [^>]*id="map-(\w+)">(.*?)</figure>', html, re.DOTALL)
    return {name: re.findall(r"<title>([^<]*)</title>", figure) for name, figure in figures}


def test_each_partner_is_a_link_with_a_name(client):
    aosta = put("Aosta", AOSTA, country="IT")
    html = client.get("/en/partners/").content.decode()
    assert f'<a href="/en/partners/{aosta.slug_en}/"><title>Aosta (en), Italy</title>' in html


def test_distant_partners_have_a_frame_of_their_own(client):
    put("Aosta", AOSTA, country="IT")
    put("Ningxia", YINCHUAN, country="CN")
    assert frames(client) == {"close": ["Aosta (en), Italy"], "far": ["Ningxia (en), China"]}


def test_crowded_country_is_one_mark_in_europe_and_has_a_frame_of_its_own(client):
    for number in range(6):
        put(f"County {number}", (46 + number / 5, 19), country="HU")
    shown = frames(client)
    assert shown["close"] == ["Hungary: 6 partner regions"]
    assert shown["HU"] == [f"County {number} (en), Hungary" for number in range(6)]


def test_filters_apply_to_the_map(client):
    put("Aosta", AOSTA, country="IT")
    put("Bács", KECSKEMET, country="HU")
    assert frames(client, "?country=HU") == {"close": ["Bács (en), Hungary"]}


def test_partner_without_a_place_is_on_no_frame(client):
    make_partner("Nowhere")
    assert frames(client) == {}


def test_drafts_are_not_on_the_map(client):
    put("Bács", KECSKEMET, status="draft")
    put("Szolnok", SZOLNOK)
    assert frames(client) == {"close": ["Szolnok (en), Hungary"]}


def test_very_many_partners_are_one_mark_for_each_country(client, monkeypatch):
    monkeypatch.setattr(PartnerList, "paginate_by", 2)
    put("Bács", KECSKEMET, country="HU")
    put("Szolnok", SZOLNOK, country="HU")
    put("Ningxia", YINCHUAN, country="CN")
    assert frames(client) == {
        "close": ["Hungary: 2 partner regions"],
        "far": ["China: 1 partner region"],
    }
    html = client.get("/en/partners/").content.decode()
    assert 'href="/en/partners/?country=HU"><title>Hungary: 2' in html
    assert frames(client, "?country=HU") == {
        "close": ["Bács (en), Hungary", "Szolnok (en), Hungary"]
    }


def test_very_many_distant_countries_are_dots_on_a_map_of_the_world(client, monkeypatch):
    monkeypatch.setattr(PartnerList, "paginate_by", 2)
    monkeypatch.setattr("partners.map.placing.MAX_NUMBERED", 1)
    put("Ningxia", YINCHUAN, country="CN")
    for number in range(4):
        put(f"Mato Grosso {number}", (-15.6, -56.1), country="BR")

    found = frames(client)
    html = client.get("/en/partners/").content.decode()

    assert found == {"world": ["Brazil: 4 partner regions", "China: 1 partner region"]}
    assert re.findall(r'class="map__dot" r="([\d.]+)"', html) == ["4.0", "3.5"]
    assert "map__line" not in html


def test_marks_that_would_cover_each_other_on_a_phone_are_moved_apart(client):
    for name, at in {"Zala": (46.8, 16.8), "Vas": (46.8, 16.8), "Győr": (46.9, 16.9)}.items():
        put(name, at, country="HU")
    html = client.get("/en/partners/").content.decode()
    places = re.findall(r'map__spot" x="([\d.]+)%" y="([\d.]+)%"', html)
    width = 286
    pixels = [(float(x) * width / 100, float(y) * width / 100 / (2500 / 1594)) for x, y in places]
    assert len(pixels) == 3
    assert all(dist(one, other) >= 27.9 for one, other in combinations(pixels, 2))
