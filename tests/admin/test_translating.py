"""What staff see of the state of translations, and do about it."""

import pytest

from activities.models import Project
from tests.admin.browser_forms import form_of
from tests.factories import make_activity

PROJECTS = "/admin/activities/project/"


@pytest.fixture
def project(db):
    """A project whose summary changed in Romanian after it was translated."""
    project = make_activity(
        "Dans", kind="project", summary_ro="Un dans vechi.", summary_hu="Tánc.", summary_en="Dance."
    )
    project = Project.objects.get(pk=project.pk)
    project.summary_ro = "Un dans nou."
    project.save()
    return project


def field(response, name):
    return response.context["adminform"].form.fields[name]


def test_form_shows_under_a_stale_text_how_its_source_changed(admin_client, project):
    response = admin_client.get(f"{PROJECTS}{project.pk}/change/")

    assert field(response, "summary_hu").stale == {
        "of": "ro",
        "changes": "Un dans <del>vechi</del><ins>nou</ins>.",
    }
    assert not hasattr(field(response, "summary_ro"), "stale")
    assert not hasattr(field(response, "title_hu"), "stale")


def test_changes_shown_are_escaped(admin_client, project):
    project.summary_ro = "<b>Un</b> dans & alte."
    project.save()

    changes = field(admin_client.get(f"{PROJECTS}{project.pk}/change/"), "summary_hu").stale[
        "changes"
    ]

    assert "&lt;" in changes
    assert "<b>" not in changes


def test_form_says_the_state_of_each_language(admin_client, project):
    languages = admin_client.get(f"{PROJECTS}{project.pk}/change/").context["languages"]

    assert [(one["code"], one["state"], one["may_confirm"]) for one in languages] == [
        ("ro", "complete", False),
        ("hu", "stale", True),
        ("en", "stale", True),
    ]


def test_one_click_in_the_form_says_that_a_translation_is_right(admin_client, project):
    url = f"{PROJECTS}{project.pk}/change/"

    response = admin_client.post(url, form_of(admin_client.get(url), _confirm_translation="hu"))

    saved = Project.objects.get()
    assert response.headers["location"] == url
    assert (saved.state_hu, saved.state_en, saved.summary_hu) == ("complete", "stale", "Tánc.")


def test_list_is_filtered_by_the_state_of_a_language(admin_client, project):
    make_activity("Alt dans", kind="project")

    stale = admin_client.get(PROJECTS, {"state_hu__exact": "stale"}).context["cl"].result_list
    complete = admin_client.get(PROJECTS, {"state_hu__exact": "complete"}).context["cl"].result_list

    assert [p.title_ro for p in stale] == ["Dans"]
    assert [p.title_ro for p in complete] == ["Alt dans"]


def test_list_counts_the_entries_of_each_state(admin_client, project):
    make_activity("Alt dans", kind="project")

    html = admin_client.get(PROJECTS).content.decode()

    assert html.count("complete (1)") == 2  # Hungarian, English
    assert html.count("complete (2)") == 1  # Romanian
    assert html.count("out of date (1)") == 2
