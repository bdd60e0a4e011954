"""Texts written as Markdown: those of ``fixtures/``, and all that were kept before the editor."""

from markdown_it import MarkdownIt

from publishing.rich_text.cleaning import clean

# "js-default" is for text by people: raw HTML is shown as text, and links may not run code.
_RENDERER = MarkdownIt("js-default", {"typographer": False}).disable(["image", "table", "code"])


def to_html(text: str) -> str:
    """Markdown as a formatted text that is kept. A heading ``#`` becomes an h2."""
    return clean(_RENDERER.render(text))


def convert_all(model, columns: list[str]) -> None:
    """Turns the Markdown in columns of everything there is into HTML, and so what is noted of it.

    For migrations. Nobody edited the entries: when they were last changed stays as it was.
    """
    for entry in model.objects.iterator():
        values = {column: getattr(entry, column) for column in columns}
        html = {column: to_html(text) for column, text in values.items() if text}
        noted = _converted(entry.translated_from)
        model.objects.filter(pk=entry.pk).update(**html, translated_from=noted)


def _converted(translated_from: dict) -> dict:
    """What each translation was made from, with the pairs of texts in HTML."""
    return {
        language: {
            name: _converted_pair(pair) if name == "text" else pair for name, pair in pairs.items()
        }
        for language, pairs in translated_from.items()
    }


def _converted_pair(pair: dict) -> dict:
    return {**pair, "source": to_html(pair["source"]), "translation": to_html(pair["translation"])}
