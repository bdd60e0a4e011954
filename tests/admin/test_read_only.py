"""What somebody may only read is said as people say it, not as the database has it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from editing.admin.urls import form_url
from publishing.media.library import Document
from tests.factories import (
    make_activity,
    make_decision,
    make_document,
    make_partner,
    make_picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def viewer(django_user_model) -> Client:
    """Logged in as somebody who may see everything, and change nothing."""
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def decision(uploads):
    """A decision with its document, and an agreement that came of it."""
    partner = make_partner(
        text_ro="<h2>Titlu</h2>\n<p>Un <strong>text</strong>.</p>",
        seat="<b>Ipolyság",
        seo_description_hu="egy\nkettő",
        picture=make_picture(),
    )
    made = make_decision(partner, date="1994-05-07", in_force="1994-06/..")
    make_document("Hotărâre", kind="decision", attached_to=made)
    return made


@pytest.fixture
def shown(viewer, decision) -> str:
    """The form of a published partner, as somebody sees it who may only read it."""
    return form(viewer, decision.partners.get())


def form(client: Client, entry) -> str:
    return client.get(form_url(entry)).content.decode()


def test_formatted_text_is_shown_formatted_and_in_its_language(shown):
    text = "<h2>Titlu</h2>\n<p>Un <strong>text</strong>.</p>"

    assert f'<div class="read-only-text" lang="ro">{text}</div>' in shown
    assert "&lt;p&gt;" not in shown


def test_other_texts_stay_texts(shown):
    assert '<div class="readonly">&lt;b&gt;Ipolyság</div>' in shown
    assert '<div class="read-only-text" lang="hu"><p>egy<br>kettő</p></div>' in shown


def test_labels_are_those_of_the_open_form(shown):
    labels = re.findall(r"<label>(.*?)</label>", shown)

    assert 'Name<span class="visually-hidden"> (Hungarian)</span>' in labels
    assert {"Address of the page (Romanian)", "Note (English)"} <= set(labels)
    assert {"Country", "Administrative centre", "Last changed"} <= set(labels)
    assert [label for label in labels if "[" in label] == []


def test_dates_and_files_are_said_as_people_say_them(viewer, decision, shown):
    of_decision, of_document = form(viewer, decision), form(viewer, Document.objects.get())
    of_activity = form(viewer, make_activity(kind="project", period="1994-05/.."))

    assert '<div class="readonly">June 1994</div>' in shown
    assert '<div class="readonly">7 May 1994</div>' in of_decision
    assert '<div class="readonly">since May 1994</div>' in of_activity
    assert ">hotarare.pdf</a>" in of_document
    assert "/media/documents" not in of_decision + of_document


def test_nothing_helps_to_fill_in_what_is_closed(shown):
    assert "If you leave this empty, it is made from the title." not in shown


def test_translator_sees_the_picture_whose_words_are_to_be_translated(staff, uploads):
    picture = make_picture()

    response = staff("translator").get(f"/admin/publishing/picture/{picture.pk}/change/")

    html = " ".join(response.content.decode().split())
    assert f'<img src="{picture.smallest["url"]}"' in html
    assert f'<a href="{picture.largest["url"]}">' in html
    assert "/media/originals/" not in html


def test_previews_are_offered_only_where_the_form_can_be_sent(staff, viewer):
    public, draft = make_partner(), make_partner(status="draft")
    editor, translator = staff("editor"), staff("translator")

    def offered(client, view: str) -> int:
        html = client.get(f"/admin/partners/partnerregion/{view}/").content.decode()
        return html.count('name="_preview"')

    assert offered(viewer, f"{public.pk}/change") == 0
    assert offered(viewer, f"{draft.pk}/change") == 0
    assert offered(editor, f"{public.pk}/change") == 3  # of the draft beside it
    assert offered(editor, f"{draft.pk}/change") == 3
    assert offered(editor, "add") == 3
    assert offered(translator, f"{public.pk}/change") == 3


@pytest.mark.parametrize("make", [make_picture, make_document])
def test_file_of_the_library_says_where_it_is_used_to_who_may_only_read_it(staff, uploads, make):
    partner, stored = make_partner("Hont"), make()
    partner.attachments.create(**{stored._meta.model_name: stored})

    response = staff("editor").get(
        f"/admin/publishing/{stored._meta.model_name}/{stored.pk}/change/"
    )

    link = f'<a href="/admin/partners/partnerregion/{partner.pk}/change/">{partner}</a>'
    assert link in response.content.decode()
    assert response.context["adminform"].form.fields == {}
