"""Texts of fixtures are written as Markdown, and kept as HTML."""

import pytest
from django.apps import apps

from publishing.rich_text.markdown import to_html

MARKDOWN = (
    '# Titlu\n\nUn *text* cu [link](/ro/x/) și <span lang="hu">szó</span>.\n\n'
    "- unu\n- doi\n\n<script>alert(1)</script>"
)
HTML = (
    '<h2>Titlu</h2>\n<p>Un <em>text</em> cu <a href="/ro/x/">link</a> și '
    '<span lang="hu">szó</span>.</p>\n'
    "<ul>\n<li>unu</li>\n<li>doi</li>\n</ul>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
)


def test_markdown_becomes_html_and_html_in_it_text():
    assert to_html(MARKDOWN) == HTML


@pytest.mark.django_db
def test_fixtures_are_loaded_as_html(content):
    texts = [
        text
        for model in ("partners.PartnerRegion", "activities.Activity", "pages.Page")
        for text in apps.get_model(model).objects.values_list("text_ro", flat=True)
        if text
    ]
    assert len(texts) > 20
    assert [text for text in texts if not text.startswith(("<p>", "<h2>", "<ul>"))] == []
