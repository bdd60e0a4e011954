"""What staff say of the county on every page: names, contact, menu, notice."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from harghita_intl.page_cache.next_change import next_change
from pages.models import Office, Page, SiteLink, SiteSettings
from tests.admin.browser_forms import form_of
from tests.admin.conftest import log_in
from tests.factories import make_page, make_site_settings

pytestmark = pytest.mark.django_db
FORM = "/admin/pages/sitesettings/1/change/"


def text_of(client, url="/en/"):
    return client.get(url).content.decode()


def test_site_without_settings_is_still_a_site(client):
    html = text_of(client)
    assert "<strong>Harghita County Council</strong>" in html
    assert "mailto:" not in html
    assert "tel:" not in html


def test_names_and_contact_are_those_that_staff_gave(client):
    make_site_settings(
        site_name_en="Our friends",
        institution_en="The Council",
        postal_address_ro="Piața 1",
        telephone="+40 266 20",
        email="info@example.org",
        footer_note_en="Closed in August.",
    )
    html = text_of(client)
    assert re.search(r"<title>[^<]* – Our friends</title>", html)
    assert '<a href="tel:+4026620">+40 266 20</a>' in html
    assert '<span lang="ro">Piața 1</span>' in html
    assert "<strong>The Council</strong>" in html
    assert "Closed in August." in html


def test_mistakes_are_reported_to_their_own_address_with_the_permanent_one(client):
    page = make_page("Obiective")
    settings = make_site_settings(email="info@example.org")
    assert f"mailto:info@example.org?subject={'A%20mistake'}" in text_of(client)
    SiteSettings.objects.filter(pk=settings.pk).update(feedback_email="web@example.org")
    html = text_of(client, f"/en/{page.slug_en}/")
    link = re.search(r'mailto:web@example.org\?[^"]*body=([^"]*)"', html)
    assert link[1] == f"https%3A%2F%2Ftestserver%2Fi%2F{page.pk}"


def test_menu_has_pages_and_links_in_one_order(client):
    settings = make_site_settings(links=0)
    make_page("B", menu="main", position=2, title_en="B")
    make_page("Listă", role="partners", menu="main", position=3, title_en="Regions")
    for place, position in (("main", 1), ("social", 0)):
        SiteLink.objects.create(
            settings=settings,
            place=place,
            position=position,
            label_en=f"In {place}",
            url_en="https://example.org",
        )
    html = text_of(client)
    menu = html.partition('<ul class="site-nav__list">')[2].partition("</ul>")[0]
    assert re.findall(r">([^<>]+)</a>", menu) == [
        "Activities",
        "Decisions",
        "In main",
        "B",
        "Regions",
    ]
    assert "In social" in html.partition("<footer")[2]


@pytest.mark.parametrize(
    ("start", "end", "is_shown"),
    [(None, None, True), (-1, 1, True), (1, 2, False), (-2, -1, False)],
)
def test_notice_is_shown_in_its_time(client, start, end, is_shown):
    now = timezone.now()
    times = {"notice_from": start, "notice_until": end}
    times = {name: now + timedelta(hours=n) for name, n in times.items() if n is not None}
    make_site_settings(notice_en="Closed on Friday", **times)
    assert ("Closed on Friday" in text_of(client)) == is_shown


def test_pages_are_rendered_anew_when_the_notice_ends():
    soon = timezone.now() + timedelta(seconds=5)
    make_site_settings(notice_en="Closed", notice_until=soon)
    assert next_change() == soon


def test_contact_page_says_what_nobody_has_published(client):
    page = make_page("Contact", role="contact")
    settings = make_site_settings(email="info@example.org")
    Office.objects.create(
        settings=settings, name_en="Registry", function_en="Head", telephone="+40 1"
    )
    html = text_of(client, f"/en/{page.slug_en}/")
    main = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))
    assert "Telephone no telephone published Email info@example.org" in main
    assert "Registry Who answers Head Telephone +40 1 Email no email address published" in main


@pytest.mark.parametrize(
    ("role", "given", "stated"),
    [
        (
            "privacy",
            {"data_protection_officer_en": "Ana, dpo@example.org", "hosting_ro": "Găzduire SRL"},
            "Data protection officer Ana, dpo@example.org "
            "The server’s log is kept for to be completed by Harghita County Council "
            "The site is hosted by Găzduire SRL",
        ),
        (
            "accessibility",
            {"accessibility_reviewed": date(2026, 11, 30)},
            "Responsible for accessibility to be completed by Harghita County Council "
            "Statement last reviewed on 30 November 2026",
        ),
    ],
)
def test_pages_of_the_law_say_what_the_county_has_given(client, role, given, stated):
    page = make_page("Pagina", role=role)
    make_site_settings(**given)
    html = text_of(client, f"/en/{page.slug_en}/")
    main = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))
    assert stated in main


def test_form_asks_for_what_is_missing_and_keeps_versions():
    settings = make_site_settings(email="info@example.org", institution_ro="Consiliul")
    Office.objects.create(settings=settings, name_ro="Birou", name_en="Registry", room="3")
    publisher = log_in("publisher")
    assert publisher.get("/admin/pages/sitesettings/").url == FORM
    shown = publisher.get(FORM)
    assert [label for label, _anchor in shown.context["missing_facts"]] == [
        "Department",
        "Postal address",
        "Telephone",
        "The institution’s website",
        "Data protection officer",
        "How long the server’s log is kept",
        "Where the site is hosted",
        "Responsible for accessibility",
        "Accessibility statement last reviewed on",
        "Registry: telephone",
        "Registry: email address",
    ]
    assert "Information still needed from the county" in publisher.get("/admin/").content.decode()

    sent = form_of(shown, telephone="+40 266", notice_ro="Închis")
    assert publisher.post(FORM, sent).status_code == 302

    assert SiteSettings.objects.get().telephone == "+40 266"
    assert SiteSettings.history.count() == 2
    history = publisher.get("/admin/pages/sitesettings/1/history/").content.decode()
    assert "Telephone, Notice (Romanian)" in re.sub(r"\s+", " ", history)


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_settings_are_changed_by_publishers_only_texts_by_translators(role):
    make_site_settings(links=0)
    client = log_in(role)
    forged = client.post(FORM, {"telephone": "+40 1", "notice_ro": "x"})
    assert forged.status_code == 403
    assert SiteSettings.objects.get().telephone == ""
    if role == "translator":
        sent = form_of(client.get(FORM), notice_hu="Zárva")
        assert client.post(FORM, sent).status_code == 302
    assert SiteSettings.objects.get().notice_hu == ("Zárva" if role == "translator" else None)


def test_page_that_the_law_asks_for_is_neither_deleted_nor_taken_down():
    publisher = log_in("publisher")
    page = make_page("Contact", role="contact")
    other = make_page("Altele")
    url = f"/admin/pages/page/{page.pk}/"
    publisher.post(f"{url}delete/", {"post": "yes"})
    selected = {"action": "take_back", "_selected_action": [page.pk, other.pk], "post": "yes"}
    publisher.post("/admin/pages/page/", selected)
    refused = publisher.post(
        f"{url}change/", form_of(publisher.get(f"{url}change/"), status="draft")
    )
    assert list(refused.context["adminform"].form.errors) == ["status"]
    there = dict(Page.objects.values_list("pk", "status"))
    assert there == {page.pk: "published", other.pk: "draft"}
