"""Help with the commonest tasks, in the language of the person."""

import re

import pytest
from django.test import override_settings

from editing.help.views import TOPICS, topics_in

pytestmark = pytest.mark.django_db


def test_help_is_the_same_ten_topics_in_three_languages(staff):
    editor = staff("editor")
    for language in ("ro", "hu", "en"):
        html = editor.get("/admin/help/", headers={"accept-language": language}).content.decode()
        titles = re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', html)
        assert [name for name, _title in titles] == list(TOPICS)
        assert len({title for _name, title in titles}) == len(TOPICS)
        assert all("<ol>" in text for _title, text in topics_in(language))
    assert '<a href="/admin/help/">' in editor.get("/admin/").content.decode()


def test_picture_is_served_when_it_was_taken(staff, tmp_path):
    editor = staff("editor")
    with override_settings(DATA_DIR=tmp_path):
        assert "<img" not in editor.get("/admin/help/").content.decode().partition("<h2")[2]
        assert editor.get("/admin/help/partner.png").status_code == 404
        (tmp_path / "help" / "en").mkdir(parents=True)
        (tmp_path / "help" / "en" / "partner.png").write_bytes(b"picture")
        assert 'src="/admin/help/partner.png"' in editor.get("/admin/help/").content.decode()
        assert b"".join(editor.get("/admin/help/partner.png")) == b"picture"


def test_help_is_for_staff(client):
    assert client.get("/admin/help/").status_code == 302
