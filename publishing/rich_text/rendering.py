"""A kept text as the public sees it."""

import re
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from publishing.media.pictures import Picture

_PICTURE = re.compile(r'<img data-picture="([0-9]{1,9})">')
_TABLE = re.compile(r"<table>\n(?:<caption>(.*?)</caption>)?")
_OUTSIDE = re.compile(r'<a href="(?=https?://)')


def render(html: str) -> SafeString:
    """Return a kept text as the public sees it, pictures described in the active language.

    A table that is too wide for the screen scrolls in a box that has its name and takes the focus.
    """
    boxed = _TABLE.sub(_open_box, html).replace("</table>", "</table></div>")
    return render_with(pictures_in([html]), boxed, "layout/_picture.html")


def _open_box(found: re.Match) -> str:
    name = strip_tags(found[1] or "").replace('"', "&quot;") or gettext("Table")
    box = '<div class="table-box" role="group" tabindex="0" aria-label="{}">{}'
    return box.format(name, found[0])


def pictures_in(texts: Iterable[str]) -> dict[int, Picture]:
    """Fetch the pictures that stand in kept texts, by number, in one query if there are any."""
    numbers = {number for text in texts for number in _PICTURE.findall(text)}
    return Picture.objects.in_bulk(numbers) if numbers else {}


def render_with(pictures: dict[int, Picture], html: str, template: str) -> SafeString:
    """Render a kept text whose pictures are known, each of them by the template."""
    marked = _OUTSIDE.sub('<a class="outside" rel="external" href="', html)
    return mark_safe(
        _PICTURE.sub(lambda found: _figure(pictures.get(int(found[1])), template), marked)
    )


def _figure(picture: Picture | None, template: str) -> str:
    """Render a picture with its words; "" for one that is no longer in the library."""
    return render_to_string(template, {"picture": picture}) if picture else ""
