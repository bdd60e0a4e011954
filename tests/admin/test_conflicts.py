"""Two people edit the same entry: nothing that either typed is lost."""

import pytest

from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from tests.admin.browser_forms import form_of
from tests.factories import make_agreement, make_decision, make_partner, make_picture


@pytest.fixture
def partner(db):
    return make_partner("Județul Hont", text_ro="Un text.", seat="Ipolyság")


@pytest.fixture
def url(partner):
    return f"/admin/partners/partnerregion/{partner.pk}/change/"


def stored(partner) -> PartnerRegion:
    return PartnerRegion.objects.get(pk=partner.pk)


def changes(response) -> list[tuple]:
    conflict = response.context["conflict"]
    return [(c.label, c.was, c.theirs, c.mine) for c in conflict.changes]


def test_untouched_form_saves_without_a_question(admin_client, partner, url):
    make_decision(partner, note_ro="O notă")

    response = admin_client.post(url, form_of(admin_client.get(url)))

    assert response.status_code == 302


def test_nothing_is_saved_over_a_newer_version(admin_client, partner, url):
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), name_hu="Hont vármegye"))

    response = admin_client.post(url, form_of(opened, seat="Šahy"))

    assert response.status_code == 200
    assert changes(response) == [("Name (Hungarian)", "Județul Hont (hu)", "Hont vármegye", "")]
    assert "Nothing has been saved, and nothing you typed is lost" in response.content.decode()
    assert (stored(partner).name_hu, stored(partner).seat) == ("Hont vármegye", "Ipolyság")


def test_saving_once_more_saves_what_both_did(admin_client, partner, url):
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), name_hu="Hont vármegye"))
    question = admin_client.post(url, form_of(opened, seat="Šahy"))

    response = admin_client.post(url, form_of(question))

    assert response.status_code == 302
    assert (stored(partner).name_hu, stored(partner).seat) == ("Hont vármegye", "Šahy")


@pytest.mark.parametrize(
    ("choice", "saved"), [({}, "Mine"), ({"_take_theirs": ["seat", "forged"]}, "Theirs")]
)
def test_what_both_changed_is_for_the_editor_to_choose(admin_client, partner, url, choice, saved):
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), seat="Theirs"))
    question = admin_client.post(url, form_of(opened, seat="Mine"))
    assert changes(question) == [("Administrative centre", "Ipolyság", "Theirs", "Mine")]

    admin_client.post(url, form_of(question, **choice))

    assert stored(partner).seat == saved


def test_a_third_change_while_choosing_asks_again(admin_client, partner, url):
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), seat="Second"))
    question = admin_client.post(url, form_of(opened, seat="Mine"))
    admin_client.post(url, form_of(admin_client.get(url), seat="Third"))

    second_question = admin_client.post(url, form_of(question))

    assert changes(second_question) == [("Administrative centre", "Second", "Third", "Mine")]
    assert stored(partner).seat == "Third"


def test_conflict_names_who_saved(admin_client, partner, url, django_user_model, client):
    other = django_user_model.objects.create_superuser(
        "ilona", first_name="Ilona", last_name="Nagy"
    )
    client.force_login(other)
    opened = admin_client.get(url)
    client.post(url, form_of(client.get(url), seat="Šahy"))
    elsewhere = f"/admin/partners/partnerregion/{make_partner('Bars').pk}/change/"
    admin_client.post(elsewhere, form_of(admin_client.get(elsewhere), seat="Levice"))

    response = admin_client.post(url, form_of(opened, name_en="Hont County"))

    assert "Last changed by Ilona Nagy" in response.content.decode()


