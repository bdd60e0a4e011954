"""What staff see in the lists, in which order, and what they do from there."""

import re

import pytest
from django.contrib import admin

from activities.models import Activity
from partners.models import PartnerRegion
from tests.admin.browser_forms import hidden_inputs
from tests.admin.list_pages import PARTNERS, cell, rows
from tests.factories import (
    make_activity,
    make_agreement,
    make_decision,
    make_page,
    make_partner,
    make_picture,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("texts", "stated"),
    [
        ({}, "complete"),
        ({"name_hu": ""}, "Hungarian: missing"),
        ({"name_hu": "", "name_en": ""}, "Hungarian: missing English: missing"),
        ({"text_hu": "Szöveg"}, "Romanian: missing English: missing"),
    ],
)
def test_list_says_which_translations_are_missing(admin_client, texts, stated):
    make_partner(**texts)

    assert cell(admin_client.get(PARTNERS), "translations") == stated


def test_list_of_one_kind_of_activity_says_which_translations_are_missing(admin_client):
    make_activity(kind="project", title_en="")

    assert (
        cell(admin_client.get("/admin/activities/project/"), "translations") == "English: missing"
    )


def test_list_says_country_and_status_in_words(admin_client):
    make_partner(country="MD", status="draft")

    response = admin_client.get(PARTNERS)

    assert cell(response, "country_name") == "Republic of Moldova"
    assert cell(response, "state") == "draft"


@pytest.mark.parametrize("words", ["strășeni", "STRASENI", "District", "straseni raionul"])
def test_search_finds_in_every_language_without_accents(admin_client, words):
    make_partner("Raionul Strășeni", name_en="Strășeni District")
    make_partner("Județul Vas")

    assert rows(admin_client.get(PARTNERS, {"q": words})) == ["Strășeni District"]


def test_search_finds_pages_and_activities_without_accents(admin_client):
    make_page("Întâlniri")
    make_page("Despre noi")
    make_activity("Săptămâna", kind="event")
    make_activity("Târg", kind="event")

    assert rows(admin_client.get("/admin/pages/page/", {"q": "intalniri"})) == ["Întâlniri (en)"]
    assert rows(admin_client.get("/admin/activities/event/", {"q": "saptamana"})) == [
        "Săptămâna (en)"
    ]


@pytest.mark.parametrize("words", ["20/1999", "20", "1999", "vas", "vas 1999"])
def test_search_finds_decisions_by_citation_year_and_partner(admin_client, words):
    make_decision(make_partner("Județul Tolna"), number=19, date="1994")
    make_decision(make_partner("Județul Vas"), number=20, date="1999-05")

    response = admin_client.get("/admin/decisions/decision/", {"q": words})

    assert rows(response) == ["Decision 20/1999: twinning, Județul Vas (en)"]


def test_list_is_in_the_order_of_the_column_that_is_clicked(admin_client):
    for title, year in (("Târg", "2001"), ("Concert", "2003"), ("Expoziție", "2002")):
        make_activity(title, kind="event", title_en=title, period=year)
    events = "/admin/activities/event/"

    assert rows(admin_client.get(events)) == ["Concert", "Expoziție", "Târg"]
    assert rows(admin_client.get(events, {"o": "1"})) == ["Concert", "Expoziție", "Târg"]
    assert rows(admin_client.get(events, {"o": "-1"})) == ["Târg", "Expoziție", "Concert"]
    assert rows(admin_client.get(events, {"o": "2"})) == ["Târg", "Expoziție", "Concert"]


@pytest.mark.parametrize(("order", "column"), [("1", "sort_name_en"), ("-5", "-updated")])
def test_order_that_was_clicked_is_that_of_an_index(admin_client, order, column):
    """Else a list of very many is sorted whole for each page of it."""
    requested = (
        admin_client.get("/admin/activities/event/", {"o": order})
        .context["cl"]
        .queryset.query.order_by
    )

    indexes = {tuple(index.fields) for index in Activity._meta.indexes}
    assert requested == (column, "-pk")
    assert indexes & {("kind", column, "id"), ("kind", column, "-id")}


