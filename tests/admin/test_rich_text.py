"""The editor of formatted texts, as far as the server sees it."""

import pytest

from tests.admin.browser_forms import form_of
from tests.admin.form_data import NO_ATTACHMENTS
from tests.factories import make_page, make_picture

pytestmark = pytest.mark.django_db

HOSTILE = (
    '<script>alert(1)</script><img src="x" onerror="alert(1)">'
    '<p style="color:red" onclick="x">a</p><a href="javascript:alert(1)">b</a><h2>Titlu</h2>'
)


def test_forged_post_is_cleaned(admin_client):
    page = make_page()
    form = {"title_ro": "A", "slug_ro": "a", "position": 1, "menu": "", "status": "draft"}
    form |= NO_ATTACHMENTS
    response = admin_client.post(
        f"/admin/pages/page/{page.pk}/change/", {**form, "text_ro": HOSTILE}
    )
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.text_ro == "<p>a</p>\n<p>b</p>\n<h2>Titlu</h2>"


def test_form_sent_back_untouched_changes_nothing(admin_client):
    page = make_page(text_ro="<h2>A</h2><ul><li>b</li></ul>", text_hu=None)
    form = admin_client.get(f"/admin/pages/page/{page.pk}/change/").context["adminform"].form
    for text in (page.text_ro.replace("\n", "\r\n"), "<h2>A</h2><ul><li><p>b</p></li></ul>"):
        assert not form.fields["text_ro"].has_changed(page.text_ro, text)
    assert not form.fields["text_hu"].has_changed(page.text_hu, "")


def test_library_is_for_staff(client, admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture()
    url = "/admin/publishing/picture/library/"
    assert client.get(url).status_code == 302
    assert admin_client.get(url).json() == {
        "items": [
            {
                "number": picture.pk,
                "words": "O pajiște (en)",
                "detail": "a.webp",
                "edit": f"/admin/publishing/picture/{picture.pk}/change/",
                "src": picture.smallest["url"],
                "width": 60,
                "height": 40,
            }
        ],
        "count": 1,
        "next": None,
    }


def test_changes_of_the_source_are_shown_in_words_without_elements(admin_client):
    page = make_page(text_ro="<h2>A</h2><p>unu</p>", text_hu="<p>egy</p>")
    page.text_ro = "<h2>A</h2><p>doi</p>"
    page.save()
    form = admin_client.get(f"/admin/pages/page/{page.pk}/change/").context["adminform"].form
    assert form.fields["text_hu"].stale["changes"] == "A\n<del>unu</del><ins>doi</ins>"


def test_text_written_in_another_way_is_no_conflict(admin_client):
    page = make_page(text_ro="<ul><li>unu</li></ul>")
    url = f"/admin/pages/page/{page.pk}/change/"
    typed = form_of(admin_client.get(url), text_ro="<ul><li><p>unu</p></li></ul>", title_en="Mine")
    page.text_ro = "<p>doi</p>"
    page.save()
    form = admin_client.post(url, typed)
    assert [change.is_contested for change in form.context["conflict"].changes] == [False]
    admin_client.post(url, form_of(form))
    page.refresh_from_db()
    assert (page.text_ro, page.title_en) == ("<p>doi</p>", "Mine")
