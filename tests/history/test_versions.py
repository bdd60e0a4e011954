"""The page as it was on a day, for people and for programs (Memento, RFC 7089)."""

import re

import pytest

from partners.models import PartnerRegion
from tests.factories import make_activity, make_decision, make_page, make_partner, make_picture
from tests.history.changed import (
    DAY,
    START,
    at,
    main,
)

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


def test_version_shows_the_entry_as_it_was(client, partner):
    url = f"/en/versions/p{partner.pk}/20200101100000/"

    response = client.get(url)

    assert response.status_code == 200
    text = main(response)
    assert "Ipolyság" in text
    assert "Léva" not in text
    html = response.content.decode()
    assert "The page as it was from 1 January 2020, 12:00 to 11 January 2020, 12:00." in html
    assert '<a href="/en/partners/hont/">Current page</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in html
    assert f"https://testserver{url}" in html  # in its citation


def test_version_has_the_agreements_of_its_day(client, partner):
    make_decision(partner, number=77)
    agreement = partner.agreements.get()
    agreement.history.update(history_date=START + 5 * DAY)
    agreement.delete()
    type(agreement).history.filter(history_type="-").update(history_date=START + 15 * DAY)

    before, then, after = (
        main(client.get(f"/en/versions/p{partner.pk}/{code}/", follow=True))
        for code in ("20200102000000", "20200107000000", "20200117000000")
    )

    assert ("77/1994" in before, "77/1994" in then, "77/1994" in after) == (False, True, False)


def test_version_has_an_agreement_whose_decision_was_deleted_since(client, partner):
    decision = make_decision(partner, number=77)
    partner.agreements.get().history.update(history_date=START + 5 * DAY)
    decision.delete()

    listed = client.get(f"/en/versions/p{partner.pk}/")
    before, then = (
        main(client.get(f"/en/versions/p{partner.pk}/{code}/", follow=True))
        for code in ("20200102000000", "20200107000000")
    )

    assert listed.status_code == 200
    assert ("Twinning" in before, "Twinning" in then) == (False, True)
    assert "77/1994" not in then


def test_draft_decision_is_in_no_version(client, partner):
    make_decision(partner, number=77, status="draft")
    partner.agreements.get().history.update(history_date=START + 5 * DAY)

    listed = main(client.get(f"/en/versions/p{partner.pk}/"))
    shown = main(client.get(f"/en/versions/p{partner.pk}/20200107000000/", follow=True))

    assert "77" not in listed
    assert "77/1994" not in shown


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


def test_list_says_what_changed_word_by_word_and_not_by_whom(client, clerk_named, partner):
    record = partner.history.first()
    record.history_user = clerk_named
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
def clerk_named(django_user_model):
    return django_user_model.objects.create_user("ilona", first_name="Ilona", last_name="Nagy")


def test_languages_of_a_version_lead_to_the_same_version(client, partner):
    response = client.get(f"/en/versions/p{partner.pk}/20200101100000/")

    assert [version["url"] for version in response.context["versions"]] == [
        f"/ro/versiuni/p{partner.pk}/20200101100000/",
        f"/hu/valtozatok/p{partner.pk}/20200101100000/",
        f"/en/versions/p{partner.pk}/20200101100000/",
    ]


@pytest.mark.parametrize("where", ["", "20200101100000/", "timegate", "timemap"])
def test_what_is_not_public_has_no_public_versions(client, partner, where):
    partner.status = "draft"
    partner.save()

    assert client.get(f"/en/versions/p{partner.pk}/{where}").status_code == 404


@pytest.mark.parametrize("where", ["", "20200101100000/", "timegate", "timemap"])
def test_version_of_what_was_deleted_says_what_was_there(client, partner, where):
    url, other = f"/en/versions/p{partner.pk}/{where}", make_partner(slug_en="other")
    merged = make_partner()
    merged_address = f"/en/versions/p{merged.pk}/{where}"
    partner.delete()
    merged.delete(redirect_to=other)

    gone, moved = client.get(url), client.get(merged_address)

    assert gone.status_code == 410
    assert "<h1>Hont (en)</h1>" in gone.content.decode()
    assert (moved.status_code, moved.url) == (301, "/en/partners/other/")


def test_opening_words_of_a_list_have_no_versions_of_their_own(client):
    page = make_page(role="home")

    assert client.get(f"/en/versions/i{page.pk}/").status_code == 404


def test_version_of_an_activity_leaves_out_what_is_gone(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, draft, public = make_picture(), make_partner("Draft"), make_partner("Public")
    whole = make_activity("Whole", kind="programme")
    activity = make_activity(
        slug_en="fair", partners=[draft, public], part_of=whole, picture=picture
    )
    type(activity).history.update(history_date=START)
    at(START + DAY, activity, place_en="Elsewhere")
    whole.delete()
    picture.delete()
    PartnerRegion.objects.filter(pk=draft.pk).update(status="draft")

    response = client.get(f"/en/versions/a{activity.pk}/20200101100000/")

    text = main(response)
    assert "Public (en)" in text
    assert "Draft (en)" not in text
    assert "Whole" not in text
    assert "Elsewhere" not in text


@pytest.mark.parametrize("times", [1, 8])
def test_versions_cost_as_many_queries_however_many_there_are(
    client, django_assert_num_queries, times
):
    activity = make_activity(slug_en="fair", partners=[make_partner()])
    type(activity).history.update(history_date=START)
    for number in range(times):
        at(START + (number + 1) * DAY, activity, place=f"Place {number}")

    with django_assert_num_queries(11):
        client.get(f"/en/versions/a{activity.pk}/")
    with django_assert_num_queries(12):
        client.get(f"/en/versions/a{activity.pk}/20200102100000/")