@pytest.mark.parametrize(
    ("action", "drafts", "message"),
    [
        ("publish", 1, "1 entry was published."),
        ("publish", 2, "2 entries were published."),
        ("take_back", 0, "1 entry is a draft again. Visitors can no longer see it."),
    ],
)
def test_actions_change_the_status_and_say_how_many(admin_client, action, drafts, message):
    for status in ("published", *["draft"] * drafts):
        make_partner(status=status)
    chosen = PartnerRegion.objects.values_list("pk", flat=True)

    form = {"action": action, "_selected_action": chosen, "post": "yes"}
    response = admin_client.post(PARTNERS, form, follow=True)

    assert [str(stated) for stated in response.context["messages"]] == [message]
    statuses = set(PartnerRegion.objects.values_list("status", flat=True))
    assert statuses == {"published" if action == "publish" else "draft"}


def test_box_of_each_row_says_what_it_chooses(admin_client):
    partner = make_partner("Zala")

    html = admin_client.get(PARTNERS, headers={"accept-language": "en"}).content.decode()

    (box,) = re.findall(r'<input type="checkbox" name="_selected_action"[^>]*>', html)
    assert f'value="{partner.pk}"' in box
    assert 'aria-label="Select this object for an action - Zala (en)"' in box


def test_agreement_is_published_from_the_list(admin_client):
    agreement = make_agreement(make_partner(), status="draft")

    form = {"action": "publish", "_selected_action": [agreement.pk]}
    admin_client.post("/admin/decisions/agreement/", form)

    agreement.refresh_from_db()
    assert agreement.is_public


def test_what_the_public_sees_is_taken_off_the_site_only_when_confirmed(admin_client, client):
    partner = make_partner("Zala", slug_en="zala")
    draft = make_partner("Hont", status="draft")
    form = {"action": "take_back", "_selected_action": [partner.pk, draft.pk]}

    requested = admin_client.post(PARTNERS, form)

    assert client.get("/en/partners/zala/").status_code == 200
    assert requested.context["lost"] == [partner]
    assert "Visitors will no longer see these pages" in requested.content.decode()
    admin_client.post(PARTNERS, hidden_inputs(requested))
    assert client.get("/en/partners/zala/").status_code == 404
    admin_client.post(PARTNERS, {"action": "take_back", "_selected_action": [draft.pk]})
    assert PartnerRegion.objects.get(pk=draft.pk).status == "draft"


def test_published_entry_is_seen_by_the_public_and_its_history_says_so(admin_client, client):
    activity = make_activity("Târg", kind="event", slug_ro="targ", status="draft")
    chosen = {"action": "publish", "_selected_action": [activity.pk]}

    assert client.get("/ro/activitati/targ/").status_code == 404
    admin_client.post("/admin/activities/event/", chosen)

    assert client.get("/ro/activitati/targ/").status_code == 200
    history = admin_client.get(f"/admin/activities/event/{activity.pk}/history/")
    assert history.context["page"][0].changed == ["Status"]


def test_each_kind_of_activity_has_a_list_of_its_own(admin_client):
    for kind in Activity.Kind.values:
        make_activity(kind.title(), kind=kind)

    lists = {
        kind: rows(admin_client.get(f"/admin/activities/{kind}/")) for kind in Activity.Kind.values
    }

    assert lists == {kind: [f"{kind.title()} (en)"] for kind in Activity.Kind.values}
    assert not admin.site.is_registered(Activity)


def test_list_of_pictures_shows_them(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture()

    html = admin_client.get("/admin/publishing/picture/").content.decode()

    assert f'<img src="{picture.smallest["url"]}" width="60" height="40" alt=""' in html
