"""Files that were chosen for a form, and those that are kept."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from publishing.media.library import Document
from publishing.media.programs import sanitised
from tests.admin.browser_forms import form_of
from tests.admin.errors import errors_of
from tests.factories import (
    make_decision,
    make_document,
    make_partner,
    make_picture,
    pdf_with_text,
)
from tests.hostile_files import pdf

pytestmark = pytest.mark.django_db
ADD_DOCUMENT = "/admin/publishing/document/add/"
DOCUMENT = {"title_ro": "Hotărâre", "kind": "decision", "language": "ro"}


def test_file_that_was_chosen_for_a_form_with_a_fault_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    form = {**DOCUMENT, "kind": "x", "file": ContentFile(pdf(), name="hotarare.pdf")}

    response = admin_client.post(ADD_DOCUMENT, form, headers={"accept-language": "hu"})

    assert errors_of(response)["file"] == [
        "Válassza ki újra ezt a fájlt. Nincs elmentve: hotarare.pdf"
    ]
    assert not Document.objects.exists()


def test_picture_that_was_chosen_without_words_for_it_is_asked_for_again(admin_client):
    response = admin_client.post("/admin/publishing/picture/add/", {"file": picture_file()})

    assert errors_of(response)["file"] == [
        "Choose this file again. It has not been saved: hegy.png"
    ]


def test_file_that_is_kept_is_named_and_can_be_looked_at(admin_client, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stored, picture = make_document("Hotărâre"), make_picture()

    form = admin_client.get(f"/admin/publishing/document/{stored.pk}/change/").content.decode()
    form = " ".join(form.split())
    shown = admin_client.get(f"/admin/publishing/picture/{picture.pk}/change/").content.decode()

    url = f"/admin/publishing/document/{stored.pk}/document/"
    assert f'<a href="{url}">hotarare.pdf</a>' in form
    document = admin_client.get(url)
    assert b"".join(document.streaming_content).startswith(b"%PDF")
    assert document["Content-Disposition"] == 'attachment; filename="hotarare.pdf"'
    assert "sandbox" in document["Content-Security-Policy"]
    assert client.get(url).status_code == 302
    assert f'<img src="{picture.smallest["url"]}"' in shown
    assert 'href="/media/originals' not in shown


def test_file_that_is_kept_stays_shown_while_another_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    other = ContentFile(pdf(), name="b.pdf")
    url = f"/admin/publishing/document/{make_document('Hotărâre').pk}/change/"

    response = admin_client.post(url, form_of(admin_client.get(url), kind="x", file=other))

    assert errors_of(response)["file"] == ["Choose this file again. It has not been saved: b.pdf"]
    assert ">hotarare.pdf</a>" in response.content.decode()


def test_document_is_seen_by_who_sees_the_library(
    client, staff, django_user_model, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    content = sanitised(pdf_with_text("Textul"), "pdf")
    decision = make_decision(make_partner(), status="draft")
    document = make_document(content=content, attached_to=decision)
    url = f"/admin/publishing/document/{document.pk}/document/"

    for role in ("editor", "publisher", "translator"):
        assert staff(role).get(url).getvalue() == sanitised(content, "pdf")
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))
    assert client.get(url).status_code == 403
    assert staff("administrator").get(url.replace(str(document.pk), "999")).status_code == 404


def picture_file() -> ContentFile:
    data = BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    return ContentFile(data.getvalue(), name="hegy.png")
