"""Deleting says what it means: what goes, what stays, and who refers to it."""

import pytest

from activities.models import Activity
from partners.models import PartnerRegion
from tests.admin.deletions import SLUGS, confirm, main
from tests.factories import make_activity, make_decision, make_page, make_partner, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return make_partner("Județul Hont", **SLUGS)


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
