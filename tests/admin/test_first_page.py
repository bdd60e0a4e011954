"""The first page of the admin: what needs doing, each a link to the very field."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from editing.link_check.models import CheckedLink
from publishing.media.pictures import Picture
from tests.admin.first_page import FIRST_PAGE, section, tasks
from tests.factories import make_activity, make_decision, make_page, make_partner


def test_drafts_are_waiting_newest_first(admin_client):
    partner = make_partner("Hont", status="draft")
    page = make_page("Despre", status="draft")
    make_page("Public")

    assert tasks(admin_client.get(FIRST_PAGE), "drafts") == [
        ("Despre (en)", f"/admin/pages/page/{page.pk}/change/#id_status"),
        ("Hont (en)", f"/admin/partners/partnerregion/{partner.pk}/change/#id_status"),
    ]


def test_all_tasks_are_shown_where_they_are_asked_for(admin_client):
    for number in range(11):
        make_page(f"Despre {number}", status="draft")

    page = admin_client.get(FIRST_PAGE)
    everything = admin_client.get(FIRST_PAGE, {"all": "yes"})

    assert len(section(page, "drafts").tasks) == 8
    link = r'<a href="\?all=yes#tasks-drafts">\s*and 3 more</a>'
    assert re.search(link, page.content.decode())
    assert len(section(everything, "drafts").tasks) == 11
    assert "more</a>" not in everything.content.decode()


def test_entry_about_to_be_published_says_when(admin_client):
    soon = timezone.now() + timedelta(hours=2)
    decision = make_decision(make_partner(), date="2020", publish_at=soon, agreed=False)

    scheduled = section(admin_client.get(FIRST_PAGE), "scheduled")

    url = f"/admin/decisions/decision/{decision.pk}/change/#id_publish_at"
    assert [(t.url, t.what, t.when) for t in scheduled.tasks] == [(url, "Public from", soon)]


def test_upcoming_events_come_by_their_day(admin_client):
    make_activity("Trecut", period="2010")
    later = make_activity("Târziu", period="2090-05-02")
    sooner = make_activity("Curând", period="2090-05-01")

    assert tasks(admin_client.get(FIRST_PAGE), "upcoming") == [
        ("Curând (en)", f"/admin/activities/event/{sooner.pk}/change/#id_period"),
        ("Târziu (en)", f"/admin/activities/event/{later.pk}/change/#id_period"),
    ]


def test_picture_without_a_text_alternative_leads_to_its_field(admin_client, db):
    silent = Picture(file="originals/a.jpg", alt_ro="Un munte", alt_hu="")
    Picture(file="originals/b.jpg", is_decorative=True)
    silent.save()

    assert tasks(admin_client.get(FIRST_PAGE), "pictures") == [
        ("Un munte", f"/admin/publishing/picture/{silent.pk}/change/#id_alt_hu")
    ]


def test_broken_links_of_entries_lead_to_their_lists_longest_broken_first(admin_client):
    partner, event = make_partner("Hont"), make_activity("Târg")
    partner.links.create(url="https://there.example/")
    partner.links.create(url="https://gone.example/", position=1)
    event.links.create(url="https://lost.example/#place")
    make_page(text_ro='<p><a href="https://text.example/">a</a></p>')
    now = timezone.now()
    for days, name in enumerate(["text", "gone", "lost"]):
        CheckedLink.objects.filter(url=f"https://{name}.example/").update(
            state="not_found", since=now - timedelta(days=days), checked=now
        )

    links = section(admin_client.get(FIRST_PAGE), "links")

    assert [(task.subject, task.kind, task.url) for task in links.tasks] == [
        (
            "https://lost.example/",
            "Târg (en)",
            f"/admin/activities/event/{event.pk}/change/#id_links-0-url",
        ),
        (
            "https://gone.example/",
            "Hont (en)",
            f"/admin/partners/partnerregion/{partner.pk}/change/#id_links-1-url",
        ),
    ]


def test_only_what_waits_is_shown(admin_client):
    make_partner("Hont", status="draft")

    response = admin_client.get(FIRST_PAGE)

    assert [(s.title, s.total) for s in response.context["sections"]] == [("Drafts", 1)]
    assert "Nothing to do here." not in response.content.decode()


def test_dashboard_without_work_says_so(admin_client):
    response = admin_client.get(FIRST_PAGE)

    assert response.context["sections"] == []
    assert response.content.decode().count("Nothing to do here.") == 1


@pytest.mark.parametrize("number", [1, 12])
def test_first_page_costs_the_same_queries_however_much_there_is(
    admin_client, number, django_assert_num_queries
):
    CheckedLink.objects.create(url="https://gone.example/", state="not_found", since=timezone.now())
    for _ in range(number):
        partner = make_partner(status="draft", name_hu="")
        make_decision(partner, note_ro="O notă.")
        make_activity(period="2090", status="draft")
        make_page(publish_at=timezone.now() + timedelta(days=1))
        partner.links.create(url="https://gone.example/")
        Picture.objects.create(file="originals/a.jpg", alt_ro="Un munte", alt_hu="")
    admin_client.get(FIRST_PAGE)

    with django_assert_num_queries(16):
        admin_client.get(FIRST_PAGE)


def test_first_page_asks_no_more_of_what_has_nothing_waiting(
    admin_client, django_assert_num_queries
):
    make_partner()
    admin_client.get(FIRST_PAGE)

    with django_assert_num_queries(11):
        admin_client.get(FIRST_PAGE)


def test_form_can_ask_whether_the_site_is_there_without_a_body(admin_client):
    response = admin_client.head("/admin/")

    assert (response.status_code, response.headers["Content-Length"]) == (200, "0")
