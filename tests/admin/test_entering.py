"""What staff type becomes an entry, and what they mistype is explained beside the field."""

import pytest

from activities.models import Event
from pages.models import Page
from partners.models import PartnerRegion
from tests.admin.browser_forms import form_of
from tests.admin.errors import ADD_EVENT, ADD_PARTNER, LANGUAGES, errors_of, errors_of_row
from tests.admin.form_data import (
    agreement_row,
    event_form,
    inline_fields,
    partner_form,
)
from tests.factories import (
    make_decision,
    make_page,
    make_partner,
)

pytestmark = pytest.mark.django_db


def test_partner_is_entered_in_three_languages_with_decision_and_link(admin_client, client):
    response = admin_client.post(
        ADD_PARTNER,
        partner_form(
            name_ro="Județul Vas",
            name_hu="Vas megye",
            name_en="Vas County",
            text_hu="Baráti megye.",
            status="published",
            agreements=[agreement_row(note_hu="Ünnepélyesen.")],
            links=[{"url": "vasmegye.hu", "kind": "official", "position": 0}],
        ),
    )

    assert response.status_code == 302, response.context["errors"]
    partner = PartnerRegion.objects.get()
    assert (partner.slug_ro, partner.slug_hu, partner.slug_en) == (
        "judetul-vas",
        "vas-megye",
        "vas-county",
    )
    assert partner.decisions.get().reference == "19/1994"
    assert partner.agreements.get().note_hu == "Ünnepélyesen."
    assert partner.links.get().url == "https://vasmegye.hu"
    page = client.get("/hu/partnerek/vas-megye/").content.decode()
    assert "Baráti megye." in page
    assert "19/1994" in page


def test_entry_is_a_draft_unless_it_is_published(admin_client, client):
    shown = admin_client.get(ADD_EVENT).context["adminform"].form["status"].value()
    admin_client.post(ADD_EVENT, event_form(title_ro="Târg"))

    assert shown == "draft"
    assert Event.objects.get().status == "draft"
    assert client.get("/ro/activitati/targ/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_web_address_is_explained_beside_it_in_the_editors_language(admin_client, language):
    links = [{"url": "not an address", "label_hu": "Honlap", "position": 0}]
    response = admin_client.post(
        ADD_EVENT, event_form(links=links), headers={"accept-language": language}
    )

    messages = {
        "en": "Enter a valid URL.",
        "hu": "Adjon meg egy érvényes URL-t.",
        "ro": "Introduceți un URL valid.",
    }
    assert errors_of_row(response, formset=0) == {"url": [messages[language]]}
    page = response.content.decode()
    assert 'value="not an address"' in page
    assert 'value="Honlap"' in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title_hu": ""}, "in at least one language"),
        (
            {"title_hu": "Vásár", "status": "published"},
            "To publish, fill in this field in Romanian",
        ),
    ],
)
def test_title_is_required_in_one_language_and_in_romanian_to_be_public(
    admin_client, fields, words
):
    response = admin_client.post(ADD_EVENT, event_form(title_ro="", **fields))

    (error,) = errors_of(response)["title_ro"]
    assert words in error
    assert not Event.objects.exists()


def test_draft_can_be_written_in_hungarian_first(admin_client, client):
    admin_client.post(ADD_EVENT, event_form(title_ro="", title_hu="Vásár", status="draft"))

    event = Event.objects.get()
    assert (event.slug_hu, event.state_ro) == ("vasar", "missing")
    url = f"/admin/activities/event/{event.pk}/change/"
    preview = admin_client.post(url, form_of(admin_client.get(url), _preview="ro"))
    assert "Vásár" in preview.content.decode()
    chosen = {"action": "publish", "_selected_action": event.pk}
    response = admin_client.post("/admin/activities/event/", chosen, follow=True)
    assert "To publish it, add a title in Romanian" in response.content.decode()
    assert Event.objects.get().status == "draft"
    admin_client.post(url, form_of(admin_client.get(url), title_ro="Târg", status="published"))
    assert client.get("/ro/activitati/targ/").status_code == 200
    assert Event.objects.get().state_hu == "complete"


