"""A number that no database takes is not found, or finds nothing; it is no error of the site."""

import pytest
from django.core.exceptions import ValidationError

from publishing.numbers import key_or_none
from publishing.rich_text.cleaning import clean
from tests.factories import make_activity, make_decision, make_partner

pytestmark = pytest.mark.django_db
BEYOND = "9" * 23


@pytest.mark.parametrize(
    "url",
    [
        f"/documents/decision-{BEYOND}.pdf",
        f"/preview/x/decision-{BEYOND}.pdf/",
        f"/p/{BEYOND}",
        f"/en/card/partner-{BEYOND}.png",
        f"/en/versions/p{BEYOND}/",
        "/documents/decision-٣.pdf",
    ],
)
def test_key_beyond_any_database_is_not_found(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("requested", "status"),
    [
        ("Mon, 01 Jan 2020 00:00:00 +99999999999999999999", 400),
        (f"Mon, 01 Jan {BEYOND} 00:00:00 GMT", 400),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 302),
        ("Mon, 01 Jan 0001 00:00:00 +2359", 302),
        ("no date", 400),
    ],
)
def test_date_beyond_the_calendar_is_answered(client, requested, status):
    partner = make_partner()
    url = f"/en/versions/p{partner.pk}/timegate"

    assert client.get(url, headers={"accept-datetime": requested}).status_code == status


@pytest.mark.parametrize("requested", ["99999", "530140", BEYOND, "19/0000", f"{BEYOND}/1994", "٣"])
def test_decisions_are_searched_for_any_number(admin_client, requested):
    make_decision(make_partner())

    response = admin_client.get("/admin/decisions/decision/", {"q": requested})

    assert (response.status_code, list(response.context["cl"].result_list)) == (200, [])


@pytest.mark.parametrize("timestamp", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
@pytest.mark.parametrize("view", ["compare", "restore"])
def test_versions_of_any_moment_are_asked_for(admin_client, timestamp, view):
    partner = make_partner()
    url = f"/admin/partners/partnerregion/{partner.pk}/{view}/"

    response = admin_client.get(url, {"of": timestamp, "with": timestamp, "moment": timestamp})

    assert response.status_code in (200, 302, 404)


def test_activities_are_filtered_by_any_partner(admin_client):
    url = "/admin/activities/event/"
    for name in ("partners", "partners__id__exact"):
        response = admin_client.get(url, {name: BEYOND})
        assert response.status_code in (200, 302)


def test_picture_beyond_any_database_is_not_kept(client):
    text = f'<p>A</p><img data-picture="{BEYOND}"><img data-picture="7">'
    assert clean(text) == '<p>A</p>\n<img data-picture="7">'
    activity = make_activity(text_en=f'<p>A</p><img data-picture="{BEYOND}">')
    type(activity).objects.update(text_en=f'<img data-picture="{BEYOND}">')
    assert client.get(activity.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("text", ["x" * 200_001, "<br>" * 20_001], ids=["long", "many elements"])
def test_text_beyond_any_page_is_refused_before_it_is_parsed(text):
    with pytest.raises(ValidationError):
        clean(text)


def test_line_breaks_at_the_ends_of_a_line_are_dropped():
    assert clean("<br> a" + "<br>" * 19_000 + " b<br> <br>") == "<p>a" + "<br>" * 19_000 + "b</p>"


def test_key_is_of_ascii_digits():
    texts = ["7", "999999999", "9999999999", "-1", "٣", "1_0", "", None]
    assert [key_or_none(text) for text in texts] == [7, 999_999_999, *[None] * 6]