def test_words_of_a_picture_are_not_overwritten(admin_client, db):
    picture = make_picture(alt_ro="Un munte", alt_hu="Hegy")
    url = f"/admin/publishing/picture/{picture.pk}/change/"
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), alt_hu="Egy hegy"))

    question = admin_client.post(url, form_of(opened, alt_ro="Un munte înalt"))
    in_database = Picture.objects.get()
    admin_client.post(url, form_of(question))

    assert changes(question) == [("Text alternative (Hungarian)", "Hegy", "Egy hegy", "")]
    assert in_database.alt_ro == "Un munte"
    saved = Picture.objects.get()
    assert (saved.alt_ro, saved.alt_hu) == ("Un munte înalt", "Egy hegy")


def test_agreement_changed_by_others_is_kept(admin_client, partner, url):
    decision = make_decision(partner, number=19, note_ro="Veche")
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), **{"agreements-0-note_ro": "Nouă"}))

    question = admin_client.post(url, form_of(opened, **{"agreements-0-approved_by": "20/1994"}))
    admin_client.post(url, form_of(question))

    saved = decision.agreements.model.objects.get()
    assert [change[1:] for change in changes(question)] == [("Veche", "Nouă", "")]
    assert (saved.note_ro, saved.approved_by.reference) == ("Nouă", "20/1994")


def test_agreement_changed_by_others_is_told_from_its_neighbour(admin_client, partner, url):
    agreements = [make_agreement(partner, since=year) for year in ("1994", "1995")]
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), **{"agreements-1-note_ro": "Nouă"}))

    question = admin_client.post(url, form_of(opened, **{"agreements-0-signed_on": "1994"}))
    admin_client.post(url, form_of(question))

    for agreement in agreements:
        agreement.refresh_from_db()
    assert [str(agreement.signed_on or "") for agreement in agreements] == ["1994", ""]
    assert [agreement.note_ro or "" for agreement in agreements] == ["", "Nouă"]


def test_agreement_deleted_by_others_stays_deleted(admin_client, partner, url):
    make_agreement(partner, since="1994")
    second = make_agreement(partner, since="1995")
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), **{"agreements-0-DELETE": "on"}))

    question = admin_client.post(url, form_of(opened, **{"agreements-1-signed_on": "1996"}))
    response = admin_client.post(url, form_of(question))

    assert response.status_code == 302
    in_database = partner.agreements.get()
    assert (in_database.pk, str(in_database.signed_on)) == (second.pk, "1996")


def test_agreement_that_was_changed_here_and_deleted_there_is_added_anew(
    admin_client, partner, url
):
    make_agreement(partner, since="1994")
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), **{"agreements-0-DELETE": "on"}))

    question = admin_client.post(
        url, form_of(opened, **{"agreements-0-note_ro": "Scrisă mult timp"})
    )
    admin_client.post(url, form_of(question))

    agreement = partner.agreements.get()
    assert (str(agreement.in_force_from), agreement.note_ro) == ("1994", "Scrisă mult timp")


def test_agreement_added_by_others_is_kept(admin_client, partner, url):
    opened = admin_client.get(url)
    make_decision(partner, number=19)

    question = admin_client.post(url, form_of(opened, seat="Šahy"))
    admin_client.post(url, form_of(question))

    assert changes(question)[0][0].startswith("Agreement twinning 19/1994: ")
    assert list(partner.agreements.values_list("approved_by__number", flat=True)) == [19]
    assert stored(partner).seat == "Šahy"


def test_faults_do_not_hide_a_conflict(admin_client, partner, url):
    opened = admin_client.get(url)
    admin_client.post(url, form_of(admin_client.get(url), seat="Theirs"))

    question = admin_client.post(url, form_of(opened, name_ro=""))

    assert len(changes(question)) == 1
    assert "name_ro" in question.context["adminform"].form.errors


def test_own_fault_corrected_is_no_conflict(admin_client, partner, url):
    wrong = admin_client.post(url, form_of(admin_client.get(url), name_ro=""))

    response = admin_client.post(url, form_of(wrong, name_ro="Comitatul Hont"))

    assert response.status_code == 302
    assert stored(partner).name_ro == "Comitatul Hont"
