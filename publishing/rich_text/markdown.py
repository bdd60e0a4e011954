"""Texts of ``fixtures/``, which are written as Markdown."""

import re

from markdown_it import MarkdownIt

from publishing.rich_text.cleaning import clean

# "js-default" is for text by people: raw HTML is shown as text, and links may not run code.
_RENDERER = MarkdownIt("js-default", {"typographer": False}).disable(["image", "table", "code"])

# The one element that Markdown has no sign for.
_PART = re.compile(r"&lt;span lang=&quot;([a-z-]+)&quot;&gt;(.*?)&lt;/span&gt;")


def to_html(text: str) -> str:
    """Return Markdown as a formatted text. A heading ``#`` becomes an h2."""
    return clean(_PART.sub(r'<span lang="\1">\2</span>', _RENDERER.render(text)))
