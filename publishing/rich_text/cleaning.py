"""What is kept of a formatted text, and its words alone."""

import re
from html import unescape

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from publishing.rich_text.normalising import tidy
from publishing.text import normalise_text

SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote"}
TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ALLOWED = {*BLOCKS, *TABLES, "a", "strong", "em", "s", "sup", "sub", "span", "br", "img"}
# What says nothing itself, but shows `tidy` where blocks begin and what a word processor meant.
READ = {*ALLOWED, "b", "i", "div", "h1", "h4", "h5", "h6", "font", "strike", "tfoot"}
READ |= {"section", "article", "main", "header", "footer", "aside", "nav", "address", "center"}
READ |= {"dl", "dt", "dd", "pre", "figure", "figcaption", "details", "summary"}
READ |= {"fieldset", "legend"}
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start", "type"},
    "img": {"data-picture"},
    "span": {"lang"},
    "td": SPANS,
    "th": {*SPANS, "scope"},
}
STYLED = {
    tag: {*ATTRIBUTES.get(tag, ()), "style"}
    for tag in ("a", "b", "i", "em", "font", "ol", "span", "strong")
}
STYLED |= {tag: {*SPANS, "style"} for tag in ("td", "th")}
MAX_CHARACTERS = 200_000
MAX_TAGS = 20_000  # the parser takes quadratic time for what is nested
WITHOUT_CONTENT = {"script", "style", "title", "xml", "del"}  # "del" is what Word's users deleted

_READER = nh3.Cleaner(
    tags=READ,
    clean_content_tags=WITHOUT_CONTENT,
    attributes={**ATTRIBUTES, **STYLED},
    url_schemes=SCHEMES,
    link_rel=None,
)
_LAST_WORD = nh3.Cleaner(
    tags=ALLOWED,
    clean_content_tags=WITHOUT_CONTENT,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
)
_END_OF_BLOCK = re.compile(r"<br>|</(?:p|h2|h3|li|caption|tr)>")
_ROW = re.compile("<tr>.*?</tr>")
_END_OF_CELL = re.compile("</t[hd]><t[hd][^>]*>")
_STRUCK = re.compile("<s>.*?</s>")
_SHIFTED = re.compile("<(su[pb])>([^<]*)</")
_SUPERSCRIPTS = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))


def clean(html: str, language: str | None = None) -> str:
    """Return what is kept of any HTML; "" where nothing is said. Cleaning twice changes nothing.

    Nothing of the result comes from outside but text, addresses of links and numbers of pictures.
    Raises ValidationError for more than any page has, before it is parsed.
    """
    if len(html) > MAX_CHARACTERS or html.count("<") > MAX_TAGS:
        raise ValidationError(
            _("The text is too long, or has too much formatting: split it, or paste it as text.")
        )
    return _LAST_WORD.clean(tidy(normalise_text(_READER.clean(html), language)))


def plain_text(html: str | None) -> str:
    """Return the words of a kept text that hold, a line for each block and row of a table."""
    text = _SHIFTED.sub(_shifted, _ROW.sub(_row_in_line, _STRUCK.sub("", html or "")))
    lines = unescape(strip_tags(_END_OF_BLOCK.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _row_in_line(found: re.Match) -> str:
    return _END_OF_CELL.sub(" | ", found[0].replace("<br>", " "))


def _shifted(found: re.Match) -> str:
    """Return what stands above or below the line in characters that do so, if there are such."""
    characters = _SUPERSCRIPTS if found[1] == "sup" else _SUBSCRIPTS
    if all(character in characters for character in found[2]):
        return "".join(characters[character] for character in found[2]) + "</"
    return f"{found[2]}</"
