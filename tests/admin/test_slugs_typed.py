"""Addresses of pages are made by the site or typed, and none is taken twice."""

import pytest

from activities.models import Event
from partners.models import PartnerRegion
from tests.admin.errors import ADD_EVENT, ADD_PARTNER, LANGUAGES, errors_of
from tests.admin.form_data import (
    event_form,
    partner_form,
)
from tests.factories import (
    make_partner,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_taken_in_any_language_is_refused_beside_it(admin_client, language):
    make_partner("Județul Vas", slug_hu="vas")
    slug = f"slug_{language}"
    response = admin_client.post(ADD_PARTNER, partner_form(**{slug: "vas"}, text_en="Kept."))

    assert list(errors_of(response)) == [slug]
    assert errors_of(response)[slug] == [
        "“vas” is already the address of “Județul Vas (en)”. Choose another one."
    ]
    form = response.context["adminform"].form
    assert (form[slug].value(), form["text_en"].value()) == ("vas", "Kept.")


def test_address_left_empty_is_made_by_the_site_and_refuses_nothing(admin_client):
    make_partner(slug_ro="judetul-vas")
    form = admin_client.get(ADD_PARTNER).content.decode()
    admin_client.post(ADD_PARTNER, partner_form(name_ro="Județul Vas"))
    admin_client.post(ADD_EVENT, event_form(title_ro="宁夏"))

    assert 'data-prepopulated-fields="[]"' in form  # no script makes another one
    assert PartnerRegion.objects.get(name_ro="Județul Vas").slug_ro == "judetul-vas-2"
    assert Event.objects.get().slug_ro


def test_address_is_made_of_every_letter_that_has_a_plain_one(admin_client):
    admin_client.post(ADD_PARTNER, partner_form(name_ro="Voievodatul Łódzkie", name_hu="Győr – Ø"))

    assert PartnerRegion.objects.get().slug_ro == "voievodatul-lodzkie"
    assert PartnerRegion.objects.get().slug_hu == "gyor-o"
