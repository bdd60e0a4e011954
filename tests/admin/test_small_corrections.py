"""A comma makes no translation old; several are confirmed at once; readers are told of the rest."""

import pytest
from django.test import Client

from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.conftest import log_in
from tests.factories import make_partner

pytestmark = pytest.mark.django_db
PARTNERS = "/admin/partners/partnerregion/"


@pytest.fixture
def partner(db):
    slugs = {"slug_ro": "hont", "slug_hu": "hont-hu", "slug_en": "hont-en"}
    return make_partner("Hont", **slugs, text_ro="Unu.", text_hu="Egy.", text_en="One.")


def send(client, partner, **typed):
    place = f"{PARTNERS}{partner.pk}/change/"
    return client.post(place, {**form_of(client.get(place)), **typed})


@pytest.mark.parametrize(("small", "outdated"), [({}, ["hu", "en"]), ({"_small": "yes"}, [])])
def test_small_correction_leaves_translations_up_to_date(partner, small, outdated):
    send(log_in("publisher"), partner, text_ro="Unu!", **small)

    partner.refresh_from_db()
    assert partner.text_ro == "<p>Unu!</p>"
    assert partner.outdated_languages == outdated


def test_small_correction_does_not_hide_what_was_old_before(partner):
    client = log_in("publisher")
    send(client, partner, text_ro="Doi.")

    send(client, partner, text_ro="Doi!", _small="yes")

    partner.refresh_from_db()
    assert partner.outdated_languages == ["hu", "en"]


def test_small_correction_of_a_draft_counts_when_it_is_public(partner):
    send(log_in("editor"), partner, text_ro="Unu!", _small="yes")

    log_in("publisher").post(f"{PARTNERS}{partner.pk}/draft/", {"publish": "yes"})

    partner.refresh_from_db()
    assert (partner.text_ro, partner.outdated_languages) == ("<p>Unu!</p>", [])


def test_several_translations_are_confirmed_at_once_in_the_languages_of_the_person(partner):
    other = make_partner("Other", text_ro="Unu.", text_hu="Egy.", text_en="One.")
    for entry in (partner, other):
        entry.text_ro = "Doi."
        entry.save()
    chosen = {"action": "confirm_chosen", "_selected_action": [partner.pk, other.pk]}

    refused = log_in("editor").post(PARTNERS, chosen).status_code
    log_in("translator").post(PARTNERS, chosen)

    assert refused == 403
    assert [p.outdated_languages for p in PartnerRegion.objects.all()] == [["en"], ["en"]]


def test_readers_are_told_that_a_translation_is_older_than_its_source(partner):
    words = "A fordítás egy része régebbi, mint a forrása:"
    before = Client().get("/hu/partnerek/hont-hu/").content.decode()
    partner.text_ro = "Doi."
    partner.save()

    page = Client().get("/hu/partnerek/hont-hu/").content.decode()
    source = Client().get("/ro/parteneri/hont/").content.decode()
    item = Client().get("/api/v1/partners").json()["items"][0]

    assert (words in before, words in page) == (False, True)
    assert '<a href="/ro/parteneri/hont/" hreflang="ro" lang="ro">Română</a>' in page
    assert "mai veche decât sursa" not in source
    assert item["outdated"] == "hu en"
