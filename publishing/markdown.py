from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# "js-default" is for text by people: raw HTML is shown as text, and links may not run code.
_RENDERER = MarkdownIt("js-default", {"typographer": False}).disable(["image", "table", "code"])


def render(text: str) -> SafeString:
    """Markdown as HTML that is safe to show. A heading ``#`` becomes an h2."""
    tokens = _RENDERER.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    return mark_safe(_RENDERER.renderer.render(tokens, _RENDERER.options, {}))
