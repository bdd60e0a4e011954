"""Coordinates and codes are understood as people write them, and what is mistaken is asked back."""

import pytest

from partners.coordinates import format_point, parse_point
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.errors import ADD_PARTNER, errors_of
from tests.admin.form_data import (
    partner_form,
)
from tests.factories import (
    make_partner,
)

pytestmark = pytest.mark.django_db
PASTED = {
    "51.152805, 14.987244": (51.15281, 14.98724),
    "46°21′N 25°48′E": (46.35, 25.8),
    "25°48′00″E 46°21′00″N": (46.35, 25.8),
    "N 46° 21' 36\" E 25° 48' 10.5\"": (46.36, 25.80292),
    "46,36; 25,80": (46.36, 25.8),
    "46,36 25,80": (46.36, 25.8),
    "-33.9 151.2": (-33.9, 151.2),
    "33.9 S, 18.4 W": (-33.9, -18.4),
    "https://www.google.com/maps/place/Ciuc/@46.3,25.7,13z/data=!8m2!3d46.36!4d25.8": (46.36, 25.8),
    "https://www.openstreetmap.org/#map=13/46.36/25.8": (46.36, 25.8),
    "https://www.openstreetmap.org/?mlat=46.36&mlon=25.8#map=5/1/2": (46.36, 25.8),
    "https://mapy.com/en/zakladni?x=25.8&y=46.36&z=12": (46.36, 25.8),
    "https://yandex.com/maps/?ll=25.8%2C46.36&z=12": (46.36, 25.8),
    "https://www.bing.com/maps?cp=46.36~25.8&lvl=12": (46.36, 25.8),
    "https://maps.google.com/maps?q=loc:46.36,25.8": (46.36, 25.8),
    "https://www.google.com/maps/place/46%C2%B021'36.0%22N+25%C2%B048'00.0%22E/": (46.36, 25.8),
    "https://www.google.com/maps/search/46.36,+25.8": (46.36, 25.8),
    "www.google.com/maps/@46.36,25.8,12z": (46.36, 25.8),
    "https://geohack.toolforge.org/geohack.php?params=46_21_36_N_25_48_00_E": (46.36, 25.8),
    "GEO:46.36,25.8;u=35": (46.36, 25.8),
    "é. sz. 46° 21′ 36″, k. h. 25° 48′ 00″": (46.36, 25.8),
    "46° 21′ 36″ É, 25° 48′ 00″ K": (46.36, 25.8),
    "46°21′36″ lat. N, 25°48′ long. E": (46.36, 25.8),
    "46 21 36 N 25 48 0 E": (46.36, 25.8),
    "46°21'36,5\"N, 25°48'10,5\"E": (46.36014, 25.80292),
    "(46,36, 25,80)": (46.36, 25.8),
    "lat: 46.36, lon: 25.80": (46.36, 25.8),
}


@pytest.mark.parametrize("pasted", PASTED)
def test_coordinates_are_read_as_maps_write_them(pasted):
    assert parse_point(pasted) == PASTED[pasted]
    assert parse_point(format_point(parse_point(pasted))) == PASTED[pasted]


@pytest.mark.parametrize(
    "pasted",
    ["91, 20", "46.36", "46.36, 181", "north", "https://example.org/", "1" * 3000, "nan, 1"],
)
def test_place_that_is_not_on_earth_is_refused_beside_it(admin_client, pasted):
    response = admin_client.post(ADD_PARTNER, partner_form(coordinates=pasted))

    assert list(errors_of(response)) == ["coordinates"]
    assert not PartnerRegion.objects.exists()


def test_coordinates_are_pasted_kept_shown_and_emptied(admin_client):
    admin_client.post(ADD_PARTNER, partner_form(coordinates="46,9089302; 19,6930134"))

    partner = PartnerRegion.objects.get()
    assert (partner.latitude, partner.longitude) == (46.90893, 19.69301)
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url))
    assert form["coordinates"] == ["46.90893, 19.69301"]
    admin_client.post(url, form | {"coordinates": ""})
    partner.refresh_from_db()
    assert (partner.latitude, partner.longitude) == (None, None)


def test_place_outside_of_the_country_is_asked_back_until_the_box_is_ticked(admin_client):
    fields = {"country": "CH", "coordinates": "6.63, 46.52"}
    response = admin_client.post(ADD_PARTNER, partner_form(**fields))

    assert "not in the country" in errors_of(response)["coordinates"][0]
    assert 'name="coordinates_sure"' in response.content.decode()
    admin_client.post(ADD_PARTNER, partner_form(**fields, coordinates_sure="on"))
    partner = PartnerRegion.objects.get()
    assert partner.latitude == 6.63
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), seat="Vaud")
    assert admin_client.post(url, form).status_code == 302


@pytest.mark.parametrize(
    ("country", "codes", "errors"),
    [
        ("HU", {"iso_code": "hu-bk ", "nuts_code": "HU331"}, []),
        ("GR", {"iso_code": "GR-A", "nuts_code": "EL51"}, []),
        ("GB", {"nuts_code": "UKM5"}, []),
        ("HU", {"iso_code": "Bács-Kiskun"}, []),
        ("HU", {"iso_code": "HU-XX"}, ["iso_code"]),
        ("HU", {"nuts_code": "HU999"}, ["nuts_code"]),
        ("HU", {"nuts_code": "Heves"}, []),
        ("DE", {"iso_code": "HU-BK", "nuts_code": "HU331"}, ["iso_code", "nuts_code"]),
        ("DE", {"nuts_code": "zz-9!"}, ["nuts_code"]),
        ("DE", {"iso_code": "ABC123"}, ["iso_code"]),
        ("SK", {"iso_code": "SK-TA"}, ["iso_code"]),
    ],
)
def test_code_is_one_of_the_country_and_nobody_elses(admin_client, country, codes, errors):
    make_partner("Trnava", country="SK", iso_code="SK-TA")
    response = admin_client.post(ADD_PARTNER, partner_form(country=country, **codes))

    assert (list(errors_of(response)) if errors else []) == errors
    assert PartnerRegion.objects.count() == (1 if errors else 2)


def test_codes_are_offered_by_country_with_their_names(admin_client):
    response = admin_client.post(ADD_PARTNER, partner_form(country="IS", seat="", name_ro=""))

    html = response.content.decode()
    assert '<option value="IS-5">Northwestern</option>' in html
    assert '<option value="IS002">Landsbyggð</option>' in html
    assert "HU-BE" not in html
    offered = admin_client.get("/admin/partners/partnerregion/codes/?country=UA").json()
    assert ["UA-46", "Lvivshchyna"] in offered["iso_code"]


def test_code_that_left_the_list_is_kept(admin_client):
    partner = make_partner(iso_code="HU-XX")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), seat="Léva")

    assert form["iso_code"] == ["HU-XX"]
    assert admin_client.post(url, form).status_code == 302


@pytest.mark.parametrize(
    ("typed", "code"),
    [("pl", "pl"), ("Polish", "pl"), ("rom", "rom"), ("FIL", "fil"), ("xq", None), ("pol", None)],
)
def test_language_of_an_institution_is_any_of_iso_639(admin_client, typed, code):
    response = admin_client.post(ADD_PARTNER, partner_form(institution_language=typed))

    if code is None:
        assert list(errors_of(response)) == ["institution_language"]
    else:
        assert PartnerRegion.objects.get().institution_language == code
