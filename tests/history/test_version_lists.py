"""Since when a page is as it is, and the list of its versions, with what changed."""

import re

import pytest

from tests.factories import make_activity, make_decision, make_partner
from tests.history.changed import DAY, START, at, main

pytestmark = pytest.mark.django_db


def test_page_says_when_it_last_changed_and_what(client, partner):
    text = main(client.get("/en/partners/hont/"))

    assert "Last changed 21 January 2020 · Cite or share · Versions" in text
    assert "Changed: Text (Hungarian)" in text


def test_page_that_never_changed_says_since_when_it_is_public(client):
    activity = at(START, make_activity(slug_en="fair"))

    text = main(client.get("/en/activities/fair/"))

    assert "First published 1 January 2020" in text
    assert activity.history.count() == 1


def test_preparations_are_no_versions(client):
    partner = make_partner(slug_en="hont", status="draft", seat="Secret")
    at(START, partner)
    at(START + DAY, partner, seat="Léva", status="published")
    at(START + 2 * DAY, partner, status="draft")
    at(START + 3 * DAY, partner, seat="Hidden")
    at(START + 4 * DAY, partner, seat="Ipolyság", status="published")

    text = main(client.get(f"/en/versions/p{partner.pk}/"))
    nearest = client.get(f"/en/versions/p{partner.pk}/20200104120000/")

    assert "Secret" not in text
    assert "Hidden" not in text
    assert re.findall(r"\d+ January 2020", text) == ["5 January 2020", "2 January 2020"]
    assert nearest.url == f"/en/versions/p{partner.pk}/20200102100000/"


def test_scheduled_version_counts_from_the_moment_it_was_public(client):
    partner = make_partner(slug_en="hont", publish_at=START + 5 * DAY)
    at(START, partner)

    text = main(client.get(f"/en/versions/p{partner.pk}/"))

    assert re.findall(r"\d+ January 2020", text) == ["6 January 2020"]


def test_list_says_what_changed_word_by_word_and_not_by_whom(client, editor_named, partner):
    record = partner.history.first()
    record.history_user = editor_named
    record.save()

    response = client.get(f"/en/versions/p{partner.pk}/")
    html = response.content.decode()

    assert "<del>Ipolyság</del><ins>Léva</ins>" in html
    assert '<dd lang="hu"><ins>Egy szöveg.</ins></dd>' in html
    assert "Changed: Text (Hungarian)" in main(response)
    assert "Ilona" not in html
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_words_that_changed_one_after_the_other_are_one_change(client, partner):
    at(START + 30 * DAY, partner, text_hu="Két régi szöveg.")
    at(START + 40 * DAY, partner, text_hu="Két egészen új szöveg.")
    at(START + 50 * DAY, partner, text_hu="A három másik szöveg.")

    html = client.get(f"/en/versions/p{partner.pk}/").content.decode()

    assert "Két <del>régi</del><ins>egészen új</ins> szöveg." in html
    assert "<del>Két egészen új</del><ins>A három másik</ins> szöveg." in html


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/ro/versiuni/", "Adresa paginii (maghiară)"),
        ("/hu/valtozatok/", "Az oldal webcíme (magyar)"),
        ("/en/versions/", "Address of the page (Hungarian)"),
    ],
)
def test_new_address_of_a_page_is_not_taken_for_the_partners_own(client, partner, path, label):
    at(START + 30 * DAY, partner, slug_hu="leva")

    newest = client.get(f"{path}p{partner.pk}/").context["public_versions"][0]

    assert newest.changed == [label]


def test_new_agreement_is_said_by_what_is_known_of_it(client, partner):
    make_decision(partner, number=77)
    partner.agreements.get().history.update(history_date=START + 30 * DAY)

    newest = client.get(f"/en/versions/p{partner.pk}/").context["public_versions"][0]

    assert newest.changed == ["Agreement 77/1994"]
    assert [change.label for change in newest.changes] == ["Kind", "Approved by decision"]


@pytest.fixture
def editor_named(django_user_model):
    return django_user_model.objects.create_user("ilona", first_name="Ilona", last_name="Nagy")
