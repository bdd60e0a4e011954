"""The page as it was on a day, for people and for programs (Memento, RFC 7089)."""

import pytest

from partners.models import PartnerRegion
from tests.factories import make_activity, make_decision, make_page, make_partner, make_picture
from tests.history.changed import DAY, START, at, main

pytestmark = pytest.mark.django_db


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
