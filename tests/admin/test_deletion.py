"""Deleting says what it means, and keeps every address alive that the public has seen."""

import pytest

from activities.models import Activity, Event
from partners.models import PartnerRegion
from tests.admin.form_data import partner_form
from tests.factories import make_activity, make_decision, make_page, make_partner, make_picture
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db
SLUGS = {"slug_ro": "hont", "slug_hu": "hont-megye", "slug_en": "hont-county"}
PAGES = {
    "ro": "/ro/parteneri/hont/",
    "hu": "/hu/partnerek/hont-megye/",
    "en": "/en/partners/hont-county/",
}


@pytest.fixture
def partner():
    return make_partner("Județul Hont", **SLUGS)


def confirm(admin_client, entry, **chosen):
    options = entry._meta
    url = f"/admin/{options.app_label}/{options.model_name}/{entry.pk}/delete/"
    return admin_client.post(url, {"post": "yes", **chosen}) if chosen else admin_client.get(url)


def delete(admin_client, entry, redirect_to=""):
    assert confirm(admin_client, entry, redirect_to=redirect_to).status_code == 302


def main(response) -> str:
    return ParsedPage(response.content.decode()).main


def test_deletion_says_what_goes_and_what_stays(admin_client, partner):
    make_decision(partner)
    make_activity(partners=[partner])
    make_activity(partners=[partner])

    page = confirm(admin_client, partner)

    assert [stays["words"] for stays in page.context["remaining"]] == [
        "1 entry of this kind refers to it and will lose the reference: Decisions.",
        "2 entries of this kind refer to it and will lose the reference: Activities.",
    ]
    for activity in Activity.objects.all():
        url = f"/admin/activities/{activity.kind}/{activity.pk}/change/"
        assert f'<a href="{url}">{activity}</a>' in page.content.decode()
    partner_goes, with_it = page.context["deleted_objects"]
    assert partner_goes.startswith("Partner region: ")
    assert [str(goes).split(":")[0] for goes in with_it] == ["Agreement"]


def test_deletion_of_a_picture_says_where_it_is_shown(admin_client, partner):
    picture = make_picture()
    PartnerRegion.objects.update(text_hu=f'<p>Kép:</p><img data-picture="{picture.pk}">')
    make_activity(picture=picture)

    remaining = confirm(admin_client, picture).context["remaining"]
    assert sorted(kind["words"] for kind in remaining) == [
        "1 entry of this kind refers to it and will lose the reference: Activities.",
        "1 entry of this kind refers to it and will lose the reference: Partner regions.",
    ]


def link(target: str) -> str:
    return f'<p>A <a href="{target}">link</a>.</p>'


def test_deletion_and_withdrawal_name_the_texts_that_link_to_the_entry(admin_client, partner):
    former = make_partner("Județul Nógrád", slug_ro="vechi")
    former.slug_ro = "nou"
    former.save()
    page = make_page(
        text_ro=link(f"/p/{partner.pk}"),
        text_hu=link("/hu/partnerek/hont-megye/#terkep"),
        text_en=link(f"/p/{partner.pk}0") + link("/en/partners/hont-county-museum/"),
    )
    make_activity("Târg", text_ro=link("/ro/parteneri/vechi/"))
    make_activity("Expoziție", text_ro=link("https://example.com/ro/parteneri/hont/"))

    deleting = confirm(admin_client, partner)
    withdrawing = admin_client.get(f"/admin/partners/partnerregion/{partner.pk}/withdraw/")
    several = admin_client.post(
        "/admin/partners/partnerregion/",
        {"action": "delete_selected", "_selected_action": [partner.pk, former.pk]},
    )

    form = f"/admin/pages/page/{page.pk}/change/"
    fields = [("Romanian", f"{form}#id_text_ro"), ("Hungarian", f"{form}#id_text_hu")]
    for response in (deleting, withdrawing):
        assert [(one.heading, one.fields) for one in response.context["linking"]] == [
            (str(page), fields)
        ]
        assert f'href="{form}#id_text_hu">Hungarian</a>' in response.content.decode()
    headings = [one.heading for one in several.context["linking"]]
    assert sorted(headings) == [str(page), "Târg (en)"]
    assert confirm(admin_client, page).context["linking"] == []


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
    assert [status for _address, status in response.redirect_chain] == [301]
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
    draft = make_partner(status="draft", **SLUGS)
    assert "redirect_to" not in confirm(admin_client, draft).context

    delete(admin_client, draft)

    assert client.get(PAGES["ro"]).status_code == 404


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


def test_deleting_many_says_first_what_it_means(admin_client, partner):
    draft = make_partner("Vas", status="draft")
    make_decision(partner)
    make_activity(partners=[partner])
    chosen = {"action": "delete_selected", "_selected_action": [partner.pk, draft.pk]}

    page = admin_client.post("/admin/partners/partnerregion/", chosen)

    assert "1 of these pages has been public. Its address will say" in main(page)
    assert "Agreement: twinning 19/1994" in main(page)
    assert "Relationship" not in main(page)
    assert PartnerRegion.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ro", "Șterse: regiuni partenere (2)."),
        ("hu", "Törölve: partnerrégiók (2)."),
        ("en", "Successfully deleted 2 partner regions."),
    ],
)
def test_number_of_deleted_entries_is_said_as_the_language_counts(admin_client, language, words):
    """A Hungarian word after a number is singular, and a Romanian one asks for "de" after 20."""
    chosen = [make_partner().pk, make_partner().pk]
    form = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    page = admin_client.post(
        "/admin/partners/partnerregion/", form, follow=True, headers={"accept-language": language}
    )

    assert [str(message) for message in page.context["messages"]] == [words]


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
    PartnerRegion.objects.update(status="published")

    assert client.get(PAGES["ro"]).status_code == 200
