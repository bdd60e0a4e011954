"""The first page of the admin: what needs doing, each a link to the very field."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Project
from editing.dashboard.tasks import Section
from editing.link_check.models import CheckedLink
from publishing.media.pictures import Picture
from tests.factories import make_activity, make_decision, make_page, make_partner

FIRST_PAGE = "/admin/"


def section(response, name) -> Section:
    (found,) = (s for s in response.context["sections"] if s.name == name)
    return found


def tasks(response, name) -> list[tuple[str, str]]:
    return [(task.subject, task.url) for task in section(response, name).tasks]


def test_drafts_are_waiting_newest_first(admin_client):
    partner = make_partner("Hont", status="draft")
    page = make_page("Despre", status="draft")
    make_page("Public")

    assert tasks(admin_client.get(FIRST_PAGE), "drafts") == [
        ("Despre (en)", f"/admin/pages/page/{page.pk}/change/#id_status"),
        ("Hont (en)", f"/admin/partners/partnerregion/{partner.pk}/change/#id_status"),
    ]


def test_missing_translation_leads_to_its_field(admin_client):
    project = make_activity("Dans", kind="project", summary_ro="Un dans.", summary_en="A dance.")

    assert tasks(admin_client.get(FIRST_PAGE), "translations") == [
        ("Dans (en)", f"/admin/activities/project/{project.pk}/change/#id_summary_hu")
    ]


def test_stale_translation_leads_to_its_field(admin_client):
    partner = make_partner("Hont", text_ro="Unu.", text_hu="Egy.", text_en="One.")
    partner.text_ro = "Doi."
    partner.save()
    partner.text_en = "Two."
    partner.save()

    assert tasks(admin_client.get(FIRST_PAGE), "translations") == [
        ("Hont (en)", f"/admin/partners/partnerregion/{partner.pk}/change/#id_text_hu")
    ]


def test_translation_is_said_to_be_right_with_one_click(admin_client):
    project = make_activity(
        "Dans", kind="project", summary_ro="Unu.", summary_hu="Egy.", summary_en="One."
    )
    project.summary_ro = "Unu!"
    project.save()
    page = admin_client.get(FIRST_PAGE)
    (hungarian, english) = section(page, "translations").tasks
    assert page.content.decode().count('<p lang="ro">Unu<del>.</del><ins>!</ins></p>') == 2

    admin_client.post(hungarian.confirm)

    saved = Project.objects.get()
    assert (saved.state_hu, saved.state_en, saved.summary_hu) == ("complete", "stale", "Egy.")
    assert english.what == "English, out of date: summary"


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


def test_translations_are_counted_as_they_are_listed(admin_client):
    for _ in range(5):
        make_page(title_hu="", title_en="")

    found = section(admin_client.get(FIRST_PAGE), "translations")

    assert (found.total, len(found.tasks), found.more) == (10, 8, 2)


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("translator", ["Hungarian"] * 2),
        ("editor", ["Hungarian", "English"]),
        ("publisher", ["Hungarian", "Hungarian", "English", "English", "English"]),
    ],
)
def test_translations_are_told_to_who_may_write_them(staff, role, found):
    make_page(title_hu="", title_en="")
    make_page(title_hu="", title_en="", status="draft")
    make_page(title_en="")

    translations = section(staff(role).get(FIRST_PAGE), "translations")

    told = [task.what.partition(",")[0] for task in translations.tasks]
    assert (sorted(told), translations.total) == (sorted(found), len(found))


def test_translator_is_told_of_nothing_but_words(staff):
    make_partner("Hont", status="draft", name_hu="")
    Picture.objects.create(file="originals/a.jpg", alt_ro="Un munte", alt_hu="")
    make_activity(period="2090", publish_at=timezone.now() + timedelta(days=1))

    page = staff("translator").get(FIRST_PAGE)
    sections = page.context["sections"]
    assert "What you add is a draft" not in page.content.decode()

    assert [section.name for section in sections] == ["translations", "pictures"]


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


def test_translator_is_shown_the_pictures_that_lack_words_in_their_language(staff):
    Picture.objects.create(file="originals/a.jpg", alt_ro="Un munte", alt_hu="Egy hegy", alt_en="")
    lacking = Picture.objects.create(file="originals/b.jpg", alt_ro="Un lac", alt_en="")

    assert tasks(staff("translator").get(FIRST_PAGE), "pictures") == [
        ("Un lac", f"/admin/publishing/picture/{lacking.pk}/change/#id_alt_hu")
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


def menu(client, path) -> list[tuple[str, str, str]]:
    """Return the menu of content on a page: names, where they lead, and which is current."""
    html = client.get(path).content.decode()
    nav = html.partition('<nav class="content-menu"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>([^<]*)</a>', nav)


def test_kinds_of_content_stand_at_the_top_of_every_page(admin_client):
    partner = make_partner()
    partners = "/admin/partners/partnerregion/"
    expected = [
        (partners, "Partner regions"),
        ("/admin/decisions/decision/", "Decisions"),
        ("/admin/decisions/agreement/", "Agreements"),
        ("/admin/activities/project/", "Projects"),
        ("/admin/activities/event/", "Events"),
        ("/admin/activities/programme/", "Programmes"),
        ("/admin/activities/membership/", "Memberships"),
        ("/admin/activities/news/", "News"),
        ("/admin/pages/page/", "Pages"),
        ("/admin/publishing/picture/", "Pictures"),
        ("/admin/publishing/document/", "Documents"),
    ]

    for path, current in [
        (FIRST_PAGE, ""),
        (partners, "page"),
        (f"{partners}{partner.pk}/change/", "true"),
        ("/admin/password_change/", ""),
    ]:
        found = menu(admin_client, path)
        assert [(url, name) for url, _, name in found] == expected
        assert [mark for _, mark, _ in found] == [current, *[""] * 10]


def test_content_comes_before_housekeeping(admin_client):
    apps = [app["app_label"] for app in admin_client.get(FIRST_PAGE).context["app_list"]]

    assert apps[:5] == ["partners", "decisions", "activities", "pages", "publishing"]


def test_login_has_no_menu(client, db):
    assert menu(client, "/admin/login/") == []


def test_form_can_ask_whether_the_site_is_there_without_a_body(admin_client):
    response = admin_client.head("/admin/")

    assert (response.status_code, response.headers["Content-Length"]) == (200, "0")
