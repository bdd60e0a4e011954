"""Links to the site's own entries, chosen by their names."""

import pytest

from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db
CHOICES = "/admin/entries/"


def found(client, words):
    return [tuple(item.values()) for item in client.get(CHOICES, {"q": words}).json()["items"]]


def test_entries_of_every_kind_are_found_by_name_with_their_permanent_addresses(admin_client):
    partner = make_partner("Județul Tolna", status="draft")
    activity = make_activity("Festival Tolna")
    page = make_page("Tolna și noi")
    make_partner("Județul Békés")
    assert set(found(admin_client, "tolna")) == {
        (f"/p/{partner.pk}", "Județul Tolna (en)", "partner region · draft"),
        (f"/a/{activity.pk}", "Festival Tolna (en)", "event"),
        (f"/i/{page.pk}", "Tolna și noi (en)", "page"),
    }
    assert found(admin_client, "judetul bek") == [
        (f"/p/{partner.pk + 1}", "Județul Békés (en)", "partner region")
    ]
    assert found(admin_client, "") == []


def test_choices_are_few_and_cost_the_same_however_many_there_are(
    admin_client, django_assert_num_queries
):
    for number in range(8):
        partner = make_partner(f"Județul {number}")
        make_decision(partner, number=number + 1)
        make_activity(f"Județul {number}")
    # Three for the session, the account and its second step; one for each of five kinds, and one
    # for the partners by which decisions are called.
    with django_assert_num_queries(9):
        names = found(admin_client, "județul")
    assert len(names) == 4 * 6  # partners, decisions, agreements and activities


def test_choices_are_for_staff(client):
    assert client.get(CHOICES, {"q": "a"}).status_code == 302
