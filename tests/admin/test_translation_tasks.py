"""The first page names the translations that are missing or out of date, to who may write them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Project
from publishing.media.pictures import Picture
from tests.admin.first_page import FIRST_PAGE, section, tasks
from tests.factories import make_activity, make_page, make_partner


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


def test_translator_is_shown_the_pictures_that_lack_words_in_their_language(staff):
    Picture.objects.create(file="originals/a.jpg", alt_ro="Un munte", alt_hu="Egy hegy", alt_en="")
    lacking = Picture.objects.create(file="originals/b.jpg", alt_ro="Un lac", alt_en="")

    assert tasks(staff("translator").get(FIRST_PAGE), "pictures") == [
        ("Un lac", f"/admin/publishing/picture/{lacking.pk}/change/#id_alt_hu")
    ]
