"""Texts that were written as Markdown, before there was an editor: in the database, in fixtures."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db

MARKDOWN = "# Titlu\n\nUn *text* cu [link](/ro/x/).\n\n- unu\n- doi\n\n<script>alert(1)</script>"
HTML = (
    '<h2>Titlu</h2>\n<p>Un <em>text</em> cu <a href="/ro/x/">link</a>.</p>\n'
    "<ul>\n<li>unu</li>\n<li>doi</li>\n</ul>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
)
MAKERS = {"partners": make_partner, "activities": make_activity, "pages": make_page}


@pytest.mark.parametrize("app", MAKERS)
def test_migration_turns_markdown_into_html_and_keeps_the_rest(app):
    entry = MAKERS[app](text_ro="vechi", text_hu="régi", text_en="old")
    entry.text_ro = "nou"
    entry.save()
    assert (entry.state_hu, entry.state_en) == ("stale", "stale")
    plant(entry, text=MARKDOWN, text_ro=MARKDOWN, text_hu="*b*", text_en=None)
    before = type(entry).objects.values("updated", "state_hu", "slug_ro").get()

    migrate(app)

    entry = type(entry).objects.get()
    assert (entry.text_ro, entry.text_hu, entry.text_en) == (HTML, "<p><em>b</em></p>", None)
    assert type(entry).objects.values("updated", "state_hu", "slug_ro").get() == before


def test_migration_keeps_what_translations_were_made_from():
    page = make_page(text_ro="vechi", text_hu="régi")
    noted = page.translated_from
    noted["hu"]["text"] = {"of": "ro", "source": "*a*", "translation": "*b*"}
    plant(page, text_ro="*a*", text_hu="*b*")
    type(page).objects.update(translated_from=noted)

    migrate("pages")

    page = type(page).objects.get()
    pair = {"of": "ro", "source": "<p><em>a</em></p>", "translation": "<p><em>b</em></p>"}
    assert page.translated_from["hu"]["text"] == pair
    assert page.translated_from["hu"]["title"] == noted["hu"]["title"]
    assert page.stale_fields("hu") == {}


def migrate(app):
    """Does what the app's migration does, with the models as they were then."""
    past = MigrationLoader(connection).project_state((app, "0005_rich_text")).apps
    import_module(f"{app}.migrations.0005_rich_text").markdown_to_html(past, None)


def plant(entry, **columns):
    """Puts texts into the database as they were kept before, past the cleaning."""
    table, names = entry._meta.db_table, ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {names} WHERE id = %s", [*columns.values(), entry.pk])


def test_fixtures_are_loaded_as_html(content):
    texts = [
        text
        for model in ("partners.PartnerRegion", "activities.Activity", "pages.Page")
        for text in apps.get_model(model).objects.values_list("text_ro", flat=True)
        if text
    ]
    assert len(texts) > 20
    assert [text for text in texts if not text.startswith(("<p>", "<h2>", "<ul>"))] == []