def test_page_keeps_its_role(admin_client):
    page = make_page(role=Page.Role.HOME)
    fields = {"title_ro": "Bun venit", "position": 0, "status": "published", "role": "partners"}

    response = admin_client.post(f"/admin/pages/page/{page.pk}/change/", fields)

    page.refresh_from_db()
    assert response.status_code == 403
    assert (page.title_ro, page.role) == ("Despre noi", "home")


def test_page_with_a_role_cannot_be_deleted_and_the_reason_is_told(admin_client):
    home, other = make_page(role=Page.Role.HOME), make_page()

    alone = admin_client.post(f"/admin/pages/page/{home.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [home.pk, other.pk], "post": "yes"}
    among_others = admin_client.post("/admin/pages/page/", chosen)
    admin_client.post(f"/admin/pages/page/{other.pk}/delete/", {"post": "yes"})

    for response in (alone, among_others):
        assert (
            "cannot delete these pages because other parts of the site" in response.content.decode()
        )
    assert list(Page.objects.all()) == [home]


def test_published_entry_is_viewed_in_the_editors_language_and_a_draft_is_not(admin_client):
    partner = make_partner(slug_hu="vas-megye")
    decision = make_decision(partner)
    draft = make_partner(status="draft")
    hungarian = {"accept-language": "hu"}

    def link_to_site(entry):
        url = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"
        return admin_client.get(url, headers=hungarian).context.get("absolute_url")

    assert link_to_site(partner) == "/hu/partnerek/vas-megye/"
    assert link_to_site(decision) == "/hu/hatarozatok/19-1994/"
    assert link_to_site(decision.agreements.get()) == "/hu/partnerek/vas-megye/#twinning-19-1994"
    assert link_to_site(draft) is None


def test_rows_of_links_are_saved_in_three_languages(admin_client):
    row = {"url": "https://example.org/", "label_ro": "a", "label_hu": "b", "label_en": "c"}
    admin_client.post(ADD_EVENT, event_form() | inline_fields("links", row | {"position": 1}))

    link = Event.objects.get().links.get()
    assert (link.label_ro, link.label_hu, link.label_en) == ("a", "b", "c")


@pytest.mark.parametrize("number", ["abc", "99999999999999", "²"])
def test_forged_number_of_rows_saves_nothing(admin_client, number):
    partner = make_partner("Hont", status="draft")
    url = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(url), seat="Altundeva")

    response = admin_client.post(url, {**form, "agreements-TOTAL_FORMS": number})

    assert response.status_code == 200
    assert PartnerRegion.objects.get().seat == ""


def test_faults_are_told_at_the_top_each_a_link_to_its_field(admin_client):
    rows = [agreement_row(), agreement_row("0/1994")]
    form = partner_form(name_ro="", coordinates="95, 20", agreements=rows)

    response = admin_client.post(ADD_PARTNER, form)

    html = response.content.decode()
    assert [(error.label, error.anchor) for error in response.context["error_summary"]] == [
        ("Name (Romanian)", "id_name_ro"),
        ("Coordinates of the administrative centre", "id_coordinates"),
        ("Agreement 2: Approved by decision", "id_agreements-1-approved_by"),
    ]
    for error in response.context["error_summary"]:
        assert f'<a href="#{error.anchor}">' in html
        assert f'id="{error.anchor}"' in html


def test_fault_of_a_date_leads_to_its_input(admin_client):
    response = admin_client.post(
        ADD_PARTNER, partner_form(agreements=[agreement_row(signed_on="x")])
    )

    (error,) = response.context["error_summary"]
    assert (error.label, error.anchor) == ("Agreement 1: Signed on", "id_agreements-0-signed_on")
    assert 'id="id_agreements-0-signed_on"' in response.content.decode()
