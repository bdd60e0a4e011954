"""Every address that the public has seen stays alive when its entry is deleted."""

import pytest

from activities.models import Event
from partners.models import PartnerRegion
from tests.admin.deletions import SLUGS, confirm, delete, main
from tests.admin.form_data import partner_form
from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db
PAGES = {
    "ro": "/ro/parteneri/hont/",
    "hu": "/hu/partnerek/hont-megye/",
    "en": "/en/partners/hont-county/",
}


@pytest.fixture
def partner():
    return make_partner("Județul Hont", **SLUGS)


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("ro", "Județul Hont", "Această pagină a fost retrasă de pe site"),
        ("hu", "Județul Hont (hu)", "Ezt az oldalt levettük a honlapról"),
        ("en", "Județul Hont (en)", "This page was taken off the site"),
    ],
)
def test_address_of_a_deleted_page_says_what_was_there(
    admin_client, client, partner, language, heading, words
):
    delete(admin_client, partner)

    response = client.get(PAGES[language])

    assert response.status_code == 410
    assert heading in main(response)
    assert words in main(response)
    assert response.cookies == {}


@pytest.mark.parametrize("language", ["ro", "hu", "en"])
def test_address_of_a_deleted_page_leads_to_the_chosen_one(admin_client, client, partner, language):
    slugs = {"slug_ro": "nou", "slug_hu": "uj", "slug_en": "new"}
    other = make_partner("Județul Nou", **slugs)
    assert list(confirm(admin_client, partner).context["redirect_to"]) == [other]

    delete(admin_client, partner, redirect_to=other.pk)

    response = client.get(PAGES[language], follow=True)
    assert [status for _url, status in response.redirect_chain] == [301]
    assert "Județul Nou" in main(response)


def test_former_address_follows_a_renamed_target(admin_client, client, partner):
    other = make_partner("Județul Nou")
    delete(admin_client, partner, redirect_to=other.pk)
    PartnerRegion.objects.filter(pk=other.pk).update(slug_ro="mai-nou")

    assert client.get(PAGES["ro"]).headers["location"] == "/ro/parteneri/mai-nou/"


def test_former_address_of_a_target_that_is_a_draft_says_gone(admin_client, client, partner):
    other = make_partner("Județul Nou")
    delete(admin_client, partner, redirect_to=other.pk)
    PartnerRegion.objects.filter(pk=other.pk).update(status="draft")

    assert client.get(PAGES["ro"]).status_code == 410


def test_draft_that_was_never_public_leaves_no_address(admin_client, client):
    make_partner("Public")
    draft = make_partner(status="draft", **SLUGS)
    assert "redirect_to" not in confirm(admin_client, draft).context

    delete(admin_client, draft)

    assert client.get(PAGES["ro"]).status_code == 404


def test_entry_without_a_language_leaves_its_other_addresses(admin_client, client):
    delete(admin_client, make_partner("Județul Hont", slug_ro="hont", name_hu="", slug_hu=None))

    assert client.get(PAGES["ro"]).status_code == 410


def test_draft_that_was_public_before_leaves_its_address(admin_client, client, partner):
    partner.status = "draft"
    partner.save()

    delete(admin_client, partner)

    assert client.get(PAGES["ro"]).status_code == 410


def test_every_earlier_slug_stays_alive(admin_client, client, partner):
    partner = PartnerRegion.objects.get()
    partner.slug_ro = "hont-nou"
    partner.save()

    delete(admin_client, partner)

    urls = (PAGES["ro"], "/ro/parteneri/hont-nou/")
    assert [client.get(url).status_code for url in urls] == [410, 410]


def test_deleting_many_keeps_their_addresses(admin_client, client, partner):
    chosen = {"action": "delete_selected", "_selected_action": [partner.pk], "post": "yes"}

    admin_client.post("/admin/partners/partnerregion/", chosen)

    assert not PartnerRegion.objects.exists()
    assert client.get(PAGES["hu"]).status_code == 410


def test_activities_and_pages_are_gone_as_well(admin_client, client):
    event = Event.objects.get(pk=make_activity("Târg", kind="event", slug_ro="targ").pk)
    page = make_page("Despre", slug_ro="despre")
    delete(admin_client, event)
    delete(admin_client, page)

    answers = [client.get(a).status_code for a in ("/ro/activitati/targ/", "/ro/despre/")]

    assert answers == [410, 410]


def test_former_address_is_given_to_no_other(admin_client, partner):
    delete(admin_client, partner)

    response = admin_client.post(
        "/admin/partners/partnerregion/add/", partner_form(slug_ro="hont-megye")
    )

    assert response.context["adminform"].form.errors["slug_ro"] == [
        "“hont-megye” was the address of “Județul Hont (hu)”, and links still lead there. "
        "Choose another one."
    ]


def test_entry_brought_back_has_its_address_again(admin_client, client, partner):
    key = partner.pk
    delete(admin_client, partner)

    admin_client.post(f"/admin/partners/partnerregion/deleted/{key}/")
    assert client.get(PAGES["ro"]).status_code == 404  # a draft, until it is published
    PartnerRegion.objects.update(status="published")

    assert client.get(PAGES["ro"]).status_code == 200
